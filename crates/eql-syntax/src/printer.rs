//! A tree back to text, in one layout: what fits on a line is on one line, the rest is broken by its structure.
//!
//! Comments and the author's own parentheses are not in the tree and so not in the text; parentheses stand where
//! the tree needs them, and around `and` in `or`. Holes are printed as `<hole>`, which is no EQL.

mod flat;
mod layout;
mod level;
mod literal;

use crate::ast::{Expr, Query};
use flat::Flat;
use layout::Layout;
use level::Level;

pub(crate) use literal::{field_text, quoted, variable_text};

/// Lines are broken where they would go beyond this column.
const WIDTH: usize = 100;

/// The query in the canonical layout, with a line break at the end. Reading it back gives the same tree.
///
/// ```
/// use eql_syntax::{parse, print};
/// assert_eq!(print(&parse("sequence by a[x where b][y where not(c)]").tree), "\
/// sequence by a
///   [x where b]
///   [y where not c]
/// ");
/// ```
pub fn print(query: &Query) -> String {
    let mut layout = Layout::default();
    layout.query(query);
    layout.into_text()
}

/// The expression on one line.
///
/// ```
/// let query = eql_syntax::parse("any where a == 1\nand (b or c)").tree;
/// let eql_syntax::ast::Body::Event(filter) = &query.body else { panic!("not an event filter") };
/// assert_eq!(eql_syntax::print_expr(&filter.condition), "a == 1 and (b or c)");
/// ```
pub fn print_expr(expr: &Expr) -> String {
    let mut flat = Flat::within(usize::MAX);
    // Nothing is too long for a line without end.
    let _ = flat.expr(expr, Level::Or);
    flat.text
}
