//! Lists of queries: those that must parse, and those that must be refused.

use std::path::Path;

use harness::QuerySource;

use super::{Miss, Tally, read};
use crate::Failure;

/// Queries that parse, whatever their fields are.
pub(super) fn accepted(folder: &Path) -> Result<Tally, Failure> {
    let queries = queries(&read(&folder.join("parser/queries-supported.eql"))?);
    let miss = |query: &String| {
        let first = harness::syntax_errors(query).into_iter().next()?;
        Some(miss(query, "no error", &first.diagnostic.message))
    };
    let misses = queries.iter().filter_map(miss).collect();
    Ok(Tally { suite: "queries that parse", cases: queries.len(), misses })
}

/// Queries that the parser or the compiler refuses.
pub(super) fn refused(folder: &Path) -> Result<Tally, Failure> {
    let queries = queries(&read(&folder.join("parser/queries-unsupported.eql"))?);
    let compiles = |query: &&String| QuerySource::new(query).compile().is_ok();
    let accepted = queries.iter().filter(compiles);
    let misses = accepted.map(|query| miss(query, "an error", "none")).collect();
    Ok(Tally { suite: "queries that are refused", cases: queries.len(), misses })
}

fn miss(query: &str, expected: &str, got: &str) -> Miss {
    Miss {
        case: query.to_owned(),
        engine: "",
        text: query.to_owned(),
        expected: expected.to_owned(),
        got: got.to_owned(),
    }
}

/// A query ends at a line that ends in `;`. Blank lines and lines that begin with `//` are none; what has no end is
/// not run.
fn queries(text: &str) -> Vec<String> {
    let mut queries = Vec::new();
    let mut query = Vec::new();
    let lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with("//"));
    for line in lines {
        let end = line.trim_end().strip_suffix(';');
        query.push(end.unwrap_or(line));
        if end.is_some() {
            queries.push(query.join("\n"));
            query.clear();
        }
    }
    queries
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_ends_at_a_semicolon() {
        let text = "// comment\nany where a;\n\nany where b\n| head 1\n;\nany where unended\n";
        assert_eq!(queries(text), ["any where a", "any where b\n| head 1\n"]);
    }
}
