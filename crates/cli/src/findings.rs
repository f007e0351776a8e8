//! Findings as the formats that tools read.

use diagnostics::render;
use diagnostics::{Finding, Page};
use harness::catalogue;

/// One SARIF log, with the pages of the ids that were found.
pub(crate) fn sarif(findings: &[Finding]) -> String {
    let found = |id: &str| findings.iter().any(|finding| finding.diagnostic.id == id);
    let pages: Vec<Page> =
        catalogue::entries().map(|entry| entry.page).filter(|page| found(page.id)).collect();
    render::sarif(findings, &pages, env!("CARGO_PKG_VERSION"))
}
