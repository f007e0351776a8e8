//! An event filter without `where` (spec 2).

use diagnostics::{Diagnose, Fix, Page, Safety, Severity, Span};

/// An event filter without `where` (spec 2).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MissingWhere {
    /// What could be inserted, if that is plain.
    pub insertion: Option<&'static str>,
    /// The place where `where` must stand.
    pub span: Span,
}

impl Diagnose for MissingWhere {
    const PAGE: Page = Page {
        id: "eql/missing-where",
        severity: Severity::Error,
        what: "An event filter has no `where`.",
        why: "Elasticsearch refuses the query: each filter names a category and a condition.",
        bad: r#"process process.name == "cmd.exe""#,
        good: r#"process where process.name == "cmd.exe""#,
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        "`where` is missing".to_owned()
    }

    fn help(&self) -> Option<String> {
        Some("write `category where condition`; `any where` is every category".to_owned())
    }

    // Not safe: the author may have meant another category.
    fn fix(&self) -> Option<Fix> {
        let insertion = self.insertion?;
        let place = Span { end: self.span.start, ..self.span };
        let title = format!("insert `{insertion}`");
        Some(super::replace(title, place, format!("{insertion} "), Safety::Unsafe))
    }
}
