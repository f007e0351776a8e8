//! Findings as text: one file per format.

mod concise;
mod github;
mod human;
mod json;
mod junit;
mod sarif;

use crate::Finding;

pub use concise::concise;
pub use github::github;
pub use human::{Color, human};
pub use json::json;
pub use junit::junit;
pub use sarif::sarif;

/// Severity, then id: the head that human and concise output share.
fn heading(finding: &Finding) -> String {
    format!("{}[{}]", finding.diagnostic.severity.name(), finding.diagnostic.id)
}
