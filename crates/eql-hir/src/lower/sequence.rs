//! `sequence` (spec 13, 14, 17).

use eql_syntax::ast::{self, Expr, ExprKind, Number};
use event::{FieldType, Source};

use super::name::{Name, Scope};
use super::operand::ValueType;
use super::{Lowering, nothing_filter};
use crate::diagnostics as found;
use crate::{Key, Sequence, Stage};

/// The longest sequence after `runs` is expanded (spec 13.3).
const MAX_STAGES: usize = 256;
/// The most repetitions of one stage (spec 13.2).
const MAX_RUNS: i64 = 100;

impl Lowering<'_> {
    /// The sequence; stages that cannot be lowered match nothing and have been reported.
    pub(super) fn sequence(&mut self, sequence: &ast::Sequence) -> Sequence {
        let maxspan = sequence.maxspan.as_ref().and_then(|maxspan| self.maxspan(maxspan));
        let by = self.keys(&sequence.by);
        let mut stages = Vec::new();
        let mut positives = 0;
        for (place, stage) in sequence.stages.iter().enumerate() {
            self.enter_stage(sequence, place);
            let lowered = self.stage(&by, stage);
            let runs = stage.option.as_ref().map_or(1, |option| self.runs(option));
            // The copies share their leaves.
            stages.extend((0..runs).map(|_| lowered.clone()));
            if !stage.missing {
                positives += u32::try_from(runs).unwrap_or(u32::MAX);
            }
            self.leave_stage(stage, positives);
        }
        let until = sequence.until.as_ref().and_then(|until| self.until(&by, until));
        self.scope = Scope::default();
        self.check_count(sequence, stages.len());
        self.check_missing(sequence);
        self.check_keys(&stages, until.as_ref());
        Sequence { stages, maxspan, until }
    }

    /// What the names of events mean in a stage: a missing event is not part of a pending sequence, so it can read
    /// none of its events.
    fn enter_stage(&mut self, sequence: &ast::Sequence, place: usize) {
        let stage = &sequence.stages[place];
        self.scope.own = stage.alias.as_ref().map(|alias| alias.name.clone());
        let all = sequence.stages.iter().filter_map(|stage| stage.alias.as_ref());
        let readable = |name: &String| {
            !stage.missing && self.scope.aliases.iter().any(|(known, _)| known == name)
        };
        let names = all.map(|alias| alias.name.clone()).filter(|name| !readable(name));
        self.scope.out_of_reach = names.collect();
    }

    /// From here on the event of the stage can be read by its name. Of a repeated stage it is the last one.
    fn leave_stage(&mut self, stage: &ast::Stage, positives: u32) {
        self.scope.own = None;
        self.scope.out_of_reach.clear();
        if let Some(alias) = stage.alias.as_ref().filter(|_| !stage.missing) {
            self.scope.aliases.push((alias.name.clone(), positives.saturating_sub(1)));
        }
    }

    /// A stage with the keys that all stages share and its own. The filter is lowered whatever the keys are.
    pub(super) fn stage(&mut self, by: &[Option<Key>], stage: &ast::Stage) -> Stage {
        let filter = self.filter(&stage.filter);
        let own = self.keys(&stage.by);
        let keys: Vec<_> = by.iter().chain(&own).copied().collect();
        let usable = keys.iter().all(Option::is_some);
        Stage {
            filter: if usable { filter } else { nothing_filter() },
            missing: stage.missing,
            keys: keys.into_iter().flatten().collect(),
            span: stage.span,
        }
    }

    pub(super) fn keys(&mut self, keys: &[Expr]) -> Vec<Option<Key>> {
        keys.iter().map(|key| self.key(key)).collect()
    }

    /// A key must be a plain field (spec 14.2).
    fn key(&mut self, key: &Expr) -> Option<Key> {
        if let ExprKind::Field(name) = &key.kind {
            let field = self.field(Name::Field(name), key.span, FieldType::Dynamic)?;
            if self.fields[field.0 as usize].source != Source::Event {
                self.report(&found::KeyNotField { span: key.span });
                return None;
            }
            return Some(Key { field, optional: name.optional });
        }
        if !matches!(key.kind, ExprKind::Error) {
            self.report(&found::KeyNotField { span: key.span });
        }
        None
    }

    /// `until` is one plain stage (spec 15.8).
    fn until(&mut self, by: &[Option<Key>], until: &ast::Stage) -> Option<Stage> {
        if until.missing || until.option.is_some() {
            self.report(&found::UntilNotPlain { span: until.span });
            return None;
        }
        let mut stage = self.stage(by, until);
        // There is no filter on absent keys here (spec 15.7).
        stage.keys.iter_mut().for_each(|key| key.optional = true);
        Some(stage)
    }

    fn runs(&mut self, option: &ast::StageOption) -> usize {
        if option.name != "runs" {
            self.report(&found::UnknownStageOption {
                name: option.name.clone(),
                span: option.name_span,
            });
            return 1;
        }
        match option.number {
            Number::Int(runs @ 1..=MAX_RUNS) => usize::try_from(runs).unwrap_or(1),
            Number::Int(_) | Number::UInt(_) | Number::Float(_) => {
                self.report(&found::BadRuns { span: option.number_span });
                1
            }
        }
    }

    fn maxspan(&mut self, maxspan: &ast::Maxspan) -> Option<i128> {
        match nanoseconds(maxspan) {
            Ok(nanoseconds) => Some(nanoseconds),
            Err(problem) => {
                self.report(&found::BadMaxspan { problem, span: maxspan.span });
                None
            }
        }
    }

    fn check_count(&mut self, sequence: &ast::Sequence, count: usize) {
        if count == 1 {
            self.report(&found::SingleStage { span: sequence.span });
        }
        if count > MAX_STAGES {
            self.report(&found::TooManyStages { count, limit: MAX_STAGES, span: sequence.span });
        }
    }

    /// A missing event needs a time span and an event that is not missing (spec 16.1).
    fn check_missing(&mut self, sequence: &ast::Sequence) {
        let Some(missing) = sequence.stages.iter().find(|stage| stage.missing) else { return };
        if sequence.maxspan.is_none() {
            self.report(&found::MissingWithoutMaxspan { span: missing.span });
        }
        if sequence.stages.iter().all(|stage| stage.missing) {
            self.report(&found::NoPositiveStage { span: sequence.span });
        }
    }

    /// All stages have as many keys as the first, of types that can be equal (spec 14.1, 14.2).
    pub(super) fn check_keys(&mut self, stages: &[Stage], until: Option<&Stage>) {
        let Some((first, rest)) = stages.split_first() else { return };
        let mut last = first.span;
        for stage in rest.iter().chain(until) {
            // Copies of one stage would only repeat its findings.
            if stage.span == last {
                continue;
            }
            last = stage.span;
            if stage.keys.len() == first.keys.len() {
                self.check_key_types(first, stage);
            } else {
                let (expected, found) = (first.keys.len(), stage.keys.len());
                self.report(&found::KeyCount {
                    expected,
                    found,
                    span: stage.span,
                    first: first.span,
                });
            }
        }
    }

    fn check_key_types(&mut self, first: &Stage, stage: &Stage) {
        for (wanted, key) in first.keys.iter().zip(&stage.keys) {
            let (wanted, key) =
                (self.fields[wanted.field.0 as usize].clone(), &self.fields[key.field.0 as usize]);
            if !comparable(wanted.field_type, key.field_type) {
                let finding = found::KeyType {
                    key: key.path.to_string(),
                    key_type: key.field_type.name(),
                    wanted: wanted.path.to_string(),
                    wanted_type: wanted.field_type.name(),
                    span: stage.span,
                };
                self.report(&finding);
            }
        }
    }
}

/// Whether keys of these types can be equal; one that nobody knows can equal any.
fn comparable(left: FieldType, right: FieldType) -> bool {
    let (left, right) = (ValueType::of_field(left), ValueType::of_field(right));
    left == right || left.is_open() || right.is_open() || (left.is_numeric() && right.is_numeric())
}

/// Units and limits of spec 13.4.
fn nanoseconds(maxspan: &ast::Maxspan) -> Result<i128, found::MaxspanProblem> {
    use found::MaxspanProblem::{Decimal, NoUnit, NotPositive, TooLong, UnknownUnit};
    let Number::Int(number) = maxspan.number else { return Err(Decimal) };
    let unit = maxspan.unit.as_deref().ok_or(NoUnit)?;
    let millis: i128 = match unit {
        "ms" => 1,
        "s" => 1000,
        "m" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        _ => return Err(UnknownUnit(unit.to_owned())),
    };
    let millis = i128::from(number) * millis;
    match i64::try_from(millis) {
        Ok(0) => Err(NotPositive),
        Ok(_) => Ok(millis * 1_000_000),
        Err(_) => Err(TooLong),
    }
}
