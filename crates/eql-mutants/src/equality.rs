//! Proofs that a mutant finds what the original finds, on every input.
//!
//! A proof is a list of lemmas. Each says of leaves about one field that whatever value passes the first passes one of
//! the others; since a leaf asks whether some value passes (spec 7.3), the leaf then implies the others on every event,
//! however many values the field has. `propose` guesses lemmas quickly and may be wrong; only `Equality::check` decides,
//! and it shares nothing with the guesses: it decides each lemma by the values, patterns and blocks themselves
//! (`inclusion`), and then whether the filters are equal wherever the lemmas hold (`logic`).

use std::fmt;

use eql_hir::{Condition, Field, Form, LeafId, Query, Stage, Test};

use crate::seats::{Seat, seats};
use crate::{shape, words};

mod blocks;
mod inclusion;
mod logic;
mod patterns;
mod propose;

use logic::{Clause, Equation, Literal};

/// One of the two queries that are compared.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Side {
    /// The query as it is.
    Original,
    /// The mutant.
    Mutant,
}

/// A leaf of one of the two queries.
type LeafOf = (Side, LeafId);

/// One step of a proof.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Lemma {
    /// Whatever passes the narrow leaf passes one of the wide ones.
    Within {
        /// The leaf that asks for more.
        narrow: (Side, LeafId),
        /// The leaves that ask for less, together.
        wide: Vec<(Side, LeafId)>,
        /// How it reads.
        text: String,
    },
    /// Some stage that must occur, in both queries, takes no event without this key. So no match is without it, and
    /// whether other stages would take such events is no matter: events with different keys never meet (spec 14.4).
    KeyRequired {
        /// The key, from 0.
        place: usize,
        /// How it reads.
        text: String,
    },
    /// A stage takes only events that have its key, so a leaf that asks whether the field is there holds.
    KeyPresent {
        /// The stage.
        seat: Seat,
        /// The leaf.
        leaf: (Side, LeafId),
        /// How it reads.
        text: String,
    },
}

/// Why a mutant finds what the original finds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Equality {
    /// The steps; each is checked.
    pub lemmas: Vec<Lemma>,
}

/// Why something is no proof.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Flaw {
    /// The queries differ in their stages, keys, times or pipes, of which lemmas say nothing.
    OtherForm,
    /// This lemma, by its place, cannot be shown.
    Lemma(usize),
    /// The lemmas do not make the filters at this place equal, or it takes too long to see.
    Filter(Seat),
}

/// A proof that a mutant finds the same as the original; `None` where none is found, which says nothing.
pub fn prove(original: &Query, mutant: &Query) -> Option<Equality> {
    let mut proof = Equality { lemmas: propose::lemmas(original, mutant) };
    if proof.lemmas.is_empty() {
        return None;
    }
    proof.lemmas.retain(|lemma| holds(original, mutant, lemma));
    proof.check(original, mutant).ok()?;
    proof.shorten(original, mutant);
    Some(proof)
}

impl Equality {
    /// Looks at every step; `Ok` means that the queries find the same on every input.
    ///
    /// # Errors
    /// The first flaw.
    pub fn check(&self, original: &Query, mutant: &Query) -> Result<(), Flaw> {
        if !same_form(original, mutant, &self.required_keys()) {
            return Err(Flaw::OtherForm);
        }
        if let Some(bad) = self.lemmas.iter().position(|lemma| !holds(original, mutant, lemma)) {
            return Err(Flaw::Lemma(bad));
        }
        self.check_filters(original, mutant)
    }

    /// The keys of which a lemma says that no match is without them.
    fn required_keys(&self) -> Vec<usize> {
        let place = |lemma: &Lemma| match lemma {
            Lemma::KeyRequired { place, .. } => Some(*place),
            Lemma::Within { .. } | Lemma::KeyPresent { .. } => None,
        };
        self.lemmas.iter().filter_map(place).collect()
    }

    /// Whether the filters are equal wherever the lemmas hold.
    fn check_filters(&self, original: &Query, mutant: &Query) -> Result<(), Flaw> {
        let nested = original.leaves.iter().zip(&mutant.leaves).any(|(one, other)| {
            let is_nested = matches!(one.test, Test::Elements(..) | Test::Related(..));
            is_nested && one.test != other.test
        });
        for seat in seats(&original.form) {
            let flaw = Flaw::Filter(seat);
            let (one, other) = (seat.condition(&original.form), seat.condition(&mutant.form));
            let (Some(one), Some(other)) = (one, other) else { return Err(flaw) };
            let atoms = Atoms { original, mutant };
            let equation = Equation {
                one: &|leaf| atoms.of(Side::Original, leaf),
                other: &|leaf| atoms.of(Side::Mutant, leaf),
                clauses: self.lemmas.iter().filter_map(|lemma| atoms.clause(lemma, seat)).collect(),
                count: original.leaves.len() * 2,
            };
            // A leaf that contains others is taken as it is: what is in it may not change.
            if nested || atoms.has_changed_inside(one) || !equation.holds(one, other) {
                return Err(flaw);
            }
        }
        Ok(())
    }

    /// Leaves out the lemmas that are not needed.
    fn shorten(&mut self, original: &Query, mutant: &Query) {
        let mut at = self.lemmas.len();
        while at > 0 {
            at -= 1;
            let lemma = self.lemmas.remove(at);
            if self.check(original, mutant).is_err() {
                self.lemmas.insert(at, lemma);
            }
        }
    }
}

impl fmt::Display for Equality {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("equal because ")?;
        if self.lemmas.is_empty() {
            return f.write_str("the filters say the same");
        }
        for (index, lemma) in self.lemmas.iter().enumerate() {
            let (Lemma::Within { text, .. }
            | Lemma::KeyPresent { text, .. }
            | Lemma::KeyRequired { text, .. }) = lemma;
            write!(f, "{}{text}", if index > 0 { ", and " } else { "" })?;
        }
        Ok(())
    }
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherForm => f.write_str("the queries differ in more than their filters"),
            Self::Lemma(place) => write!(f, "step {} does not hold", place + 1),
            Self::Filter(_) => f.write_str("the steps do not make the filters equal"),
        }
    }
}

/// Whether the queries differ in nothing but leaves, filters, and whether these keys may be absent.
fn same_form(original: &Query, mutant: &Query, required: &[usize]) -> bool {
    let keys = |stage: &Stage| -> Vec<_> {
        let keys = stage.keys.iter().enumerate();
        keys.map(|(place, key)| (key.field, key.optional && !required.contains(&place))).collect()
    };
    let key = |stage: &Stage| (stage.missing, keys(stage), stage.span);
    let same = |one: &[Stage], other: &[Stage]| {
        one.len() == other.len() && one.iter().zip(other).all(|(one, other)| key(one) == key(other))
    };
    let forms = match (&original.form, &mutant.form) {
        (Form::Event(_), Form::Event(_)) => true,
        (Form::Sequence(one), Form::Sequence(other)) => {
            one.maxspan == other.maxspan
                && same(&one.stages, &other.stages)
                && same(one.until.as_slice(), other.until.as_slice())
        }
        (Form::Sample(one), Form::Sample(other)) => same(&one.parts, &other.parts),
        (_, _) => false,
    };
    forms
        && original.pipes == mutant.pipes
        && original.fields == mutant.fields
        && original.leaves.len() == mutant.leaves.len()
}

/// The leaves of both queries as the unknowns of one equation: a leaf that both have is one.
struct Atoms<'q> {
    original: &'q Query,
    mutant: &'q Query,
}

impl Atoms<'_> {
    fn of(&self, side: Side, leaf: LeafId) -> usize {
        let place = leaf.0 as usize;
        let is_same = self.original.leaf(leaf).test == self.mutant.leaf(leaf).test;
        if side == Side::Original || is_same { place } else { self.original.leaves.len() + place }
    }

    /// What a lemma says in a filter.
    fn clause(&self, lemma: &Lemma, at: Seat) -> Option<Clause> {
        let literal = |(side, leaf): &LeafOf, holds| Literal { atom: self.of(*side, *leaf), holds };
        match lemma {
            Lemma::Within { narrow, wide, .. } => {
                let wide = wide.iter().map(|wide| literal(wide, true));
                Some(Clause(std::iter::once(literal(narrow, false)).chain(wide).collect()))
            }
            Lemma::KeyPresent { seat, leaf, .. } => {
                (*seat == at).then(|| Clause(vec![literal(leaf, true)]))
            }
            Lemma::KeyRequired { .. } => None,
        }
    }

    /// Whether a leaf inside of another differs, of which the outer one says nothing.
    fn has_changed_inside(&self, condition: &Condition) -> bool {
        let mut all = Vec::new();
        shape::leaves(self.original, condition, &mut all);
        let nested = |leaf: &LeafId| {
            matches!(self.original.leaf(*leaf).test, Test::Elements(..) | Test::Related(..))
        };
        let changed =
            |leaf: &LeafId| self.original.leaf(*leaf).test != self.mutant.leaf(*leaf).test;
        all.iter().any(nested) && all.iter().any(changed)
    }
}

fn query<'q>(original: &'q Query, mutant: &'q Query, side: Side) -> &'q Query {
    match side {
        Side::Original => original,
        Side::Mutant => mutant,
    }
}

/// Whether a lemma can be shown.
fn holds(original: &Query, mutant: &Query, lemma: &Lemma) -> bool {
    let test = |(side, leaf): &LeafOf| {
        query(original, mutant, *side).leaves.get(leaf.0 as usize).map(|leaf| &leaf.test)
    };
    match lemma {
        Lemma::Within { narrow, wide, .. } => {
            let Some(narrow) = test(narrow) else { return false };
            let wide: Vec<_> = wide.iter().filter_map(test).collect();
            includes(&original.fields, narrow, &wide)
        }
        Lemma::KeyPresent { seat, leaf, .. } => {
            let Some(Test::Field(field, eql_hir::Predicate::Exists)) = test(leaf) else {
                return false;
            };
            // The end of a sequence takes events without keys too (spec 15.7).
            let requires = |query: &Query| {
                let stage = seat.stage(&query.form).filter(|_| *seat != Seat::Until);
                stage.is_some_and(|stage| {
                    stage.keys.iter().any(|key| key.field == *field && !key.optional)
                })
            };
            requires(original) && requires(mutant)
        }
        Lemma::KeyRequired { place, .. } => {
            requires_key(original, *place) && requires_key(mutant, *place)
        }
    }
}

/// Whether a stage or part that must occur takes no event without a key.
fn requires_key(query: &Query, place: usize) -> bool {
    let stages: &[Stage] = match &query.form {
        Form::Event(_) => &[],
        Form::Sequence(sequence) => &sequence.stages,
        Form::Sample(sample) => &sample.parts,
    };
    let is_required = |stage: &Stage| stage.keys.get(place).is_some_and(|key| !key.optional);
    stages.iter().any(|stage| !stage.missing && is_required(stage))
}

/// Whether a leaf implies that one of several holds.
fn includes(fields: &[Field], narrow: &Test, wide: &[&Test]) -> bool {
    if wide.contains(&narrow) {
        return true;
    }
    let Test::Field(field, narrow) = narrow else { return false };
    let own = &fields[field.0 as usize];
    let of_field = wide.iter().filter_map(|test| match test {
        Test::Field(other, predicate) if &fields[other.0 as usize] == own => Some(predicate),
        Test::Field(..) | Test::Script(_) | Test::Elements(..) | Test::Related(..) => None,
    });
    let wide: Vec<_> = of_field.collect();
    inclusion::is_within(narrow, &wide)
}

/// A lemma about leaves with the words for it.
fn within(original: &Query, mutant: &Query, narrow: LeafOf, wide: Vec<LeafOf>) -> Lemma {
    let text = |(side, leaf): &LeafOf| {
        let query = query(original, mutant, *side);
        format!("`{}`", words::brief(&words::test(query, &query.leaf(*leaf).test)))
    };
    let others: Vec<_> = wide.iter().map(text).collect();
    let text = format!("what {} takes is taken by {}", text(&narrow), others.join(" or "));
    Lemma::Within { narrow, wide, text }
}

#[cfg(test)]
mod tests;
