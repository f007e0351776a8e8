//! What an engine answers: the lines that its driver prints.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::asked::Asked;
use crate::Failure;

/// The records of one match, by stage; `None` for a missing event.
pub(super) type Match = Vec<Option<u64>>;

/// The matches of one question, ascending. A match that is found twice stands twice.
pub(super) type Matches = Vec<Match>;

/// What a rule matches, or why it could not be run.
pub(super) type Answer = Result<Matches, String>;

/// One line of a driver.
#[derive(Deserialize)]
struct Line {
    question: usize,
    #[serde(default)]
    matches: Matches,
    error: Option<String>,
}

/// The answers in the order of the questions. A question without a line has no answer, which is an error too.
pub(super) fn read(asked: &Asked, text: &str) -> Result<Vec<Answer>, Failure> {
    let mut answers = BTreeMap::new();
    for line in text.lines() {
        let Line { question, mut matches, error } = serde_json::from_str(line)
            .map_err(|error| Failure::new(format!("a driver prints `{line}`: {error}")))?;
        matches.sort();
        answers.insert(question, error.map_or(Ok(matches), Err));
    }
    let mut answer =
        |question| answers.remove(&question).unwrap_or_else(|| Err("no answer".into()));
    Ok(asked.questions.iter().map(|asking| answer(asking.question)).collect())
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::engines::asked::Asking;

    #[test]
    fn answers_come_in_the_order_of_the_questions() {
        let asking = |question| Asking {
            question,
            rule: "r".to_owned(),
            name: "R".to_owned(),
            file: "rules/r.sql".to_owned(),
            first: 1,
            last: 3,
        };
        let asked = Asked {
            export: PathBuf::new(),
            events: PathBuf::new(),
            file: PathBuf::new(),
            questions: vec![asking(4), asking(5), asking(6)],
        };
        let text = "{\"question\": 6, \"matches\": [[3, null], [1, 2]]}\n{\"question\": 4, \"error\": \"?\"}\n";
        let answers = read(&asked, text).unwrap();
        let found = vec![vec![Some(1), Some(2)], vec![Some(3), None]];
        assert_eq!(answers, [Err("?".to_owned()), Err("no answer".to_owned()), Ok(found)]);
        assert!(read(&asked, "Traceback").is_err());
    }
}
