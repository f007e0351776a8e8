//! `type = "eql"`: an EQL query.

use super::{AlertSuppression, search};
use crate::read::{Reader, scalar};
use crate::{EmbeddedText, List, Spanned};

/// What an EQL rule adds.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct EqlRule {
    /// `eql`. Required.
    pub language: Option<Spanned<String>>,
    /// Required.
    pub query: Option<EmbeddedText>,
    /// The index patterns.
    pub index: Option<List<String>>,
    /// The data view, instead of `index`.
    pub data_view_id: Option<Spanned<String>>,
    /// The field that orders events; `@timestamp` when absent.
    pub timestamp_field: Option<Spanned<String>>,
    /// The field that the event category is compared with; `event.category` when absent.
    pub event_category_override: Option<Spanned<String>>,
    /// The field that orders events of the same time.
    pub tiebreaker_field: Option<Spanned<String>>,
    /// Which alerts become one.
    pub alert_suppression: Option<Spanned<AlertSuppression>>,
}

impl EqlRule {
    pub(super) fn read(table: &mut Reader<'_>) -> Self {
        let (index, data_view_id) = search::sources(table);
        Self {
            language: search::only_language(table, &["eql"]),
            query: search::query(table),
            index,
            data_view_id,
            timestamp_field: table.optional("timestamp_field", scalar::string),
            event_category_override: table.optional("event_category_override", scalar::string),
            tiebreaker_field: table.optional("tiebreaker_field", scalar::string),
            alert_suppression: AlertSuppression::optional(table),
        }
    }
}
