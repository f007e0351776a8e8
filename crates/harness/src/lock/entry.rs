//! One entry of the lock, and what a rule makes of it.

use std::fmt;

use serde_json::{Map, Value, json};

use crate::read::ReadFile;

/// A rule as the lock has it.
pub(super) struct Entry {
    name: String,
    rule_type: &'static str,
    sha256: String,
    /// `9.3`, if that is newer than the oldest stack.
    min_stack: Option<String>,
    oldest: &'static str,
}

/// What differs between the lock and a rule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// The rule.
    pub rule_id: String,
    /// Its name.
    pub name: String,
    /// What becomes of its version.
    pub step: Step,
    /// Which keys of the shipped rule differ from the last run; nothing where no run has kept them.
    pub keys: Option<Vec<String>>,
}

/// What becomes of a version.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// The rule is new.
    New,
    /// The rule changed.
    Bump(u64, u64),
    /// The rule needs a newer stack than before: older stacks keep the versions below.
    Fork(u64, u64),
    /// The rule needs an older stack than the lock says.
    OlderStack,
}

impl Entry {
    pub(super) fn of(file: &ReadFile, sha256: String, oldest: &'static str) -> Self {
        let rule = &file.file.rule.value;
        let stack = file.file.metadata.value.min_stack_version.as_ref();
        let stack = stack.map(|stack| minor(&stack.value));
        Self {
            name: rule.name.as_ref().map(|name| name.value.clone()).unwrap_or_default(),
            rule_type: rule.rule_type.map_or("", |rule_type| rule_type.value.name()),
            sha256,
            min_stack: stack.filter(|stack| number(stack) > number(oldest)),
            oldest,
        }
    }

    /// The entry that takes the place of `before`, and why; nothing if it stays.
    pub(super) fn change(
        &self,
        id: &str,
        before: Option<&Value>,
        keys: Option<Vec<String>>,
    ) -> Option<(Change, Value)> {
        let (step, after) = match before.and_then(Value::as_object) {
            None => (Step::New, self.fields(1, None)),
            Some(before) => self.step(before)?,
        };
        let change = Change { rule_id: id.to_owned(), name: self.name.clone(), step, keys };
        Some((change, Value::Object(after)))
    }

    fn step(&self, before: &Map<String, Value>) -> Option<(Step, Map<String, Value>)> {
        // A rule that is the same is not shipped anew, also where the oldest stack has moved on.
        if before.get("sha256").and_then(Value::as_str) == Some(self.sha256.as_str()) {
            return None;
        }
        let version = before.get("version").and_then(Value::as_u64).unwrap_or(0);
        let locked = before.get("min_stack_version").and_then(Value::as_str).unwrap_or(self.oldest);
        let wanted = self.min_stack.as_deref().unwrap_or(self.oldest);
        if number(wanted) < number(locked) {
            return self.of_older_stack(before, wanted);
        }
        if number(wanted) > number(locked) {
            let next = version + 100;
            return Some((Step::Fork(version, next), self.forked(before, locked, next)));
        }
        let next = newest(before).max(version) + 1;
        Some((Step::Bump(version, next), self.fields(next, Some(before))))
    }

    /// A branch for an older stack: right if the lock has this very rule for it.
    fn of_older_stack(
        &self,
        before: &Map<String, Value>,
        wanted: &str,
    ) -> Option<(Step, Map<String, Value>)> {
        let known = before.get("previous").and_then(|previous| previous.get(wanted));
        let same = known.and_then(|known| known.get("sha256")).and_then(Value::as_str);
        (same != Some(self.sha256.as_str())).then(|| (Step::OlderStack, before.clone()))
    }

    /// The entry at a version, with what stays of the one before.
    fn fields(&self, version: u64, before: Option<&Map<String, Value>>) -> Map<String, Value> {
        let mut fields = Map::new();
        for key in ["previous", "stack_emit"] {
            if let Some(kept) = before.and_then(|before| before.get(key)) {
                fields.insert(key.to_owned(), kept.clone());
            }
        }
        if let Some(stack) = &self.min_stack {
            fields.insert("min_stack_version".to_owned(), json!(stack));
        }
        fields.insert("rule_name".to_owned(), json!(self.name));
        fields.insert("sha256".to_owned(), json!(self.sha256));
        fields.insert("type".to_owned(), json!(self.rule_type));
        fields.insert("version".to_owned(), json!(version));
        fields
    }

    /// The entry at a version for newer stacks; what was goes on for the older ones, below that version.
    fn forked(&self, before: &Map<String, Value>, stack: &str, version: u64) -> Map<String, Value> {
        let mut fields = self.fields(version, Some(before));
        let mut old = before.clone();
        let previous = old.remove("previous");
        old.remove("stack_emit");
        old.remove("min_stack_version");
        old.insert("max_allowable_version".to_owned(), json!(version - 1));
        let mut all = previous.and_then(|all| all.as_object().cloned()).unwrap_or_default();
        all.insert(stack.to_owned(), Value::Object(old));
        fields.insert("previous".to_owned(), Value::Object(all));
        fields
    }
}

/// The newest version that a stack of its own has.
fn newest(entry: &Map<String, Value>) -> u64 {
    let stacks = entry.get("stack_emit").and_then(Value::as_object);
    let versions = stacks.into_iter().flat_map(|stacks| stacks.values());
    versions.filter_map(|stack| stack.get("version")?.as_u64()).max().unwrap_or(0)
}

/// `8.19.0` → `8.19`
fn minor(version: &str) -> String {
    version.split('.').take(2).collect::<Vec<_>>().join(".")
}

fn number(version: &str) -> Vec<u32> {
    version.split('.').map(|part| part.parse().unwrap_or(0)).collect()
}

impl Change {
    /// Whether the lock can take it.
    pub fn is_error(&self) -> bool {
        self.step == Step::OlderStack
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.step {
            Step::New => write!(f, "new   1"),
            Step::Bump(from, to) => write!(f, "bump  {from} -> {to}"),
            Step::Fork(from, to) => write!(f, "fork  {from} -> {to}, for a newer stack"),
            Step::OlderStack => {
                f.write_str("error the lock is for a newer stack than `min_stack_version`")
            }
        }?;
        write!(f, "  {} {}", self.rule_id, self.name)?;
        match (&self.step, &self.keys) {
            (Step::New, _) => Ok(()),
            (_, None) => {
                write!(f, " (which keys changed is not known: there is no `{}`)", super::KEYS_FILE)
            }
            (_, Some(keys)) if keys.is_empty() => {
                f.write_str(" (nothing since the last run; the locked hash is of another rule)")
            }
            (_, Some(keys)) if keys == &["required_fields"] => {
                f.write_str(" (the types of its fields: the schema changed, the rule did not)")
            }
            (_, Some(keys)) => write!(f, " ({})", keys.join(", ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(sha256: &str, min_stack: Option<&str>) -> Entry {
        Entry {
            name: "A".to_owned(),
            rule_type: "eql",
            sha256: sha256.to_owned(),
            min_stack: min_stack.map(str::to_owned),
            oldest: "8.19",
        }
    }

    #[test]
    fn a_version_goes_up_with_the_hash() {
        let (change, first) = entry("a", None).change("id", None, None).unwrap();
        assert_eq!((change.step, &first["version"]), (Step::New, &json!(1)));
        assert_eq!(entry("a", None).change("id", Some(&first), None), None);
        let (change, second) = entry("b", None).change("id", Some(&first), None).unwrap();
        assert_eq!((change.step, &second["sha256"]), (Step::Bump(1, 2), &json!("b")));
    }

    #[test]
    fn a_version_is_above_those_of_single_stacks() {
        let before = json!({"version": 3, "sha256": "a", "stack_emit": {"9.5": {"version": 7}}});
        let (change, _) = entry("b", None).change("id", Some(&before), None).unwrap();
        assert_eq!(change.step, Step::Bump(3, 8));
    }

    #[test]
    fn a_newer_stack_forks_and_an_older_one_is_an_error() {
        let before = json!({"version": 3, "sha256": "a", "rule_name": "A", "type": "eql"});
        let (change, after) = entry("b", Some("9.3")).change("id", Some(&before), None).unwrap();
        assert_eq!((change.step, &after["min_stack_version"]), (Step::Fork(3, 103), &json!("9.3")));
        assert_eq!(after["previous"]["8.19"]["max_allowable_version"], json!(102));
        assert_eq!(after["previous"]["8.19"]["sha256"], json!("a"));
        let (change, _) = entry("c", None).change("id", Some(&after), None).unwrap();
        assert!(change.is_error());
        assert_eq!(entry("a", None).change("id", Some(&after), None), None);
    }
}
