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

use std::sync::OnceLock;

use automaton::Automaton;
use compile::WholeValue;
use regex_syntax::hir::Hir;

use crate::Case;

/// A Lucene regular expression, ready to match: `regex` and `regex~` on a field.
#[derive(Clone, Debug)]
pub struct LuceneRegex {
    ast: Ast,
    case: Case,
    /// Made when a value is first matched, where it is known that it can be: most expressions of a pack are never asked.
    engine: OnceLock<Engine>,
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
        let engine = if translate::is_small(&ast) {
            OnceLock::new()
        } else if let Some(hir) = to_hir(&ast, case) {
            Engine::Ordinary(compile::compile(hir)?).into()
        } else {
            Engine::Complement(Automaton::new(&ast, case)?).into()
        };
        Ok(Self { ast, case, engine })
    }

    /// Whether it matches the whole of `text`.
    pub fn is_match(&self, text: &str) -> bool {
        let small = || {
            let hir = to_hir(&self.ast, self.case).unwrap_or_else(Hir::fail); // it has no `~` and `&`
            Engine::Ordinary(compile::compile_small(hir))
        };
        match self.engine.get_or_init(small) {
            Engine::Ordinary(regex) => regex.is_match(text),
            Engine::Complement(automaton) => automaton.is_match(text),
        }
    }

    /// Roughly the memory that it took to compile it, in bytes; nothing of one that is small, which is compiled later.
    pub fn compiled_bytes(&self) -> usize {
        match self.engine.get() {
            None => 0,
            Some(Engine::Ordinary(regex)) => regex.compiled_bytes(),
            Some(Engine::Complement(automaton)) => automaton.bytes(),
        }
    }

    /// The tree, for whoever derives tests from it.
    pub fn ast(&self) -> &Ast {
        &self.ast
    }
}
