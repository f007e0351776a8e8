//! A replay as text for people: what each rule has found and lost, and sums.

use std::collections::BTreeMap;
use std::fmt::{self, Write};
use std::time::Duration;

use super::{EXTRA, Item, Shown};
use crate::replay::ledger::Events;
use crate::replay::schedule::WindowKind;
use crate::replay::{Replay, RuleReplay};
use crate::summary::counted;

impl Replay {
    /// The same as text: by rule id what each rule has found, with nothing about rules that have found and lost nothing.
    pub fn human(&self, shown: &Shown<'_>) -> String {
        let mut text = String::new();
        for rule in self.by_id().into_iter().filter(|rule| !rule.is_silent()) {
            self.human_rule(&mut text, rule, shown);
        }
        text
    }

    fn human_rule(&self, text: &mut String, rule: &RuleReplay, shown: &Shown<'_>) {
        let own = self.rule(rule);
        let name = own.name.as_deref().unwrap_or(&own.id);
        let sums = rule.sums();
        // Writing to a text cannot fail.
        let _ =
            writeln!(text, "{name} ({}): {}, {sums}", own.id, counted(rule.runs, "run", "runs"));
        for item in rule.items() {
            let _ = match item {
                Item::Alert(alert) => {
                    let places = self.places(&alert.events, shown.sources);
                    let window =
                        if alert.window.kind == WindowKind::CatchUp { " (catch-up)" } else { "" };
                    writeln!(text, "  {} alert{window}: {places}", alert.window.run)
                }
                Item::Full(full) => writeln!(
                    text,
                    "  {} max_signals: {} of {} taken",
                    full.window.run,
                    full.kept,
                    counted(full.found, "match", "matches")
                ),
                Item::Gap(gap) => writeln!(text, "  {} gap: {} to {}", gap.run, gap.from, gap.to),
            };
        }
        for missed in &rule.missed {
            let places = self.places(&missed.events, shown.sources);
            let _ = writeln!(text, "  missed ({}): {places}: {}", missed.reason.name(), missed.why);
        }
        for alert in rule.extra().filter(|_| shown.compare) {
            let places = self.places(&alert.events, shown.sources);
            let _ = writeln!(text, "  {} extra: {places}: {EXTRA}", alert.window.run);
        }
        if shown.compare {
            let ideal = counted(rule.ideal, "match", "matches");
            let _ = writeln!(text, "  one run over the whole stream: {ideal}");
        }
    }

    /// `a.ndjson:3, a.ndjson:9`: input and record of each event.
    fn places(&self, events: &Events, sources: &[String]) -> String {
        let place = |event: &Option<usize>| match event {
            None => "missing".to_owned(),
            Some(event) => {
                let event = &self.store.events[*event].event;
                let source = sources.get(event.source as usize).map_or("", String::as_str);
                format!("{source}:{}", event.record)
            }
        };
        events.iter().map(place).collect::<Vec<_>>().join(", ")
    }

    /// The last line of a replay, e.g. `replayed 100000 events, 723 rules, 12345 runs: 12 alerts, 5 found again, 0
    /// suppressed, 2 missed (1 late, 1 window-edge) in 0.41 s`.
    pub fn line(&self, elapsed: Duration) -> String {
        let mut sums = Sums::default();
        self.rules.iter().for_each(|rule| sums.add(rule));
        format!(
            "replayed {}, {}, {}: {sums} in {:.2} s",
            counted(self.store.summary.events, "event", "events"),
            counted(self.rules.len() as u64, "rule", "rules"),
            counted(sums.runs, "run", "runs"),
            elapsed.as_secs_f64(),
        )
    }

    /// Lines for what a person should know besides.
    pub fn notes(&self) -> Vec<String> {
        let mut notes = self.store.summary.notes();
        let mut add = |count: u64, text: &str| {
            if count > 0 {
                notes.push(format!("{count} {text}"));
            }
        };
        let sum = |of: fn(&RuleReplay) -> u64| self.rules.iter().map(of).sum();
        add(self.store.timeless, "events have no time that can be read and are in no window");
        add(
            sum(|rule| rule.hidden),
            "matching events were hidden from rules by exceptions or filters",
        );
        let full = |rule: &&RuleReplay| !rule.full.is_empty();
        add(
            self.rules.iter().filter(full).count() as u64,
            "rules had as many hits in a window as `max_signals`",
        );
        for rule in self.by_id() {
            let own = self.rule(rule);
            let name = own.name.as_deref().unwrap_or(&own.id);
            notes.extend(rule.notes.iter().map(|note| format!("{name}: {note}")));
        }
        notes
    }
}

impl RuleReplay {
    pub(super) fn sums(&self) -> Sums {
        let mut sums = Sums::default();
        sums.add(self);
        sums
    }
}

/// What rules have found and lost, in numbers.
#[derive(Default)]
pub(super) struct Sums {
    runs: u64,
    alerts: u64,
    again: u64,
    suppressed: u64,
    missed: u64,
    pub(super) reasons: BTreeMap<&'static str, u64>,
}

impl Sums {
    fn add(&mut self, rule: &RuleReplay) {
        self.runs = self.runs.saturating_add(rule.runs);
        self.again = self.again.saturating_add(rule.duplicates);
        self.alerts += rule.alerts.len() as u64;
        self.suppressed += rule.suppressed;
        self.missed += rule.missed.len() as u64;
        for missed in &rule.missed {
            *self.reasons.entry(missed.reason.name()).or_default() += 1;
        }
    }
}

/// `2 alerts, 1 found again, 0 suppressed, 3 missed (1 late, 2 gap)`.
impl fmt::Display for Sums {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { again, suppressed, missed, reasons, .. } = self;
        let alerts = counted(self.alerts, "alert", "alerts");
        write!(f, "{alerts}, {again} found again, {suppressed} suppressed, {missed} missed")?;
        let reasons: Vec<_> =
            reasons.iter().map(|(reason, count)| format!("{count} {reason}")).collect();
        if reasons.is_empty() { Ok(()) } else { write!(f, " ({})", reasons.join(", ")) }
    }
}
