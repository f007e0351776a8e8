//! The fixtures of rules: events on which a rule must match, and events on which it must not.

mod case;
mod flip;
mod report;
mod run;

pub use case::{Case, Expectation, discover, folder_of, learn};
pub use flip::{LeafCheck, Proof, prove_rules};
pub use report::{CaseReport, RuleReport, Verdict};
pub use run::{Matches, Untestable, run, test_rules};
pub(crate) use run::{by_oracle, in_order, record};
