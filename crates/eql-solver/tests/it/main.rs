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

/// A lowered query, with the embedded ECS.
fn lowered(text: &str) -> Query {
    let schema = event_schema::Schema::ecs();
    let context = eql_hir::Context {
        schema: &schema,
        category_field: "event.category",
        dialect: eql_syntax::Dialect::default(),
    };
    eql_hir::lower(&eql_syntax::parse(text).tree, &context).tree
}
