//! The backends: one file each, one line here.

mod esql;
mod kql;
mod splunk;

use crate::Backend;

/// Every backend, by name.
pub static BACKENDS: &[&dyn Backend] = &[&esql::Esql, &kql::Kql, &splunk::Splunk];

/// The backend of a name.
pub fn backend(name: &str) -> Option<&'static dyn Backend> {
    BACKENDS.iter().copied().find(|backend| backend.name() == name)
}
