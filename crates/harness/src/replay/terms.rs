//! What a rule says about how it is run.

use eql_functions::Pipe;
use eql_hir::Form;
use event::{Document, FieldPath, FieldType, Timestamp, Value};
use rule_lint::durations;
use rule_schema::{AlertSuppression, DurationUnit, MissingFieldsStrategy};

use super::condition::Condition;
use super::exceptions::{Exception, Hidden, hidden};
use super::{Options, Schedule, filters};
use crate::Rule;
use crate::load::implicit_pipe;

/// `xpack.alerting.rules.run.alerts.max`: what Kibana cuts `max_signals` to by default.
const MAX_ALERTS: u64 = 1000;
/// `max_signals` of a rule that does not say.
const MAX_SIGNALS: u64 = 100;

/// How one rule is run.
#[derive(Clone, Debug)]
pub(super) struct Terms {
    pub(super) schedule: Schedule,
    /// The fields with the time that windows go by: the first that an event has counts.
    times: Vec<FieldPath>,
    /// The field that orders events, how exact it is, and what decides between events of one time.
    pub(super) timestamp: (FieldPath, FieldType),
    pub(super) tiebreaker: Option<FieldPath>,
    /// The most hits of a window.
    pub(super) size: u64,
    /// The same as a pipe in front of those of the query.
    pub(super) size_pipe: Pipe,
    pub(super) suppression: Option<Suppression>,
    filters: Condition,
    exceptions: Vec<Exception>,
    /// What differs from what the rule says, for people.
    pub(super) notes: Vec<String>,
}

/// Which alerts become one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Suppression {
    group_by: Vec<FieldPath>,
    /// For how long after an alert, in nanoseconds; one window where it is absent.
    pub(super) duration: Option<i128>,
    /// Whether events without one of the fields have a group of their own; else each is an alert.
    groups_missing: bool,
}

impl Terms {
    /// The terms of a rule, or why it cannot be run as Kibana would.
    pub(super) fn new(rule: &Rule, options: &Options) -> Result<Self, String> {
        let table = &rule.file.rule.value;
        let size = table.max_signals.map_or(MAX_SIGNALS, |max| max.value);
        let mut notes = Vec::new();
        if size > MAX_ALERTS {
            notes.push(format!("`max_signals` is {size}, and Kibana cuts it to {MAX_ALERTS}"));
        }
        let suppression = rule.file.eql().and_then(|eql| eql.alert_suppression.as_ref());
        let suppression = suppression.map(|suppression| Suppression::new(&suppression.value));
        let is_single = matches!(rule.query.form, Form::Event(_));
        if suppression.is_some() && !is_single {
            notes.push(
                "the alerts of sequences are not suppressed: Kibana has that behind a flag"
                    .to_owned(),
            );
        }
        let own = table.timestamp_override.as_ref().map(|field| field.value.as_str());
        let fallback = options.timestamp_field.as_deref().unwrap_or("@timestamp");
        let filters = table.filters.as_ref().map_or(&[][..], |filters| &filters.value);
        let exceptions = options.exceptions.iter().flat_map(|file| file.of(rule)).cloned();
        Ok(Self {
            schedule: schedule(rule)?,
            times: own.into_iter().chain([fallback]).map(FieldPath::new).collect(),
            timestamp: (FieldPath::new(&rule.timestamp_field), rule.timestamp_type),
            tiebreaker: rule.tiebreaker_field.as_deref().map(FieldPath::new),
            size: size.min(MAX_ALERTS),
            size_pipe: implicit_pipe(&rule.query, size.min(MAX_ALERTS)),
            suppression: suppression.filter(|_| is_single),
            filters: filters::condition(filters)?,
            exceptions: exceptions.collect(),
            notes,
        })
    }

    /// The time of an event that windows go by (statement 4).
    pub(super) fn time(&self, document: &Document) -> Option<Timestamp> {
        self.times.iter().find_map(|path| time_at(document, path))
    }

    /// Until when the rule does not see an event: for good where a filter keeps it out.
    pub(super) fn hidden(&self, document: &Document) -> Hidden {
        if self.filters.holds(document) {
            hidden(&self.exceptions, document)
        } else {
            Hidden::Always
        }
    }
}

/// The first time at a path.
pub(super) fn time_at(document: &Document, path: &FieldPath) -> Option<Timestamp> {
    document.typed_values(path, FieldType::DateNanos).iter().find_map(Value::as_date)
}

fn schedule(rule: &Rule) -> Result<Schedule, String> {
    let table = &rule.file.rule.value;
    let from = table.from.as_ref().map_or("now-6m", |from| &from.value);
    let to = table.to.as_ref().map_or("now", |to| &to.value);
    let interval = table.interval.as_ref().map_or("5m", |interval| &interval.value);
    let offset = |text: &str| {
        let known = durations::offset(text);
        known
            .ok_or_else(|| format!("a replay does not know the date math `{text}`: write `now-9m`"))
    };
    let (from_offset, to_offset) = (offset(from)?, offset(to)?);
    let step = durations::duration(interval).filter(|&step| step > 0);
    let interval = step.ok_or_else(|| format!("`{interval}` is no interval"))?;
    if from_offset > to_offset {
        return Err(format!("its window ends before it begins: `{from}` to `{to}`"));
    }
    Ok(Schedule { from: from_offset, to: to_offset, interval })
}

impl Suppression {
    fn new(table: &AlertSuppression) -> Self {
        let fields = table.group_by.iter().flat_map(|fields| &fields.value);
        let duration = table.duration.as_ref().and_then(|duration| {
            let unit = match duration.value.unit?.value {
                DurationUnit::Seconds => "s",
                DurationUnit::Minutes => "m",
                DurationUnit::Hours => "h",
            };
            durations::duration(&format!("{}{unit}", duration.value.value?.value))
        });
        let strategy = table.missing_fields_strategy.map(|strategy| strategy.value);
        Self {
            group_by: fields.map(|field| FieldPath::new(&field.value)).collect(),
            duration,
            groups_missing: strategy != Some(MissingFieldsStrategy::DoNotSuppress),
        }
    }

    /// The values that an event shares with its group, lists in their order (statement 7); `None` where it is alone.
    pub(super) fn group(&self, document: &Document) -> Option<Vec<Vec<String>>> {
        let values = |path: &FieldPath| {
            let values = document.typed_values(path, FieldType::Keyword);
            values.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        let group: Vec<_> = self.group_by.iter().map(values).collect();
        (self.groups_missing || group.iter().all(|values| !values.is_empty())).then_some(group)
    }
}
