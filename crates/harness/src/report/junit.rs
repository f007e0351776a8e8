//! JUnit XML: a suite a rule, a test case a fixture.

use diagnostics::{Finding, Severity, render};
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::human::stale;
use crate::fixtures::{CaseReport, RuleReport, TestReport};

/// The report as CI servers read it. What is wrong with the fixtures of a rule as a whole is a case `fixtures` of its own;
/// what is no error is the output of the suite.
pub fn junit(report: &TestReport<'_>) -> String {
    let mut all = Report::new("eqlc test");
    all.add_test_suites(report.rules.iter().map(suite));
    all.to_string().unwrap_or_default().trim_end().to_owned() + "\n"
}

fn suite(report: &RuleReport<'_>) -> TestSuite {
    let mut suite = TestSuite::new(report.rule.name());
    suite.extra.insert("id".into(), report.rule.id.as_str().into());
    suite.extra.insert("file".into(), report.rule.source.name().into());
    suite.add_test_cases(report.cases.iter().map(case));
    let (errors, others): (Vec<_>, Vec<_>) =
        report.findings.iter().partition(|finding| finding.diagnostic.severity == Severity::Error);
    let stale = report.stale.iter().map(|title| stale(title));
    let wrong: Vec<_> = errors.into_iter().map(line).chain(stale).collect();
    if !wrong.is_empty() {
        suite.add_test_case(TestCase::new("fixtures", failed(&wrong[0], &wrong)));
    }
    if !others.is_empty() {
        suite.set_system_out(others.into_iter().map(line).collect::<Vec<_>>().join("\n"));
    }
    suite
}

fn case(report: &CaseReport) -> TestCase {
    let status = if report.verdict.is_passed() {
        TestCaseStatus::success()
    } else {
        failed(&report.verdict.to_string(), &report.verdict.details())
    };
    TestCase::new(report.case.title(), status)
}

fn failed(message: &str, lines: &[String]) -> TestCaseStatus {
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
    status.set_message(message);
    if !lines.is_empty() {
        status.set_description(lines.join("\n"));
    }
    status
}

fn line(finding: &Finding) -> String {
    render::concise(std::slice::from_ref(finding)).trim_end().to_owned()
}
