//! JUnit XML: a suite a file, a failed case an error.

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use crate::{Finding, Severity};

/// The findings as a report on these files, in the order given. A file without an error is a case that passed; what is
/// no error is the output of its suite.
pub fn junit(findings: &[Finding], files: &[String]) -> String {
    let mut report = Report::new("eqlc check");
    let mut names: Vec<&str> = files.iter().map(String::as_str).collect();
    for finding in findings {
        // A finding can be about a file that is no rule, such as a policy.
        if !names.contains(&finding.source.name()) {
            names.push(finding.source.name());
        }
    }
    report.add_test_suites(names.into_iter().map(|name| suite(name, findings)));
    report.to_string().unwrap_or_default().trim_end().to_owned() + "\n"
}

fn suite(name: &str, findings: &[Finding]) -> TestSuite {
    let own: Vec<_> = findings.iter().filter(|finding| finding.source.name() == name).collect();
    let (errors, others): (Vec<_>, Vec<_>) =
        own.into_iter().partition(|finding| finding.diagnostic.severity == Severity::Error);
    let mut suite = TestSuite::new(name);
    if errors.is_empty() {
        suite.add_test_case(TestCase::new("no errors", TestCaseStatus::success()));
    }
    suite.add_test_cases(errors.into_iter().map(failed));
    if !others.is_empty() {
        suite.set_system_out(others.into_iter().map(line).collect::<String>());
    }
    suite
}

fn failed(finding: &Finding) -> TestCase {
    let diagnostic = &finding.diagnostic;
    let place = finding.source.position(diagnostic.span.start);
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
    status.set_message(diagnostic.message.as_str()).set_type(diagnostic.id);
    let help = diagnostic.help.as_deref().unwrap_or_default();
    status.set_description(format!("{}{help}", line(finding)));
    TestCase::new(format!("{} at {}:{}", diagnostic.id, place.line, place.column), status)
}

fn line(finding: &Finding) -> String {
    super::concise(std::slice::from_ref(finding))
}
