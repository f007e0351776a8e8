//! Events that tell a mutant from its rule.

use eql_mutants::Mutant;
use eql_solver::{Options, Side, distinguish};
use event::{Document, FieldPath};
use oracle::Oracle;
use serde_json::{Value, json};

use crate::Rule;
use crate::fixtures::{Expectation, by_oracle};

/// Events on which either the rule or the mutant matches. As a case they kill the mutant.
#[derive(Clone, PartialEq, Debug)]
pub struct Witness {
    /// In the order of the input.
    pub events: Vec<Document>,
    /// Whether the rule matches; else the mutant does.
    pub is_positive: bool,
}

impl Witness {
    /// Such events, where some are found. Both queries have been run over them.
    pub(super) fn of(rule: &Rule, mutant: &Mutant) -> Option<Self> {
        let options = Options {
            timestamp_field: FieldPath::new(&rule.timestamp_field),
            timestamp_type: rule.timestamp_type,
            tiebreaker_field: rule.tiebreaker_field.as_deref().map(FieldPath::new),
            ..Options::default()
        };
        let other = mutant.query(&rule.query);
        let found = distinguish(&rule.query, &other, &options)?;
        let matches = |query| !by_oracle(rule, &Oracle::new(query), &found.events).is_empty();
        let is_positive = found.by == Side::One;
        let is_true = matches(&rule.query) == is_positive && matches(&other) != is_positive;
        is_true.then_some(Self { events: found.events, is_positive })
    }

    /// What it is.
    pub(crate) fn title(&self) -> String {
        format!("a {} case that kills it", self.expectation().folder())
    }

    /// The events, a line of JSON each.
    pub(crate) fn texts(&self) -> impl Iterator<Item = String> {
        self.events.iter().map(|event| json!(event).to_string())
    }

    /// The lines below a survivor.
    pub(super) fn lines(&self) -> String {
        let events = self.texts().map(|event| format!("        {event}\n"));
        format!("      {}:\n{}", self.title(), events.collect::<String>())
    }

    fn expectation(&self) -> Expectation {
        if self.is_positive { Expectation::Positive } else { Expectation::Negative }
    }

    /// The same for programs.
    pub(super) fn json(&self) -> Value {
        let events: Vec<_> = self.events.iter().map(|event| json!(event)).collect();
        json!({ "expectation": self.expectation().folder(), "events": events })
    }
}
