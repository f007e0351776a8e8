//! Why a filter takes or refuses one event.

use eql_hir::{Filter, LeafId};
use event::Document;
use oracle::Oracle;

use super::nearest::nearest;
use super::repair::Edit;
use super::tree::{Node, Seen, Trees, line_of, seen};
use crate::Rule;

/// What a filter makes of one event.
#[derive(Clone, PartialEq, Debug)]
pub struct RecordReason {
    /// The record, from 1.
    pub record: usize,
    /// Whether the filter takes it.
    pub holds: bool,
    /// The condition with what each clause saw.
    pub tree: Node,
    /// The fewest clauses that must change for it to be taken; none where it is. `None` where no change helps.
    pub changes: Option<Vec<Change>>,
    /// Values that change these clauses and no other, where some were found.
    pub edits: Vec<Edit>,
}

/// A clause that must say something else.
#[derive(Clone, PartialEq, Debug)]
pub struct Change {
    /// Which leaf of the query.
    pub leaf: LeafId,
    /// As it was written.
    pub text: String,
    /// The line of the rule file.
    pub line: usize,
    /// What it must do.
    pub wanted: Wanted,
    /// What the event has at its fields.
    pub seen: Vec<Seen>,
}

/// What a clause must do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wanted {
    /// It must hold.
    Hold,
    /// It must not hold.
    NotHold,
}

impl Wanted {
    /// `must hold` or `must not hold`.
    pub fn words(self) -> &'static str {
        match self {
            Self::Hold => "must hold",
            Self::NotHold => "must not hold",
        }
    }
}

/// The events that a filter is asked about.
#[derive(Clone, Copy, Debug)]
pub(super) struct Records<'r> {
    pub(super) rule: &'r Rule,
    pub(super) filter: &'r Filter,
    pub(super) events: &'r [Document],
}

impl Records<'_> {
    /// What the filter makes of the event at a place.
    pub(super) fn reason(&self, place: usize) -> RecordReason {
        let event = &self.events[place];
        let changes = self.changes(event);
        let changed: Vec<_> = changes.iter().flatten().map(|(leaf, _)| *leaf).collect();
        let trees = Trees { rule: self.rule, event, changed: &changed };
        let tree = trees.node(&self.filter.condition);
        let edits = match &changes {
            Some(changes) if !changes.is_empty() => self.edits(event, changes),
            Some(_) | None => Vec::new(),
        };
        RecordReason {
            edits,
            record: place + 1,
            holds: tree.holds,
            tree,
            changes: changes.map(|changes| self.told(event, changes)),
        }
    }

    /// The fewest clauses that must change for the event at a place to be taken; no values are sought for them.
    pub(super) fn changes_at(&self, place: usize) -> Option<Vec<Change>> {
        let event = &self.events[place];
        self.changes(event).map(|changes| self.told(event, changes))
    }

    fn told(&self, event: &Document, changes: Vec<(LeafId, bool)>) -> Vec<Change> {
        changes.into_iter().map(|(leaf, wanted)| self.change(event, leaf, wanted)).collect()
    }

    /// The event that the filter takes with the fewest changes; of equal ones the first.
    pub(super) fn nearest(&self) -> Option<RecordReason> {
        let distance =
            |place: &usize| self.changes(&self.events[*place]).map_or(usize::MAX, |all| all.len());
        (0..self.events.len()).min_by_key(distance).map(|place| self.reason(place))
    }

    /// The places of the events that the filter takes.
    pub(super) fn taken(&self) -> Vec<usize> {
        let oracle = Oracle::new(&self.rule.query);
        let is_taken = |place: &usize| oracle.holds(self.filter, &self.events[*place]);
        (0..self.events.len()).filter(is_taken).collect()
    }

    fn changes(&self, event: &Document) -> Option<Vec<(LeafId, bool)>> {
        let oracle = Oracle::new(&self.rule.query);
        nearest(&self.filter.condition, &|leaf| oracle.leaf(leaf, event))
    }

    fn change(&self, event: &Document, id: LeafId, wanted: bool) -> Change {
        let leaf = self.rule.query.leaf(id);
        Change {
            leaf: id,
            text: leaf.text.clone(),
            line: line_of(self.rule, leaf.span),
            wanted: if wanted == leaf.is_opposite { Wanted::NotHold } else { Wanted::Hold },
            seen: seen(&self.rule.query, leaf, event),
        }
    }
}
