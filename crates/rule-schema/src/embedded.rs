//! A text of another language inside a TOML string, and the way from its bytes to the bytes of the file.

mod escapes;
mod quotes;

use diagnostics::{Diagnostic, Edit, Fix, Span};

use escapes::Run;
use quotes::Quotes;

/// A query or a Markdown text, decoded, with the place of each of its bytes in the file.
///
/// ```
/// use diagnostics::{SourceText, Span};
/// let source = SourceText::new("rule.toml", "[rule]\ntype = 'eql'\nquery = '''\nany where true'''\n");
/// let file = rule_schema::parse(&source).tree;
/// let query = file.eql().and_then(|rule| rule.query.as_ref()).unwrap();
/// let place = query.map_span(Span::new(4, 9));
/// assert_eq!(place.slice(source.text()), "where");
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EmbeddedText {
    /// The text as the other language sees it.
    pub text: String,
    /// The whole TOML string, with its quotes.
    pub span: Span,
    /// Where the first byte of `text` stands in the file, if `text` stands there byte for byte. It does
    /// unless the string has escapes.
    pub offset: Option<u32>,
    /// The pieces of a string with escapes; empty otherwise, or where the string is broken.
    runs: Vec<Run>,
    /// What it stands between; `None` where the string is broken.
    quotes: Option<Quotes>,
}

impl EmbeddedText {
    /// The text of a TOML string. `literal` is the string as written, at `span`; `text` is what it means.
    pub(crate) fn new(literal: &str, text: &str, span: Span) -> Self {
        let text = text.to_owned();
        let Some((quotes, start, body)) = body(literal) else {
            return Self { text, span, offset: None, runs: Vec::new(), quotes: None };
        };
        let start = span.start.saturating_add(start);
        if body == text {
            let (offset, runs) = (Some(start), Vec::new());
            return Self { text, span, offset, runs, quotes: Some(quotes) };
        }
        let runs = escapes::runs(body, &text, start);
        let quotes = (!runs.is_empty()).then_some(quotes);
        Self { text, span, offset: None, runs, quotes }
    }

    /// A finding about the text as one about the file. What its fix writes is written as the string wants it; a fix that
    /// the string cannot hold becomes help, unless there is some.
    pub fn place(&self, mut finding: Diagnostic) -> Diagnostic {
        if let Some(fix) = finding.fix.take() {
            finding.fix = self.written(&fix);
            if finding.fix.is_none() {
                finding.help.get_or_insert(fix.title);
            }
        }
        finding.map_spans(|span| self.map_span(span))
    }

    fn written(&self, fix: &Fix) -> Option<Fix> {
        let quotes = self.quotes?;
        let written = |edit: &Edit| {
            let range = edit.span.range();
            let around = (self.text.get(..range.start)?, self.text.get(range.end..)?);
            Some(Edit { text: quotes.write(around, &edit.text)?, span: edit.span })
        };
        let edits = fix.edits.iter().map(written).collect::<Option<_>>()?;
        Some(Fix { edits, title: fix.title.clone(), safety: fix.safety })
    }

    /// The bytes of the file that the bytes `span` of the text come from. Half an escape is the whole escape;
    /// a text whose string is broken is the whole string.
    pub fn map_span(&self, span: Span) -> Span {
        let mapped = match self.offset {
            Some(offset) => span.shifted(offset),
            None if self.runs.is_empty() => self.span,
            None => escapes::map(&self.runs, span),
        };
        let fit = |place: u32| place.clamp(self.span.start, self.span.end);
        Span { start: fit(mapped.start), end: fit(mapped.end) }
    }
}

/// What stands between which quotes, and how far in it begins. The newline after an opening `'''` or `"""`
/// belongs to the quotes.
fn body(literal: &str) -> Option<(Quotes, u32, &str)> {
    let quotes = Quotes::of(literal)?;
    let inner = literal.strip_prefix(quotes.text())?.strip_suffix(quotes.text())?;
    let body = if quotes.has_lines() {
        inner.strip_prefix("\r\n").or(inner.strip_prefix('\n')).unwrap_or(inner)
    } else {
        inner
    };
    let start = quotes.text().len() + inner.len() - body.len();
    Some((quotes, u32::try_from(start).ok()?, body))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The embedded text of a TOML string literal that stands after three bytes.
    fn embedded(literal: &str) -> EmbeddedText {
        let document = format!("q= {literal}");
        let table = toml::de::DeTable::parse(&document).unwrap();
        let text = table.get_ref()["q"].get_ref().as_str().unwrap();
        EmbeddedText::new(literal, text, Span::new(3, 3 + literal.len()))
    }

    /// What the file has where the text has `part`.
    fn written<'a>(literal: &'a str, part: &str) -> &'a str {
        let embedded = embedded(literal);
        let start = embedded.text.find(part).unwrap();
        let place = embedded.map_span(Span::new(start, start + part.len()));
        &literal[place.start as usize - 3..place.end as usize - 3]
    }

    #[test]
    fn a_string_without_escapes_is_one_offset() {
        for (literal, offset) in [
            ("'''\nany where true'''", 7),
            ("'''\r\nany where true'''", 8),
            ("'''any where true'''", 6),
            ("\"\"\"\nany where true\"\"\"", 7),
            ("'any where true'", 4),
            ("\"any where true\"", 4),
            ("\"\"", 4),
        ] {
            let embedded = embedded(literal);
            assert_eq!(embedded.offset, Some(offset), "{literal}");
            assert_eq!(embedded.map_span(Span::at(0)), Span::at(offset as usize));
        }
    }

    #[test]
    fn windows_line_ends_stay_in_the_text() {
        let embedded = embedded("'''\r\na\r\nb'''");
        assert_eq!((embedded.text.as_str(), embedded.offset), ("a\r\nb", Some(8)));
    }

    #[test]
    fn a_span_after_escapes_still_points_at_its_word() {
        let literal = r#""a\tb \"name\" \\ \u00e9 \U0001F600 \x41\e end""#;
        for word in ["name", "end"] {
            assert_eq!(written(literal, word), word);
        }
        for (part, raw) in [
            ("\t", r"\t"),
            ("\"name\"", r#"\"name\""#),
            ("\\", r"\\"),
            ("é", r"\u00e9"),
            ("😀 A", r"\U0001F600 \x41"),
        ] {
            assert_eq!(written(literal, part), raw);
        }
    }

    #[test]
    fn folded_lines_are_skipped() {
        let literal = "\"\"\"\none \\  \n\n   two\\\r\n three\"\"\"";
        assert_eq!(embedded(literal).text, "one twothree");
        for word in ["one", "two", "three"] {
            assert_eq!(written(literal, word), word);
        }
        assert_eq!(written(literal, "two"), "two");
        assert_eq!(written(literal, "one two"), "one \\  \n\n   two");
    }

    #[test]
    fn the_end_of_the_text_is_the_closing_quote_and_no_span_leaves_the_string() {
        let embedded = embedded(r#""a\n""#);
        assert_eq!(embedded.map_span(Span::at(2)), Span::at(7));
        assert_eq!(embedded.map_span(Span::new(0, 99)), Span::new(4, 8));
    }

    #[test]
    fn a_broken_string_is_labelled_whole() {
        let embedded = EmbeddedText::new("\"any \\q", "any \\q", Span::new(3, 10));
        assert_eq!(embedded.map_span(Span::new(0, 3)), Span::new(3, 10));
    }
}
