//! `type = "query"`: a KQL or Lucene query.

use super::{AlertSuppression, search};
use crate::read::Reader;
use crate::{EmbeddedText, Language, List, Spanned};

/// What a query rule adds.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct QueryRule {
    /// Required.
    pub language: Option<Spanned<Language>>,
    /// Required; it may be empty if it is KQL and the rule has filters.
    pub query: Option<EmbeddedText>,
    /// The index patterns.
    pub index: Option<List<String>>,
    /// The data view, instead of `index`.
    pub data_view_id: Option<Spanned<String>>,
    /// Which alerts become one.
    pub alert_suppression: Option<Spanned<AlertSuppression>>,
}

impl QueryRule {
    pub(super) fn read(table: &mut Reader<'_>) -> Self {
        let language = search::language(table);
        let query = search::query_beside_filters(table, language);
        let (index, data_view_id) = search::sources(table);
        let alert_suppression = AlertSuppression::optional(table);
        Self { language, query, index, data_view_id, alert_suppression }
    }
}
