//! `type = "saved_query"`: in the list of types, but no file can be such a rule.

use super::{AlertSuppression, search};
use crate::read::{Reader, scalar, word};
use crate::{EmbeddedText, Language, List, Spanned};

/// What Kibana knows of a saved query rule. Nothing of it is required, since no such file can be loaded.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct SavedQueryRule {
    /// The saved query in Kibana.
    pub saved_id: Option<Spanned<String>>,
    /// The language of `query`.
    pub language: Option<Spanned<Language>>,
    /// The query if the saved one is gone.
    pub query: Option<EmbeddedText>,
    /// The index patterns.
    pub index: Option<List<String>>,
    /// The data view, instead of `index`.
    pub data_view_id: Option<Spanned<String>>,
    /// Which alerts become one.
    pub alert_suppression: Option<Spanned<AlertSuppression>>,
}

impl SavedQueryRule {
    pub(super) fn read(table: &mut Reader<'_>) -> Self {
        let (index, data_view_id) = search::sources(table);
        Self {
            saved_id: table.optional("saved_id", scalar::string),
            language: table.optional("language", word::of),
            query: table.optional_placed("query", scalar::embedded),
            index,
            data_view_id,
            alert_suppression: AlertSuppression::optional(table),
        }
    }
}
