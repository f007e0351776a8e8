//! Counts beside what was expected: as text, JSON and JUnit.

use std::collections::{BTreeMap, BTreeSet};

use quick_junit::{NonSuccessKind, TestCase, TestCaseStatus, TestSuite};
use serde::Serialize;

use super::{Baseline, Counts};
use crate::summary::counted;

/// What the counts are beside a baseline, by rule id.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Report {
    /// All rules that were run.
    pub rules: Vec<RuleReport>,
    /// Rules of the baseline that were not run: id and name.
    pub absent: Vec<(String, String)>,
}

/// One rule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RuleReport {
    /// `rule.rule_id`
    pub id: String,
    /// `rule.name`
    pub name: String,
    /// The days on which it matches or was expected to.
    pub days: Vec<DayReport>,
}

/// One day of a rule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DayReport {
    /// `2026-01-31`
    pub day: String,
    /// How many matches there are.
    pub found: u64,
    /// How many there were.
    pub expected: u64,
    /// How many are no failure.
    pub at_most: u64,
    /// What that means.
    pub verdict: Verdict,
}

/// Whether a count is as it should be.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// It is.
    Fits,
    /// There are more matches than are allowed: a failure.
    More,
    /// There are matches of a rule that had none, more than are allowed: a failure.
    New,
    /// There are fewer matches than there were: a note.
    Fewer,
}

#[derive(Serialize)]
struct Line<'a> {
    rule: Name<'a>,
    day: &'a str,
    verdict: Verdict,
    found: u64,
    expected: u64,
    at_most: u64,
}

#[derive(Serialize)]
struct Name<'a> {
    id: &'a str,
    name: &'a str,
}

impl Verdict {
    fn is_failure(self) -> bool {
        matches!(self, Self::More | Self::New)
    }

    fn word(self) -> &'static str {
        match self {
            Self::Fits => "fits",
            Self::More => "more",
            Self::New => "new",
            Self::Fewer => "fewer",
        }
    }
}

impl Counts {
    /// The counts beside what is expected of them.
    pub fn compare(&self, baseline: &Baseline) -> Report {
        let rules = self.rules.iter().map(|(id, counts)| {
            let expected = baseline.rules.get(id).map(|expected| &expected.days);
            let days = counts.days.keys().chain(expected.into_iter().flat_map(|days| days.keys()));
            let days: BTreeSet<&String> = days.collect();
            let is_new = expected.is_none_or(BTreeMap::is_empty);
            let report = |day: &String| {
                let found = counts.days.get(day).copied().unwrap_or(0);
                let (expected, at_most) = (baseline.expected(id, day), baseline.limit(id, day));
                let verdict = match () {
                    () if found > at_most && is_new => Verdict::New,
                    () if found > at_most => Verdict::More,
                    () if found < expected => Verdict::Fewer,
                    () => Verdict::Fits,
                };
                DayReport { day: day.clone(), found, expected, at_most, verdict }
            };
            let days = days.into_iter().map(report).collect();
            RuleReport { id: id.clone(), name: counts.name.clone(), days }
        });
        let is_absent = |id: &&String| !self.rules.contains_key(*id);
        let absent = baseline.rules.keys().filter(is_absent);
        let absent = absent.map(|id| (id.clone(), baseline.rules[id].name.clone()));
        Report { rules: rules.collect(), absent: absent.collect() }
    }
}

impl Report {
    fn days(&self) -> impl Iterator<Item = (&RuleReport, &DayReport)> {
        self.rules.iter().flat_map(|rule| rule.days.iter().map(move |day| (rule, day)))
    }

    /// How many days of rules have more matches than are allowed.
    pub fn failures(&self) -> usize {
        self.days().filter(|(_, day)| day.verdict.is_failure()).count()
    }

    /// A line for each day of a rule that differs from what was expected.
    pub fn human(&self) -> String {
        let differing = self.days().filter(|(_, day)| day.verdict != Verdict::Fits);
        let line = |(rule, day): (&RuleReport, &DayReport)| {
            format!("{:<5}  {} ({}) on {}\n", day.verdict.word(), rule.name, rule.id, day.shown())
        };
        let absent = |(id, name): &(String, String)| {
            format!("absent {name} ({id}) is in the baseline and not among the rules\n")
        };
        differing.map(line).chain(self.absent.iter().map(absent)).collect()
    }

    /// A JSON object for each day on which a rule matches or was expected to, one a line.
    pub fn json(&self) -> String {
        let line = |(rule, day): (&RuleReport, &DayReport)| {
            let line = Line {
                rule: Name { id: &rule.id, name: &rule.name },
                day: &day.day,
                verdict: day.verdict,
                found: day.found,
                expected: day.expected,
                at_most: day.at_most,
            };
            // Texts and numbers always have a JSON form.
            serde_json::to_string(&line).unwrap_or_default() + "\n"
        };
        self.days().map(line).collect()
    }

    /// A suite a rule, a case a day.
    pub fn junit(&self) -> String {
        let mut report = quick_junit::Report::new("eqlc scan --baseline");
        report.add_test_suites(self.rules.iter().map(RuleReport::suite));
        report.to_string().unwrap_or_default().trim_end().to_owned() + "\n"
    }

    /// The sums in one line.
    pub fn line(&self) -> String {
        let fewer = self.days().filter(|(_, day)| day.verdict == Verdict::Fewer).count();
        format!(
            "compared {} with the baseline: more matches than expected on {}, fewer on {}",
            counted(self.rules.len() as u64, "rule", "rules"),
            counted(self.failures() as u64, "day of a rule", "days of rules"),
            fewer,
        )
    }
}

impl DayReport {
    /// `2026-01-31: 5 matches, expected 2`.
    fn shown(&self) -> String {
        let found = counted(self.found, "match", "matches");
        let expected = match self.expected {
            0 => "none".to_owned(),
            count => count.to_string(),
        };
        let allowed = if self.at_most > self.expected {
            format!(", allowed {}", self.at_most)
        } else {
            String::new()
        };
        format!("{}: {found}, expected {expected}{allowed}", self.day)
    }

    fn case(&self) -> TestCase {
        let mut status = TestCaseStatus::success();
        if self.verdict.is_failure() {
            status = TestCaseStatus::non_success(NonSuccessKind::Failure);
            status.set_message(self.shown()).set_type(self.verdict.word());
        }
        let mut case = TestCase::new(self.day.as_str(), status);
        if self.verdict == Verdict::Fewer {
            case.set_system_out(self.shown());
        }
        case
    }
}

impl RuleReport {
    fn suite(&self) -> TestSuite {
        let mut suite = TestSuite::new(format!("{} ({})", self.name, self.id));
        suite.add_test_cases(self.days.iter().map(DayReport::case));
        if self.days.is_empty() {
            suite.add_test_case(TestCase::new("no matches", TestCaseStatus::success()));
        }
        suite
    }
}
