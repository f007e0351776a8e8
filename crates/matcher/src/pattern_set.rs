//! Wildcard patterns of which a value must match one.

use std::sync::OnceLock;

use eql_functions::Case;
use eql_functions::wildcard::{Look, WildcardList};

use crate::literal::Literal;
use crate::literal_set::LiteralSet;
use crate::meter::Meter;

/// So many patterns are tried one after the other.
const FEW: usize = 4;

/// A list of patterns, made to be asked for one value after the other without memory.
///
/// In a long list each pattern is tried only where a literal that it has stands in the value.
#[derive(Debug)]
pub(crate) struct PatternSet {
    patterns: WildcardList,
    /// Which literal each pattern has that it is looked for by, and how much it tells.
    literals: Vec<Place>,
    /// The patterns that have none.
    bare: Vec<u32>,
    /// Those of them that have a character beyond ASCII, which nearly no value has.
    foreign: Vec<u32>,
    /// What finds the literals of a long list; made with the memory of the first thread, or when a value asks for it.
    finder: OnceLock<Box<LiteralSet>>,
    case: Case,
}

/// Where the literal of a pattern is, and how much it tells.
#[derive(Clone, Copy, Debug)]
struct Place {
    pattern: u32,
    /// Which of its literals.
    literal: u32,
    weight: usize,
}

impl PatternSet {
    /// Of the Lucene texts of patterns.
    pub(crate) fn new<'t>(texts: impl Iterator<Item = &'t str>, case: Case) -> Self {
        let mut patterns = WildcardList::default();
        texts.for_each(|text| patterns.push_lucene(text));
        let mut literals = Vec::with_capacity(patterns.len());
        let (mut bare, mut foreign) = (Vec::new(), Vec::new());
        for (pattern, place) in (0..).zip(0..patterns.len()) {
            match Place::best(pattern, patterns.literals(place)) {
                Some(place) => literals.push(place),
                None if patterns.literals(place).all(str::is_ascii) => bare.push(pattern),
                None => foreign.push(pattern),
            }
        }
        Self { patterns, literals, bare, foreign, finder: OnceLock::new(), case }
    }

    /// The literal of each pattern that has one, with the place of the pattern.
    pub(crate) fn literals(&self) -> impl Iterator<Item = (u32, Literal<'_>)> {
        self.literals.iter().filter_map(|place| {
            let mut literals = self.patterns.literals(place.pattern as usize);
            let text = literals.nth(place.literal as usize)?;
            Some((place.pattern, Literal { text, weight: place.weight }))
        })
    }

    /// Whether every pattern has a literal.
    pub(crate) fn has_all_literals(&self) -> bool {
        self.bare.is_empty() && self.foreign.is_empty()
    }

    /// Whether it has so many patterns that they are not tried one after the other.
    pub(crate) fn is_long(&self) -> bool {
        self.patterns.len() > FEW
    }

    /// Whether the text matches the pattern at a place.
    pub(crate) fn matches_at(&self, place: usize, text: &str, meter: &mut impl Meter) -> bool {
        let watch = |look: Look<'_>| meter.scanned(|| look.bytes(self.case));
        self.patterns.matches_watched(place, text, self.case, watch)
    }

    /// Whether the text matches one of the patterns. A look for literals scans all of the text.
    pub(crate) fn matches(&self, text: &str, meter: &mut impl Meter) -> bool {
        if !self.is_long() {
            return (0..self.patterns.len()).any(|place| self.matches_at(place, text, meter));
        }
        meter.scanned(|| text.len());
        let finder = self.finder();
        let foreign = if text.is_ascii() { &[] } else { self.foreign.as_slice() };
        let mut bare = self.bare.iter().chain(foreign);
        bare.any(|&place| self.matches_at(place as usize, text, meter))
            || finder.any(text.as_bytes(), |at| {
                self.matches_at(self.literals[at].pattern as usize, text, meter)
            })
    }

    /// Makes what is needed to ask for values, so that no value has to wait for it.
    pub(crate) fn prepare(&self) {
        if self.is_long() {
            self.finder();
        }
    }

    fn finder(&self) -> &LiteralSet {
        let literals = || self.literals().map(|(_, literal)| literal.text.as_bytes());
        self.finder.get_or_init(|| LiteralSet::new(literals()).into())
    }
}

impl Place {
    /// The place of the literal that tells most.
    fn best<'l>(pattern: u32, literals: impl Iterator<Item = &'l str>) -> Option<Self> {
        let places = (0..).zip(literals).filter_map(|(literal, text)| {
            let weight = Literal::of_text(text)?.weight;
            Some(Self { pattern, literal, weight })
        });
        places.reduce(|best, other| if other.weight > best.weight { other } else { best })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meter::Unmetered;
    use eql_functions::wildcard::WildcardPattern;
    use proptest::prelude::*;

    /// A backslash takes the next character literally.
    fn set(patterns: &[String], case: Case) -> PatternSet {
        PatternSet::new(patterns.iter().map(String::as_str), case)
    }

    #[test]
    fn the_rarest_literal_of_a_pattern_is_chosen() {
        let patterns = [r"C:\\Windows\\System32\\*\\evil.DLL", "*mimi*katz-dump*", "*ab*?c*"];
        let set = set(&patterns.map(str::to_owned), Case::Sensitive);
        let literals: Vec<_> = set.literals().map(|(_, literal)| literal.text).collect();
        assert_eq!(literals, ["\\evil.DLL", "katz-dump"]);
        assert!(!set.has_all_literals());
    }

    proptest! {
        #[test]
        fn a_value_matches_a_set_where_it_matches_a_pattern_of_it(
            patterns in prop::collection::vec("[ab\\*\\?.Xé]{0,8}", 0..12),
            text in "[aAb.xXé]{0,20}",
            sensitive in any::<bool>(),
        ) {
            let case = if sensitive { Case::Sensitive } else { Case::Insensitive };
            let one = |pattern: &String| WildcardPattern::parse_lucene(pattern).matches(&text, case);
            prop_assert_eq!(set(&patterns, case).matches(&text, &mut Unmetered), patterns.iter().any(one));
        }
    }
}
