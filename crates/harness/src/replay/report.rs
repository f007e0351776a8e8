//! Alerts and losses as lines for programs, in their order; `human` has the text for people.

mod human;
mod line;

use std::io;

use event::Timestamp;
use serde::Serialize;
use sha2::{Digest, Sha256};

use self::line::{AlertLine, ComparisonLine, ExtraLine, FullLine, GapLine, GroupLine, MissedLine};
use super::ledger::{Alert, Events};
use super::runner::Full;
use super::{Gap, Missed, Replay, RuleReplay, shell};
use crate::lock::hash::hex;
use crate::scan::{EventOutput, Found, Kept, RuleLine};

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

/// Why a window can have a match that the whole stream has not.
const EXTRA: &str = "the window lacks an event of the whole stream that prevents the match";

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
}
