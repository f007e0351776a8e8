//! Fixtures made of the rules themselves: matches, and near misses of every clause.

mod folder;
mod report;
mod rule;

pub use eql_solver::{Case, Expectation};
pub use folder::{Problem, write};
pub use report::{Tally, Unsolved};
pub use rule::{Options, RuleCases, of_rules};
