//! Texts and patterns of a field.

use eql_functions::Case;
use eql_functions::wildcard::{Segment, WildcardPattern};

use super::dialect::like_escaped;
use super::{Sql, alternatives, listed};

/// The name of the item that a test is about.
pub(super) const ITEM: &str = "v";

impl Sql<'_> {
    /// Some value is one of these texts.
    pub(super) fn is_one_of(&self, column: &str, texts: &[&str], case: Case) -> String {
        let constants: Vec<_> =
            texts.iter().map(|text| self.dialect.text(&folded(text, case))).collect();
        match case {
            Case::Sensitive => self.dialect.has_any(column, &constants),
            Case::Insensitive => self
                .some_text(column, case, |value| format!("{value} IN ({})", constants.join(", "))),
        }
    }

    /// Some value matches one of these patterns.
    pub(super) fn is_like(&self, column: &str, patterns: &[WildcardPattern], case: Case) -> String {
        if patterns.iter().any(WildcardPattern::is_match_all) {
            return self.dialect.has_items(column);
        }
        let texts: Vec<_> = patterns.iter().filter_map(WildcardPattern::as_literal).collect();
        if texts.len() == patterns.len() {
            return self.is_one_of(column, &texts, case);
        }
        self.some_text(column, case, |value| {
            let mut tests: Vec<_> = patterns
                .iter()
                .filter(|pattern| !pattern.is_literal())
                .map(|pattern| self.like(value, pattern, case))
                .collect();
            if !texts.is_empty() {
                let texts: Vec<_> =
                    texts.iter().map(|text| self.dialect.text(&folded(text, case))).collect();
                tests.insert(0, format!("{value} IN ({})", listed(&texts)));
            }
            alternatives(&tests)
        })
    }

    /// Some value passes a test of its text, or of its folded text.
    pub(super) fn some_text(
        &self,
        column: &str,
        case: Case,
        test: impl FnOnce(&str) -> String,
    ) -> String {
        match case {
            Case::Sensitive => self.dialect.some(column, ITEM, &test(ITEM)),
            Case::Insensitive => {
                let folded = self.dialect.folded(column);
                self.dialect.some(&folded, ITEM, &test(ITEM))
            }
        }
    }

    fn like(&self, value: &str, pattern: &WildcardPattern, case: Case) -> String {
        let mut text = String::new();
        for segment in pattern.segments() {
            match segment {
                Segment::Literal(part) => text.push_str(&like_escaped(&folded(part, case))),
                Segment::One => text.push('_'),
                Segment::Run => text.push('%'),
            }
        }
        self.dialect.like(value, &text)
    }
}

/// The text, or its ASCII letters in lower case.
pub(super) fn folded(text: &str, case: Case) -> String {
    match case {
        Case::Sensitive => text.to_owned(),
        Case::Insensitive => text.to_ascii_lowercase(),
    }
}
