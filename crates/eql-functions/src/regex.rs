//! Regular expressions: Lucene's for fields, Java's for scripts (spec 9.5).
//!
//! `parse` reads Lucene's syntax into an `Ast`. An expression without `~` and `&` goes to `regex-automata`
//! (`translate`), one with them to an automaton of our own (`automaton`). `ScriptedRegex` reads Java's syntax.
//! Both match whole values, in time linear in the value.
//!
//! One oddity of Lucene is not followed: an expression that matches nothing, repeated (`#*`), matches the empty
//! text here and nothing there.

mod ast;
mod automaton;
mod compile;
mod error;
mod interval;
mod limits;
mod parse;
mod scripted;
mod translate;
mod witness;

pub use ast::{Ast, Class, ClassItem, Interval, Shorthand};
pub use error::RegexError;
pub use parse::parse;
pub use scripted::ScriptedRegex;
pub use translate::to_hir;
pub use witness::{Part, Witness, witness};

use automaton::Automaton;
use compile::WholeValue;

use crate::Case;

/// A Lucene regular expression, ready to match: `regex` and `regex~` on a field.
#[derive(Clone, Debug)]
pub struct LuceneRegex {
    ast: Ast,
    engine: Engine,
}

#[derive(Clone, Debug)]
enum Engine {
    Ordinary(WholeValue),
    Complement(Automaton),
}

impl LuceneRegex {
    /// Compiles an expression. Without case, ASCII letters fold, but not in the ranges of a class: `[a-c]`
    /// never takes `B`.
    ///
    /// # Errors
    /// `Syntax` where it cannot be read, `TooLarge` beyond a limit of nesting or size.
    pub fn new(text: &str, case: Case) -> Result<Self, RegexError> {
        let ast = parse(text)?;
        let engine = match to_hir(&ast, case) {
            Some(hir) => Engine::Ordinary(compile::compile(hir)?),
            None => Engine::Complement(Automaton::new(&ast, case)?),
        };
        Ok(Self { ast, engine })
    }

    /// Whether it matches the whole of `text`.
    pub fn is_match(&self, text: &str) -> bool {
        match &self.engine {
            Engine::Ordinary(regex) => regex.is_match(text),
            Engine::Complement(automaton) => automaton.is_match(text),
        }
    }

    /// The tree, for whoever derives tests from it.
    pub fn ast(&self) -> &Ast {
        &self.ast
    }
}
