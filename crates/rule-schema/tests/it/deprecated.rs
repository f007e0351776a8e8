//! Elastic's loader takes deprecated rules as they are, so findings about them are warnings.

use diagnostics::Severity;

use crate::{findings, parse, with};

const MATURITY: &str = "maturity = \"production\"";

#[test]
fn findings_about_a_deprecated_rule_are_warnings() {
    let text = with(MATURITY, "maturity = \"deprecated\"").replace("= 47", "= 470");
    let severities: Vec<_> = parse(&text).diagnostics.iter().map(|found| found.severity).collect();
    assert_eq!(severities, [Severity::Warning]);
    assert!(parse(&text).tree.is_deprecated());
}

#[test]
fn broken_toml_stays_an_error() {
    let text = with(MATURITY, "maturity = \"deprecated\"").replace("= 47", "=");
    assert!(parse(&text).has_errors());
}

#[test]
fn only_a_deprecated_rule_has_a_reason() {
    let reason = "maturity = \"deprecated\"\ndeprecated_reason = \"another rule finds more\"";
    assert_eq!(findings(&with(MATURITY, reason)), [""; 0]);
    let found = findings(&with(MATURITY, &reason.replace("deprecated\"", "beta\"")));
    assert_eq!(found, ["4:1 rule/unknown-key unknown key `deprecated_reason` in `metadata`"]);
}
