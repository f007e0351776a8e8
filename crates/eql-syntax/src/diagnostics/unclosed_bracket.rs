//! Brackets that nothing closes.

use diagnostics::{Diagnose, Diagnostic, Label, Page, Severity, Span};

/// Brackets that nothing closes and that end at the same place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnclosedBracket {
    /// What closes the outermost.
    pub closer: char,
    /// The outermost.
    pub span: Span,
    /// The first few of the others.
    pub others: Vec<Span>,
    /// How many there are in all.
    pub count: usize,
}

impl Diagnose for UnclosedBracket {
    const PAGE: Page = Page {
        id: "eql/unclosed-bracket",
        severity: Severity::Error,
        what: "A parenthesis or bracket is opened and not closed.",
        why: "What belongs together cannot be told.",
        bad: r#"process where (process.name : "cmd.exe" or process.name : "powershell.exe""#,
        good: r#"process where (process.name : "cmd.exe" or process.name : "powershell.exe")"#,
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        match self.count {
            1 => format!("nothing closes this; `{}` is missing", self.closer),
            count => format!("nothing closes this and {} more behind it", count - 1),
        }
    }

    fn label(&self) -> String {
        "opened here".to_owned()
    }

    fn help(&self) -> Option<String> {
        Some(match self.count {
            1 => format!("write `{}` where it ends", self.closer),
            _ => "close each where it ends".to_owned(),
        })
    }

    fn diagnostic(&self) -> Diagnostic {
        let page = Self::PAGE;
        let mut diagnostic = Diagnostic::new(page.id, page.severity, self.message(), self.span);
        diagnostic.label = self.label();
        diagnostic.help = self.help();
        let others = self.others.iter().map(|&span| Label { span, text: "and here".to_owned() });
        diagnostic.labels = others.collect();
        diagnostic
    }
}
