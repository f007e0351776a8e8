//! Which filters an event may pass, found without running them.
//!
//! A filter is a candidate where every gate lets it through and one of the predicates that it needs may hold. The
//! index looks at texts only and folds their case, so it names too many filters, never too few: the candidates
//! still run.

mod cost;
mod filter_set;
mod gate;
mod key;
mod marks;
mod memo;
mod need;
mod needed_field;
mod partition;
mod presence;
mod probe;

use pack::{FilterId, PredicateId, Program};

pub(crate) use filter_set::FilterSet;

use crate::predicate::Tester;
use crate::uses::Uses;
use crate::values::Values;
use cost::Cost;
use gate::Gate;
pub(crate) use marks::Marks;
use memo::Memo;
use need::Needs;
use needed_field::filters_needing;
use partition::Partitions;
use presence::Presence;
use probe::{Probe, ProbeBuilder};

/// What a program's filters need, turned round: from the values of an event to filters.
#[derive(Debug, Default)]
pub(crate) struct Index {
    gates: Vec<Gate>,
    presence: Presence,
    probes: Vec<Probe>,
    /// By predicate: the probe that marks its patterns.
    marking: Vec<Option<usize>>,
    /// The filters that no probe names; candidates wherever the gates are open.
    unprobed: FilterSet,
}

/// Memory of the index that is reused from event to event.
#[derive(Debug, Default)]
pub(crate) struct IndexScratch {
    partitions: Partitions,
    /// The filters that may hold.
    candidates: FilterSet,
    /// By probe: what repeating values named.
    memos: Vec<Memo>,
    marks: Marks,
    key: Vec<u8>,
}

impl Index {
    /// The index of the filters that rules use.
    pub(crate) fn new(program: &Program, testers: &[Tester], uses: &Uses) -> Self {
        let needing = filters_needing(program, testers);
        let mut needs = Needs::default();
        let gates = Gate::all(program, &needing, &mut needs);
        let is_gate = |id| gates.iter().any(|gate| gate.concerns(program, id));
        let predicates = (0..).map(PredicateId).take(program.predicates.len());
        let costs: Vec<_> = predicates
            .map(|id| Cost::of(program, &testers[id.index()]).filter(|_| !is_gate(id)))
            .collect();
        let has_gate = |field| gates.iter().any(|gate| gate.field() == field);
        let presence = Presence::new(&needing, program.filters.len(), &has_gate);
        let mut probes = ProbeBuilder::new(testers);
        let mut unprobed = FilterSet::with_capacity(program.filters.len());
        for (place, filter) in
            (0..).zip(&program.filters).filter(|(place, _)| uses.has(FilterId(*place)))
        {
            match needs.of(&filter.code, &|id| costs[id.index()]) {
                Some(needed) => probes.add_all(needed, &costs, place),
                None => unprobed.insert(place as usize),
            }
        }
        let (probes, marking) = probes.build(program.filters.len());
        Self { gates, presence, probes, marking, unprobed }
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

    pub(crate) fn create_scratch(&self, has_memo: bool) -> IndexScratch {
        let memos = self.probes.iter().map(|probe| Memo::new(has_memo && probe.is_dear()));
        let literals = self.probes.iter().map(Probe::literals).sum();
        let marks = Marks::new(self.probes.len(), literals, self.marking.len());
        let partitions = Partitions::new(self);
        IndexScratch { partitions, memos: memos.collect(), marks, ..IndexScratch::default() }
    }

    /// The filters that the event may pass, ascending, and what was found out on the way.
    pub(crate) fn candidates<'s>(
        &self,
        scratch: &'s mut IndexScratch,
        values: &Values<'_>,
    ) -> (&'s FilterSet, &'s Marks) {
        let IndexScratch { partitions, candidates, memos, marks, key } = scratch;
        let partition = partitions.of(self, values, key);
        candidates.copy_from(&partition.unprobed);
        marks.begin();
        for &place in &partition.probes {
            let (probe, memo) = (&self.probes[place], &mut memos[place]);
            marks.ask(place);
            probe.add_candidates(values, &partition.open, (memo, marks, key), candidates);
        }
        (candidates, marks)
    }

    /// The patterns of a predicate that may match, by their places; the others do not. `None` where that is not known.
    pub(crate) fn marked<'m>(
        &self,
        marks: &'m Marks,
        id: PredicateId,
    ) -> Option<impl Iterator<Item = usize> + use<'m>> {
        let probe = self.marking.get(id.index()).copied().flatten()?;
        marks.has_asked(probe).then(|| marks.of(id))
    }
}
