//! A backslash in a string that begins no escape (spec 1.9).

use diagnostics::{Diagnose, Fix, Page, Safety, Severity, Span};

/// A backslash in a string that begins no escape (spec 1.9).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BadEscape {
    /// The backslash and what follows.
    pub written: String,
    /// Where it stands in the string.
    pub span: Span,
}

impl Diagnose for BadEscape {
    const PAGE: Page = Page {
        id: "eql/bad-escape",
        severity: Severity::Error,
        what: "A string has a backslash that begins no escape.",
        why: "Elasticsearch refuses the query; and a path that is read half as escapes matches nothing.",
        bad: r#"file where file.path : "*\Users""#,
        good: r#"file where file.path : "*\\Users""#,
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        format!("`{}` is no escape", super::excerpt(&self.written))
    }

    fn help(&self) -> Option<String> {
        let escapes = r#"`\\ \" \' \b \t \n \f \r` and `\u{...}`"#;
        Some(format!("write a backslash as `\\\\`; the escapes are {escapes}"))
    }

    // Not safe: in `C:\temp\x` the first backslash is an escape that was not meant, and would stay one.
    fn fix(&self) -> Option<Fix> {
        let backslash = Span { end: self.span.start, ..self.span };
        Some(super::replace("double the backslash", backslash, "\\", Safety::Unsafe))
    }
}
