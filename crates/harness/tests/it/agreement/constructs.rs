//! Which constructs of the language a pair shows: read from the tokens of the query, the program and the events.
//!
//! The strategies do not say what they made; this looks at what the engines get.

mod events;
mod program;
mod tokens;

use std::collections::BTreeSet;

use pack::Program;

use super::pair::Pair;
use tokens::Tokens;

/// The constructs of one pair by name.
pub(super) type Constructs = BTreeSet<String>;

/// What must be in some pair that matches, besides every function.
#[rustfmt::skip]
const REQUIRED: &[&str] = &[
    // Forms and what stands in them.
    "event query", "sequence", "sample", "category", "any", "category \"…\"", "category \"\"\"…\"\"\"",
    "several stages", "three stages", "four stages or more", "sample of 3", "sample of 4", "sample of 5",
    "sequence by", "stage by", "sample by", "two keys", "three keys or more", "?key", "maxspan", "ms", "s", "m",
    "h", "d", "runs", "until", "until by", "leading ![", "middle ![", "trailing ![", "several ![",
    "head", "tail", "two pipes", "computed pipe",
    // Logic.
    "and", "or", "not", "(…) == true", "(…) == false", "(…) != true", "true == (…)",
    // Operators.
    "==", "!=", "<", "<=", ">", ">=", "literal on the left", "in", "not in", "in~", "not in~",
    ": …", ": (…)", "like …", "like (…)", "like~ …", "like~ (…)", "regex …", "regex (…)", "regex~ …",
    "regex~ (…)", "+", "-", "*", "/", "%", "unary -", "unary +", "== null", "!= null", "null ==",
    // Literals, names and trivia.
    "null", "true", "false", "integer", "decimal", "\"…\"", "\"\"\"…\"\"\"", "\"\"", "\\u{…}", "\\\\", "\\n",
    "\\\"", "`…`", "`…` after a dot", "?field", "// …", "/* … */",
    // Kinds of leaves.
    "field: exists", "field: one of", "field: one of, any case", "field: range", "field: like",
    "field: like, any case", "field: regex", "field: regex, any case", "field: prefix",
    "field: prefix, any case", "field: block", "field: several types of one path",
    "script: several occurrences", "script: negate", "script: arithmetic", "script: equal", "script: range",
    "script: one of", "script: one of, any case", "script: like", "script: like, any case", "script: regex",
    "script: regex, any case", "script: is null", "script: not", "script: all", "script: any",
    "script: call", "script: constant",
    // Types.
    "type keyword", "type integer", "type long", "type unsigned_long", "type double", "type boolean", "type date",
    "type date_nanos", "type ip", "type version", "type number", "type dynamic",
    // Orders and events.
    "tiebreaker", "other timestamp", "several values", "no values", "null value", "objects in an array",
    "nested object", "ties in time", "an event without a time", "events out of order",
];

/// Calls that must be in some pair that matches: each function with each number of arguments and `~`.
#[rustfmt::skip]
const REQUIRED_CALLS: &[&str] = &[
    "add/2", "between/3", "between/4", "between~/3", "between~/4", "cidrMatch/2", "cidrMatch/3", "concat/1",
    "concat/2", "concat/3", "divide/2", "endsWith/2", "endsWith~/2", "indexOf/2", "indexOf/3", "indexOf~/2",
    "indexOf~/3", "length/1", "modulo/2", "multiply/2", "number/1", "number/2", "startsWith/2",
    "startsWith~/2", "string/1", "stringContains/2", "stringContains~/2", "substring/2", "substring/3",
    "subtract/2",
];

/// The names of all constructs that must be in some pair that matches.
pub(super) fn required() -> impl Iterator<Item = &'static str> {
    REQUIRED.iter().chain(REQUIRED_CALLS).copied()
}

/// Everything that a pair shows.
pub(super) fn of(pair: &Pair, program: &Program) -> Constructs {
    let mut found = Constructs::new();
    let tokens = Tokens::new(&pair.query);
    tokens.shapes(&mut found);
    tokens.texts(&mut found);
    tokens.calls(&mut found);
    program::fields(program, &mut found);
    program::scripts(program, &mut found);
    program::plan(program, &mut found);
    events::events(pair, &mut found);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_function_is_required_in_each_of_its_forms() {
        for function in eql_functions::FUNCTIONS {
            let name = function.name;
            let tilde = function.case_variant.then(|| format!("{name}~/"));
            for form in [format!("{name}/")].into_iter().chain(tilde) {
                assert!(required().any(|name| name.starts_with(&form)), "`{form}` is not required");
            }
        }
    }
}
