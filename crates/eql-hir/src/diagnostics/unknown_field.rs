//! A field that neither the mapping nor any event has (spec 3.5, 4.4).

use diagnostics::{Diagnose, Page, Severity, Span};

/// A field that neither the mapping nor any event has (spec 3.5, 4.4).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnknownField {
    /// The field.
    pub field: String,
    /// Fields with nearly the same name, the nearest first.
    pub nearest: Vec<String>,
    /// Whether it is the field that `category where` asks.
    pub category: bool,
    /// Where it stands, or the category.
    pub span: Span,
}

impl Diagnose for UnknownField {
    const PAGE: Page = Page {
        id: "eql/unknown-field",
        severity: Severity::Error,
        what: "There is a mapping, and neither it nor any event has the field.",
        why: "Elasticsearch refuses the query.",
        bad: r#"any where proces.name == "a""#,
        good: r#"any where process.name == "a" and ?proces.name == null"#,
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        let Self { field, .. } = self;
        format!("neither the mapping nor any event has the field `{field}`")
    }

    fn help(&self) -> Option<String> {
        let Self { field, nearest, category, .. } = self;
        Some(match nearest.as_slice() {
            [] if *category => {
                "name the field of the category with `--event-category-field`, or ask `any where`"
                    .to_owned()
            }
            [] => format!("where it may be absent from the mapping, write `?{field}`"),
            [one] => format!("did you mean `{one}`?"),
            [..] => {
                let names: Vec<_> = nearest.iter().map(|name| format!("`{name}`")).collect();
                format!("did you mean any of {}?", names.join(", "))
            }
        })
    }
}
