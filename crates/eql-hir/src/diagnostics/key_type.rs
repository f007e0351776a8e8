//! Join keys that can never be equal (spec 14.2).

use diagnostics::{Diagnose, Page, Severity, Span};

/// Join keys that can never be equal (spec 14.2).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeyType {
    /// The key of this stage.
    pub key: String,
    /// Its type.
    pub key_type: &'static str,
    /// The key of the first stage.
    pub wanted: String,
    /// Its type.
    pub wanted_type: &'static str,
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for KeyType {
    const PAGE: Page = Page {
        id: "eql/key-type",
        severity: Severity::Error,
        what: "Two stages are joined by fields of different types.",
        why: "Values of different types are never equal, so the sequence could never match.",
        bad: "sequence [process where true] by process.pid [file where true] by file.path",
        good: "sequence [process where true] by process.executable [file where true] by file.path",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        let Self { key, key_type, wanted, wanted_type, .. } = self;
        format!(
            "the key `{key}` of type {key_type} can never equal `{wanted}` of type {wanted_type}"
        )
    }

    fn help(&self) -> Option<String> {
        Some("join by fields of one type".to_owned())
    }
}
