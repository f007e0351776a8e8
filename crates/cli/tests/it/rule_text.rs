//! Rule files of tests.

/// The id of the rules that do not say another one.
pub(crate) const RULE_ID: &str = "3f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036";

/// A rule that is as it should be, with this query.
pub(crate) fn rule(query: &str) -> String {
    named_rule(RULE_ID, "Shell of a Web Server", query)
}

/// The line of the file that the query of `rule` begins in.
pub(crate) const QUERY_LINE: usize = 17;

pub(crate) fn named_rule(id: &str, name: &str, query: &str) -> String {
    format!(
        r#"[metadata]
creation_date = "2026/01/15"
maturity = "production"
updated_date = "2026/01/15"

[rule]
author = ["Example"]
description = "A web server starts a shell."
language = "eql"
name = "{name}"
risk_score = 47
rule_id = "{id}"
severity = "medium"
type = "eql"

query = '''
{query}
'''
index = ["logs-*"]
timestamp_override = "event.ingested"
"#
    )
}
