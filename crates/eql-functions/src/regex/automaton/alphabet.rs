//! Kinds of character: two characters are of one kind where no part of an expression tells them apart.

use std::collections::{BTreeMap, BTreeSet};

use regex_syntax::hir::ClassUnicode;

use crate::Case;
use crate::regex::ast::Ast;
use crate::regex::error::RegexError;
use crate::regex::translate::{class_set, push_char};
use crate::regex::{interval, limits};

/// The number of a kind, from 0.
pub(in crate::regex) type Kind = u16;

/// A set of characters: first and last of each range, in order.
type Ranges = Vec<(char, char)>;

/// Which kind each character is of.
#[derive(Clone, Debug)]
pub(in crate::regex) struct Alphabet {
    /// The first character of each stretch of one kind, in order; the first is U+0000.
    starts: Vec<(char, Kind)>,
    /// The kinds of the ASCII characters, to save the search.
    ascii: Vec<Kind>,
    /// One character of each kind.
    examples: Vec<char>,
}

impl Alphabet {
    /// The kinds that the expression tells apart.
    pub(super) fn of(ast: &Ast, case: Case) -> Result<Self, RegexError> {
        Self::of_all([(ast, case)])
    }

    /// The kinds that some of the expressions tells apart.
    pub(in crate::regex) fn of_all<'e>(
        expressions: impl IntoIterator<Item = (&'e Ast, Case)>,
    ) -> Result<Self, RegexError> {
        let mut sets = BTreeSet::new();
        expressions.into_iter().try_for_each(|(ast, case)| collect(ast, case, &mut sets))?;
        let mut kinds: BTreeMap<Vec<bool>, Kind> = BTreeMap::new();
        let mut alphabet = Self { starts: Vec::new(), ascii: Vec::new(), examples: Vec::new() };
        for start in boundaries(&sets) {
            let member = sets.iter().map(|set| contains(set, start)).collect();
            let new = Kind::try_from(kinds.len()).unwrap_or(Kind::MAX);
            let kind = *kinds.entry(member).or_insert(new);
            if usize::from(kind) == alphabet.examples.len() {
                alphabet.examples.push(start);
            }
            alphabet.starts.push((start, kind));
        }
        alphabet.ascii = (0..128u8).map(|byte| alphabet.search(char::from(byte))).collect();
        Ok(alphabet)
    }

    /// How many kinds there are; at least one.
    pub(super) fn kinds(&self) -> usize {
        self.examples.len()
    }

    /// Every kind with one of its characters.
    pub(in crate::regex) fn examples(&self) -> impl Iterator<Item = (Kind, char)> {
        (0..).zip(self.examples.iter().copied())
    }

    /// The kind of a character.
    pub(in crate::regex) fn kind(&self, character: char) -> Kind {
        let ascii = self.ascii.get(character as usize);
        ascii.copied().unwrap_or_else(|| self.search(character))
    }

    fn search(&self, character: char) -> Kind {
        let behind = self.starts.partition_point(|&(start, _)| start <= character);
        self.starts.get(behind.wrapping_sub(1)).map_or(0, |&(_, kind)| kind)
    }

    /// The kinds that a set of the expression has, in order.
    pub(super) fn kinds_of(&self, set: &ClassUnicode) -> Vec<Kind> {
        let ranges = ranges(set);
        let kinds = (0..).zip(&self.examples);
        kinds.filter(|(_, example)| contains(&ranges, **example)).map(|(kind, _)| kind).collect()
    }

    /// Every kind, in order.
    pub(super) fn all(&self) -> Vec<Kind> {
        (0..).zip(&self.examples).map(|(kind, _)| kind).collect()
    }
}

fn ranges(set: &ClassUnicode) -> Ranges {
    set.iter().map(|range| (range.start(), range.end())).collect()
}

fn contains(ranges: &Ranges, character: char) -> bool {
    let behind = ranges.partition_point(|&(first, _)| first <= character);
    behind
        .checked_sub(1)
        .is_some_and(|at| ranges.get(at).is_some_and(|&(_, last)| character <= last))
}

/// Where a range starts, and behind its end.
fn boundaries(sets: &BTreeSet<Ranges>) -> BTreeSet<char> {
    let edges = sets.iter().flatten().flat_map(|&(first, last)| [Some(first), successor(last)]);
    edges.flatten().chain(['\0']).collect()
}

/// The next character, over the gap of the surrogates.
fn successor(character: char) -> Option<char> {
    (character..=char::MAX).nth(1)
}

/// The set of a character, by the rule of literals.
pub(super) fn char_set(character: char, case: Case) -> ClassUnicode {
    let mut set = ClassUnicode::empty();
    push_char(&mut set, character, case);
    set
}

fn collect(ast: &Ast, case: Case, sets: &mut BTreeSet<Ranges>) -> Result<(), RegexError> {
    match ast {
        Ast::Empty | Ast::AnyChar | Ast::AnyString | Ast::Nothing => {}
        Ast::Literal(text) => sets.extend(text.chars().map(|c| ranges(&char_set(c, case)))),
        Ast::Class(class) => {
            sets.insert(ranges(&class_set(class, case)));
        }
        Ast::Interval(numbers) => collect(&interval::expand(numbers), case, sets)?,
        Ast::Repeat { item, .. } | Ast::Complement(item) => collect(item, case, sets)?,
        Ast::Concat(items) | Ast::Union(items) | Ast::Intersection(items) => {
            items.iter().try_for_each(|item| collect(item, case, sets))?;
        }
    }
    if sets.len() > limits::SETS {
        let limit = limits::SETS;
        return Err(RegexError::too_large(format!(
            "with `~` or `&` it has more than {limit} character sets"
        )));
    }
    Ok(())
}
