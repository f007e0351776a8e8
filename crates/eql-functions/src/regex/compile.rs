//! A tree of `regex-syntax`, compiled to match whole values.

use std::sync::{Arc, OnceLock};

use regex_automata::dfa::{Automaton, StartKind, dense};
use regex_automata::meta::{BuildError, Config, Regex};
use regex_automata::nfa::thompson::{self, WhichCaptures};
use regex_automata::{Anchored, Input};
use regex_syntax::hir::{Hir, Look};

use super::error::RegexError;
use super::limits;

/// A compiled expression; clones share it.
#[derive(Clone, Debug)]
pub(super) struct WholeValue(Arc<Parts>);

#[derive(Debug)]
struct Parts {
    tree: Hir,
    /// All states: then a value is matched without memory, and threads share nothing that changes. Made when a value is
    /// first matched, as the other: it takes longer than all the rest, and most expressions of a pack are never asked.
    table: OnceLock<Option<dense::DFA<Vec<u32>>>>,
    /// Makes states as values ask for them, and keeps a bounded number; only where there is no table.
    lazy: OnceLock<Option<Regex>>,
}

impl WholeValue {
    /// Whether it matches the whole of `text`.
    pub(super) fn is_match(&self, text: &str) -> bool {
        let Some(table) = self.table() else {
            return self.lazy().is_some_and(|regex| regex.is_match(text));
        };
        let input = Input::new(text).anchored(Anchored::Yes).earliest(true);
        // A table without bytes that make it give up never fails.
        table.try_search_fwd(&input).is_ok_and(|found| found.is_some())
    }

    /// What was compiled, with the start and the end of the value.
    pub(super) fn tree(&self) -> &Hir {
        &self.0.tree
    }

    /// Roughly the memory of what was compiled so far.
    pub(super) fn compiled_bytes(&self) -> usize {
        self.0.lazy.get().and_then(Option::as_ref).map_or(0, Regex::memory_usage)
    }

    fn table(&self) -> Option<&dense::DFA<Vec<u32>>> {
        self.0.table.get_or_init(|| table(&self.0.tree)).as_ref()
    }

    /// Never `None`: where the tree may be too large, this was made at the start.
    fn lazy(&self) -> Option<&Regex> {
        self.0.lazy.get_or_init(|| lazy(&self.0.tree).ok()).as_ref()
    }
}

/// Compiles the tree between the start and the end of the value.
pub(super) fn compile(hir: Hir) -> Result<WholeValue, RegexError> {
    let whole = compile_small(hir);
    let lazy = lazy(&whole.0.tree)?;
    whole.0.lazy.get_or_init(|| Some(lazy));
    Ok(whole)
}

/// The same for a tree that is not too large for sure.
pub(super) fn compile_small(hir: Hir) -> WholeValue {
    let tree = Hir::concat(vec![Hir::look(Look::Start), hir, Hir::look(Look::End)]);
    WholeValue(Arc::new(Parts { tree, table: OnceLock::new(), lazy: OnceLock::new() }))
}

/// `None` where it would be too large.
fn table(whole: &Hir) -> Option<dense::DFA<Vec<u32>>> {
    let config = thompson::Config::new()
        .nfa_size_limit(Some(limits::TABLE_BYTES))
        .which_captures(WhichCaptures::None);
    let nfa = thompson::Compiler::new().configure(config).build_from_hir(whole).ok()?;
    let config = dense::Config::new()
        .start_kind(StartKind::Anchored)
        .dfa_size_limit(Some(limits::TABLE_BYTES))
        .determinize_size_limit(Some(limits::TABLE_BYTES));
    dense::Builder::new().configure(config).build_from_nfa(&nfa).ok()
}

fn lazy(whole: &Hir) -> Result<Regex, RegexError> {
    // It has no table of its own: that is made here when it is needed.
    let config = Config::new()
        .nfa_size_limit(Some(limits::NFA_BYTES))
        .which_captures(WhichCaptures::None)
        .dfa(false);
    Regex::builder().configure(config).build_from_hir(whole).map_err(|error| too_large(&error))
}

/// The tree is well formed, so size is the only thing that can be wrong with it.
fn too_large(error: &BuildError) -> RegexError {
    RegexError::too_large(match error.size_limit() {
        Some(limit) => format!("its automaton needs more than {limit} bytes"),
        None => error.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Case;
    use crate::regex::{parse, to_hir};

    fn compiled(pattern: &str) -> WholeValue {
        compile(to_hir(&parse(pattern).unwrap(), Case::Insensitive).unwrap()).unwrap()
    }

    #[test]
    fn expressions_as_rules_have_them_are_tables() {
        for pattern in ["[a-z0-9]{5,10}\\.exe", ".*\\\\[0-9]{1,3}\\.(txt|dll)", ".{1,8}@.+"] {
            assert!(compiled(pattern).table().is_some(), "{pattern}");
        }
    }

    #[test]
    fn what_has_too_many_states_matches_all_the_same() {
        let regex = compiled(".*a.{30}");
        assert!(regex.table().is_none());
        assert!(regex.is_match(&format!("xA{:0>30}", "é")) && !regex.is_match("a"));
    }
}
