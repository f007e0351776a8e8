//! `\u` without a character behind it (spec 1.10).

use diagnostics::{Diagnose, Fix, Page, Safety, Severity, Span};

use super::EscapeProblem;

/// `\u` without a character behind it (spec 1.10).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BadUnicodeEscape {
    /// The escape as far as it goes.
    pub written: String,
    /// What is wrong with it.
    pub problem: EscapeProblem,
    /// Where it stands in the string.
    pub span: Span,
}

impl Diagnose for BadUnicodeEscape {
    const PAGE: Page = Page {
        id: "eql/bad-unicode-escape",
        severity: Severity::Error,
        what: "A string has a `\\u` that names no character.",
        why: "Elasticsearch refuses the query.",
        bad: r#"file where file.name : "*\u202e*""#,
        good: r#"file where file.name : "*\u{202e}*""#,
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        let written = super::excerpt(&self.written);
        match self.problem {
            EscapeProblem::Unknown | EscapeProblem::NoBraces => {
                format!("`{written}` has no braces around its digits")
            }
            EscapeProblem::DigitCount(count) => {
                let digits = if count == 1 { "digit" } else { "digits" };
                format!("`{written}` has {count} {digits} where 2 to 8 may stand")
            }
            EscapeProblem::NotHexadecimal => {
                format!("`{written}` does not go on with hexadecimal digits and `}}`")
            }
            EscapeProblem::Surrogate => format!("`{written}` is half of a character"),
            EscapeProblem::TooHigh => format!("`{written}` is beyond the last character"),
        }
    }

    fn help(&self) -> Option<String> {
        Some(match self.problem {
            EscapeProblem::Surrogate => {
                "write the whole character, such as `\\u{1f600}`, not its two halves".to_owned()
            }
            EscapeProblem::TooHigh => "the last character is `\\u{10ffff}`".to_owned(),
            EscapeProblem::Unknown
            | EscapeProblem::NoBraces
            | EscapeProblem::DigitCount(_)
            | EscapeProblem::NotHexadecimal => {
                "write the code of the character in braces, such as `\\u{202e}`".to_owned()
            }
        })
    }

    fn fix(&self) -> Option<Fix> {
        let digits = self.written.strip_prefix("\\u").filter(|digits| digits.len() == 4)?;
        let mendable = self.problem == EscapeProblem::NoBraces;
        let text = format!("\\u{{{digits}}}");
        mendable
            .then(|| super::replace("put braces around the digits", self.span, text, Safety::Safe))
    }
}
