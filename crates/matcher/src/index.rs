//! Which filters an event may pass, found without running them.
//!
//! A filter is a candidate where every gate lets it through and one of the predicates that it needs may hold. The
//! index looks at texts only and folds their case, so it names too many filters, never too few: the candidates
//! still run.

mod backwards;
mod cost;
mod draft;
mod filter_set;
mod gate;
mod key;
mod known;
mod memory;
mod need;
mod needed_field;
mod outlook;
mod partition;
mod presence;
mod probe;
mod search;
mod text_field;
#[cfg(test)]
mod twins;

use event::Source;
use pack::{FieldId, FilterId, Instruction, PredicateId, Program};

pub(crate) use filter_set::FilterSet;

use crate::predicate::Tester;
use crate::uses::Uses;
use crate::values::Values;
use cost::Cost;
use draft::Draft;
use gate::Gate;
use known::Known;
use need::Needs;
use needed_field::filters_needing;
use outlook::Outlook;
use partition::Partitions;
use presence::Presence;
use probe::{Looker, Probe, ProbeBuilder};
use text_field::text_fields;

/// What the index is of.
#[derive(Clone, Copy)]
pub(crate) struct Rules<'r> {
    pub(crate) program: &'r Program,
    pub(crate) testers: &'r [Tester],
}

impl<'r> Rules<'r> {
    fn code(self, filter: usize) -> &'r [Instruction] {
        &self.program.filters[filter].code
    }

    /// The field of the event that a predicate asks; `None` where it asks something else.
    fn field_of(self, predicate: PredicateId) -> Option<FieldId> {
        let Tester::Field(field, _) = &self.testers[predicate.index()] else { return None };
        let source = self.program.fields[field.index()].source;
        (source == Source::Event).then_some(*field)
    }
}

/// What a program's filters need, turned round: from the values of an event to filters.
#[derive(Debug, Default)]
pub(crate) struct Index {
    gates: Vec<Gate>,
    presence: Presence,
    probes: Vec<Probe>,
    /// By predicate: where to ask what it says of a value.
    places: Vec<Place>,
    /// The filters that no probe names; candidates wherever the gates are open.
    unprobed: FilterSet,
    /// By field: whether all events of a partition lack it where one does.
    divides: Vec<bool>,
    /// By field: the one that stands for it.
    text_fields: Vec<FieldId>,
}

/// Where to ask what a predicate says.
#[derive(Clone, Copy, Debug)]
struct Place {
    /// Of the field; none where nothing is known of its values.
    probe: u32,
    /// The number of the predicate among those of the field, or of one that it stands for.
    number: u32,
    /// Whether it is known of each value that is looked through.
    was_looked_for: bool,
}

/// No probe.
const NONE: u32 = u32::MAX;

/// Memory of the index that is reused from event to event.
#[derive(Debug, Default)]
pub(crate) struct IndexScratch {
    partitions: Partitions,
    /// The filters that may hold.
    candidates: FilterSet,
    known: KnownValues,
}

/// What is known of the values of the present event.
#[derive(Debug, Default)]
pub(crate) struct KnownValues {
    /// The number of the event.
    event: u64,
    /// By probe.
    fields: Known,
    /// How many texts were looked through so far.
    texts: u64,
    /// By literal of all probes: the last text that has it.
    found: Vec<u64>,
    key: Vec<u8>,
    draft: Draft,
    outlook: Outlook,
}

impl Index {
    /// The index of the filters that rules use.
    pub(crate) fn new(rules: Rules<'_>, uses: &Uses) -> Self {
        let Rules { program, testers } = rules;
        let text_fields = text_fields(program);
        let (gates, asked_by_gate) = Gate::all(program, &text_fields);
        let predicates = (0..).map(PredicateId).take(program.predicates.len());
        let costs: Vec<_> = predicates
            .map(|id| {
                Cost::of(program, &testers[id.index()]).filter(|_| !asked_by_gate[id.index()])
            })
            .collect();
        let has_gate = |field| gates.iter().any(|gate| gate.field() == field);
        let text_field_of = |id| rules.field_of(id).map(|field| text_fields[field.index()]);
        let needing = filters_needing(program, text_field_of);
        let presence = Presence::new(&needing, program.filters.len(), &has_gate);
        let mut probes = ProbeBuilder::new(rules, &text_fields);
        let mut unprobed = FilterSet::with_capacity(program.filters.len());
        let mut needs = Needs::default();
        for (place, filter) in
            (0..).zip(&program.filters).filter(|(place, _)| uses.has(FilterId(*place)))
        {
            match needs.of(&filter.code, |id| costs[id.index()]) {
                Some(needed) => probes.add_all(needed, &costs, place),
                None => unprobed.insert(place as usize),
            }
        }
        let probes = probes.build(program.filters.len());
        let places = Place::all(&text_fields, &probes, testers);
        let mut divides = vec![false; program.fields.len()];
        for field in gates.iter().map(Gate::field).chain(presence.fields()) {
            divides[field.index()] = true;
        }
        Self { gates, presence, probes, places, unprobed, divides, text_fields }
    }

    /// An index that knows nothing: every filter is a candidate.
    pub(crate) fn off(program: &Program, uses: &Uses) -> Self {
        let mut unprobed = FilterSet::with_capacity(program.filters.len());
        for place in 0..program.filters.len() {
            if uses.has(FilterId(u32::try_from(place).unwrap_or(u32::MAX))) {
                unprobed.insert(place);
            }
        }
        Self { unprobed, ..Self::default() }
    }

    /// Makes what is needed to look through values, so that no event has to wait for it.
    pub(crate) fn prepare(&self, testers: &[Tester]) {
        self.probes.iter().for_each(|probe| probe.prepare(self, testers));
    }

    pub(crate) fn create_scratch(&self, program: &Program, remembers: bool) -> IndexScratch {
        let lengths = program.filters.iter().map(|filter| filter.code.len());
        let longest = lengths.max().unwrap_or(0);
        let predicates = self.places.iter().map(|place| place.number as usize + 1).max();
        let known = KnownValues {
            fields: Known::new(self.probes.len(), remembers),
            draft: Draft::new(program.filters.len(), predicates.unwrap_or(0)),
            found: vec![0; self.probes.iter().map(Probe::literals).sum()],
            outlook: Outlook::new(longest),
            ..KnownValues::default()
        };
        IndexScratch { partitions: Partitions::new(self), known, ..IndexScratch::default() }
    }

    /// The filters that the event may pass, ascending, and what was found out on the way.
    pub(crate) fn candidates<'s>(
        &self,
        scratch: &'s mut IndexScratch,
        values: &Values<'_>,
        rules: Rules<'_>,
    ) -> (&'s FilterSet, &'s mut KnownValues) {
        let IndexScratch { partitions, candidates, known } = scratch;
        let KnownValues { event, fields, texts, found, key, draft, outlook } = &mut *known;
        let partition = partitions.of(self, (values, rules), (&mut *key, &mut *outlook));
        candidates.copy_from(&partition.unprobed);
        *event += 1;
        let mut looker =
            Looker { index: self, rules, event: *event, texts, found, key, draft, outlook };
        let present = |probe: &&(usize, FieldId)| !values.is_absent(probe.1);
        for &(place, _) in partition.probes.iter().filter(present) {
            let known = (place, &mut *fields, &mut looker);
            self.probes[place].add_candidates(values, &partition.open, known, candidates);
        }
        (candidates, known)
    }

    /// What a predicate says of all events of a partition, because they lack its field.
    fn absent(&self, values: &Values<'_>, rules: Rules<'_>, id: PredicateId) -> Option<bool> {
        let field = *self.text_fields.get(rules.field_of(id)?.index())?;
        if !self.divides[field.index()] {
            return None;
        }
        values.of(field).next().is_none().then_some(false)
    }

    /// What a predicate says of the present event; `None` where that is not known.
    #[inline]
    pub(crate) fn answer(&self, known: &mut KnownValues, id: PredicateId) -> Option<bool> {
        let place = self.places.get(id.index())?;
        let predicate = (place.number, place.was_looked_for);
        known.fields.answer(place.probe as usize, predicate, known.event)
    }

    /// Whether what a predicate says of texts is known once they are looked through.
    pub(crate) fn looks_for(&self, id: PredicateId) -> bool {
        self.places.get(id.index()).is_some_and(|place| place.was_looked_for)
    }

    /// What a predicate says of the present event where its literals are looked for; none has others then. `None` where
    /// they are not.
    pub(crate) fn look(
        &self,
        rules: Rules<'_>,
        values: &Values<'_>,
        id: PredicateId,
    ) -> Option<bool> {
        let place = self.places.get(id.index()).filter(|place| place.was_looked_for)?;
        let (probe, field) = (self.probes.get(place.probe as usize)?, rules.field_of(id)?);
        let passes = |text: &str| probe.passes(id, text, (self, rules.testers));
        Some(values.of(field).any(|value| value.as_str().is_some_and(passes)))
    }

    /// The field that stands for one.
    fn text_field(&self, field: FieldId) -> FieldId {
        self.text_fields[field.index()]
    }

    /// Where to ask what a predicate says.
    fn place(&self, id: PredicateId) -> Place {
        self.places[id.index()]
    }

    /// Notes what a predicate says of the present event.
    #[inline]
    pub(crate) fn note(&self, known: &mut KnownValues, id: PredicateId, holds: bool) {
        let Some(place) = self.places.get(id.index()) else { return };
        known.fields.note(place.probe as usize, place.number, known.event, holds);
    }
}

impl Place {
    const NOWHERE: Self = Self { probe: NONE, number: 0, was_looked_for: false };

    /// By predicate.
    fn all(text_fields: &[FieldId], probes: &[Probe], testers: &[Tester]) -> Vec<Self> {
        let mut probe_of = vec![NONE; text_fields.len()];
        for (place, probe) in (0..).zip(probes).filter(|(_, probe)| probe.looks_through()) {
            probe_of[probe.field().index()] = place;
        }
        // By field: how many predicates were counted.
        let mut counts = vec![0; text_fields.len()];
        let places = (0..).map(PredicateId).zip(testers).map(|(id, tester)| {
            let Tester::Field(field, _) = tester else { return Self::NOWHERE };
            let field = text_fields[field.index()].index();
            let (probe, number) = (probe_of[field], counts[field]);
            counts[field] += 1;
            let probed = probes.get(probe as usize).filter(|_| tester.is_like());
            let was_looked_for = probed.is_some_and(|probe| probe.looks_for(id));
            Self { probe, number, was_looked_for }
        });
        places.collect()
    }
}
