//! The query of a rule as it was written.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A query with all that it takes to lower it again to what it was, whatever the field catalogue of the reader says.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleQuery {
    /// The id of the rule.
    pub id: String,
    /// The text of the query.
    pub query: String,
    /// The field that `category where` asks.
    pub category_field: String,
    /// The field with the time of an event.
    pub timestamp_field: String,
    /// Its type: `date` (milliseconds) or `date_nanos`.
    pub timestamp_type: String,
    /// The field that decides between events of one time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tiebreaker_field: Option<String>,
    /// The type that an Elasticsearch mapping would declare for each name that the query asks for, e.g. `keyword`.
    /// The type of a name that is not here follows from its use.
    pub types: BTreeMap<String, String>,
}
