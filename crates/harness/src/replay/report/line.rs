//! The JSON lines of a replay.

use std::collections::BTreeMap;

use event::{Document, Json};
use serde::Serialize;

use crate::replay::schedule::Window;
use crate::scan::{EventLine, RuleLine};

/// The window of a search.
#[derive(Serialize)]
pub(super) struct WindowLine {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) kind: String,
}

/// The alerts of one sequence; `index` is the place of a building block.
#[derive(Serialize)]
pub(super) struct GroupLine {
    pub(super) id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) index: Option<usize>,
}

/// An alert.
#[derive(Serialize)]
pub(super) struct AlertLine<'a> {
    pub(super) kind: &'static str,
    pub(super) run: String,
    pub(super) window: WindowLine,
    pub(super) id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) group: Option<GroupLine>,
    pub(super) rule: RuleLine<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) building_block_type: Option<&'static str>,
    pub(super) timestamp: Option<String>,
    pub(super) join_keys: Vec<Json>,
    pub(super) events: Vec<EventLine<'a>>,
    /// How many later events the alert stands for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) suppressed: Option<u64>,
    /// What all events of a sequence share.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) fields: Option<Document>,
}

/// A window with as many hits as the rule may have, or more.
#[derive(Serialize)]
pub(super) struct FullLine<'a> {
    pub(super) kind: &'static str,
    pub(super) run: String,
    pub(super) window: WindowLine,
    pub(super) rule: RuleLine<'a>,
    pub(super) max_signals: u64,
    pub(super) found: u64,
    pub(super) kept: u64,
    pub(super) runs: u64,
}

/// A time that no window looks at.
#[derive(Serialize)]
pub(super) struct GapLine<'a> {
    pub(super) kind: &'static str,
    pub(super) run: String,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) rule: RuleLine<'a>,
}

/// A match that no run found.
#[derive(Serialize)]
pub(super) struct MissedLine<'a> {
    pub(super) kind: &'static str,
    pub(super) reason: &'static str,
    pub(super) why: &'a str,
    pub(super) rule: RuleLine<'a>,
    pub(super) timestamp: Option<String>,
    pub(super) join_keys: Vec<Json>,
    pub(super) events: Vec<EventLine<'a>>,
}

/// An alert that a run over the whole stream has not.
#[derive(Serialize)]
pub(super) struct ExtraLine<'a> {
    pub(super) kind: &'static str,
    pub(super) run: String,
    pub(super) id: String,
    pub(super) why: &'static str,
    pub(super) rule: RuleLine<'a>,
    pub(super) timestamp: Option<String>,
    pub(super) join_keys: Vec<Json>,
    pub(super) events: Vec<EventLine<'a>>,
}

/// The sums of a rule.
#[derive(Serialize)]
pub(super) struct ComparisonLine<'a> {
    pub(super) kind: &'static str,
    pub(super) rule: RuleLine<'a>,
    pub(super) runs: u64,
    pub(super) alerts: usize,
    pub(super) found_again: u64,
    pub(super) suppressed: u64,
    pub(super) hidden_events: u64,
    pub(super) ideal: u64,
    pub(super) extra: usize,
    pub(super) missed: usize,
    pub(super) reasons: BTreeMap<&'static str, u64>,
}

impl Window {
    pub(super) fn line(&self) -> WindowLine {
        let Self { from, to, kind, .. } = self;
        WindowLine { from: from.to_string(), to: to.to_string(), kind: kind.to_string() }
    }
}
