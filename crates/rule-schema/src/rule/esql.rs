//! `type = "esql"`: an ES|QL query, which names its indices itself.

use super::{AlertSuppression, search};
use crate::read::{Reader, scalar};
use crate::{EmbeddedText, Spanned};

/// What an ES|QL rule adds.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct EsqlRule {
    /// `esql`. Required.
    pub language: Option<Spanned<String>>,
    /// Required.
    pub query: Option<EmbeddedText>,
    /// The data view; Elastic's loader lets it stand, and nothing reads it.
    pub data_view_id: Option<Spanned<String>>,
    /// Which alerts become one.
    pub alert_suppression: Option<Spanned<AlertSuppression>>,
}

impl EsqlRule {
    pub(super) fn read(table: &mut Reader<'_>) -> Self {
        Self {
            language: search::only_language(table, &["esql"]),
            query: search::query(table),
            data_view_id: table.optional("data_view_id", scalar::string),
            alert_suppression: AlertSuppression::optional(table),
        }
    }
}
