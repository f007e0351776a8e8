//! Wildcard patterns of which a value must match one.

use std::sync::{Arc, OnceLock};

use eql_functions::Case;
use eql_functions::wildcard::Look;

use crate::literal::Literal;
use crate::literal_set::LiteralSet;
use crate::meter::Meter;
use crate::patterns::Patterns;

/// So many patterns are tried one after the other.
const FEW: usize = 4;

/// A list of patterns, made to be asked for one value after the other without memory.
///
/// In a long list each pattern is tried only where a literal that it has stands in the value.
#[derive(Debug)]
pub(crate) struct PatternSet {
    all: Arc<Patterns>,
    /// Which of all patterns are in the list.
    numbers: Vec<u32>,
    /// Those that have no literal to look for.
    bare: Vec<u32>,
    /// Those of them that have a character beyond ASCII, which nearly no value has.
    foreign: Vec<u32>,
    /// Made when a value is asked of a long list, or before.
    finder: OnceLock<Box<Finder>>,
    case: Case,
}

/// What finds the literals of a long list.
#[derive(Debug)]
struct Finder {
    literals: LiteralSet,
    /// By literal: the pattern that has it.
    patterns: Vec<u32>,
}

impl PatternSet {
    /// Of these patterns.
    pub(crate) fn new(all: &Arc<Patterns>, numbers: Vec<u32>, case: Case) -> Self {
        let without = numbers.iter().copied().filter(|number| !all.has_literal(*number));
        let (bare, foreign) = without.partition(|number| all.is_ascii(*number));
        Self { all: Arc::clone(all), numbers, bare, foreign, finder: OnceLock::new(), case }
    }

    /// The literal of each pattern that has one, with the place of the pattern.
    pub(crate) fn literals(&self) -> impl Iterator<Item = (u32, Literal<'_>)> {
        let literal = |number: &u32| self.all.literal(*number);
        (0..).zip(self.numbers.iter().map(literal)).filter_map(|(place, one)| Some((place, one?)))
    }

    /// Whether every pattern has a literal.
    pub(crate) fn has_all_literals(&self) -> bool {
        self.bare.is_empty() && self.foreign.is_empty()
    }

    /// Whether it has so many patterns that they are not tried one after the other.
    pub(crate) fn is_long(&self) -> bool {
        self.numbers.len() > FEW
    }

    /// Whether the text matches the pattern at a place.
    pub(crate) fn matches_at(&self, place: usize, text: &str, meter: &mut impl Meter) -> bool {
        self.numbers.get(place).is_some_and(|number| self.matches_one(*number, text, meter))
    }

    fn matches_one(&self, number: u32, text: &str, meter: &mut impl Meter) -> bool {
        let watch = |look: Look<'_>| meter.scanned(|| look.bytes(self.case));
        self.all.matches(number, text, self.case, watch)
    }

    /// Whether the text matches one of the patterns. A look for literals scans all of the text.
    pub(crate) fn matches(&self, text: &str, meter: &mut impl Meter) -> bool {
        if !self.is_long() {
            return self.numbers.iter().any(|number| self.matches_one(*number, text, meter));
        }
        meter.scanned(|| text.len());
        let Finder { literals, patterns } = self.finder();
        let foreign = if text.is_ascii() { &[] } else { self.foreign.as_slice() };
        let mut bare = self.bare.iter().chain(foreign);
        bare.any(|number| self.matches_one(*number, text, meter))
            || literals.any(text.as_bytes(), |at| self.matches_one(patterns[at], text, meter))
    }

    /// Makes what is needed to ask for values, so that no value has to wait for it.
    pub(crate) fn prepare(&self) {
        if self.is_long() {
            self.finder();
        }
    }

    fn finder(&self) -> &Finder {
        self.finder.get_or_init(|| {
            let with = |number: &u32| Some((*number, self.all.literal(*number)?.text.as_bytes()));
            let (patterns, literals): (Vec<_>, Vec<_>) =
                self.numbers.iter().filter_map(with).unzip();
            Finder { literals: LiteralSet::new(literals.into_iter()), patterns }.into()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meter::Unmetered;
    use eql_functions::wildcard::WildcardPattern;
    use event::{FieldType, Source};
    use pack::{ConstId, Constant, Field, FieldId, FieldTest, Predicate, Program, Test};
    use proptest::prelude::*;

    /// A backslash takes the next character literally.
    fn set(patterns: &[String], case: Case) -> PatternSet {
        let ids: Vec<_> = (0..).map(ConstId).take(patterns.len()).collect();
        let test = Test::Field(FieldId(0), FieldTest::Like(ids.clone(), case));
        let path = "a".to_owned();
        let program = Program {
            fields: vec![Field { source: Source::Event, path, field_type: FieldType::Keyword }],
            constants: patterns.iter().map(|one| Constant::Text(one.as_str().into())).collect(),
            predicates: vec![Predicate { test, source: "".into() }],
            ..Program::default()
        };
        let all = Patterns::new(&program);
        let numbers = ids.into_iter().map(|id| all.number(id)).collect();
        PatternSet::new(&Arc::new(all), numbers, case)
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
