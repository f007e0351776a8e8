//! Comparing two sets of rules: what was added, removed and changed, and what a change of a query means.
//!
//! Rules are the same rule by their ids, wherever their files are. What is said about a rule (`metadata`) is kept apart
//! from what it finds (`logic`): the clauses of two queries are matched by what they ask (`alignment`, `stages`, `clauses`), so layout,
//! comments and the order of an `and` make no difference. Then a proof is sought that both find the same (`proof`), else
//! events that only one of them matches (`witness`). Only what is proved is called equal.

mod alignment;
mod change;
mod clauses;
mod lines;
mod logic;
mod metadata;
mod normal;
mod proof;
mod report;
mod side;
mod stages;
mod versions;
mod witness;

use rayon::prelude::*;
use serde_json::Value;

pub use change::{ClauseChange, What};
pub use logic::{LogicChange, Verdict};
pub use metadata::{Difference, KeyChange};
pub use proof::Proof;
pub use report::{human, json, markdown, summary};
pub use side::Word;
pub use versions::Versions;
pub use witness::{Witness, Witnesses};

use versions::{Logic, Unknown, Version};

/// What differs between two sets of rules. Each list is in the order of names, then ids.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Diff {
    /// Rules that only the new set has.
    pub added: Vec<RuleName>,
    /// Rules that only the old set has.
    pub removed: Vec<RuleName>,
    /// Rules that both have and that are not the same.
    pub changed: Vec<RuleChange>,
    /// How many rules are the same in both.
    pub same: usize,
    /// How many rules of one set alone are not compared because the other is a rule pack, which holds only EQL rules
    /// without errors.
    pub not_in_packs: usize,
}

/// A rule as reports name it.
#[derive(Clone, PartialEq, Debug)]
pub struct RuleName {
    /// `rule.rule_id`
    pub id: String,
    /// `rule.name`
    pub name: String,
    /// Where it was read; a rule of a pack has no file.
    pub file: Option<String>,
    /// `rule.severity`
    pub severity: Option<String>,
    /// `rule.risk_score`
    pub risk_score: Option<u64>,
}

/// What differs between two versions of a rule.
#[derive(Clone, PartialEq, Debug)]
pub struct RuleChange {
    /// The rule as it is now.
    pub rule: RuleName,
    /// The keys that differ.
    pub keys: Vec<KeyChange>,
    /// How its query differs.
    pub query: Option<QueryChange>,
}

/// How the query of a rule differs.
#[derive(Clone, PartialEq, Debug)]
pub enum QueryChange {
    /// It is written otherwise, with the same clauses.
    Rewritten,
    /// Its clauses, or the fields that it goes by, differ.
    Logic(Box<LogicChange>),
    /// Its text differs, and what that means is not known, for this reason.
    Text(&'static str),
}

impl Diff {
    /// Whether both sets are the same.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }
}

impl RuleChange {
    /// What the change means for what the rule finds, where that is known.
    pub fn logic(&self) -> Option<&LogicChange> {
        match &self.query {
            Some(QueryChange::Logic(logic)) => Some(logic),
            Some(QueryChange::Rewritten | QueryChange::Text(_)) | None => None,
        }
    }
}

/// Compares two sets of rules.
pub fn compare(old: &Versions, new: &Versions) -> Diff {
    let mut diff = Diff::default();
    let is_held = |version: &&Version| !(old.is_pack || new.is_pack) || version.logic.is_ok();
    let alone = |own: &Versions, other: &Versions| -> (Vec<RuleName>, usize) {
        let alone = own.rules.values().filter(|rule| !other.rules.contains_key(&rule.id));
        let (held, left): (Vec<&Version>, Vec<&Version>) = alone.partition(is_held);
        (sorted(held.into_iter().map(Version::named).collect(), |name| name), left.len())
    };
    let (added, left) = alone(new, old);
    let (removed, also_left) = alone(old, new);
    (diff.added, diff.removed, diff.not_in_packs) = (added, removed, left + also_left);
    let pairs = new.rules.values().filter_map(|rule| Some((old.rules.get(&rule.id)?, rule)));
    let pairs: Vec<_> = pairs.collect();
    let are_whole = old.is_pack == new.is_pack;
    let changed: Vec<Option<RuleChange>> =
        pairs.par_iter().map(|(old, new)| change(old, new, are_whole)).collect();
    diff.same = changed.iter().filter(|change| change.is_none()).count();
    diff.changed = sorted(changed.into_iter().flatten().collect(), |change| &change.rule);
    diff
}

fn sorted<T>(mut list: Vec<T>, name: impl Fn(&T) -> &RuleName) -> Vec<T> {
    list.sort_by(|one, other| {
        let key = |item| {
            let name: &RuleName = name(item);
            (name.name.to_lowercase(), name.id.clone())
        };
        key(one).cmp(&key(other))
    });
    list
}

/// `are_whole` says that both versions have all keys.
fn change(old: &Version, new: &Version, are_whole: bool) -> Option<RuleChange> {
    if old.has_text_of(new) {
        return None;
    }
    let mut query = query(old, new);
    let mut keys = Vec::new();
    match (old.keys(), new.keys()) {
        (Some(old), Some(new)) => keys = metadata::changes(&old, &new, are_whole),
        (None, _) => query = query.or(Some(QueryChange::Text("the old file is no TOML"))),
        (_, None) => query = query.or(Some(QueryChange::Text("the new file is no TOML"))),
    }
    if old.logic.is_ok() && new.logic.is_ok() {
        keys.retain(|change| !Logic::KEYS.contains(&change.key.as_str()));
    }
    let is_same = keys.is_empty() && query.is_none();
    (!is_same).then(|| RuleChange { rule: new.named(), keys, query })
}

fn query(old: &Version, new: &Version) -> Option<QueryChange> {
    let is_rewritten = old.text != new.text;
    match (&old.logic, &new.logic) {
        (Ok(before), Ok(after)) => match logic::compare(before, after) {
            Some(change) => Some(QueryChange::Logic(Box::new(change))),
            None => is_rewritten.then_some(QueryChange::Rewritten),
        },
        (Err(Unknown::Errors), _) => {
            is_rewritten.then_some(QueryChange::Text("the old rule has errors"))
        }
        (_, Err(Unknown::Errors)) => {
            is_rewritten.then_some(QueryChange::Text("the new rule has errors"))
        }
        (Err(Unknown::OtherType), _) | (_, Err(Unknown::OtherType)) => {
            is_rewritten.then_some(QueryChange::Text("only EQL is compared by its clauses"))
        }
    }
}

impl Logic {
    /// The keys of a rule that say how its query is run.
    const KEYS: [&str; 3] = ["event_category_override", "timestamp_field", "tiebreaker_field"];
}

impl Version {
    fn named(&self) -> RuleName {
        let keys = self.keys().unwrap_or_default();
        RuleName {
            id: self.id.clone(),
            name: self.name.clone(),
            file: self.file.clone(),
            severity: keys.get("severity").and_then(Value::as_str).map(str::to_owned),
            risk_score: keys.get("risk_score").and_then(Value::as_u64),
        }
    }
}
