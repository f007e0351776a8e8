//! What was made and what not, as lines and as JSON.

use std::collections::BTreeMap;

use eql_solver::{Expectation, UnsolvedClause};
use serde_json::{Value, json};

use super::RuleCases;
use crate::Rule;
use crate::io;

/// Something that a case was wanted for and none was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unsolved {
    /// `rule.rule_id`
    pub rule_id: String,
    /// `rule.name`
    pub rule: String,
    /// The file of the rule.
    pub file: String,
    /// The clause as it is written; none where it is about the whole query.
    pub clause: Option<String>,
    /// The line of the file that the clause, else the query, is on.
    pub line: usize,
    /// What was wanted: `match`, `branch`, `near miss`, or how events stand to each other.
    pub wanted: String,
    /// The kind of cause: `contradiction`, `not found` or `not supported`.
    pub kind: &'static str,
    /// Why there is none.
    pub cause: String,
}

impl Unsolved {
    pub(super) fn new(rule: &Rule, unsolved: &UnsolvedClause) -> Self {
        let leaf = unsolved.wanted.leaf().map(|leaf| rule.query.leaf(leaf));
        let span = leaf.map_or_else(|| diagnostics::Span::new(0, 0), |leaf| leaf.span);
        Self {
            rule_id: rule.id.clone(),
            rule: rule.name().to_owned(),
            file: io::shown(&rule.path),
            clause: leaf.map(|leaf| leaf.text.clone()),
            line: rule.source.position(rule.text.map_span(span).start).line,
            wanted: unsolved.wanted.to_string(),
            kind: unsolved.cause.kind(),
            cause: unsolved.cause.to_string(),
        }
    }

    fn json(&self) -> Value {
        json!({
            "rule_id": self.rule_id, "rule": self.rule, "file": self.file, "line": self.line,
            "clause": self.clause, "wanted": self.wanted, "kind": self.kind, "cause": self.cause,
        })
    }

    /// One JSON object.
    pub fn line(&self) -> String {
        self.json().to_string()
    }
}

impl RuleCases {
    /// How many cases expect this.
    pub fn count(&self, expectation: Expectation) -> usize {
        self.cases.iter().filter(|case| case.expectation == expectation).count()
    }

    /// Whether some events match the rule.
    pub fn matches(&self) -> bool {
        self.count(Expectation::Positive) > 0
    }

    /// One line for people.
    pub fn line(&self) -> String {
        let verdict = if self.matches() { "ok  " } else { "FAIL" };
        let (positive, negative) =
            (self.count(Expectation::Positive), self.count(Expectation::Negative));
        let (name, near, clauses) = (&self.name, self.near_misses, self.clauses);
        format!(
            "{verdict} {name} ({positive} positive, {negative} negative, {near} of {clauses} clauses)"
        )
    }

    /// One JSON object for machines.
    pub fn json(&self) -> String {
        let cases = self.cases.iter().map(super::folder::place);
        json!({
            "rule": { "id": self.id, "name": self.name },
            "file": self.file,
            "clauses": self.clauses,
            "near_misses": self.near_misses,
            "cases": cases.collect::<Vec<_>>(),
            "unsolved": self.unsolved.iter().map(Unsolved::json).collect::<Vec<_>>(),
        })
        .to_string()
    }
}

/// What was made for all rules.
#[derive(Clone, Default, Debug)]
pub struct Tally {
    rules: usize,
    matched: usize,
    positives: usize,
    negatives: usize,
    clauses: usize,
    near_misses: usize,
    /// Clauses without a near miss, by kind of cause.
    unsolved: BTreeMap<&'static str, usize>,
}

impl Tally {
    /// Of these rules.
    pub fn of(rules: &[RuleCases]) -> Self {
        let mut tally = Self::default();
        for rule in rules {
            tally.add(rule);
        }
        tally
    }

    fn add(&mut self, rule: &RuleCases) {
        self.rules += 1;
        self.matched += usize::from(rule.matches());
        self.positives += rule.count(Expectation::Positive);
        self.negatives += rule.count(Expectation::Negative);
        self.clauses += rule.clauses;
        self.near_misses += rule.near_misses;
        for unsolved in rule.unsolved.iter().filter(|it| it.wanted == "near miss") {
            *self.unsolved.entry(unsolved.kind).or_default() += 1;
        }
    }

    /// Whether every rule has events that match.
    pub fn is_complete(&self) -> bool {
        self.matched == self.rules
    }

    /// The share of rules with a match, from 0 to 1.
    pub fn share_of_rules(&self) -> f64 {
        share(self.matched, self.rules)
    }

    /// The share of clauses with a near miss, from 0 to 1.
    pub fn share_of_clauses(&self) -> f64 {
        share(self.near_misses, self.clauses)
    }

    /// Lines for people.
    pub fn lines(&self) -> Vec<String> {
        let first = format!(
            "generated {} positive and {} negative cases of {} rules",
            self.positives, self.negatives, self.rules
        );
        let rules = format!(
            "matches: {} of {} rules ({})",
            self.matched,
            self.rules,
            percent(self.share_of_rules())
        );
        let clauses = format!(
            "near misses: {} of {} clauses ({})",
            self.near_misses,
            self.clauses,
            percent(self.share_of_clauses())
        );
        let causes = self.unsolved.iter().map(|(kind, count)| format!("  {count} without: {kind}"));
        [first, rules, clauses].into_iter().chain(causes).collect()
    }
}

fn percent(share: f64) -> String {
    // Rounded down: nothing that is not whole shows as 100 %.
    format!("{:.1} %", (share * 1000.0).floor() / 10.0)
}

#[expect(clippy::cast_precision_loss, reason = "counts of rules and clauses are small")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}
