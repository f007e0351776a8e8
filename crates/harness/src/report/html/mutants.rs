//! The mistakes that no case notices, and those that are none.

use maud::{Markup, html};

use crate::fixtures::RuleReport;
use crate::html::message;
use crate::mutation::{RuleMutation, Survivor};

/// Below the query of a rule.
pub(super) fn section(report: &RuleReport<'_>) -> Markup {
    html! {
        @match &report.mutation {
            None => {}
            Some(Err(reason)) => p { "Mutants have no score: " (message(&reason.to_string())) }
            Some(Ok(mutation)) => (of(mutation))
        }
    }
}

fn of(mutation: &RuleMutation) -> Markup {
    html! {
        p { (message(&mutation.summary())) }
        @if !mutation.survivors.is_empty() {
            ul.problems.part { @for survivor in &mutation.survivors { li { (item(survivor)) } } }
        }
        @if !mutation.equal.is_empty() {
            ul.gaps {
                @for equal in &mutation.equal {
                    li { (message(&format!("{}: {}", equal.line(), equal.proof))) }
                }
            }
        }
    }
}

fn item(survivor: &Survivor) -> Markup {
    html! {
        (message(&survivor.line()))
        @if let Some(witness) = &survivor.witness {
            details {
                summary { (witness.title()) }
                @for event in witness.texts() { p { code { (event) } } }
            }
        }
    }
}
