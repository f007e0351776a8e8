//! What can be wrong with a policy: one file each.

mod suppression_without_reason;
mod unknown_check;
mod unused_suppression;

use diagnostics::{Diagnose, Page};

pub(super) use suppression_without_reason::SuppressionWithoutReason;
pub(super) use unknown_check::UnknownCheck;
pub(super) use unused_suppression::UnusedSuppression;

/// The pages of the findings about policies, by id.
pub const CATALOGUE: &[Page] =
    &[SuppressionWithoutReason::PAGE, UnknownCheck::PAGE, UnusedSuppression::PAGE];
