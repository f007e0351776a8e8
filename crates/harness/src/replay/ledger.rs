//! The alerts of one rule: what was alerted stays so, and what is suppressed joins its group (rule-format §7,
//! statements 5 to 7).

use std::collections::{BTreeMap, BTreeSet};

use event::{JoinKey, Timestamp};

use super::schedule::Window;
use super::terms::Suppression;
use super::times::between;

/// What identifies a match to a rule: its events, by their place in the store. Keys do not count: Kibana makes the id of
/// an alert of its documents.
pub(super) type Events = Vec<Option<usize>>;

/// The values that suppressed events share.
pub(super) type Values = Vec<Vec<String>>;

/// One alert; of a sequence, the shell with its building blocks.
#[derive(Clone, Debug)]
pub(super) struct Alert {
    /// The search that found it.
    pub(super) window: Window,
    pub(super) events: Events,
    pub(super) join_keys: JoinKey,
    /// The time of the last event.
    pub(super) time: Option<Timestamp>,
    /// How many later events it stands for; `None` where the rule does not suppress.
    pub(super) suppressed: Option<u64>,
    /// Whether a run over the whole stream has it too.
    pub(super) is_ideal: bool,
}

impl Alert {
    /// What a line says of it beside its events.
    pub(super) fn keys(&self) -> (Option<Timestamp>, &JoinKey) {
        (self.time, &self.join_keys)
    }
}

/// All alerts so far.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    pub(super) alerts: Vec<Alert>,
    /// What was alerted or suppressed.
    pub(super) known: BTreeSet<Events>,
    /// How many matches were found again.
    pub(super) duplicates: u64,
    /// How many events joined an alert.
    pub(super) suppressed: u64,
    /// The latest alert of each group, and the run that made it.
    groups: BTreeMap<Values, (usize, Timestamp)>,
}

impl Ledger {
    /// Takes what a search has found. `group` are the values that it may share with an earlier alert.
    pub(super) fn take(
        &mut self,
        alert: Alert,
        suppression: Option<&Suppression>,
        group: Option<Values>,
    ) {
        if !self.known.insert(alert.events.clone()) {
            self.duplicates += 1;
            return;
        }
        let run = alert.window.run;
        let Some((suppression, values)) = suppression.zip(group) else {
            return self.alerts.push(alert);
        };
        let is_open = |made: Timestamp| match suppression.duration {
            Some(duration) => between(made, run) <= duration,
            // `begin` has forgotten those of other windows.
            None => true,
        };
        if let Some((place, _)) = self.groups.get(&values).filter(|(_, made)| is_open(*made)) {
            self.suppressed += 1;
            let count = &mut self.alerts[*place].suppressed;
            *count = count.map(|count| count + 1);
        } else {
            self.groups.insert(values, (self.alerts.len(), run));
            self.alerts.push(alert);
        }
    }

    /// A window begins: without a duration, groups are those of one window.
    pub(super) fn begin(&mut self, suppression: Option<&Suppression>) {
        if suppression.is_some_and(|suppression| suppression.duration.is_none()) {
            self.groups.clear();
        }
    }
}
