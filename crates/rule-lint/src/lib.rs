//! Checks of a rule's metadata, schedule, tags, threats and guide.
//!
//! Job: find in a rule file that its reader accepts what Elastic's loader or tests would refuse, and what can be
//! wrong beside them. Input: [`RuleView`]s, a file with its lowered query each, and a [`Context`]. Output: findings
//! with places in the file, in a fixed order. Every check is one file of `src/checks` and one entry of [`CHECKS`];
//! `COVERAGE.md` says which statement of rule-format §2 each of them covers.
//!
//! It reads no files, parses no KQL, Lucene or ES|QL, runs no query, and never reports what `rule-schema` or
//! `eql-hir` find.
//!
//! ```
//! use diagnostics::SourceText;
//! use event_schema::Schema;
//! use rule_lint::{Context, ReadRule, check};
//! let source = SourceText::new("rules/windows/execution_shell.toml", r#"
//! [metadata]
//! creation_date = "2026/01/15"
//! updated_date = "2026/01/14"
//!
//! [rule]
//! author = ["Example"]
//! description = "A web server starts a shell."
//! from = "now-9m"
//! index = ["logs-*"]
//! language = "eql"
//! name = "Shell of a Web Server"
//! query = 'process where process.parent.name == "nginx"'
//! risk_score = 47
//! rule_id = "3f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036"
//! severity = "medium"
//! timestamp_override = "event.ingested"
//! type = "eql"
//! "#);
//! let rule = ReadRule::new(&source, &Schema::ecs());
//! let findings = check(&rule.view(), &Context::default());
//! assert_eq!(findings[0].id, "rule/updated-before-creation");
//! ```

mod attack;
mod check;
mod checks;
mod compared;
mod context;
mod coverage;
mod date_math;
pub mod durations;
mod fields;
mod found;
mod integration;
mod markdown;
mod names;
mod platform;
mod policy;
mod proof;
mod run;
mod stack;
mod tags;
mod technique;
mod view;

pub use attack::{Attack, Tactic, Technique, TechniqueState, page as attack_page};
pub use check::{Check, LOADABLE, Need, Source};
pub use checks::CHECKS;
pub use context::Context;
pub use fields::Fields;
pub use policy::{Policy, PolicyKeys};
pub use run::{PackFinding, check, check_pack};
pub use view::{EqlView, ReadRule, RuleView, on_stack};
