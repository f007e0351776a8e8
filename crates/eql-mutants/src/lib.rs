//! A query with one small mistake at a time, and proofs that a mistake changes nothing.
//!
//! Job: make the queries that the fixtures of a rule must be able to tell from the rule. Input: a lowered query.
//! Output: mutants, each with exactly one change, in the order of the text; and, for a mutant that finds the same as
//! the original on every input, a proof that is checked.
//!
//! It runs nothing: whether a fixture notices a mutant is for the harness to find out.
//!
//! ```
//! let parsed = eql_syntax::parse(r#"process where process.name : "cmd.exe" and process.pid > 4"#);
//! let schema = event_schema::Schema::ecs();
//! let context = eql_hir::Context { schema: &schema, category_field: "event.category", dialect: eql_syntax::Dialect::default() };
//! let query = eql_hir::lower(&parsed.tree, &context).tree;
//! let mutants = eql_mutants::mutants(&query);
//! let bound = mutants.iter().find(|mutant| mutant.kind == "bound").unwrap();
//! assert_eq!((bound.before.as_str(), bound.after.as_str()), ("process.pid > 4", "process.pid >= 4"));
//! ```

mod edit;
mod equality;
mod families;
mod mutant;
mod seats;
mod shape;
mod texts;
mod walk;
mod words;

pub use equality::{Equality, Flaw, Lemma, Side, prove};
pub use families::{Example, FAMILIES, Family, kinds, maxspan_text};
pub use mutant::{Change, Mutant, Place};
pub use seats::{Seat, seats};
pub use walk::{each, mutants};
