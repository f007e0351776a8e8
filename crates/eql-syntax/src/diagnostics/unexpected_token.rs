//! Something stands where the grammar has no place for it.

use diagnostics::{Diagnose, Page, Severity, Span};

use crate::token::TokenKind;

/// Something stands where the grammar has no place for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnexpectedToken {
    /// What was found; `None` at the end of the query.
    pub found: Option<TokenKind>,
    /// What was found, as written.
    pub written: String,
    /// What could stand there, in words.
    pub expected: &'static str,
    /// What to do, where more can be said than `expected`.
    pub advice: Option<&'static str>,
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for UnexpectedToken {
    const PAGE: Page = Page {
        id: "eql/unexpected-token",
        severity: Severity::Error,
        what: "A word, value or sign stands where it has no meaning.",
        why: "Elasticsearch refuses the query.",
        bad: r#"process where process.name == "cmd.exe" process.pid == 4"#,
        good: r#"process where process.name == "cmd.exe" and process.pid == 4"#,
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        format!("found {}, expected {}", self.found_words(), self.expected)
    }

    fn help(&self) -> Option<String> {
        self.advice.map(str::to_owned)
    }
}

impl UnexpectedToken {
    fn found_words(&self) -> String {
        let written = super::excerpt(&self.written);
        match self.found {
            None => "the end of the query".to_owned(),
            Some(kind) if kind.is_text() => format!("the text `{written}`"),
            Some(TokenKind::Keyword(_)) => format!("the keyword `{written}`"),
            Some(TokenKind::Name | TokenKind::QuotedName | TokenKind::TildeName) => {
                format!("the name `{written}`")
            }
            Some(TokenKind::Integer | TokenKind::Decimal) => format!("the number `{written}`"),
            Some(_) => format!("`{written}`"),
        }
    }
}
