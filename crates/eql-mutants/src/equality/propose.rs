//! Lemmas that may hold, found quickly. Nothing here is trusted.

use std::collections::BTreeSet;

use eql_functions::Case;
use eql_functions::wildcard::{Segment, WildcardPattern};
use eql_hir::{FieldId, LeafId, Predicate, Query, Test};
use event::Value;

use super::{LeafOf, Lemma, Side, blocks, within};
use crate::seats::{Seat, seats};
use crate::{shape, words};

/// The most pairs of leaves that are looked at.
const MAX_PAIRS: usize = 4_000;

/// The lemmas that may make a mutant equal: about the leaf that differs, or about those of the filter that does.
pub(super) fn lemmas(original: &Query, mutant: &Query) -> Vec<Lemma> {
    let mut found = keys(original, mutant);
    for seat in seats(&original.form) {
        let Some(one) = seat.condition(&original.form) else { continue };
        let Some(other) = seat.condition(&mutant.form) else { continue };
        let mut leaves = Vec::new();
        shape::leaves(original, one, &mut leaves);
        let mut added = Vec::new();
        shape::leaves(mutant, other, &mut added);
        added.retain(|leaf| !leaves.contains(leaf));
        leaves.extend(added);
        let changed: Vec<LeafId> = leaves
            .iter()
            .filter(|leaf| original.leaf(**leaf).test != mutant.leaf(**leaf).test)
            .copied()
            .collect();
        if changed.is_empty() && other == one {
            continue;
        }
        let both = leaves.iter().map(|leaf| (Side::Original, *leaf));
        let all: Vec<LeafOf> =
            both.chain(changed.iter().map(|leaf| (Side::Mutant, *leaf))).collect();
        let guesses = Guesses { original, mutant, all };
        // In a filter that is put together otherwise any leaf may matter.
        let matters = |leaf: &LeafOf| changed.is_empty() || changed.contains(&leaf.1);
        guesses.inclusions(&matters, &mut found);
        guesses.keys(seat, &mut found);
    }
    found
}

/// The keys that may be absent in one of the queries alone.
fn keys(original: &Query, mutant: &Query) -> Vec<Lemma> {
    let columns = |query: &Query| -> Vec<Vec<bool>> {
        let stages = seats(&query.form).into_iter().filter_map(|seat| seat.stage(&query.form));
        stages.map(|stage| stage.keys.iter().map(|key| key.optional).collect()).collect()
    };
    let (one, other) = (columns(original), columns(mutant));
    let differ = |place: &usize| {
        one.iter().zip(&other).any(|(one, other)| one.get(*place) != other.get(*place))
    };
    let count = one.iter().map(Vec::len).max().unwrap_or(0);
    let lemma = |place| {
        let text = format!("no match is without key {}, which another stage asks for", place + 1);
        Lemma::KeyRequired { place, text }
    };
    (0..count).filter(differ).map(lemma).collect()
}

struct Guesses<'q> {
    original: &'q Query,
    mutant: &'q Query,
    all: Vec<LeafOf>,
}

impl Guesses<'_> {
    fn plain(&self, (side, leaf): LeafOf) -> Option<(FieldId, &Predicate)> {
        match &super::query(self.original, self.mutant, side).leaf(leaf).test {
            Test::Field(field, predicate) => Some((*field, predicate)),
            Test::Script(_) | Test::Elements(..) | Test::Related(..) => None,
        }
    }

    fn is_same_script(&self, one: LeafOf, other: LeafOf) -> bool {
        let test =
            |(side, leaf): LeafOf| &super::query(self.original, self.mutant, side).leaf(leaf).test;
        matches!(test(one), Test::Script(_)) && test(one) == test(other)
    }

    /// Which leaves are within which.
    fn inclusions(&self, matters: &dyn Fn(&LeafOf) -> bool, found: &mut Vec<Lemma>) {
        let mut pairs = 0;
        for &narrow in &self.all {
            let mut partly = Vec::new();
            let mut single = false;
            for &wide in self.all.iter().filter(|wide| **wide != narrow) {
                pairs += 1;
                if pairs > MAX_PAIRS {
                    return;
                }
                let named = matters(&narrow) || matters(&wide);
                match self.share(narrow, wide) {
                    Share::All if named => {
                        single = true;
                        found.push(within(self.original, self.mutant, narrow, vec![wide]));
                    }
                    Share::Some => partly.push(wide),
                    Share::All | Share::Nothing => {}
                }
            }
            let named = matters(&narrow) || partly.iter().any(matters);
            if !single && partly.len() > 1 && named && self.is_spread(narrow, &partly) {
                found.push(within(self.original, self.mutant, narrow, partly));
            }
        }
    }

    /// How much of what passes the one leaf passes the other.
    fn share(&self, narrow: LeafOf, wide: LeafOf) -> Share {
        if self.is_same_script(narrow, wide) {
            return Share::All;
        }
        let (Some((field, narrow)), Some((other, wide))) = (self.plain(narrow), self.plain(wide))
        else {
            return Share::Nothing;
        };
        if self.original.field(field) != self.original.field(other) {
            return Share::Nothing;
        }
        share(narrow, wide)
    }

    /// Whether each element of a list is within one of several leaves.
    fn is_spread(&self, narrow: LeafOf, wide: &[LeafOf]) -> bool {
        let Some((_, narrow)) = self.plain(narrow) else { return false };
        let wide: Vec<&Predicate> =
            wide.iter().filter_map(|wide| self.plain(*wide)).map(|(_, wide)| wide).collect();
        let elements = elements(narrow);
        !elements.is_empty()
            && elements.iter().all(|element| wide.iter().any(|wide| has_element(wide, element)))
    }

    /// Which leaves hold wherever a stage has its keys.
    fn keys(&self, seat: Seat, found: &mut Vec<Lemma>) {
        let Some(stage) = seat.stage(&self.original.form) else { return };
        let keys: BTreeSet<FieldId> =
            stage.keys.iter().filter(|key| !key.optional).map(|key| key.field).collect();
        for &leaf in &self.all {
            if let Some((field, Predicate::Exists)) = self.plain(leaf)
                && keys.contains(&field)
            {
                let name = words::field(self.original, field);
                let text = format!("an event without the key `{name}` takes no part");
                found.push(Lemma::KeyPresent { seat, leaf, text });
            }
        }
    }
}

/// How much of one predicate seems to be within another.
enum Share {
    All,
    Some,
    Nothing,
}

/// An element of a list: one alternative of what passes.
enum Element<'p> {
    Constant(&'p Value<'static>, Case),
    Pattern(WildcardPattern, Case),
}

fn share(narrow: &Predicate, wide: &Predicate) -> Share {
    if *wide == Predicate::Exists || narrow == wide {
        return Share::All;
    }
    match (narrow, wide) {
        (Predicate::Range(..), Predicate::Range(..)) => return Share::All,
        (Predicate::Regex(narrow), Predicate::Regex(wide)) => {
            return of_count(
                narrow.iter().filter(|regex| wide.contains(regex)).count(),
                narrow.len(),
            );
        }
        (Predicate::Cidr(narrow), Predicate::Cidr(wide)) => {
            let wide: Vec<_> = wide.iter().collect();
            let count = narrow.iter().filter(|block| blocks::is_covered(block, &wide)).count();
            return of_count(count, narrow.len());
        }
        _ => {}
    }
    let elements = elements(narrow);
    let count = elements.iter().filter(|element| has_element(wide, element)).count();
    of_count(count, elements.len())
}

fn of_count(count: usize, all: usize) -> Share {
    match count {
        0 => Share::Nothing,
        _ if count == all => Share::All,
        _ => Share::Some,
    }
}

fn elements(predicate: &Predicate) -> Vec<Element<'_>> {
    match predicate {
        Predicate::OneOf(list, case) => {
            list.iter().map(|value| Element::Constant(value, *case)).collect()
        }
        Predicate::Like(list, case) => {
            list.iter().map(|pattern| Element::Pattern(pattern.clone(), *case)).collect()
        }
        Predicate::Prefix(prefix, case) => {
            let pattern = crate::texts::pattern(&[Segment::Literal(prefix.clone()), Segment::Run]);
            vec![Element::Pattern(pattern, *case)]
        }
        Predicate::Exists | Predicate::Range(..) | Predicate::Regex(_) | Predicate::Cidr(_) => {
            Vec::new()
        }
    }
}

/// Whether a list seems to have all that an element stands for. Letter case is left to the check.
fn has_element(wide: &Predicate, element: &Element<'_>) -> bool {
    let (text, case) = match element {
        Element::Constant(value, case) => match value.as_str() {
            Some(text) => (text.to_owned(), *case),
            None => return has_value(wide, value),
        },
        Element::Pattern(pattern, case) => (crate::texts::shown(pattern), *case),
    };
    let own_case = |own: Case| if own == Case::Insensitive { own } else { case };
    match wide {
        Predicate::OneOf(list, own) => {
            let is_constant = matches!(element, Element::Constant(..));
            let mut texts = list.iter().filter_map(Value::as_str);
            is_constant && texts.any(|other| own_case(*own).ascii_eq(&text, other))
        }
        // A pattern that takes the text of another, stars and all, seems to take what the other takes.
        Predicate::Like(list, own) => {
            list.iter().any(|pattern| pattern.matches(&text, own_case(*own)))
        }
        Predicate::Prefix(prefix, own) => own_case(*own).ascii_starts_with(&text, prefix),
        Predicate::Regex(list) => list.iter().any(|regex| regex.compiled.is_match(&text)),
        Predicate::Range(..) => has_value(wide, &Value::text(text)),
        Predicate::Exists => true,
        Predicate::Cidr(_) => false,
    }
}

fn has_value(wide: &Predicate, value: &Value<'_>) -> bool {
    match wide {
        Predicate::OneOf(list, _) => list.iter().any(|constant| constant.equals(value)),
        Predicate::Range(op, constant) => {
            value.compare(constant).is_some_and(|order| op.holds(order))
        }
        Predicate::Exists => true,
        Predicate::Like(..) | Predicate::Regex(_) | Predicate::Prefix(..) | Predicate::Cidr(_) => {
            false
        }
    }
}
