//! The fixtures of rules: events on which a rule must match, and events on which it must not.

mod case;
mod diagnostics;
mod expected;
mod json_line;
mod orphans;
mod places;
mod read;
mod run;
mod snapshot;
mod test;
mod verdict;

pub use case::{Case, Expectation, Fixtures, cases_of, learn};
pub use diagnostics::CATALOGUE;
pub use expected::{Count, Expected, ExpectedMatch, Slot};
pub use places::Places;
pub use run::{Matches, by_matcher, by_oracle};
pub(crate) use run::{Ordered, TimeFields, run_matcher};
pub use snapshot::Snapshot;
pub use test::{CaseReport, Options, RuleReport, TestReport, test};
pub use verdict::{Verdict, verdict};
