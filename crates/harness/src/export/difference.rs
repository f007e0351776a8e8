//! An event on which an engine differs from a rule.

use eql_solver::{Options, distinguish};
use event::FieldPath;
use rule_export::{Differs, Loss};

use crate::Rule;

/// What a backend says, or what the solver finds between the rule and what the engine asks instead; an event a line of
/// JSON, several in brackets.
pub(super) fn example(rule: &Rule, loss: &Loss) -> Option<String> {
    match loss.differs.as_ref()? {
        Differs::Event(event) => Some(event.to_string()),
        Differs::Instead(query) => {
            let options = Options {
                timestamp_field: FieldPath::new(&rule.timestamp_field),
                timestamp_type: rule.timestamp_type,
                tiebreaker_field: rule.tiebreaker_field.as_deref().map(FieldPath::new),
                ..Options::default()
            };
            let events = distinguish(&rule.query, query, &options)?.events;
            // A document always has a JSON form.
            let line = |event| serde_json::to_string(event).unwrap_or_default();
            Some(events.iter().map(line).collect::<Vec<_>>().join(", "))
        }
    }
}
