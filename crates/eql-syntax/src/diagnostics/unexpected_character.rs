//! Characters that mean nothing in EQL.

use diagnostics::{Diagnose, Fix, Page, Safety, Severity, Span};

/// Characters that mean nothing in EQL.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnexpectedCharacter {
    /// The characters.
    pub written: String,
    /// Whether something else than a space stands right before or behind.
    pub glued: bool,
    /// Where they stand.
    pub span: Span,
}

/// What people mean, and what to write instead.
const MEANT: &[(&str, &str)] = &[
    ("&&", "and"),
    ("||", "or"),
    ("!", "not"),
    ("“", "\""),
    ("”", "\""),
    ("–", "-"),
    ("—", "-"),
    ("−", "-"),
];

impl UnexpectedCharacter {
    /// Whether it only looks like a space.
    fn is_blank(&self) -> bool {
        is_blank(&self.written)
    }
}

/// Whether the characters can only be seen as space, if at all.
pub(crate) fn is_blank(written: &str) -> bool {
    written.chars().all(|c| c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{feff}'))
}

impl Diagnose for UnexpectedCharacter {
    const PAGE: Page = Page {
        id: "eql/unexpected-character",
        severity: Severity::Error,
        what: "A character stands outside of strings and comments that means nothing in EQL.",
        why: "Elasticsearch refuses the query.",
        bad: "process where true;",
        good: "process where true",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        let mut characters = self.written.chars();
        match (characters.next(), characters.next()) {
            (Some(c), None) if c.is_control() || self.is_blank() => {
                format!("the character U+{:04X} means nothing here", u32::from(c))
            }
            _ if self.is_blank() => "these spaces are not the ones that EQL knows".to_owned(),
            _ => format!("`{}` means nothing here", super::excerpt(&self.written)),
        }
    }

    fn help(&self) -> Option<String> {
        let meant = MEANT.iter().find(|(written, _)| *written == self.written);
        Some(match (meant, self.written.as_str()) {
            (Some(_), "!") => "write `not`; a missing event is `![` without a space".to_owned(),
            (Some((_, instead)), _) => format!("write `{instead}`"),
            (None, ";") => "a query ends without a sign".to_owned(),
            (None, "~") => "write `~` right behind `in`, `like`, `regex` or a function".to_owned(),
            (None, "$") => {
                "variables are those of the endpoint: read the query with `--dialect endpoint`"
                    .to_owned()
            }
            (None, "\\") => "a backslash stands only in strings".to_owned(),
            (None, _) if self.is_blank() => "write a plain space".to_owned(),
            (None, _) => "take it out, or put the text in double quotes".to_owned(),
        })
    }

    fn fix(&self) -> Option<Fix> {
        let word = MEANT.iter().find(|(written, _)| *written == self.written && written.len() == 2);
        if let Some((_, word)) = word {
            let title = format!("write `{word}`");
            let text = if self.glued { format!(" {word} ") } else { (*word).to_owned() };
            return Some(super::replace(title, self.span, text, Safety::Safe));
        }
        let blank = self.is_blank();
        blank.then(|| super::replace("write a plain space", self.span, " ", Safety::Safe))
    }
}
