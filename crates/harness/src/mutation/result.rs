//! What became of the mutants of one rule.

use std::collections::BTreeMap;
use std::fmt;

use diagnostics::Span;
use eql_mutants::{Equality, Mutant, prove};

use super::Witness;
use crate::Rule;

/// The mutants of one rule and what the cases say of them.
#[derive(Clone, Debug, Default)]
pub struct RuleMutation {
    /// How many of each kind.
    pub kinds: BTreeMap<&'static str, Tally>,
    /// Those that no case kills, in the order of the text.
    pub survivors: Vec<Survivor>,
    /// Those that find the same as the rule on every input, with the proof.
    pub equal: Vec<EqualMutant>,
    /// How many were not made, because a list or the query is too long.
    pub cut: usize,
}

/// How many mutants.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Tally {
    /// A case fails under them.
    pub killed: usize,
    /// No case does.
    pub survived: usize,
    /// They are proved to be no mistakes.
    pub equal: usize,
}

/// A mutant that no case kills.
#[derive(Clone, Debug)]
pub struct Survivor {
    /// The line of the rule file.
    pub line: usize,
    /// The mutant.
    pub mutant: Mutant,
    /// Events that would kill it as a case, where some were sought and found.
    pub witness: Option<Witness>,
}

/// A mutant that finds the same as the rule.
#[derive(Clone, Debug)]
pub struct EqualMutant {
    /// The line of the rule file.
    pub line: usize,
    /// The mutant.
    pub mutant: Mutant,
    /// Why it does.
    pub proof: Equality,
}

/// Why the cases of a rule have no score.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Unscored {
    /// There are none.
    NoCases,
    /// This one fails with the rule as it is.
    Fails(String),
}

impl fmt::Display for Unscored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoCases => f.write_str("there are no cases"),
            Self::Fails(title) => write!(f, "`{title}` fails with the rule as it is"),
        }
    }
}

impl Tally {
    /// How many must be killed.
    pub fn total(self) -> usize {
        self.killed + self.survived
    }

    /// The share that is killed in tenths of a percent, rounded down; all where there is none to kill.
    pub fn score(self) -> usize {
        if self.total() == 0 { 1000 } else { self.killed * 1000 / self.total() }
    }

    /// The share of equal ones in tenths of a percent, rounded up.
    pub fn equal_share(self) -> usize {
        let all = self.total() + self.equal;
        if all == 0 { 0 } else { (self.equal * 1000).div_ceil(all) }
    }

    pub(super) fn add(&mut self, other: Self) {
        self.killed += other.killed;
        self.survived += other.survived;
        self.equal += other.equal;
    }
}

impl RuleMutation {
    /// How many of all kinds.
    pub fn tally(&self) -> Tally {
        let mut all = Tally::default();
        self.kinds.values().for_each(|tally| all.add(*tally));
        all
    }

    pub(super) fn kill(&mut self, kind: &'static str) {
        self.kinds.entry(kind).or_default().killed += 1;
    }

    /// Counts a mutant that no case kills: it survives unless there is a proof that it is equal.
    pub(super) fn spare(&mut self, rule: &Rule, mutant: Mutant) {
        let tally = self.kinds.entry(mutant.kind).or_default();
        let line = line(rule, &mutant);
        if let Some(proof) = prove(&rule.query, &mutant.query(&rule.query)) {
            tally.equal += 1;
            self.equal.push(EqualMutant { line, mutant, proof });
        } else {
            tally.survived += 1;
            self.survivors.push(Survivor { line, mutant, witness: None });
        }
    }
}

impl RuleMutation {
    /// Looks for events that would kill the first so many survivors.
    pub(super) fn seek_witnesses(&mut self, rule: &Rule, most: usize) {
        for survivor in self.survivors.iter_mut().take(most) {
            survivor.witness = Witness::of(rule, &survivor.mutant);
        }
    }
}

/// The line of the rule file that a mutant changes. A list may go over many.
fn line(rule: &Rule, mutant: &Mutant) -> usize {
    let element = mutant.element.and_then(|index| constant(rule, mutant.span, index));
    rule.source.position(rule.text.map_span(element.unwrap_or(mutant.span)).start).line
}

/// Where one of the constants of a clause stands.
fn constant(rule: &Rule, clause: Span, index: usize) -> Option<Span> {
    use eql_syntax::TokenKind::{Decimal, Integer, RawString, String};
    let tokens = eql_syntax::lex(clause.slice(&rule.text.text)).tree;
    let mut constants = tokens
        .into_iter()
        .filter(|token| matches!(token.kind, String | RawString | Integer | Decimal));
    constants.nth(index).map(|token| token.span.shifted(clause.start))
}
