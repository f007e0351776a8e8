//! One case, run again with one answer turned round.

use std::collections::{BTreeMap, BTreeSet};

use event::Document;
use oracle::{Answer, Found, Oracle, Part};

use super::effect::Effects;
use crate::Rule;
use crate::fixtures::{Case, Ordered};

/// Of how many events of a case of which the same leaves hold it is tried whether a part decides: a stage with many runs
/// has many such events.
const ALIKE: usize = 4;

/// What a part said of an event, and the leaves that hold of that event.
type Kind<'t> = (Part, bool, &'t [Part]);

/// A case that was run.
pub(super) struct Trial<'c, 'r> {
    oracle: Oracle<'r>,
    effects: &'c Effects<'r>,
    ordered: Ordered<'c>,
    found: Vec<Found>,
    answers: BTreeSet<Answer>,
    /// By event, the leaves that hold of it.
    true_leaves: Vec<Vec<Part>>,
}

impl<'c, 'r> Trial<'c, 'r> {
    pub(super) fn new(
        rule: &'r Rule,
        oracle: Oracle<'r>,
        effects: &'c Effects<'r>,
        case: &'c Case,
    ) -> Self {
        let ordered = Ordered::new(rule, &case.events);
        let (found, answers) = oracle.watch(&ordered.stamped());
        let mut true_leaves = vec![Vec::new(); case.events.len()];
        for answer in answers.iter().filter(|it| it.holds && matches!(it.part, Part::Leaf(_))) {
            true_leaves[answer.event].push(answer.part);
        }
        Self { oracle, effects, ordered, found, answers, true_leaves }
    }

    /// What each part said of each event that it was asked about.
    pub(super) fn answers(&self) -> &BTreeSet<Answer> {
        &self.answers
    }

    /// An event, and its record.
    pub(super) fn event(&self, place: usize) -> (&'c Document, usize) {
        self.ordered.event(place)
    }

    /// Whether the matches would be others if the part had said the opposite. `tried` counts the attempts.
    pub(super) fn decides<'t>(
        &'t self,
        Answer { part, event, holds }: Answer,
        tried: &mut BTreeMap<Kind<'t>, usize>,
    ) -> bool {
        if let Part::Leaf(leaf) = part {
            let says = |leaf| self.true_leaves[event].contains(&Part::Leaf(leaf));
            if !self.effects.may_change(leaf, says) {
                return false;
            }
        }
        let tried = tried.entry((part, holds, &self.true_leaves[event])).or_default();
        *tried += 1;
        let turned = self.oracle.with_flipped_at(part, event);
        *tried <= ALIKE && turned.run(&self.ordered.stamped()) != self.found
    }
}
