//! Patterns with `*` and `?`: what `:`, `like` and `like~` do on a field (spec 9.6).

mod list;
mod matching;
mod token;

use std::fmt;

pub use list::WildcardList;
pub use matching::Look;

use matching::{Part, Parts, matches_parts};
use token::{Escapes, Token, each_token};

use crate::Case;

/// A pattern over whole values: `*` is any run of characters, `?` is one character, newlines included.
///
/// The segments are in normal form: neighbouring literals are one, runs next to each other are one, and a
/// `?` next to a run stands before it. So two patterns that mean the same in these ways are equal.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct WildcardPattern {
    segments: Vec<Segment>,
}

/// A part of a pattern.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Segment {
    /// These characters; never empty.
    Literal(String),
    /// `?`: one character of any kind.
    One,
    /// `*`: any number of characters.
    Run,
}

impl Segment {
    /// The characters of a literal.
    pub fn literal(&self) -> Option<&str> {
        if let Self::Literal(text) = self { Some(text) } else { None }
    }
}

impl WildcardPattern {
    /// Reads a pattern of `:` and `like`: nothing can be escaped, a backslash is a backslash.
    pub fn parse(text: &str) -> Self {
        Self::of(text, Escapes::None)
    }

    /// Reads a Lucene wildcard, where a backslash takes the next character literally: what `endsWith` and
    /// `stringContains` become on a field (spec 12.6). A backslash at the end is a backslash.
    pub fn parse_lucene(text: &str) -> Self {
        Self::of(text, Escapes::Backslash)
    }

    fn of(text: &str, escapes: Escapes) -> Self {
        let mut pattern = Self::default();
        each_token(text, escapes, |token| match token {
            Token::Text(text) => pattern.push_literal(text),
            Token::One => pattern.push_one(),
            Token::Run => pattern.push_run(),
        });
        pattern
    }

    fn push_literal(&mut self, literal: &str) {
        match self.segments.last_mut() {
            _ if literal.is_empty() => {}
            Some(Segment::Literal(text)) => text.push_str(literal),
            _ => self.segments.push(Segment::Literal(literal.to_owned())),
        }
    }

    fn push_run(&mut self) {
        if self.segments.last() != Some(&Segment::Run) {
            self.segments.push(Segment::Run);
        }
    }

    fn push_one(&mut self) {
        let behind_run = self.segments.last() == Some(&Segment::Run);
        let at = self.segments.len() - usize::from(behind_run);
        self.segments.insert(at, Segment::One);
    }

    /// The parts, in normal form; none for the empty pattern.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// Whether it matches every value: `*`, `**`, ….
    pub fn is_match_all(&self) -> bool {
        self.segments == [Segment::Run]
    }

    /// The only value (but for letter case) that it matches, where it has no wildcard.
    pub fn as_literal(&self) -> Option<&str> {
        match self.segments.as_slice() {
            [] => Some(""),
            [Segment::Literal(text)] => Some(text),
            _ => None,
        }
    }

    /// Whether it has no wildcard and is an equality.
    pub fn is_literal(&self) -> bool {
        self.as_literal().is_some()
    }

    /// Whether the whole of `text` matches; without case, ASCII letters fold.
    ///
    /// Takes at most time proportional to the product of both lengths, and no memory: only the last run needs
    /// to be tried again, since an earlier one can leave to it whatever it could take itself.
    pub fn matches(&self, text: &str, case: Case) -> bool {
        self.matches_watched(text, case, |_| {})
    }

    /// The same, and tells `look` of each comparison and each search.
    pub fn matches_watched(&self, text: &str, case: Case, look: impl FnMut(Look<'_>)) -> bool {
        matches_parts(self.segments.as_slice(), text, case, look)
    }
}

impl Parts for &[Segment] {
    fn count(&self) -> usize {
        self.len()
    }

    fn part(&self, place: usize) -> Option<Part<'_>> {
        Some(match self.get(place)? {
            Segment::Literal(text) => Part::Literal(text),
            Segment::One => Part::One,
            Segment::Run => Part::Run,
        })
    }
}

/// The pattern as a Lucene wildcard: what `parse_lucene` reads back.
impl fmt::Display for WildcardPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.segments.iter().try_for_each(|segment| match segment {
            Segment::One => f.write_str("?"),
            Segment::Run => f.write_str("*"),
            Segment::Literal(text) => text.chars().try_for_each(|character| {
                let special = matches!(character, '*' | '?' | '\\');
                if special { write!(f, "\\{character}") } else { write!(f, "{character}") }
            }),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sensitive(pattern: &str, text: &str) -> bool {
        WildcardPattern::parse(pattern).matches(text, Case::Sensitive)
    }

    #[test]
    fn a_pattern_is_about_the_whole_value() {
        for (pattern, text, expected) in [
            ("", "", true),
            ("", "a", false),
            ("*", "", true),
            ("a", "ab", false),
            ("*.exe", "a.exe.exe", true),
            ("*.exe", "a.exe.dll", false),
            ("a*b*c", "a-b-b-c", true),
            ("a*a", "a", false),
            ("??", "é😀", true),
            ("??", "é", false),
            ("a?c", "a\nc", true),
            ("a*c", "a\n\nc", true),
            ("*?", "", false),
            ("C:\\*", "C:\\x", true),
            ("100%_[x]", "100%_[x]", true),
        ] {
            assert_eq!(sensitive(pattern, text), expected, "{pattern} {text}");
        }
    }

    #[test]
    fn letter_case_folds_in_ascii_only() {
        let insensitive =
            |pattern, text| WildcardPattern::parse(pattern).matches(text, Case::Insensitive);
        assert!(insensitive("*\\CMD.*", "c:\\cmd.EXE"));
        assert!(!insensitive("É*", "é"));
        assert!(!sensitive("CMD*", "cmd"));
    }

    #[test]
    fn lucene_patterns_have_escapes() {
        let lucene =
            |pattern, text| WildcardPattern::parse_lucene(pattern).matches(text, Case::Sensitive);
        assert!(lucene(r"*principal=\**", "x principal=* y"));
        assert!(!lucene(r"*principal=\**", "principal=a"));
        assert!(lucene(r"*\temp\a.exe", "c:tempa.exe"));
        assert!(!lucene(r"*\temp\a.exe", r"c:\temp\a.exe"));
        assert!(lucene(r"a\", r"a\"));
    }

    #[test]
    fn the_segments_are_in_normal_form() {
        let pattern = WildcardPattern::parse("ab*?**?c");
        let literal = |text: &str| Segment::Literal(text.into());
        assert_eq!(
            pattern.segments(),
            [literal("ab"), Segment::One, Segment::One, Segment::Run, literal("c")]
        );
        assert_eq!(pattern, WildcardPattern::parse("ab?*?c"));
        assert!(WildcardPattern::parse("***").is_match_all());
        assert_eq!(WildcardPattern::parse("x.y").as_literal(), Some("x.y"));
        assert_eq!(WildcardPattern::parse("").as_literal(), Some(""));
        assert!(!WildcardPattern::parse("x?").is_literal());
    }

    #[test]
    fn a_search_looks_at_more_than_a_comparison() {
        let scanned = |pattern: &str, text: &str| {
            let mut bytes = 0;
            let pattern = WildcardPattern::parse(pattern);
            let case = Case::Insensitive;
            pattern.matches_watched(text, case, |look| bytes += look.bytes(case));
            bytes
        };
        let text = "ab".repeat(500);
        assert_eq!(scanned("ABX*", &text), 3);
        assert_eq!(scanned("*xAB", &text), 1);
        assert_eq!(scanned("y*z", &text), 1);
        assert!((1000..1010).contains(&scanned("*abc*", &text)));
        assert_eq!(scanned("*", &text), 0);
    }

    #[test]
    fn many_runs_take_no_exponential_time() {
        let pattern = "a*".repeat(200) + "b";
        assert!(!sensitive(&pattern, &"a".repeat(5000)));
    }
}
