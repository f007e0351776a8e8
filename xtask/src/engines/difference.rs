//! One difference between an engine and our matcher.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use serde::Serialize;

use super::answer::{Answer, Match, Matches};
use super::engine::Complaint;
use super::exported::ExportedRule;
use super::sheet::{Question, Sheet};

/// A case in which an engine and our matcher do not agree, or a rule that an engine does not take.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Difference {
    /// `rule.rule_id`
    pub(super) rule: String,
    /// `rule.name`
    pub(super) name: String,
    /// The case, with its sheet in front; the exported file where the engine only reads rules.
    pub(super) case: String,
    /// Matches that only our matcher finds, with records of the case.
    pub(super) expected: Matches,
    /// Matches that only the engine finds.
    pub(super) found: Matches,
    /// What the engine says where it does not run the rule.
    pub(super) error: Option<String>,
    /// Which events of which file show it.
    #[serde(skip)]
    pub(super) events: Option<Events>,
}

/// Lines of a file of events.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Events {
    /// The file.
    pub(super) path: PathBuf,
    /// The first line, from 1.
    pub(super) first: u64,
    /// The last one.
    pub(super) last: u64,
}

/// What differs in one case: matches of one side only, ours first.
type Sides = (Matches, Matches);

impl Difference {
    /// What is different in an answer, a difference for each case; and nothing where all is as expected.
    pub(super) fn of(
        rule: &ExportedRule,
        sheet: &Sheet,
        question: &Question,
        answer: &Answer,
    ) -> Vec<Self> {
        let found = match answer {
            Err(error) => {
                let error = Some(error.clone());
                let at = question.first;
                return vec![Self { error, ..Self::at(rule, sheet, at, Sides::default()) }];
            }
            Ok(found) => found,
        };
        let (ours, theirs) = sides(&question.expected, found);
        let mut by_case: BTreeMap<u64, Sides> = BTreeMap::new();
        let first = |found: &Match| {
            let record = found.iter().flatten().next().copied().unwrap_or(question.first);
            sheet.case(record).0.first
        };
        for found in ours {
            by_case.entry(first(&found)).or_default().0.push(found);
        }
        for found in theirs {
            by_case.entry(first(&found)).or_default().1.push(found);
        }
        by_case.into_iter().map(|(at, sides)| Self::at(rule, sheet, at, sides)).collect()
    }

    /// What a parser says against a file.
    pub(super) fn complaint(rules: &[ExportedRule], complaint: Complaint) -> Self {
        let Complaint { file, message } = complaint;
        let rule = rules.iter().find(|rule| rule.file.as_ref() == Some(&file));
        Self {
            rule: rule.map_or_else(String::new, |rule| rule.id.clone()),
            name: rule.map_or_else(String::new, |rule| rule.name.clone()),
            case: file,
            expected: Matches::new(),
            found: Matches::new(),
            error: Some(message),
            events: None,
        }
    }

    /// A difference in the case of this record.
    fn at(rule: &ExportedRule, sheet: &Sheet, record: u64, sides: Sides) -> Self {
        let (case, last) = sheet.case(record);
        let local = |record: u64| record.saturating_sub(case.first - 1);
        let of_case = |found: Matches| -> Matches {
            let stages = |found: Match| found.into_iter().map(|it| it.map(local)).collect();
            found.into_iter().map(stages).collect()
        };
        Self {
            rule: rule.id.clone(),
            name: rule.name.clone(),
            case: format!("{}: {}", sheet.name, case.title),
            expected: of_case(sides.0),
            found: of_case(sides.1),
            error: None,
            events: Some(Events { path: sheet.events.clone(), first: case.first, last }),
        }
    }
}

/// What only one of two ascending lists has.
fn sides(ours: &Matches, theirs: &Matches) -> Sides {
    let mut counts: BTreeMap<&Match, i64> = BTreeMap::new();
    for (side, step) in [(ours, 1), (theirs, -1)] {
        for found in side {
            *counts.entry(found).or_default() += step;
        }
    }
    let mut sides = Sides::default();
    for (found, count) in counts {
        let side = if count > 0 { &mut sides.0 } else { &mut sides.1 };
        side.extend((0..count.unsigned_abs()).map(|_| found.clone()));
    }
    sides
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} `{}`: {}: ", self.rule, self.name, self.case)?;
        if let Some(error) = &self.error {
            return write!(f, "{error}");
        }
        let [expected, found] = [&self.expected, &self.found].map(|matches| shown(matches));
        write!(f, "only the matcher finds {expected}; only the engine finds {found}")
    }
}

/// The most matches of a side that are printed.
const SHOWN: usize = 5;

fn shown(matches: &[Match]) -> String {
    let slot = |slot: &Option<u64>| slot.map_or_else(|| "missing".to_owned(), |it| it.to_string());
    let one =
        |found: &Match| format!("[{}]", found.iter().map(slot).collect::<Vec<_>>().join(", "));
    let lines: Vec<_> = matches.iter().take(SHOWN).map(one).collect();
    match matches.len() {
        0 => "nothing".to_owned(),
        count if count > SHOWN => format!("{} and {} more", lines.join(" "), count - SHOWN),
        _ => lines.join(" "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engines::sheet::Case;

    fn sheet() -> Sheet {
        let case = |title: &str, first| Case { title: title.to_owned(), first };
        Sheet {
            name: "fixtures".to_owned(),
            events: PathBuf::new(),
            count: 9,
            cases: vec![case("a", 1), case("b", 4), case("c", 6)],
            questions: Vec::new(),
        }
    }

    fn lines(expected: &[&[Option<u64>]], answer: &Answer) -> Vec<String> {
        let rule = ExportedRule { id: "r".to_owned(), name: "R".to_owned(), file: None };
        let expected = expected.iter().map(|found| found.to_vec()).collect();
        let question = Question { rule: 0, first: 1, last: 9, expected };
        let found = Difference::of(&rule, &sheet(), &question, answer);
        found.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn equal_answers_are_no_difference() {
        let expected: &[&[_]] = &[&[Some(1)], &[Some(4), None]];
        assert_eq!(lines(expected, &Ok(vec![vec![Some(1)], vec![Some(4), None]])), [""; 0]);
    }

    #[test]
    fn each_case_says_what_only_one_side_finds() {
        let found = Ok(vec![vec![Some(5), None], vec![Some(7)], vec![Some(7)]]);
        assert_eq!(
            lines(&[&[Some(1)], &[Some(7)]], &found),
            [
                "r `R`: fixtures: a: only the matcher finds [1]; only the engine finds nothing",
                "r `R`: fixtures: b: only the matcher finds nothing; only the engine finds [2, missing]",
                "r `R`: fixtures: c: only the matcher finds nothing; only the engine finds [2]",
            ]
        );
    }

    #[test]
    fn a_rule_that_does_not_run_is_a_difference_without_any_match() {
        assert_eq!(
            lines(&[], &Err("no such column".to_owned())),
            ["r `R`: fixtures: a: no such column"]
        );
    }
}
