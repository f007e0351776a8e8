//! Findings as text: one file per format.

mod concise;
mod human;
mod json;

use crate::Finding;

pub use concise::concise;
pub use human::{Color, human};
pub use json::json;

/// Severity, then id: the head that human and concise output share.
fn heading(finding: &Finding) -> String {
    format!("{}[{}]", finding.diagnostic.severity.name(), finding.diagnostic.id)
}
