//! `type = "new_terms"`: values that were not seen before.

use super::{AlertSuppression, search};
use crate::read::{Reader, list, table, text};
use crate::{EmbeddedText, Language, List, Spanned};

/// What a new terms rule adds.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct NewTermsRule {
    /// Required.
    pub language: Option<Spanned<Language>>,
    /// Required; it may be empty if it is KQL and the rule has filters.
    pub query: Option<EmbeddedText>,
    /// The index patterns.
    pub index: Option<List<String>>,
    /// The data view, instead of `index`.
    pub data_view_id: Option<Spanned<String>>,
    /// Which values, and since when. Required.
    pub new_terms: Option<Spanned<NewTerms>>,
    /// Which alerts become one.
    pub alert_suppression: Option<Spanned<AlertSuppression>>,
}

/// `[rule.new_terms]`, which Kibana gets as `new_terms_fields` and `history_window_start`.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct NewTerms {
    /// The key of the fields in Kibana: `new_terms_fields`. Required.
    pub field: Option<Spanned<String>>,
    /// The fields, one to three, whose values together must be new. Required.
    pub value: Option<List<String>>,
    /// Since when they are known. Required.
    pub history_window_start: Option<List<HistoryWindowStart>>,
}

/// `[[rule.new_terms.history_window_start]]`
#[derive(Clone, PartialEq, Debug, Default)]
pub struct HistoryWindowStart {
    /// The key in Kibana: `history_window_start`. Required.
    pub field: Option<Spanned<String>>,
    /// The time, as date math. Required.
    pub value: Option<Spanned<String>>,
}

impl NewTermsRule {
    pub(super) fn read(table: &mut Reader<'_>) -> Self {
        let language = search::language(table);
        let query = search::query_beside_filters(table, language);
        let (index, data_view_id) = search::sources(table);
        let new_terms = table.required("new_terms", table::of(NewTerms::read));
        let alert_suppression = AlertSuppression::optional(table);
        Self { language, query, index, data_view_id, new_terms, alert_suppression }
    }
}

impl NewTerms {
    fn read(table: &mut Reader<'_>) -> Self {
        let start = list::of(table::of(HistoryWindowStart::read));
        Self {
            field: table.required("field", text::non_empty),
            value: table.required("value", list::sized(1, 3, text::non_empty)),
            history_window_start: table.required("history_window_start", start),
        }
    }
}

impl HistoryWindowStart {
    fn read(table: &mut Reader<'_>) -> Self {
        Self {
            field: table.required("field", text::non_empty),
            value: table.required("value", text::non_empty),
        }
    }
}
