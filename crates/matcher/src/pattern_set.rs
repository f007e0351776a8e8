//! Wildcard patterns of which a value must match one.

use eql_functions::Case;
use eql_functions::wildcard::WildcardPattern;

use crate::literal::Literal;
use crate::literal_set::LiteralSet;

/// So many patterns are tried one after the other.
const FEW: usize = 4;

/// A list of patterns, made to be asked for one value after the other without memory.
///
/// In a long list each pattern is tried only where a literal that it has stands in the value.
#[derive(Debug)]
pub(crate) struct PatternSet {
    /// In a long list first those with a literal, in the order of `literals`.
    patterns: Vec<WildcardPattern>,
    case: Case,
    /// None of a short list.
    literals: Option<LiteralSet>,
    /// How many patterns have no literal and are always tried; they are the last ones.
    always: usize,
}

impl PatternSet {
    pub(crate) fn new(patterns: Vec<WildcardPattern>, case: Case) -> Self {
        if patterns.len() <= FEW {
            return Self { always: patterns.len(), patterns, case, literals: None };
        }
        let (mut patterns, others): (Vec<_>, Vec<_>) =
            patterns.into_iter().partition(|pattern| Literal::of_pattern(pattern).is_some());
        let literals = patterns.iter().filter_map(Literal::of_pattern);
        let literals = Some(LiteralSet::new(literals.map(|literal| literal.text)));
        let always = others.len();
        patterns.extend(others);
        Self { patterns, case, literals, always }
    }

    /// The patterns, in no order that means something.
    pub(crate) fn patterns(&self) -> &[WildcardPattern] {
        &self.patterns
    }

    /// Whether the text matches one of them.
    pub(crate) fn matches(&self, text: &str) -> bool {
        let matches = |pattern: &WildcardPattern| pattern.matches(text, self.case);
        self.patterns[self.patterns.len() - self.always..].iter().any(matches)
            || self.literals.as_ref().is_some_and(|literals| {
                literals.any(text.as_bytes(), |place| matches(&self.patterns[place]))
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn set(patterns: &[String], case: Case) -> PatternSet {
        PatternSet::new(patterns.iter().map(|text| WildcardPattern::parse(text)).collect(), case)
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
            prop_assert_eq!(set(&patterns, case).matches(&text), patterns.iter().any(one));
        }
    }
}
