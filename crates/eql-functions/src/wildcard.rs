//! Patterns with `*` and `?`: what `:`, `like` and `like~` do on a field (spec 9.6).

use std::fmt;

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

/// A state of matching: what is left is the segments from one on and the text from a byte on.
#[derive(Clone, Copy)]
struct Place {
    segment: usize,
    byte: usize,
}

/// What a match looks at on its way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Look<'t> {
    /// A text is compared with a literal from its start.
    Start(&'t str, &'t str),
    /// A text is compared with a literal at its end.
    End(&'t str, &'t str),
    /// A literal is searched for; so many bytes are behind its start when it is found or not.
    Search(usize),
}

impl Look<'_> {
    /// How many bytes of the text are looked at: a comparison ends at the first that differs.
    pub fn bytes(self, case: Case) -> usize {
        match self {
            Self::Start(text, literal) => case.ascii_agreement(text, literal),
            Self::End(text, literal) => {
                let tail = text.len().checked_sub(literal.len()).and_then(|at| text.get(at..));
                tail.map_or(0, |tail| case.ascii_agreement(tail, literal))
            }
            Self::Search(bytes) => bytes,
        }
    }
}

impl WildcardPattern {
    /// Reads a pattern of `:` and `like`: nothing can be escaped, a backslash is a backslash.
    pub fn parse(text: &str) -> Self {
        let mut pattern = Self::default();
        pattern.push_all(text, &['*', '?']);
        pattern
    }

    /// Reads a Lucene wildcard, where a backslash takes the next character literally: what `endsWith` and
    /// `stringContains` become on a field (spec 12.6). A backslash at the end is a backslash.
    pub fn parse_lucene(text: &str) -> Self {
        let mut pattern = Self::default();
        pattern.push_all(text, &['*', '?', '\\']);
        pattern
    }

    /// Adds what a text means in which these characters are special.
    fn push_all(&mut self, mut text: &str, special: &[char]) {
        while let Some(at) = text.find(special) {
            let (literal, rest) = text.split_at(at);
            self.push_literal(literal);
            let mut rest = rest.chars();
            match rest.next() {
                Some('*') => self.push_run(),
                Some('?') => self.push_one(),
                _ => self.push_literal(rest.next().unwrap_or('\\').encode_utf8(&mut [0; 4])),
            }
            text = rest.as_str();
        }
        self.push_literal(text);
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
    pub fn matches_watched(&self, text: &str, case: Case, mut look: impl FnMut(Look<'_>)) -> bool {
        // Most patterns that do not match fail here, and most others are decided.
        if let Some(Segment::Literal(end)) = self.segments.last() {
            look(Look::End(text, end));
            let ends = case.ascii_ends_with(text, end);
            if !ends || matches!(self.segments.as_slice(), [Segment::Run, _]) {
                return ends;
            }
        }
        self.matches_from_start(text, case, &mut look)
    }

    fn matches_from_start(&self, text: &str, case: Case, look: &mut impl FnMut(Look<'_>)) -> bool {
        let mut place = Place { segment: 0, byte: 0 };
        let mut retry = None;
        loop {
            if self.segments.get(place.segment) == Some(&Segment::Run) {
                place.segment += 1;
                if place.segment == self.segments.len() {
                    return true;
                }
                retry = Some(place);
            } else if let Some(next) = self.step(place, text, case, look) {
                place = next;
            } else if place.segment == self.segments.len() && place.byte == text.len() {
                return true;
            } else {
                let Some(later) = retry.and_then(|place| self.later(place, text, case, look))
                else {
                    return false;
                };
                (place, retry) = (later, Some(later));
            }
        }
    }

    /// The place behind one literal or `?`.
    fn step(
        &self,
        place: Place,
        text: &str,
        case: Case,
        look: &mut impl FnMut(Look<'_>),
    ) -> Option<Place> {
        let rest = text.get(place.byte..)?;
        let taken = match self.segments.get(place.segment)? {
            Segment::Literal(literal) => {
                look(Look::Start(rest, literal));
                case.ascii_starts_with(rest, literal).then_some(literal.len())?
            }
            Segment::One => rest.chars().next()?.len_utf8(),
            Segment::Run => 0,
        };
        Some(Place { segment: place.segment + 1, byte: place.byte + taken })
    }

    /// The next place at which what stands behind a run can begin, at least one character further on.
    fn later(
        &self,
        place: Place,
        text: &str,
        case: Case,
        look: &mut impl FnMut(Look<'_>),
    ) -> Option<Place> {
        let byte = place.byte + text.get(place.byte..)?.chars().next()?.len_utf8();
        let skipped = match self.segments.get(place.segment)? {
            Segment::Literal(literal) => {
                let rest = text.get(byte..)?;
                let found = case.ascii_find(rest, literal);
                look(Look::Search(found.unwrap_or(rest.len())));
                found?
            }
            Segment::One | Segment::Run => 0,
        };
        Some(Place { segment: place.segment, byte: byte + skipped })
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
