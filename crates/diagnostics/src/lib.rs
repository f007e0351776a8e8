//! Spans, diagnostics, their pages and renderers.
//!
//! Job: say what is wrong with a text, where, and what to do. Input: typed findings of the parser, the
//! lowering and the checks. Output: text for people or machines.
//!
//! It knows no EQL and no TOML, reads no files, and never decides what an error is.
//!
//! ```
//! use diagnostics::{Diagnostic, Finding, Severity, SourceText, Span, render};
//! let source = SourceText::new("rule.toml", "query = 'proces where true'");
//! let diagnostic = Diagnostic::new("eql/example", Severity::Error, "unknown event category `proces`", Span::new(9, 15))
//!     .with_help("did you mean `process`?");
//! let finding = Finding { source: source.into(), rule_id: None, diagnostic };
//! assert_eq!(render::concise(&[finding]), "rule.toml:1:10: error[eql/example]: unknown event category `proces`\n");
//! ```

mod catalogue;
mod diagnostic;
mod parsed;
pub mod render;
mod source;
mod span;

pub use catalogue::{Diagnose, Page};
pub use diagnostic::{Diagnostic, Edit, Finding, Fix, Label, Safety, Severity};
pub use parsed::Parsed;
pub use source::{Position, SourceText};
pub use span::Span;
