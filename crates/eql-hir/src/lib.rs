//! EQL tree to resolved, typed and folded query.
//!
//! Job: decide what a query means. Input: `eql_syntax::ast::Query` and what is known about fields. Output:
//! `Query`, in which every name is a field or function, every constant is folded and every leaf is classified,
//! with all findings.
//!
//! It knows no rule files and no events, and runs nothing but constants.
//!
//! ```
//! use eql_hir::{Context, lower};
//! use event_schema::Schema;
//! let parsed = eql_syntax::parse(r#"process where process.pid == 2 + 2 and not process.name : "a*""#);
//! let schema = Schema::ecs();
//! let lowered = lower(&parsed.tree, &Context { schema: &schema, category_field: "event.category", dialect: eql_syntax::Dialect::default() });
//! assert!(lowered.diagnostics.is_empty());
//! assert_eq!(lowered.tree.leaves.len(), 3);
//! ```

mod contradiction;
pub mod diagnostics;
mod dump;
mod evaluate;
mod implication;
mod lower;
mod normal;
mod passes;
mod query;
mod union;

pub use contradiction::{Verdict, verdicts};
pub use dump::dump;
pub use implication::implies;
pub use lower::{Context, fold, lower};
pub use query::{
    Condition, Field, FieldId, Filter, Form, Key, Leaf, LeafId, Predicate, Query, Regex, Sample,
    Script, ScriptExpr, Sequence, Stage, Test,
};
pub use union::{Member, Union};
