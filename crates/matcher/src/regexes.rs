//! Compiled regexes of a predicate or script step.

use eql_functions::Case;
use eql_functions::regex::RegexError;
use pack::{ConstId, Program};

use crate::BuildError;

/// The regexes of these texts: Lucene's for a plain field, Java's for something computed (spec 9.5).
pub(crate) fn regexes<T>(
    program: &Program,
    texts: &[ConstId],
    case: Case,
    compile: fn(&str, Case) -> Result<T, RegexError>,
) -> Result<Vec<T>, BuildError> {
    let compiled = texts.iter().map(|&text| compile(program.text(text), case));
    compiled.collect::<Result<_, _>>().map_err(|error| BuildError::Regex(error.to_string()))
}
