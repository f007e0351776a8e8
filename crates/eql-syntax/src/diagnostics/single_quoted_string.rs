//! A string in single quotes (spec 1.12).

use diagnostics::{Diagnose, Fix, Page, Safety, Severity, Span};

use crate::escapes;
use crate::token::TokenKind;

/// A string in single quotes (spec 1.12).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SingleQuotedString {
    /// The string with its quotes.
    pub written: String,
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for SingleQuotedString {
    const PAGE: Page = Page {
        id: "eql/single-quoted-string",
        severity: Severity::Error,
        what: "A string stands in single quotes.",
        why: "Elasticsearch refuses the query.",
        bad: "process where process.name == 'cmd.exe'",
        good: r#"process where process.name == "cmd.exe""#,
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        "strings do not stand in single quotes".to_owned()
    }

    fn help(&self) -> Option<String> {
        Some("use double quotes".to_owned())
    }

    fn fix(&self) -> Option<Fix> {
        let content = escapes::content(TokenKind::SingleQuoted, &self.written);
        let mut text = String::from("\"");
        for piece in escapes::Pieces(content) {
            match piece.escaped {
                Some(_) => text.push_str(piece.written),
                None => text.push_str(&piece.written.replace('"', "\\\"")),
            }
        }
        text.push('"');
        Some(super::replace("use double quotes", self.span, text, Safety::Safe))
    }
}
