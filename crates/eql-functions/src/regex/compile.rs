//! A tree of `regex-syntax`, compiled to match whole values.

use regex_automata::meta::{BuildError, Config, Regex};
use regex_automata::nfa::thompson::WhichCaptures;
use regex_syntax::hir::{Hir, Look};

use super::error::RegexError;
use super::limits;

/// Compiles the tree between the start and the end of the value.
pub(super) fn compile(hir: Hir) -> Result<Regex, RegexError> {
    let whole = Hir::concat(vec![Hir::look(Look::Start), hir, Hir::look(Look::End)]);
    let config =
        Config::new().nfa_size_limit(Some(limits::NFA_BYTES)).which_captures(WhichCaptures::None);
    Regex::builder().configure(config).build_from_hir(&whole).map_err(|error| too_large(&error))
}

/// The tree is well formed, so size is the only thing that can be wrong with it.
fn too_large(error: &BuildError) -> RegexError {
    RegexError::too_large(match error.size_limit() {
        Some(limit) => format!("its automaton needs more than {limit} bytes"),
        None => error.to_string(),
    })
}
