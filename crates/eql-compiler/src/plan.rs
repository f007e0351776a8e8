//! What a rule looks for, and how it orders events.

use eql_hir::{Form, Query};
use event::{FieldType, Source};
use pack::{Clock, ClockId, Key, Plan, PredicateId, SequencePlan, StagePlan};

use crate::RuleSource;
use crate::graph::Compiler;

impl Compiler {
    pub(crate) fn plan(&mut self, query: &Query, leaves: &[PredicateId]) -> Plan {
        match &query.form {
            Form::Event(filter) => Plan::Event(self.filter(query, &filter.condition, leaves)),
            Form::Sequence(sequence) => {
                let stages =
                    sequence.stages.iter().map(|stage| self.stage(query, stage, leaves)).collect();
                let until = sequence.until.as_ref().map(|until| self.stage(query, until, leaves));
                Plan::Sequence(SequencePlan { stages, until, maxspan: sequence.maxspan })
            }
            Form::Sample(sample) => Plan::Sample(
                sample.parts.iter().map(|part| self.stage(query, part, leaves)).collect(),
            ),
        }
    }

    fn stage(
        &mut self,
        query: &Query,
        stage: &eql_hir::Stage,
        leaves: &[PredicateId],
    ) -> StagePlan {
        let filter = self.filter(query, &stage.filter.condition, leaves);
        let keys = stage
            .keys
            .iter()
            .map(|key| Key { field: self.field(query, key.field), optional: key.optional })
            .collect();
        StagePlan { filter, missing: stage.missing, keys }
    }

    pub(crate) fn clock(&mut self, source: &RuleSource<'_>) -> ClockId {
        let timestamp = self.ordering_field(source.timestamp_field, source.timestamp_type);
        let tiebreaker =
            source.tiebreaker_field.map(|field| self.ordering_field(field, FieldType::Dynamic));
        ClockId(self.clocks.place(Clock { timestamp, tiebreaker }))
    }

    fn ordering_field(&mut self, path: &str, field_type: FieldType) -> pack::FieldId {
        let (source, path) = (Source::Event, path.to_owned());
        pack::FieldId(self.fields.place(pack::Field { source, path, field_type }))
    }
}
