//! A text that some expressions take and others refuse, or the proof that there is none.
//!
//! All of them together are one expression, and its derivatives are the states of a search: cheapest text first, with
//! the least count of characters that must still follow as the estimate. The search is bounded; where it ends for want
//! of states there is no such text.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use super::ast::Ast;
use super::automaton::{Alphabet, Expressions, Id, Kind};
use super::error::RegexError;
use crate::Case;

/// The most that is kept of what is left to match on the way.
const LARGEST: usize = 120_000;

/// An expression and whether the text must match it.
#[derive(Clone, Debug)]
pub struct Part {
    /// The expression.
    pub ast: Ast,
    /// Whether letter case counts.
    pub case: Case,
    /// Whether it must match or must not.
    pub matches: bool,
}

/// What a search found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Witness {
    /// This text.
    Text(String),
    /// There is no such text.
    None,
    /// Nothing within the bounds.
    GaveUp,
}

/// Looks for a text that all parts agree with. It takes the characters of `favourites` where they will do, the first
/// ones rather than the last, and ends after so many steps of one character each.
pub fn witness(parts: &[Part], favourites: &str, steps: usize) -> Witness {
    search(parts, favourites, steps).unwrap_or(Witness::GaveUp)
}

fn search(parts: &[Part], favourites: &str, steps: usize) -> Result<Witness, RegexError> {
    let alphabet = Alphabet::of_all(parts.iter().map(|part| (&part.ast, part.case)))?;
    let letters = letters(&alphabet, favourites);
    let mut expressions = Expressions::new(&alphabet);
    let all: Result<Vec<Id>, RegexError> = parts
        .iter()
        .map(|part| {
            let id = expressions.build(&part.ast, part.case)?;
            if part.matches { Ok(id) } else { expressions.not(id) }
        })
        .collect();
    let start = expressions.intersection(all?)?;
    Search { expressions, letters, steps }.run(start)
}

/// A character for each kind, with its price.
fn letters(alphabet: &Alphabet, favourites: &str) -> Vec<(Kind, char, u32)> {
    let mut best: BTreeMap<Kind, (char, u32)> = BTreeMap::new();
    for (price, character) in (10..).zip(favourites.chars()) {
        best.entry(alphabet.kind(character)).or_insert((character, price));
    }
    for (kind, example) in alphabet.examples() {
        best.entry(kind).or_insert((example, 400));
    }
    best.into_iter().map(|(kind, (character, price))| (kind, character, price)).collect()
}

struct Search<'a> {
    expressions: Expressions<'a>,
    letters: Vec<(Kind, char, u32)>,
    steps: usize,
}

/// How a state was reached: from which and by which character.
type Trail = BTreeMap<Id, (u32, Option<(Id, char)>)>;

impl Search<'_> {
    fn run(mut self, start: Id) -> Result<Witness, RegexError> {
        let mut trail: Trail = BTreeMap::from([(start, (0, None))]);
        let mut open = BinaryHeap::from([Reverse((0, 0, start))]);
        while let Some(Reverse((_, price, state))) = open.pop() {
            if self.expressions.is_nullable(state) {
                return Ok(Witness::Text(text(&trail, state)));
            }
            if trail.get(&state).is_some_and(|&(known, _)| known < price) {
                continue;
            }
            for (kind, character, letter) in self.letters.clone() {
                if self.steps == 0 || self.expressions.size() > LARGEST {
                    return Ok(Witness::GaveUp);
                }
                self.steps -= 1;
                let next = self.expressions.derivative(state, kind)?;
                let Some(left) = self.expressions.least(next) else { continue };
                let price = price + letter;
                if trail.get(&next).is_none_or(|&(known, _)| price < known) {
                    trail.insert(next, (price, Some((state, character))));
                    open.push(Reverse((
                        price.saturating_add(left.saturating_mul(40)),
                        price,
                        next,
                    )));
                }
            }
        }
        Ok(Witness::None)
    }
}

fn text(trail: &Trail, end: Id) -> String {
    let mut characters = Vec::new();
    let mut state = end;
    while let Some((before, character)) = trail.get(&state).and_then(|&(_, step)| step) {
        characters.push(character);
        state = before;
    }
    characters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regex::parse;

    fn found(parts: &[(&str, bool)]) -> Witness {
        let parts: Vec<_> = parts
            .iter()
            .map(|&(text, matches)| Part {
                ast: parse(text).unwrap(),
                case: Case::Insensitive,
                matches,
            })
            .collect();
        witness(&parts, "abcdefghijklmnopqrstuvwxyz0123456789", 20_000)
    }

    #[test]
    fn texts_are_found_in_the_middle_of_many_demands() {
        let text = |parts: &[(&str, bool)]| {
            let found = found(parts);
            if let Witness::Text(text) = found { text } else { format!("{found:?}") }
        };
        assert_eq!(text(&[(".*b.*", true), (".*a.*", true)]), "ab");
        assert_eq!(text(&[("[a-c]{2}", true), ("a.*", false), (".*a", false)]), "bb");
        assert_eq!(text(&[("~(a*)", true)]), "b");
        assert_eq!(text(&[("<8-12>&..", true), ("1[01]", false)]), "12");
    }

    #[test]
    fn what_cannot_be_is_proved() {
        assert_eq!(found(&[("cmd|sh", true), ("c.*", false), ("S.", false)]), Witness::None);
        assert_eq!(found(&[("a.*", true), ("[^A].*", true)]), Witness::None);
    }

    #[test]
    fn a_search_ends() {
        let parts = [(".*a.{9}", true), (".*b.{10}", true), (".*c.{11}", false), ("(..)*", true)];
        let parts = parts.map(|(text, matches)| Part {
            ast: parse(text).unwrap(),
            case: Case::Sensitive,
            matches,
        });
        assert_ne!(witness(&parts, "xyz", 500), Witness::None);
    }
}
