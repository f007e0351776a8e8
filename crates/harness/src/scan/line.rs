//! A match as the line that other people's tools read.

use event::{JoinKey, Json, Value};
use pack::{Plan, Rule};
use serde::Serialize;
use serde_json::value::RawValue;

use super::{EventOutput, Found, Kept};

#[derive(Serialize)]
struct MatchLine<'a> {
    rule: RuleLine<'a>,
    timestamp: Option<String>,
    join_keys: Vec<Json>,
    events: Vec<EventLine<'a>>,
}

/// A rule as lines name it.
#[derive(Serialize)]
pub(crate) struct RuleLine<'a> {
    id: &'a str,
    name: Option<&'a str>,
    severity: Option<&'a str>,
    risk_score: Option<i64>,
}

#[derive(Serialize)]
struct QueryLine<'a> {
    kind: &'static str,
    join_keys: Vec<Json>,
    events: Vec<EventLine<'a>>,
}

/// An event as lines show it.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum EventLine<'a> {
    Event {
        source: &'a str,
        record: u64,
        #[serde(skip_serializing_if = "Option::is_none")]
        event: Option<&'a RawValue>,
    },
    Missing {
        missing: bool,
    },
}

/// The line of `scan`: one JSON object without a line end. `sources` are the names of the inputs.
pub fn match_line(rule: &Rule, found: &Found, sources: &[String], output: EventOutput) -> String {
    to_line(&MatchLine {
        rule: RuleLine::new(rule),
        timestamp: found.time.map(|time| time.to_string()),
        join_keys: found.join_key_values(&rule.plan),
        events: found.event_lines(sources, output),
    })
}

/// The line of `query`: one JSON object without a line end. `kind` is `event`, `sequence` or `sample`.
pub fn query_line(
    kind: &'static str,
    found: &Found,
    sources: &[String],
    output: EventOutput,
) -> String {
    to_line(&QueryLine {
        kind,
        join_keys: keys(&found.join_keys, kind == "sample"),
        events: found.event_lines(sources, output),
    })
}

impl<'a> RuleLine<'a> {
    pub(crate) fn new(rule: &'a Rule) -> Self {
        Self {
            id: &rule.id,
            name: rule.name.as_deref(),
            severity: rule.severity.as_deref(),
            risk_score: rule.risk_score,
        }
    }
}

fn to_line(line: &impl Serialize) -> String {
    // Texts, numbers and raw JSON always have a JSON form.
    serde_json::to_string(line).unwrap_or_default()
}

/// A date is ISO text in a sequence and epoch milliseconds as text in a sample (spec 15.9).
fn keys(join_keys: &JoinKey, is_sample: bool) -> Vec<Json> {
    let key = |key: &Value<'_>| match key.as_date() {
        Some(time) if is_sample => Json::from(time.millis().to_string()),
        Some(_) | None => Json::from(key),
    };
    join_keys.0.iter().map(key).collect()
}

impl Found {
    /// The values that the events of a match of this plan share.
    pub(crate) fn join_key_values(&self, plan: &Plan) -> Vec<Json> {
        keys(&self.join_keys, matches!(plan, Plan::Sample(_)))
    }

    /// The events as far as they are written.
    pub(crate) fn event_lines<'a>(
        &'a self,
        sources: &'a [String],
        output: EventOutput,
    ) -> Vec<EventLine<'a>> {
        let line = |event: &'a Kept| EventLine::Event {
            source: sources.get(event.source() as usize).map_or("", String::as_str),
            record: event.record(),
            event: event.document(),
        };
        let slot = |slot: &'a Option<Kept>| {
            slot.as_ref().map_or(EventLine::Missing { missing: true }, line)
        };
        match output {
            EventOutput::None => Vec::new(),
            EventOutput::Refs | EventOutput::Full => self.events.iter().map(slot).collect(),
        }
    }
}
