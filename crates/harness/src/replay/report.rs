//! Alerts and losses as lines for programs, as text for people, and in sum.

use std::collections::BTreeMap;
use std::fmt::{self, Write};
use std::io;
use std::time::Duration;

use event::{Document, Json, Timestamp};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::ledger::{Alert, Events};
use super::runner::Full;
use super::schedule::Window;
use super::{Gap, Missed, Replay, RuleReplay, shell};
use crate::lock::hash::hex;
use crate::scan::{EventLine, EventOutput, Found, Kept, RuleLine};
use crate::summary::counted;

/// What of a replay is shown.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// The names of the inputs.
    pub sources: &'a [String],
    /// How much of the events.
    pub events: EventOutput,
    /// Also the sums of each rule beside those of one run over the whole stream, and the alerts that it has not.
    pub compare: bool,
}

impl Shown<'_> {
    /// The same for lines whose events another line has.
    fn without_documents(self) -> Self {
        let refs = self.events == EventOutput::Full;
        Self { events: if refs { EventOutput::Refs } else { self.events }, ..self }
    }
}

#[derive(Serialize)]
struct WindowLine {
    from: String,
    to: String,
    kind: String,
}

#[derive(Serialize)]
struct GroupLine {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    index: Option<usize>,
}

#[derive(Serialize)]
struct AlertLine<'a> {
    kind: &'static str,
    run: String,
    window: WindowLine,
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<GroupLine>,
    rule: RuleLine<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    building_block_type: Option<&'static str>,
    timestamp: Option<String>,
    join_keys: Vec<Json>,
    events: Vec<EventLine<'a>>,
    /// How many later events the alert stands for.
    #[serde(skip_serializing_if = "Option::is_none")]
    suppressed: Option<u64>,
    /// What all events of a sequence share.
    #[serde(skip_serializing_if = "Option::is_none")]
    fields: Option<Document>,
}

#[derive(Serialize)]
struct FullLine<'a> {
    kind: &'static str,
    run: String,
    window: WindowLine,
    rule: RuleLine<'a>,
    max_signals: u64,
    found: u64,
    kept: u64,
    runs: u64,
}

#[derive(Serialize)]
struct GapLine<'a> {
    kind: &'static str,
    run: String,
    from: String,
    to: String,
    rule: RuleLine<'a>,
}

#[derive(Serialize)]
struct MissedLine<'a> {
    kind: &'static str,
    reason: &'static str,
    why: &'a str,
    rule: RuleLine<'a>,
    timestamp: Option<String>,
    join_keys: Vec<Json>,
    events: Vec<EventLine<'a>>,
}

#[derive(Serialize)]
struct ExtraLine<'a> {
    kind: &'static str,
    run: String,
    id: String,
    why: &'static str,
    rule: RuleLine<'a>,
    timestamp: Option<String>,
    join_keys: Vec<Json>,
    events: Vec<EventLine<'a>>,
}

#[derive(Serialize)]
struct ComparisonLine<'a> {
    kind: &'static str,
    rule: RuleLine<'a>,
    runs: u64,
    alerts: usize,
    found_again: u64,
    suppressed: u64,
    hidden_events: u64,
    ideal: u64,
    extra: usize,
    missed: usize,
    reasons: BTreeMap<&'static str, u64>,
}

/// Why a window can have a match that the whole stream has not.
const EXTRA: &str = "the window lacks an event of the whole stream that prevents the match";

impl Window {
    fn line(&self) -> WindowLine {
        let Self { from, to, kind, .. } = self;
        WindowLine { from: from.to_string(), to: to.to_string(), kind: kind.to_string() }
    }
}

fn to_line(line: &impl Serialize) -> String {
    // Texts, numbers and raw JSON always have a JSON form.
    serde_json::to_string(line).unwrap_or_default()
}

fn hash(text: &str) -> String {
    hex(&Sha256::digest(text))
}

/// What is written at one time: the order of lines.
#[derive(Clone, Copy)]
enum Item<'r> {
    Alert(&'r Alert),
    Full(&'r Full),
    Gap(&'r Gap),
}

impl Item<'_> {
    fn order(&self) -> (Timestamp, u8, Timestamp) {
        match self {
            Self::Gap(gap) => (gap.run, 0, gap.from),
            Self::Alert(alert) => (alert.window.run, 1, alert.window.from),
            Self::Full(full) => (full.window.run, 1, full.window.from),
        }
    }
}

impl RuleReplay {
    /// In the order of the runs.
    fn items(&self) -> Vec<Item<'_>> {
        let alerts = self.alerts.iter().map(Item::Alert);
        let others = self.full.iter().map(Item::Full).chain(self.gaps.iter().map(Item::Gap));
        let mut items: Vec<_> = alerts.chain(others).collect();
        items.sort_by_key(Item::order);
        items
    }

    fn extra(&self) -> impl Iterator<Item = &Alert> {
        self.alerts.iter().filter(|alert| !alert.is_ideal)
    }

    fn sums(&self) -> Sums {
        let mut sums = Sums::default();
        sums.add(self);
        sums
    }

    fn is_silent(&self) -> bool {
        let nothing = self.alerts.is_empty() && self.missed.is_empty();
        nothing && self.full.is_empty() && self.gaps.is_empty() && self.ideal == 0
    }
}

impl Replay {
    /// Writes one JSON object a line: alerts, full windows and gaps by run and rule id; then what was missed by time
    /// and rule id; then, where it is wanted, the comparison by rule id.
    pub fn lines(
        &self,
        shown: &Shown<'_>,
        write: &mut dyn FnMut(&str) -> io::Result<()>,
    ) -> io::Result<()> {
        let rules = self.by_id();
        let items =
            rules.iter().flat_map(|&rule| rule.items().into_iter().map(move |item| (rule, item)));
        let mut items: Vec<_> = items.collect();
        items.sort_by_key(|(_, item)| item.order().0);
        for (rule, item) in items {
            for line in self.item_lines(rule, &item, shown) {
                write(&line)?;
            }
        }
        let missed =
            rules.iter().flat_map(|&rule| rule.missed.iter().map(move |missed| (rule, missed)));
        let mut missed: Vec<_> = missed.collect();
        missed.sort_by_key(|(_, missed)| missed.time);
        for (rule, missed) in missed {
            write(&self.missed_line(rule, missed, shown))?;
        }
        for rule in rules.into_iter().filter(|rule| shown.compare && !rule.is_silent()) {
            for alert in rule.extra() {
                write(&self.extra_line(rule, alert, shown))?;
            }
            write(&self.comparison_line(rule))?;
        }
        Ok(())
    }

    fn by_id(&self) -> Vec<&RuleReplay> {
        let mut rules: Vec<_> = self.rules.iter().collect();
        rules.sort_by(|left, right| self.rule(left).id.cmp(&self.rule(right).id));
        rules
    }

    fn rule(&self, replay: &RuleReplay) -> &pack::Rule {
        &self.program.rules[replay.rule]
    }

    fn item_lines(&self, rule: &RuleReplay, item: &Item<'_>, shown: &Shown<'_>) -> Vec<String> {
        match item {
            Item::Alert(alert) => self.alert_lines(rule, alert, shown),
            Item::Full(full) => vec![to_line(&FullLine {
                kind: "max_signals",
                run: full.window.run.to_string(),
                window: full.window.line(),
                rule: RuleLine::new(self.rule(rule)),
                max_signals: rule.max_signals,
                found: full.found,
                kept: full.kept,
                runs: full.runs,
            })],
            Item::Gap(gap) => vec![to_line(&GapLine {
                kind: "gap",
                run: gap.run.to_string(),
                from: gap.from.to_string(),
                to: gap.to.to_string(),
                rule: RuleLine::new(self.rule(rule)),
            })],
        }
    }

    fn alert_lines(&self, rule: &RuleReplay, alert: &Alert, shown: &Shown<'_>) -> Vec<String> {
        if matches!(self.rule(rule).plan, pack::Plan::Event(_)) {
            let id = self.id(rule, &alert.events, shown.sources);
            return vec![self.alert_line("single", (id, None), rule, alert, &alert.events, shown)];
        }
        let (group, blocks) = self.block_ids(rule, &alert.events, shown.sources);
        let events = alert.events.iter().flatten();
        let block = |(index, (id, &event)): (usize, (String, &usize))| {
            let group = GroupLine { id: group.clone(), index: Some(index) };
            self.alert_line("building_block", (id, Some(group)), rule, alert, &[Some(event)], shown)
        };
        let mut lines: Vec<_> = blocks.into_iter().zip(events).enumerate().map(block).collect();
        // The building blocks have the events.
        let shown = shown.without_documents();
        let own = (group.clone(), Some(GroupLine { id: group, index: None }));
        lines.push(self.alert_line("shell", own, rule, alert, &alert.events, &shown));
        lines
    }

    fn alert_line(
        &self,
        kind: &'static str,
        (id, group): (String, Option<GroupLine>),
        rule: &RuleReplay,
        alert: &Alert,
        events: &[Option<usize>],
        shown: &Shown<'_>,
    ) -> String {
        let is_block = kind == "building_block" || rule.is_building_block;
        let found = self.found(rule, alert.keys(), events, shown.events);
        let documents =
            events.iter().flatten().map(|&event| &self.store.events[event].event.document);
        to_line(&AlertLine {
            kind,
            run: alert.window.run.to_string(),
            window: alert.window.line(),
            id,
            group,
            rule: RuleLine::new(self.rule(rule)),
            building_block_type: is_block.then_some("default"),
            timestamp: alert.time.map(|time| time.to_string()),
            join_keys: found.join_key_values(&self.rule(rule).plan),
            events: found.event_lines(shown.sources, shown.events),
            suppressed: alert.suppressed,
            fields: (kind == "shell").then(|| shell::intersection(documents)),
        })
    }

    /// A match as `scan` has it.
    fn found(
        &self,
        rule: &RuleReplay,
        (time, join_keys): (Option<Timestamp>, &event::JoinKey),
        events: &[Option<usize>],
        output: EventOutput,
    ) -> Found {
        let kept = |event: usize| Kept::of(&self.store.events[event].event, output);
        Found {
            rule: pack::RuleId(u32::try_from(rule.rule).unwrap_or_default()),
            time,
            join_keys: join_keys.clone(),
            events: events.iter().map(|event| event.map(kept)).collect(),
        }
    }

    fn missed_line(&self, rule: &RuleReplay, missed: &Missed, shown: &Shown<'_>) -> String {
        let keys = (missed.time, &missed.join_keys);
        let found = self.found(rule, keys, &missed.events, shown.events);
        to_line(&MissedLine {
            kind: "missed",
            reason: missed.reason.name(),
            why: &missed.why,
            rule: RuleLine::new(self.rule(rule)),
            timestamp: missed.time.map(|time| time.to_string()),
            join_keys: found.join_key_values(&self.rule(rule).plan),
            events: found.event_lines(shown.sources, shown.events),
        })
    }

    fn extra_line(&self, rule: &RuleReplay, alert: &Alert, shown: &Shown<'_>) -> String {
        // Its alert has the events.
        let shown = shown.without_documents();
        let found = self.found(rule, alert.keys(), &alert.events, shown.events);
        to_line(&ExtraLine {
            kind: "extra",
            run: alert.window.run.to_string(),
            id: self.id(rule, &alert.events, shown.sources),
            why: EXTRA,
            rule: RuleLine::new(self.rule(rule)),
            timestamp: alert.time.map(|time| time.to_string()),
            join_keys: found.join_key_values(&self.rule(rule).plan),
            events: found.event_lines(shown.sources, shown.events),
        })
    }

    fn comparison_line(&self, rule: &RuleReplay) -> String {
        to_line(&ComparisonLine {
            kind: "comparison",
            rule: RuleLine::new(self.rule(rule)),
            runs: rule.runs,
            alerts: rule.alerts.len(),
            found_again: rule.duplicates,
            suppressed: rule.suppressed,
            hidden_events: rule.hidden,
            ideal: rule.ideal,
            extra: rule.extra().count(),
            missed: rule.missed.len(),
            reasons: rule.sums().reasons,
        })
    }

    /// The id of an alert: of the documents and the rule, so that the same match has it in every run (statement 5).
    fn id(&self, rule: &RuleReplay, events: &[Option<usize>], sources: &[String]) -> String {
        let place = |event: &usize| {
            let event = &self.store.events[*event].event;
            let source = sources.get(event.source as usize).map_or("", String::as_str);
            format!("{source}\n{}\n", event.record)
        };
        let places: String = events.iter().flatten().map(place).collect();
        hash(&format!("{places}{}", self.rule(rule).id))
    }

    /// The id of the shell alert, which is that of the group, and those of its building blocks.
    fn block_ids(
        &self,
        rule: &RuleReplay,
        events: &Events,
        sources: &[String],
    ) -> (String, Vec<String>) {
        let group = self.id(rule, events, sources);
        let count = events.iter().flatten().count();
        let blocks = (0..count).map(|index| hash(&format!("{group}\n{index}"))).collect();
        (group, blocks)
    }

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
                    let window = if alert.window.kind == super::WindowKind::CatchUp {
                        " (catch-up)"
                    } else {
                        ""
                    };
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
        add(self.store.timeless, "events have no time and are in no window");
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

/// What rules have found and lost, in numbers.
#[derive(Default)]
struct Sums {
    runs: u64,
    alerts: u64,
    again: u64,
    suppressed: u64,
    missed: u64,
    reasons: BTreeMap<&'static str, u64>,
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
