//! The solver from outside.

#![expect(clippy::unwrap_used, reason = "what cannot be unwrapped here fails the test")]

mod expressions;
mod generated;
mod predicates;
mod proofs;
mod puzzles;
mod rules;
mod told_apart;

use eql_hir::Query;
use eql_syntax::Dialect;

/// A lowered query, with the embedded ECS.
fn lowered(text: &str) -> Query {
    lowered_in(Dialect::default(), text)
}

/// The same in a dialect.
fn lowered_in(dialect: Dialect, text: &str) -> Query {
    let schema = event_schema::Schema::ecs();
    let context = eql_hir::Context { schema: &schema, category_field: "event.category", dialect };
    eql_hir::lower(&eql_syntax::parse_dialect(text, dialect).tree, &context).tree
}
