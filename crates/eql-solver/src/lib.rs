//! Finds events on which chosen leaves of a query hold and others do not.
//!
//! Job: turn demands on leaves into values of fields. Input: a lowered query and a [`Puzzle`], which says for one or
//! more events which leaves hold, which values events share and in which way a truth is to come about ([`Shape`]).
//! Output: a document for each event, or why there is none ([`Unsolved`]). The same puzzle and seed give the same
//! documents.
//!
//! It does not choose which leaves to ask for, knows no times and no order of events, and runs no whole query: the
//! oracle decides what a leaf says of the documents.
//!
//! ```
//! use eql_solver::{Puzzle, Solver, Wish};
//! let parsed = eql_syntax::parse(r#"process where process.name : "*.exe" and process.pid > 4"#);
//! let schema = event_schema::Schema::ecs();
//! let context = eql_hir::Context { schema: &schema, category_field: "event.category", dialect: eql_syntax::Dialect::default() };
//! let query = eql_hir::lower(&parsed.tree, &context).tree;
//! let leaves: Vec<_> = (0..3).map(|leaf| (eql_hir::LeafId(leaf), leaf != 2)).collect();
//! let puzzle = Puzzle::of(Wish { leaves, ..Wish::default() });
//! let solution = Solver::new(&query).solve(&puzzle, 7).unwrap();
//! let pid = solution.events[0].typed_values(&event::FieldPath::new("process.pid"), event::FieldType::Long);
//! assert_eq!(pid, [event::Value::Int(4)]); // the greatest number that is not above 4
//! ```

mod board;
mod case;
mod demand;
mod dice;
mod distinguish;
mod documents;
mod elements;
mod examples;
mod filler;
mod generate;
mod hints;
mod invert;
mod language;
mod ordered;
mod pattern_words;
mod plan;
mod plausible;
mod puzzle;
mod regex_words;
mod repair;
mod run;
mod scripts;
mod settle;
mod shape;
mod shapes;
mod solution;
mod solver;
mod texts;
mod variable;

pub use case::{About, Case, Expectation, Structure, UnsolvedClause, Wanted};
pub use distinguish::{Side, Suspects, Witness, distinguish};
pub use generate::{Generated, Options, generate, taken_once};
pub use puzzle::{Place, Puzzle, Wish};
pub use shape::Shape;
pub use shapes::shapes;
pub use solution::{Cause, Solution, Unsolved};
pub use solver::Solver;
