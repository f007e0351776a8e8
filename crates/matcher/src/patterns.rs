//! The wildcard patterns of a program. Many lists have the same, so each is read once.

use eql_functions::Case;
use eql_functions::wildcard::{Look, WildcardList};
use pack::{ConstId, FieldTest, Program, Test};

use crate::literal::Literal;

/// All patterns, in the order of their first use.
#[derive(Debug, Default)]
pub(crate) struct Patterns {
    list: WildcardList,
    /// By pattern: the literal that it is looked for by.
    best: Vec<Option<Best>>,
    /// By constant: its number among the patterns; `NONE` where it is none.
    numbers: Vec<u32>,
}

/// Of the literals of a pattern the one that tells most.
#[derive(Clone, Copy, Debug)]
struct Best {
    /// Which one.
    literal: u32,
    weight: u32,
}

/// No pattern.
const NONE: u32 = u32::MAX;

impl Patterns {
    /// What the leaves of a program match with.
    pub(crate) fn new(program: &Program) -> Self {
        let mut patterns = Self { numbers: vec![NONE; program.constants.len()], ..Self::default() };
        for predicate in &program.predicates {
            if let Test::Field(_, FieldTest::Like(list, _)) = &predicate.test {
                for id in list {
                    patterns.add(program, *id);
                }
            }
        }
        patterns
    }

    fn add(&mut self, program: &Program, id: ConstId) {
        if self.numbers[id.index()] == NONE {
            let number = self.best.len();
            self.numbers[id.index()] = u32::try_from(number).unwrap_or(NONE);
            self.list.push_lucene(program.text(id));
            self.best.push(Best::of(self.list.literals(number)));
        }
    }

    /// The number of a pattern of a list.
    pub(crate) fn number(&self, id: ConstId) -> u32 {
        self.numbers[id.index()]
    }

    /// The literal that every value of the pattern has, where one is worth looking for.
    pub(crate) fn literal(&self, number: u32) -> Option<Literal<'_>> {
        let Best { literal, weight } = self.best[number as usize]?;
        let text = self.list.literals(number as usize).nth(literal as usize)?;
        Some(Literal { text, weight: weight as usize })
    }

    /// Whether it has such a literal.
    pub(crate) fn has_literal(&self, number: u32) -> bool {
        self.best[number as usize].is_some()
    }

    /// Whether a value that it matches may be ASCII.
    pub(crate) fn is_ascii(&self, number: u32) -> bool {
        self.list.literals(number as usize).all(str::is_ascii)
    }

    /// Whether the whole text matches; tells `look` of each comparison and each search.
    pub(crate) fn matches(
        &self,
        number: u32,
        text: &str,
        case: Case,
        look: impl FnMut(Look<'_>),
    ) -> bool {
        self.list.matches_watched(number as usize, text, case, look)
    }
}

impl Best {
    fn of<'l>(literals: impl Iterator<Item = &'l str>) -> Option<Self> {
        let all = (0..).zip(literals).filter_map(|(literal, text)| {
            let weight = Literal::of_text(text)?.weight;
            Some(Self { literal, weight: u32::try_from(weight).unwrap_or(u32::MAX) })
        });
        all.reduce(|best, other| if other.weight > best.weight { other } else { best })
    }
}
