//! The findings of exports: one file each.

mod lossy;
mod refused;

use diagnostics::{Diagnose, Page};

pub use lossy::Lossy;
pub use refused::Refused;

/// The pages of all of them, by id.
pub static CATALOGUE: &[Page] = &[Lossy::PAGE, Refused::PAGE];
