//! What the leaves of a query say of the events of its cases, worked out once.
//!
//! Generated cases differ in few fields, so most events look alike to a leaf: those with the same values in its fields
//! are one class, and a changed leaf is asked once a class.

use std::collections::BTreeMap;

use eql_hir::{Condition, FieldId, LeafId, Query, Test};
use eql_mutants::{Change, Seat, seats};
use event::{Document, Source};
use oracle::Oracle;

/// The truth of every leaf and filter on every event.
pub(super) struct Facts<'e> {
    events: Vec<&'e Document>,
    leaves: Vec<LeafFacts>,
    filters: Vec<FilterFacts>,
}

/// The truth of one leaf.
struct LeafFacts {
    /// By event, which class it is in.
    class_of: Vec<usize>,
    /// By class, an event of it.
    samples: Vec<usize>,
    /// By class.
    truth: Vec<bool>,
}

/// The truth of one filter.
struct FilterFacts {
    seat: Seat,
    condition: Condition,
    /// Which leaves it asks.
    leaves: Vec<LeafId>,
    /// By event.
    truth: Vec<bool>,
}

impl<'e> Facts<'e> {
    /// The facts about some events; `None` where a leaf asks about more than the fields of the event at hand.
    pub(super) fn of(query: &Query, events: Vec<&'e Document>) -> Option<Self> {
        let is_plain = query.leaves.iter().all(|leaf| is_plain(query, &leaf.test));
        if !is_plain {
            return None;
        }
        let fields: Vec<Vec<usize>> =
            query.fields.iter().map(|field| classes(&events, field)).collect();
        let ids = (0..).map(LeafId).zip(&query.leaves);
        let leaves = ids.map(|(id, leaf)| LeafFacts::of(query, id, &leaf.test, &fields, &events));
        let mut facts = Self { leaves: leaves.collect(), filters: Vec::new(), events };
        for seat in seats(&query.form) {
            let Some(condition) = seat.condition(&query.form) else { continue };
            let truth = (0..facts.events.len()).map(|event| facts.truth(condition, event, None));
            let truth = truth.collect();
            let mut leaves = Vec::new();
            collect(condition, &mut leaves);
            facts.filters.push(FilterFacts { seat, condition: condition.clone(), leaves, truth });
        }
        Some(facts)
    }

    /// Tells `turned` of each event that some filter of the mutant takes and the same filter of the original does not,
    /// or the other way round, until it says that it knows enough. `mutant` is the query with the change in it. False
    /// where the change is about more than one filter.
    pub(super) fn each_turned(
        &self,
        change: &Change,
        mutant: &Query,
        turned: &mut dyn FnMut(usize),
    ) -> bool {
        match change {
            Change::Leaf(leaf, _) => self.turned_by_leaf(*leaf, mutant, turned),
            Change::Filter(seat, _) => {
                let own = self.filters.iter().find(|filter| filter.seat == *seat);
                let Some((own, condition)) = own.zip(seat.condition(&mutant.form)) else {
                    return false;
                };
                (0..self.events.len())
                    .filter(|&event| self.truth(condition, event, None) != own.truth[event])
                    .for_each(turned);
            }
            Change::Form(_) | Change::Pipes(_) => return false,
        }
        true
    }

    fn turned_by_leaf(&self, leaf: LeafId, mutant: &Query, turned: &mut dyn FnMut(usize)) {
        let facts = &self.leaves[leaf.0 as usize];
        let oracle = Oracle::new(mutant);
        let truths = facts.samples.iter().zip(&facts.truth);
        let changed: Vec<bool> =
            truths.map(|(&event, truth)| oracle.leaf(leaf, self.events[event]) != *truth).collect();
        if !changed.contains(&true) {
            return;
        }
        let filters: Vec<_> =
            self.filters.iter().filter(|filter| filter.leaves.contains(&leaf)).collect();
        for event in 0..self.events.len() {
            let class = facts.class_of[event];
            let now = Some((leaf, !facts.truth[class]));
            let is_turned = |filter: &&FilterFacts| {
                self.truth(&filter.condition, event, now) != filter.truth[event]
            };
            if changed[class] && filters.iter().any(is_turned) {
                turned(event);
            }
        }
    }

    /// The truth of a condition on an event, where one leaf may say something else.
    fn truth(&self, condition: &Condition, event: usize, now: Option<(LeafId, bool)>) -> bool {
        match condition {
            Condition::Constant(value) => *value,
            Condition::Leaf(leaf) => match now {
                Some((changed, truth)) if changed == *leaf => truth,
                Some(_) | None => self.leaves[leaf.0 as usize].on(event),
            },
            Condition::Not(inner) => !self.truth(inner, event, now),
            Condition::And(parts) => parts.iter().all(|part| self.truth(part, event, now)),
            Condition::Or(parts) => parts.iter().any(|part| self.truth(part, event, now)),
        }
    }
}

impl LeafFacts {
    fn of(
        query: &Query,
        id: LeafId,
        test: &Test,
        fields: &[Vec<usize>],
        events: &[&Document],
    ) -> Self {
        let fields: Vec<&Vec<usize>> =
            read(test).iter().map(|field| &fields[field.0 as usize]).collect();
        let oracle = Oracle::new(query);
        let mut known: BTreeMap<Vec<usize>, usize> = BTreeMap::new();
        let (mut class_of, mut samples) = (Vec::new(), Vec::new());
        for event in 0..events.len() {
            let values = fields.iter().map(|classes| classes[event]).collect();
            let class = *known.entry(values).or_insert_with(|| {
                samples.push(event);
                samples.len() - 1
            });
            class_of.push(class);
        }
        let truth = samples.iter().map(|&event| oracle.leaf(id, events[event])).collect();
        Self { class_of, samples, truth }
    }

    fn on(&self, event: usize) -> bool {
        self.truth[self.class_of[event]]
    }
}

/// Whether a leaf asks about nothing but fields of the event at hand.
fn is_plain(query: &Query, test: &Test) -> bool {
    let of_event = |field: &FieldId| query.field(*field).source == Source::Event;
    match test {
        Test::Field(..) | Test::Script(_) => read(test).iter().all(of_event),
        Test::Elements(..) | Test::Related(..) => false,
    }
}

/// The fields that a plain leaf reads.
fn read(test: &Test) -> &[FieldId] {
    match test {
        Test::Field(field, _) => std::slice::from_ref(field),
        Test::Script(script) => &script.occurrences,
        Test::Elements(..) | Test::Related(..) => &[],
    }
}

/// For each event a number that events with the same values of a field share.
fn classes(events: &[&Document], field: &eql_hir::Field) -> Vec<usize> {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let class = |event: &&Document| {
        let values = event.typed_values(&field.path, field.field_type);
        let next = known.len();
        *known.entry(format!("{values:?}")).or_insert(next)
    };
    events.iter().map(class).collect()
}

fn collect(condition: &Condition, leaves: &mut Vec<LeafId>) {
    match condition {
        Condition::Constant(_) => {}
        Condition::Leaf(leaf) => leaves.push(*leaf),
        Condition::Not(inner) => collect(inner, leaves),
        Condition::And(parts) | Condition::Or(parts) => {
            for part in parts {
                collect(part, leaves);
            }
        }
    }
}
