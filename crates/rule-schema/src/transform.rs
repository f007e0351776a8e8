//! `[transform]`: what Kibana's Markdown plugins show inside the investigation guide.

mod investigate;
mod osquery;

use crate::List;
use crate::read::{Reader, list, table};

pub use investigate::{Investigate, Provider};
pub use osquery::OsQuery;

/// `[transform]`. The n-th entry of a list takes the place of `${osquery_n}` or `${investigate_n}` in `note`.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Transform {
    /// `[[transform.osquery]]`
    pub osquery: Option<List<OsQuery>>,
    /// `[[transform.investigate]]`
    pub investigate: Option<List<Investigate>>,
}

impl Transform {
    pub(crate) fn read(table: &mut Reader<'_>) -> Self {
        Self {
            osquery: table.optional("osquery", list::of(table::of(OsQuery::read))),
            investigate: table.optional("investigate", list::of(table::of(Investigate::read))),
        }
    }
}
