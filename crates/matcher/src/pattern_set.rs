//! Wildcard patterns of which a value must match one.

use eql_functions::Case;
use eql_functions::wildcard::{Look, WildcardPattern};

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
    /// First those with a literal.
    patterns: Vec<WildcardPattern>,
    /// The literal of each pattern that has one.
    literals: Vec<Place>,
    /// What finds the literals; none of a short list.
    finder: Option<LiteralSet>,
    case: Case,
}

/// Where the literal of a pattern is, and how much it tells.
#[derive(Clone, Copy, Debug)]
struct Place {
    segment: usize,
    weight: usize,
}

impl PatternSet {
    pub(crate) fn new(patterns: Vec<WildcardPattern>, case: Case) -> Self {
        let places: Vec<_> = patterns.iter().map(Place::of_literal).collect();
        let (mut with, mut without) = (Vec::with_capacity(patterns.len()), Vec::new());
        for (pattern, place) in patterns.into_iter().zip(&places) {
            if place.is_some() { with.push(pattern) } else { without.push(pattern) }
        }
        with.append(&mut without);
        let literals = places.into_iter().flatten().collect();
        let mut set = Self { patterns: with, literals, finder: None, case };
        if set.patterns.len() > FEW {
            set.finder = Some(LiteralSet::new(set.literals().map(|literal| literal.text)));
        }
        set
    }

    /// The literal of each pattern that has one.
    pub(crate) fn literals(&self) -> impl Iterator<Item = Literal<'_>> {
        self.patterns.iter().zip(&self.literals).filter_map(|(pattern, place)| {
            let text = pattern.segments()[place.segment].literal()?;
            Some(Literal { text, weight: place.weight })
        })
    }

    /// Whether every pattern has a literal.
    pub(crate) fn has_all_literals(&self) -> bool {
        self.literals.len() == self.patterns.len()
    }

    /// Whether it has so many patterns that they are not tried one after the other.
    pub(crate) fn is_long(&self) -> bool {
        self.finder.is_some()
    }

    /// Whether the text matches the pattern at a place; those with a literal have the first ones, in the order of
    /// `literals`.
    pub(crate) fn matches_at(&self, place: usize, text: &str, meter: &mut impl Meter) -> bool {
        let watch = |look: Look<'_>| meter.scanned(|| look.bytes(self.case));
        self.patterns[place].matches_watched(text, self.case, watch)
    }

    /// Whether the text matches one of the patterns. A look for literals scans all of the text.
    pub(crate) fn matches(&self, text: &str, meter: &mut impl Meter) -> bool {
        let Some(finder) = &self.finder else {
            return (0..self.patterns.len()).any(|place| self.matches_at(place, text, meter));
        };
        meter.scanned(|| text.len());
        (self.literals.len()..self.patterns.len()).any(|place| self.matches_at(place, text, meter))
            || finder.any(text.as_bytes(), |place| self.matches_at(place, text, meter))
    }
}

impl Place {
    fn of_literal(pattern: &WildcardPattern) -> Option<Self> {
        let literals =
            pattern.segments().iter().map(|segment| Literal::of_text(segment.literal()?));
        let places = literals
            .enumerate()
            .filter_map(|(segment, literal)| Some(Self { segment, weight: literal?.weight }));
        places.reduce(|best, other| if other.weight > best.weight { other } else { best })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meter::Unmetered;
    use proptest::prelude::*;

    fn set(patterns: &[String], case: Case) -> PatternSet {
        PatternSet::new(patterns.iter().map(|text| WildcardPattern::parse(text)).collect(), case)
    }

    #[test]
    fn the_rarest_literal_of_a_pattern_is_chosen() {
        let patterns = ["C:\\Windows\\System32\\*\\evil.DLL", "*mimi*katz-dump*", "*ab*?c*"];
        let set = set(&patterns.map(str::to_owned), Case::Sensitive);
        let literals: Vec<_> = set.literals().map(|literal| literal.text).collect();
        assert_eq!(literals, ["\\evil.DLL", "katz-dump"]);
        assert!(!set.has_all_literals());
    }

    proptest! {
        #[test]
        fn a_value_matches_a_set_where_it_matches_a_pattern_of_it(
            patterns in prop::collection::vec("[ab\\*\\?.X]{0,8}", 0..12),
            text in "[aAb.xX]{0,20}",
            sensitive in any::<bool>(),
        ) {
            let case = if sensitive { Case::Sensitive } else { Case::Insensitive };
            let one = |pattern: &String| WildcardPattern::parse(pattern).matches(&text, case);
            prop_assert_eq!(set(&patterns, case).matches(&text, &mut Unmetered), patterns.iter().any(one));
        }
    }
}
