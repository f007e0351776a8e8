//! Matches on benign data, counted per rule and day, against a stored expectation: a rule that matches more than before
//! has become noisy.

mod baseline;
mod report;

use std::collections::BTreeMap;

use event::Timestamp;
use matcher::Matcher;

use crate::scan::Found;

pub use baseline::{BASELINE_FILE, Baseline, Expected, event_files};
pub use report::{DayReport, Report, RuleReport, Verdict};

/// What stands for the day of a match without a time.
pub const UNDATED: &str = "undated";

/// Matches by rule id and day, which is that of the last event in UTC: `2026-01-31`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    rules: BTreeMap<String, RuleCounts>,
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct RuleCounts {
    name: String,
    days: BTreeMap<String, u64>,
}

impl Counts {
    /// No matches yet of the rules of a matcher.
    pub fn new(matcher: &Matcher) -> Self {
        let name = |rule: &pack::Rule| rule.name.clone().unwrap_or_else(|| rule.id.clone());
        let empty = |rule| RuleCounts { name: name(rule), ..RuleCounts::default() };
        let rules = matcher.program().rules.iter().map(|rule| (rule.id.clone(), empty(rule)));
        Self { rules: rules.collect() }
    }

    /// One more match.
    pub fn add(&mut self, rule: &pack::Rule, found: &Found) {
        let counts = self.rules.entry(rule.id.clone()).or_default();
        *counts.days.entry(day(found.time)).or_default() += 1;
    }

    /// How many matches there are.
    pub fn matches(&self) -> u64 {
        self.rules.values().flat_map(|rule| rule.days.values()).sum()
    }
}

fn day(time: Option<Timestamp>) -> String {
    let text = time.map(|time| time.to_string());
    let day = text.as_deref().and_then(|text| text.split_once('T')).map(|(day, _)| day);
    day.unwrap_or(UNDATED).to_owned()
}
