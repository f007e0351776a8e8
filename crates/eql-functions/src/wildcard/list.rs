//! Many patterns in the memory of one.

use super::matching::{Look, Part, Parts, matches_parts};
use super::token::{Escapes, Token, each_token};
use crate::Case;

/// A list of patterns that allocates for all of them together, and otherwise the same as so many `WildcardPattern`s.
///
/// ```
/// use eql_functions::{Case, wildcard::WildcardList};
/// let mut list = WildcardList::default();
/// list.push_lucene("a*");
/// list.push_lucene("*b?");
/// assert!(list.matches(1, "abc", Case::Sensitive) && list.matches(0, "abc", Case::Sensitive));
/// assert_eq!(list.literals(1).collect::<Vec<_>>(), ["b"]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct WildcardList {
    /// The literals of all patterns, one behind the other.
    text: String,
    /// The parts of all patterns.
    parts: Vec<Stored>,
    /// By pattern: where its parts end.
    ends: Vec<usize>,
}

/// A part of a pattern.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Stored {
    /// From where to where it stands in `text`.
    Literal(u32, u32),
    One,
    Run,
}

/// One pattern of a list.
#[derive(Clone, Copy)]
struct Stand<'l> {
    text: &'l str,
    parts: &'l [Stored],
}

impl WildcardList {
    /// Adds what `WildcardPattern::parse_lucene` reads. All literals together have fewer than 2^32 bytes.
    pub fn push_lucene(&mut self, text: &str) {
        let start = self.parts.len();
        each_token(text, Escapes::Backslash, |token| match token {
            Token::Text(text) => self.push_literal(start, text),
            Token::One => {
                let behind_run = self.parts[start..].last() == Some(&Stored::Run);
                self.parts.insert(self.parts.len() - usize::from(behind_run), Stored::One);
            }
            Token::Run if self.parts[start..].last() == Some(&Stored::Run) => {}
            Token::Run => self.parts.push(Stored::Run),
        });
        self.ends.push(self.parts.len());
    }

    fn push_literal(&mut self, start: usize, literal: &str) {
        if literal.is_empty() {
            return;
        }
        let at = |text: &String| u32::try_from(text.len()).unwrap_or(u32::MAX);
        let first = at(&self.text);
        self.text.push_str(literal);
        let behind = at(&self.text);
        if let Some(Stored::Literal(_, end)) = self.parts[start..].last_mut() {
            *end = behind;
        } else {
            self.parts.push(Stored::Literal(first, behind));
        }
    }

    /// How many patterns there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The literals of the pattern at a place, from 0.
    pub fn literals(&self, place: usize) -> impl Iterator<Item = &str> + use<'_> {
        let pattern = self.stand(place);
        pattern.parts.iter().filter_map(move |part| pattern.literal(*part))
    }

    /// Whether the pattern at a place matches the whole of `text`, as `WildcardPattern::matches` says.
    pub fn matches(&self, place: usize, text: &str, case: Case) -> bool {
        self.matches_watched(place, text, case, |_| {})
    }

    /// The same, and tells `look` of each comparison and each search.
    pub fn matches_watched(
        &self,
        place: usize,
        text: &str,
        case: Case,
        look: impl FnMut(Look<'_>),
    ) -> bool {
        matches_parts(self.stand(place), text, case, look)
    }

    fn stand(&self, place: usize) -> Stand<'_> {
        let start = if place == 0 { 0 } else { self.ends[place - 1] };
        Stand { text: &self.text, parts: &self.parts[start..self.ends[place]] }
    }
}

impl<'l> Stand<'l> {
    fn literal(self, part: Stored) -> Option<&'l str> {
        if let Stored::Literal(start, end) = part {
            self.text.get(start as usize..end as usize)
        } else {
            None
        }
    }
}

impl Parts for Stand<'_> {
    fn count(&self) -> usize {
        self.parts.len()
    }

    #[inline]
    fn part(&self, place: usize) -> Option<Part<'_>> {
        let part = *self.parts.get(place)?;
        Some(match part {
            Stored::Literal(..) => Part::Literal(self.literal(part)?),
            Stored::One => Part::One,
            Stored::Run => Part::Run,
        })
    }
}
