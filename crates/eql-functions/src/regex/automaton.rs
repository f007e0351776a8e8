//! A deterministic automaton over characters: what runs expressions with `~` and `&`.
//!
//! States are expressions; the state behind a character is the derivative of the expression by it: what must
//! still follow. Complement and intersection need nothing special that way. Characters that no part of the
//! expression tells apart are one kind, so the table is small.

mod alphabet;
mod expressions;

use std::collections::BTreeMap;

use super::ast::Ast;
use super::error::RegexError;
use super::limits;
use crate::Case;
pub(super) use alphabet::{Alphabet, Kind};
pub(super) use expressions::{Expressions, Id};

/// A table of states. Matching takes one step for each character and no memory.
#[derive(Clone, Debug)]
pub(super) struct Automaton {
    alphabet: Alphabet,
    /// The next state, by state and kind of character.
    next: Vec<u32>,
    states: Vec<State>,
}

#[derive(Clone, Copy, Debug)]
struct State {
    accepting: bool,
    /// No character leads out of it.
    last: bool,
}

impl Automaton {
    /// Builds the table.
    pub(super) fn new(ast: &Ast, case: Case) -> Result<Self, RegexError> {
        let alphabet = Alphabet::of(ast, case)?;
        let mut expressions = Expressions::new(&alphabet);
        let start = expressions.build(ast, case)?;
        let (next, ids) = explore(&mut expressions, start, alphabet.kinds())?;
        let states = ids.iter().zip(next.chunks(alphabet.kinds())).enumerate();
        let states = states.map(|(index, (&id, row))| State {
            accepting: expressions.is_nullable(id),
            last: row.iter().all(|&next| next as usize == index),
        });
        Ok(Self { states: states.collect(), next, alphabet })
    }

    /// The memory of its table.
    pub(super) fn bytes(&self) -> usize {
        size_of_val(self.next.as_slice()) + size_of_val(self.states.as_slice())
    }

    /// Whether it takes the whole of `text`.
    pub(super) fn is_match(&self, text: &str) -> bool {
        let mut state = 0;
        for character in text.chars() {
            if self.states[state].last {
                break;
            }
            let kind = usize::from(self.alphabet.kind(character));
            state = self.next[state * self.alphabet.kinds() + kind] as usize;
        }
        self.states[state].accepting
    }
}

/// Finds every state that can be reached, the start first, and the state behind each kind of character.
fn explore(
    expressions: &mut Expressions<'_>,
    start: Id,
    kinds: usize,
) -> Result<(Vec<u32>, Vec<Id>), RegexError> {
    let mut found = vec![start];
    let mut numbers = BTreeMap::from([(start, 0)]);
    let mut next = Vec::new();
    let mut state = 0;
    while let Some(&id) = found.get(state) {
        for kind in 0..kinds {
            let kind = Kind::try_from(kind).unwrap_or(Kind::MAX);
            let behind = expressions.derivative(id, kind)?;
            next.push(*numbers.entry(behind).or_insert_with(|| {
                found.push(behind);
                u32::try_from(found.len() - 1).unwrap_or(u32::MAX)
            }));
        }
        check_size(found.len(), next.len())?;
        state += 1;
    }
    Ok((next, found))
}

fn check_size(states: usize, transitions: usize) -> Result<(), RegexError> {
    if states > limits::STATES || transitions > limits::TRANSITIONS {
        return Err(RegexError::too_large(format!(
            "with `~` or `&` it needs more than {} states or {} transitions",
            limits::STATES,
            limits::TRANSITIONS
        )));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regex::parse;

    fn takes(pattern: &str, text: &str) -> bool {
        Automaton::new(&parse(pattern).unwrap(), Case::Sensitive).unwrap().is_match(text)
    }

    #[test]
    fn complement_and_intersection() {
        for (pattern, yes, no) in [
            ("~(abc)", "ab", "abc"),
            ("~abc", "xbc", "abc"),
            ("a~bc", "axxc", "abc"),
            ("@&~(.*é.*)", "a\nb", "caféx"),
            ("[a-c]+&.{3}", "abc", "ab"),
            ("~~a", "a", "b"),
            ("~#", "", "\u{0}unused"),
            ("(~(a.*)&.*z)+", "bz", "az"),
            ("<7-12>&~(10)", "0011", "10"),
        ] {
            assert!(takes(pattern, yes), "{pattern} takes {yes:?}");
            assert_eq!(takes(pattern, no), pattern == "~#", "{pattern} and {no:?}");
        }
    }

    #[test]
    fn what_needs_too_many_states_is_refused_quickly() {
        let optional = "a?".repeat(2_000);
        for pattern in [
            "~(.*a.{30})",
            "~(a{1000000})",
            "~((a{1000}){1000}b)",
            "(.*a.{12})&(.*b.{13})",
            &format!("~({optional})"),
        ] {
            let automaton = Automaton::new(&parse(pattern).unwrap(), Case::Sensitive);
            assert!(matches!(automaton, Err(RegexError::TooLarge { .. })), "{}", &pattern[..10]);
        }
    }
}
