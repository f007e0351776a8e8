//! One finding: what, where, and what to do.

use serde::Serialize;

use crate::{SourceText, Span};

/// How bad a finding is. Policy may raise or lower it; it is not part of the id.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The rule cannot be used.
    Error,
    /// It can be wrong.
    Warning,
    /// A matter of style.
    Note,
}

impl Severity {
    /// The word that people see.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// A finding about one text; spans count in that text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// `family/slug`, the key of its page.
    pub id: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong: lower case, no full stop, names in backticks.
    pub message: String,
    /// Where.
    pub span: Span,
    /// A word or two under the carets; may be empty.
    pub label: String,
    /// Other places that belong to it.
    pub labels: Vec<Label>,
    /// What shows that it is so, e.g. an event.
    pub note: Option<String>,
    /// What to do.
    pub help: Option<String>,
    /// A change that mends it.
    pub fix: Option<Fix>,
}

/// A second place of a finding.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is there.
    pub text: String,
}

/// A change of the text that mends a finding.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Fix {
    /// What it does, e.g. "use double quotes".
    pub title: String,
    /// The replacements; they do not overlap.
    pub edits: Vec<Edit>,
    /// Whether the meaning stays.
    pub safety: Safety,
}

/// One replacement.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Edit {
    /// What goes.
    #[serde(skip)]
    pub span: Span,
    /// What comes.
    pub text: String,
}

/// Whether a fix may be applied without a look.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// It keeps the meaning, or makes the one thing that was meant.
    Safe,
    /// It may change the meaning.
    Unsafe,
}

impl Diagnostic {
    /// A finding without labels, help or fix.
    pub fn new(
        id: &'static str,
        severity: Severity,
        message: impl Into<String>,
        span: Span,
    ) -> Self {
        Self {
            id,
            severity,
            message: message.into(),
            span,
            label: String::new(),
            labels: Vec::new(),
            note: None,
            help: None,
            fix: None,
        }
    }

    /// The same with a word under the carets.
    #[must_use]
    pub fn with_label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// The same with a second place.
    #[must_use]
    pub fn with_place(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// The same with what shows that it is so.
    #[must_use]
    pub fn with_note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// The same with what to do.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same with a change that mends it.
    #[must_use]
    pub fn with_fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// The same finding with every span put through `map`: how a finding about an embedded text points
    /// into the file around it.
    #[must_use]
    pub fn map_spans(mut self, map: impl Fn(Span) -> Span) -> Self {
        self.span = map(self.span);
        self.labels.iter_mut().for_each(|label| label.span = map(label.span));
        self.fix
            .iter_mut()
            .flat_map(|fix| &mut fix.edits)
            .for_each(|edit| edit.span = map(edit.span));
        self
    }
}

/// A finding with the text it is about: what a renderer needs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// The text that the spans count in.
    pub source: SourceText,
    /// The rule it is about, where one is known.
    pub rule_id: Option<String>,
    /// What is wrong.
    pub diagnostic: Diagnostic,
}
