//! Tokens to a tree, by recursive descent.
//!
//! Nothing here fails: what the grammar has no place for is reported once and skipped up to a point where the
//! reading is sure again (`and`, `or`, a comma of a list, the end of the group), and a hole takes its place.

mod condition;
mod cursor;
mod filter;
mod list;
mod literal;
mod misuse;
mod operand;
mod place;
mod predicate;
mod sequence;
mod statement;

use diagnostics::Parsed;

use crate::Dialect;
use crate::ast::{Expr, ExprKind, Query};
use crate::balance::{Balanced, balance};
use crate::findings::Findings;
use crate::lexer;
use place::Place;

/// The deepest nesting that a query may have, counted in tree nodes and parentheses.
///
/// Without optimisation, reading a text of this depth takes less than half of a stack of 2 MiB, the least that a
/// thread has, and whatever walks the tree has 16 KiB a level. `and`, `or` and lists are flat and do not count by
/// their length.
pub const MAX_DEPTH: u32 = 128;

/// Reads a query. There is a tree for every text; where the findings have an error it has holes.
///
/// ```
/// let parsed = eql_syntax::parse("process where not process.pid in (0, 4)");
/// assert!(parsed.into_result().is_ok());
/// ```
pub fn parse(text: &str) -> Parsed<Query> {
    parse_dialect(text, Dialect::Elasticsearch)
}

/// Reads a query in a dialect.
///
/// ```
/// use eql_syntax::{Dialect, parse_dialect};
/// let text = "sequence [process where true] as first [file where first.process.pid == process.pid]";
/// assert!(parse_dialect(text, Dialect::Endpoint).into_result().is_ok());
/// assert!(parse_dialect(text, Dialect::Elasticsearch).into_result().is_err());
/// ```
pub fn parse_dialect(text: &str, dialect: Dialect) -> Parsed<Query> {
    let (mut tokens, mut findings) = lexer::tokens(text, dialect);
    tokens.retain(|token| !token.kind.is_trivia() && !cursor::is_blank(*token, text));
    let source = balance(text, &tokens, &mut findings);
    drop(tokens);
    let mut parser = Parser::new(text, dialect, source, findings);
    let tree = parser.statement();
    Parsed { tree, diagnostics: parser.findings.into_diagnostics() }
}

/// Where the reading is.
struct Parser<'t> {
    text: &'t str,
    dialect: Dialect,
    source: Balanced,
    /// Place of the next token.
    at: usize,
    /// Expressions around the next token.
    depth: u32,
    /// What ends the expression that is read.
    place: Place,
    /// Whether the nesting was reported; once is enough.
    deep: bool,
    findings: Findings,
}

/// An expression and the height of its tree.
struct Tall {
    expr: Expr,
    height: u32,
}

impl Tall {
    fn leaf(kind: ExprKind, span: diagnostics::Span) -> Self {
        Self { expr: Expr { kind, span }, height: 1 }
    }
}

impl<'t> Parser<'t> {
    fn new(text: &'t str, dialect: Dialect, source: Balanced, findings: Findings) -> Self {
        Self { text, dialect, source, at: 0, depth: 0, place: Place::Filter, deep: false, findings }
    }
}
