//! The query cases of a suite: what a file says, and whether an answer is right.

use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use super::read;
use crate::Failure;

/// One query with what it should give.
#[derive(Clone, Debug, Deserialize)]
pub struct Case {
    /// Its name.
    pub name: String,
    /// The query.
    pub query: String,
    /// The ids of all events of all results, in order.
    pub expected_event_ids: Expected,
    /// All keys of all results as texts; where there are none they are not looked at.
    #[serde(default)]
    pub join_keys: Vec<String>,
    /// The most results.
    pub size: Option<u64>,
    /// The most samples of one key.
    pub max_samples_per_key: Option<usize>,
}

/// Ids in order, -1 for a missing event; or several such lists, each of which is right.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(untagged)]
pub enum Expected {
    /// The only right answer.
    One(Vec<i64>),
    /// Any of these is right.
    Any(Vec<Vec<i64>>),
}

#[derive(Deserialize)]
struct File {
    queries: Vec<Case>,
}

/// The ids and keys of all results.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Answer {
    ids: Vec<i64>,
    keys: Vec<String>,
}

impl Case {
    /// The cases of a file.
    pub(super) fn all(path: &Path) -> Result<Vec<Self>, Failure> {
        let file: File = toml::from_str(&read(path)?)
            .map_err(|error| Failure::new(format!("`{}`: {error}", path.display())))?;
        Ok(file.queries)
    }

    /// Whether an answer is right.
    pub(super) fn accepts(&self, answer: &Answer) -> bool {
        let ids = match &self.expected_event_ids {
            Expected::One(ids) => *ids == answer.ids,
            Expected::Any(lists) => lists.contains(&answer.ids),
        };
        ids && (self.join_keys.is_empty() || self.join_keys == answer.keys)
    }

    /// What it wants, for a reader.
    pub(super) fn shown(&self) -> String {
        let ids = match &self.expected_event_ids {
            Expected::One(ids) => format!("{ids:?}"),
            Expected::Any(lists) => format!("any of {lists:?}"),
        };
        if self.join_keys.is_empty() { ids } else { format!("{ids}, keys {:?}", self.join_keys) }
    }
}

impl Answer {
    /// Takes a result line; `id` is the field that names an event.
    pub(super) fn add(&mut self, line: &str, id: &str) -> Result<(), Failure> {
        let line: Value = serde_json::from_str(line)
            .map_err(|error| Failure::new(format!("a result line is no JSON: {error}")))?;
        for event in line["events"].as_array().into_iter().flatten() {
            self.ids.push(if event["missing"] == true { -1 } else { id_of(&event["event"][id]) });
        }
        self.keys.extend(line["join_keys"].as_array().into_iter().flatten().map(text));
        Ok(())
    }

    /// What it is, for a reader.
    pub(super) fn shown(&self) -> String {
        format!("{:?}, keys {:?}", self.ids, self.keys)
    }
}

/// An event without an id gets one that no case has.
fn id_of(id: &Value) -> i64 {
    id.as_i64().unwrap_or(i64::MIN)
}

fn text(key: &Value) -> String {
    key.as_str().map_or_else(|| key.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(lines: &[&str]) -> Answer {
        let mut answer = Answer::default();
        for line in lines {
            answer.add(line, "n").unwrap();
        }
        answer
    }

    fn case(text: &str) -> Case {
        toml::from_str(&format!("name = \"a\"\nquery = \"any where true\"\n{text}")).unwrap()
    }

    #[test]
    fn an_answer_is_right_with_all_ids_and_keys_in_order() {
        let two = answer(&[
            r#"{"join_keys": [1, null], "events": [{"event": {"n": 4}}, {"missing": true}]}"#,
            r#"{"join_keys": ["x", true], "events": [{"event": {"n": 5}}]}"#,
        ]);
        assert!(case("expected_event_ids = [4, -1, 5]").accepts(&two));
        assert!(case("expected_event_ids = [[5], [4, -1, 5]]").accepts(&two));
        assert!(!case("expected_event_ids = [5, 4, -1]").accepts(&two));
        let keys = r#"expected_event_ids = [4, -1, 5]
join_keys = ["1", "null", "x", "true"]"#;
        assert!(case(keys).accepts(&two));
        assert!(!case(&keys.replace("null", "")).accepts(&two));
    }
}
