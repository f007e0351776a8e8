//! Compiled regexes of a predicate or script step.

use eql_functions::Case;
use eql_functions::regex::{LuceneRegex, RegexError, ScriptedRegex};
use pack::{ConstId, Program};

use crate::BuildError;

/// The most memory that the expressions of a program may take once compiled, in bytes. Those of thousands of rules take a
/// hundredth; somebody can make up one for each thirty bytes of a pack that takes ten megabytes.
const MAX_COMPILED: usize = 256 << 20;

/// An expression that may take much memory.
pub(crate) trait Compiled {
    /// Roughly how much, in bytes.
    fn bytes(&self) -> usize;
}

impl Compiled for LuceneRegex {
    fn bytes(&self) -> usize {
        self.compiled_bytes()
    }
}

impl Compiled for ScriptedRegex {
    fn bytes(&self) -> usize {
        self.compiled_bytes()
    }
}

/// The memory of all expressions that were compiled so far.
#[derive(Debug, Default)]
pub(crate) struct Budget {
    taken: usize,
}

impl Budget {
    fn take(&mut self, bytes: usize) -> Result<(), BuildError> {
        self.taken = self.taken.saturating_add(bytes);
        if self.taken <= MAX_COMPILED {
            return Ok(());
        }
        let limit = MAX_COMPILED >> 20;
        Err(BuildError::Regex(format!("all together take more than {limit} MiB once compiled")))
    }
}

/// The regexes of these texts: Lucene's for a plain field, Java's for something computed (spec 9.5).
pub(crate) fn regexes<T: Compiled>(
    program: &Program,
    texts: &[ConstId],
    case: Case,
    compile: fn(&str, Case) -> Result<T, RegexError>,
    budget: &mut Budget,
) -> Result<Vec<T>, BuildError> {
    let mut compiled = Vec::with_capacity(texts.len());
    for &text in texts {
        let regex = compile(program.text(text), case)
            .map_err(|error| BuildError::Regex(error.to_string()))?;
        budget.take(regex.bytes())?;
        compiled.push(regex);
    }
    Ok(compiled)
}
