//! Typed queries to one program.
//!
//! Job: build the one program of a rule set. Input: lowered queries with the metadata that matches carry.
//! Output: `pack::Program`, in which equal fields, constants, leaves and filters of all rules are one.
//!
//! It reports nothing: a query with errors must not come here. It runs nothing and reads no files.
//!
//! ```
//! use eql_compiler::{RuleSource, compile};
//! let parsed = eql_syntax::parse("process where process.pid == 4");
//! let schema = event_schema::Schema::ecs();
//! let context = eql_hir::Context { schema: &schema, category_field: "event.category", dialect: eql_syntax::Dialect::default() };
//! let query = eql_hir::lower(&parsed.tree, &context).tree;
//! let program = compile(&[RuleSource::new("my-rule", &query)]);
//! assert_eq!(program.predicates.len(), 2);
//! pack::verify(&program).unwrap();
//! ```

mod condition;
mod constants;
mod graph;
mod plan;
mod script;
mod table;

use eql_hir::Query;
use event::FieldType;
use pack::{PredicateId, Program};

/// A rule to compile.
#[derive(Clone, Copy, Debug)]
pub struct RuleSource<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its name.
    pub name: Option<&'a str>,
    /// Its severity.
    pub severity: Option<&'a str>,
    /// Its risk score.
    pub risk_score: Option<i64>,
    /// The field with the time of an event.
    pub timestamp_field: &'a str,
    /// Its resolution: milliseconds for `Date`, nanoseconds for `DateNanos` (spec 13.5).
    pub timestamp_type: FieldType,
    /// The field that decides between events of one time.
    pub tiebreaker_field: Option<&'a str>,
    /// What it looks for; without errors.
    pub query: &'a Query,
}

impl<'a> RuleSource<'a> {
    /// A query with an id and the default time field, `@timestamp`.
    pub fn new(id: &'a str, query: &'a Query) -> Self {
        Self {
            id,
            name: None,
            severity: None,
            risk_score: None,
            timestamp_field: "@timestamp",
            timestamp_type: FieldType::DateNanos,
            tiebreaker_field: None,
            query,
        }
    }
}

/// The program of these rules, in their order. The same rules give the same program.
pub fn compile(rules: &[RuleSource<'_>]) -> Program {
    compile_with_leaves(rules).0
}

/// The same, and by rule the predicates of its leaves, in the order of `Query::leaves`: the way from what a program
/// asks to the places in the queries, which a program does not hold. Equal leaves of a rule have the same predicate.
pub fn compile_with_leaves(rules: &[RuleSource<'_>]) -> (Program, Vec<Vec<PredicateId>>) {
    let mut compiler = graph::Compiler::default();
    let leaves = rules.iter().map(|rule| compiler.rule(rule)).collect();
    (compiler.finish(), leaves)
}
