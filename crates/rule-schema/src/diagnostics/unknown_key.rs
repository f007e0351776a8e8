//! A key that the format does not have.

use diagnostics::{Diagnose, Edit, Fix, Page, Safety, Severity, Span};

use crate::excerpt::excerpt;

/// The format has no such key there.
pub(crate) struct UnknownKey {
    /// The key.
    pub(crate) span: Span,
    /// The key, without quotes.
    pub(crate) key: String,
    /// The way to its table; nothing at the top of the file.
    pub(crate) table: Option<String>,
    /// A key that the table may have and does not, and that is written nearly alike.
    pub(crate) similar: Option<&'static str>,
    /// What to do, where that is known better.
    pub(crate) help: Option<String>,
}

impl Diagnose for UnknownKey {
    const PAGE: Page = Page {
        id: "rule/unknown-key",
        severity: Severity::Error,
        what: "A table has a key that the rule format does not know there.",
        why: "Elastic refuses a rule with an unknown key. Mostly it is a slip of the pen, and the setting that was meant has no effect.",
        bad: r#"[metadata]
creation_date = "2026/01/15"
updated_date = "2026/01/15"

[rule]
author = ["Example"]
description = "A web server starts a shell."
language = "eql"
name = "Shell of a Web Server"
query = 'process where process.parent.name == "nginx"'
refrences = ["https://example.com/shells"]
risk_score = 47
rule_id = "3f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036"
severity = "medium"
type = "eql"
"#,
        good: r#"[metadata]
creation_date = "2026/01/15"
updated_date = "2026/01/15"

[rule]
author = ["Example"]
description = "A web server starts a shell."
language = "eql"
name = "Shell of a Web Server"
query = 'process where process.parent.name == "nginx"'
references = ["https://example.com/shells"]
risk_score = 47
rule_id = "3f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036"
severity = "medium"
type = "eql"
"#,
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        match &self.table {
            Some(table) => format!("unknown key `{}` in `{table}`", excerpt(&self.key)),
            None => format!("unknown table `{}`", excerpt(&self.key)),
        }
    }

    fn help(&self) -> Option<String> {
        let similar = || self.similar.map(|similar| format!("did you mean `{similar}`?"));
        self.help.clone().or_else(similar)
    }

    fn fix(&self) -> Option<Fix> {
        let text = self.similar.filter(|_| self.help.is_none())?.to_owned();
        let edits = vec![Edit { span: self.span, text }];
        Some(Fix { title: "rename the key".to_owned(), edits, safety: Safety::Unsafe })
    }
}
