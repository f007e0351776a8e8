//! Which clauses of a condition differ: by what they ask, not by how they are written.

use std::cmp::Reverse;

use eql_functions::Case;
use eql_hir::{Condition, LeafId, Predicate, Test};

use super::change::{ClauseChange, What};
use super::side::{Part, Side, Word};

/// More pairs of parts than this are not looked at; what differs is then told as gone and new.
const MAX_PAIRS: usize = 40_000;
/// A pair below this has nothing to do with each other.
const LEAST: u32 = 20;
/// Lists up to this long are shown whole.
const SHORT_LIST: usize = 3;

/// Two conditions on their way to a list of changes.
pub(super) struct Clauses<'a> {
    pub(super) old: Side<'a>,
    pub(super) new: Side<'a>,
    /// The stage that the conditions are of.
    pub(super) stage: Option<String>,
    pub(super) found: Vec<ClauseChange>,
}

/// Where some parts stand.
struct Frame {
    /// How they are joined.
    word: Word,
    /// Whether they stand in a `not (…)`, in which they are shown as they are written there.
    is_turned: bool,
    /// What they stand in, where that is not the whole condition.
    within: Option<String>,
}

impl<'a> Clauses<'a> {
    /// Adds what differs between two filters.
    pub(super) fn compare(&mut self, old: &'a Condition, new: &'a Condition) {
        let parts = |condition| Part::new(condition, false).parts(Word::And);
        let frame = Frame { word: Word::And, is_turned: false, within: None };
        self.parts(parts(old), parts(new), &frame);
    }

    fn parts(&mut self, mut old: Vec<Part<'a>>, mut new: Vec<Part<'a>>, frame: &Frame) {
        self.strike_equal(&mut old, &mut new);
        let pairs = self.pairs(&old, &new);
        let (mut old, mut new): (Vec<_>, Vec<_>) =
            (old.into_iter().map(Some).collect(), new.into_iter().map(Some).collect());
        let mut changed = Vec::new();
        for (one, other) in pairs {
            if let (Some(before), Some(after)) = (old[one], new[other]) {
                (old[one], new[other]) = (None, None);
                changed.push((other, before, after));
            }
        }
        changed.sort_by_key(|(place, ..)| *place);
        for part in old.into_iter().flatten() {
            self.alone(part, true, frame);
        }
        for (_, before, after) in changed {
            self.pair(before, after, frame);
        }
        for part in new.into_iter().flatten() {
            self.alone(part, false, frame);
        }
    }

    /// Takes out what both have.
    fn strike_equal(&self, old: &mut Vec<Part<'a>>, new: &mut Vec<Part<'a>>) {
        let mut normals: Vec<_> = new.iter().map(|part| Some(self.new.normal(*part))).collect();
        old.retain(|part| {
            let own = Some(self.old.normal(*part));
            let equal = normals.iter().position(|other| *other == own);
            equal.inspect(|place| normals[*place] = None).is_none()
        });
        let mut left = normals.iter();
        new.retain(|_| left.next().is_some_and(Option::is_some));
    }

    /// Which parts seem to be the same one before and after a change, the likest first.
    fn pairs(&self, old: &[Part<'a>], new: &[Part<'a>]) -> Vec<(usize, usize)> {
        if old.len().saturating_mul(new.len()) > MAX_PAIRS {
            return Vec::new();
        }
        let mut scored = Vec::new();
        for (one, before) in old.iter().enumerate() {
            for (other, after) in new.iter().enumerate() {
                let score = self.likeness(*before, *after);
                if score >= LEAST {
                    scored.push((Reverse(score), one, other));
                }
            }
        }
        scored.sort_unstable();
        scored.into_iter().map(|(_, one, other)| (one, other)).collect()
    }

    /// How much two parts are alike, from 0 to 100.
    fn likeness(&self, old: Part<'a>, new: Part<'a>) -> u32 {
        match (old.condition, new.condition) {
            (Condition::Leaf(one), Condition::Leaf(other)) => {
                let likeness = self.leaf_likeness(*one, *other);
                if old.negated == new.negated { likeness } else { likeness * 4 / 5 }
            }
            (Condition::And(_), Condition::And(_)) | (Condition::Or(_), Condition::Or(_)) => {
                if old.negated == new.negated { self.group_likeness(old, new) } else { 0 }
            }
            (Condition::Leaf(leaf), Condition::And(_) | Condition::Or(_)) => {
                let class = (self.old.class(*leaf), old.negated);
                member_likeness(class, new, &self.new)
            }
            (Condition::And(_) | Condition::Or(_), Condition::Leaf(leaf)) => {
                let class = (self.new.class(*leaf), new.negated);
                member_likeness(class, old, &self.old)
            }
            (
                Condition::Constant(_)
                | Condition::Leaf(_)
                | Condition::And(_)
                | Condition::Or(_)
                | Condition::Not(_),
                _,
            ) => 0,
        }
    }

    fn leaf_likeness(&self, old: LeafId, new: LeafId) -> u32 {
        if self.old.class(old) == self.new.class(new) {
            return 100;
        }
        if self.old.is_category(old) || self.new.is_category(new) {
            return if self.old.is_category(old) == self.new.is_category(new) { 90 } else { 0 };
        }
        let tests = (&self.old.leaf(old).test, &self.new.leaf(new).test);
        let (Test::Field(one, before), Test::Field(other, after)) = tests else {
            let (one, other) = (self.old.fields(old), self.new.fields(new));
            let common = one.iter().filter(|field| other.contains(field)).count();
            return share(common, one.len().max(other.len()), 50);
        };
        if self.old.field(*one) != self.new.field(*other) {
            return 0;
        }
        let is_same_kind = std::mem::discriminant(before) == std::mem::discriminant(after);
        let (before, after) = (constants(before), constants(after));
        let common = before.iter().filter(|text| after.contains(text)).count();
        let most = before.len().max(after.len());
        40 + 15 * u32::from(is_same_kind) + share(common, most, 35)
    }

    fn group_likeness(&self, old: Part<'a>, new: Part<'a>) -> u32 {
        let (mut before, mut after) = (Vec::new(), Vec::new());
        leaves(old.condition, &mut before);
        leaves(new.condition, &mut after);
        let most = before.len().max(after.len());
        let class = |leaf: &LeafId| self.old.class(*leaf);
        let classes: Vec<_> = after.iter().map(|leaf| self.new.class(*leaf)).collect();
        let common = before.iter().filter(|leaf| classes.contains(&class(leaf))).count();
        let fields: Vec<_> = after.iter().flat_map(|leaf| self.new.fields(*leaf)).collect();
        let of_field =
            |leaf: &&LeafId| self.old.fields(**leaf).iter().any(|field| fields.contains(field));
        let alike = before.iter().filter(of_field).count();
        share(common, most, 60) + share(alike, most, 30)
    }

    /// A part that only one of the queries has.
    fn alone(&mut self, part: Part<'a>, is_old: bool, frame: &Frame) {
        let side = if is_old { &self.old } else { &self.new };
        let shown = part.turned(frame.is_turned);
        let (text, line) = (Some(side.closed(shown)), side.line(part));
        let word = if frame.is_turned { frame.word.opposite() } else { frame.word };
        let is_category =
            matches!(part.condition, Condition::Leaf(leaf) if side.is_category(*leaf));
        let change = ClauseChange {
            word: (!is_category).then_some(word),
            within: frame.within.clone(),
            ..ClauseChange::new(self.stage.clone(), What::Clause)
        };
        self.found.push(if is_old {
            ClauseChange { old: text, old_line: line, ..change }
        } else {
            ClauseChange { new: text, new_line: line, ..change }
        });
    }

    /// A part that both have, and that differs.
    fn pair(&mut self, old: Part<'a>, new: Part<'a>, frame: &Frame) {
        let Some(group) = [old, new].into_iter().find(|part| part.word().is_some()) else {
            return self.leaf(old, new, frame);
        };
        let Some(word) = group.word() else { return };
        let frame = Frame {
            word,
            is_turned: group.negated,
            within: Some(self.old.closed(old.turned(frame.is_turned))),
        };
        self.parts(old.parts(word), new.parts(word), &frame);
    }

    fn leaf(&mut self, old: Part<'a>, new: Part<'a>, frame: &Frame) {
        let constants = self.constants(old, new);
        let (added, removed) = constants.unwrap_or_default();
        let text = |side: &Side<'_>, part: Part<'_>| side.text(part.turned(frame.is_turned));
        self.found.push(ClauseChange {
            within: frame.within.clone(),
            old: Some(text(&self.old, old)),
            new: Some(text(&self.new, new)),
            subject: self.subject(old.turned(frame.is_turned)),
            added,
            removed,
            old_line: self.old.line(old),
            new_line: self.new.line(new),
            ..ClauseChange::new(self.stage.clone(), What::Clause)
        });
    }

    /// The constants that are new in a list, and those that are gone, where that says it all and shorter.
    fn constants(&self, old: Part<'a>, new: Part<'a>) -> Option<(Vec<String>, Vec<String>)> {
        let (Condition::Leaf(one), Condition::Leaf(other)) = (old.condition, new.condition) else {
            return None;
        };
        let (Test::Field(_, before), Test::Field(_, after)) =
            (&self.old.leaf(*one).test, &self.new.leaf(*other).test)
        else {
            return None;
        };
        let is_same_kind = std::mem::discriminant(before) == std::mem::discriminant(after)
            && case(before) == case(after)
            && old.negated == new.negated;
        let (before, after) = (constants(before), constants(after));
        if !is_same_kind || before.len().max(after.len()) <= SHORT_LIST {
            return None;
        }
        let but = |list: &[String], without: &[String]| -> Vec<String> {
            list.iter().filter(|text| !without.contains(text)).cloned().collect()
        };
        let (added, removed) = (but(&after, &before), but(&before, &after));
        (added.len() < after.len() || removed.len() < before.len()).then_some((added, removed))
    }

    /// `process.name`, `not process.name`: what a list is about.
    fn subject(&self, part: Part<'_>) -> Option<String> {
        let Condition::Leaf(leaf) = part.condition else { return None };
        let Test::Field(field, _) = &self.old.leaf(*leaf).test else { return None };
        let path = &self.old.field(*field).path;
        Some(if part.negated { format!("not {path}") } else { path.to_string() })
    }
}

/// Whether a leaf is one of the parts of a group.
fn member_likeness(class: (LeafId, bool), group: Part<'_>, side: &Side<'_>) -> u32 {
    let Some(word) = group.word() else { return 0 };
    let is_it = |part: &Part<'_>| matches!(part.condition, Condition::Leaf(leaf) if (side.class(*leaf), part.negated) == class);
    if group.parts(word).iter().any(is_it) { 60 } else { 0 }
}

/// A share of a number of points.
pub(super) fn share(part: usize, whole: usize, points: u32) -> u32 {
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX >> 8).min(u32::MAX >> 8);
    number(part) * points / number(whole).max(1)
}

/// The constants of a list as people read them.
fn constants(predicate: &Predicate) -> Vec<String> {
    let is_text = match predicate {
        Predicate::OneOf(values, _) => values.iter().all(|value| value.as_str().is_some()),
        Predicate::Exists
        | Predicate::Range(..)
        | Predicate::Like(..)
        | Predicate::Regex(_)
        | Predicate::Prefix(..)
        | Predicate::Cidr(_) => true,
    };
    let shown = |(text, _): (String, Predicate)| if is_text { format!("{text:?}") } else { text };
    predicate.alternatives().into_iter().map(shown).collect()
}

fn case(predicate: &Predicate) -> Option<Case> {
    match predicate {
        Predicate::OneOf(_, case) | Predicate::Like(_, case) | Predicate::Prefix(_, case) => {
            Some(*case)
        }
        Predicate::Regex(regexes) => regexes.first().map(|regex| regex.case),
        Predicate::Exists | Predicate::Range(..) | Predicate::Cidr(_) => None,
    }
}

/// All leaves of a condition.
pub(super) fn leaves(condition: &Condition, found: &mut Vec<LeafId>) {
    match condition {
        Condition::Constant(_) => {}
        Condition::Leaf(leaf) => found.push(*leaf),
        Condition::Not(inner) => leaves(inner, found),
        Condition::And(parts) | Condition::Or(parts) => {
            for part in parts {
                leaves(part, found);
            }
        }
    }
}
