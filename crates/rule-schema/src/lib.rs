//! The rule TOML file with a span for every value.
//!
//! Job: read Elastic's detection-rule format (rule-format §2.4). Input: the text of a file. Output: a [`RuleFile`]
//! in which every value knows its place, and findings for all that Elastic's loader would refuse (statements
//! L2, L3, L4, L7 and L8), each where it stands. There is a tree for every text, also for one that is not TOML:
//! what makes no sense is absent.
//!
//! [`parse_endpoint`] reads the files of the endpoint too, which have a query and an id and no metadata.
//!
//! It knows no EQL: a query is an [`EmbeddedText`], which maps places in the query to places in the file. It knows
//! no other file, no ATT&CK, no fields and no arithmetic of schedules, and reads nothing from disk.
//!
//! ```
//! use diagnostics::SourceText;
//! let source = SourceText::new("rule.toml", r#"
//! [metadata]
//! creation_date = "2026/01/15"
//! updated_date = "2026/01/15"
//!
//! [rule]
//! author = ["Example"]
//! description = "A web server starts a shell."
//! language = "eql"
//! name = "Shell of a Web Server"
//! query = 'process where process.parent.name == "nginx"'
//! risk_score = 470
//! rule_id = "3f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036"
//! severity = "medium"
//! type = "eql"
//! "#);
//! let parsed = rule_schema::parse(&source);
//! let query = parsed.tree.eql().and_then(|rule| rule.query.as_ref()).unwrap();
//! assert!(query.text.starts_with("process where"));
//! assert_eq!(parsed.diagnostics[0].message, "`rule.risk_score` must be between 0 and 100");
//! assert_eq!(source.position(parsed.diagnostics[0].span.start).line, 12);
//! ```

mod diagnostics;
mod document;
mod embedded;
mod endpoint;
mod excerpt;
mod file;
mod metadata;
mod node;
mod one_or_many;
mod parse;
mod read;
mod rule;
mod shape;
mod spanned;
mod suggest;
mod transform;
mod words;

pub use self::diagnostics::CATALOGUE;
pub use document::{comments, is_toml};
pub use embedded::EmbeddedText;
pub use file::RuleFile;
pub use metadata::Metadata;
pub use node::Node;
pub use one_or_many::OneOrMany;
pub use parse::{parse, parse_endpoint};
pub use rule::{
    AlertSuppression, Cardinality, EqlRule, EsqlRule, HistoryWindowStart, InvestigationFields,
    MachineLearningRule, NewTerms, NewTermsRule, QueryRule, RelatedIntegration, RequiredField,
    RiskScoreMapping, Rule, RuleKind, SavedQueryRule, SeverityMapping, Subtechnique,
    SuppressionDuration, Tactic, Technique, Threat, ThreatMapEntry, ThreatMapGroup, ThreatMappings,
    ThreatMatchRule, Threshold, ThresholdRule, ThresholdSuppression,
};
pub use shape::{Form, Key, Shape, shape_of};
pub use spanned::{Entries, Entry, List, Spanned};
pub use transform::{Investigate, OsQuery, Provider, Transform};
pub use words::{
    DurationUnit, Framework, Language, Maturity, MissingFieldsStrategy, OsType, RuleType, Severity,
};
