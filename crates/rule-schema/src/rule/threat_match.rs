//! `type = "threat_match"`: events that match threat indicators.

use super::{AlertSuppression, search};
use crate::read::{Reader, list, scalar, table, text, word};
use crate::{EmbeddedText, Entries, Language, List, Node, Spanned};

/// What an indicator match rule adds.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ThreatMatchRule {
    /// Required.
    pub language: Option<Spanned<Language>>,
    /// Required; it may be empty if it is KQL and the rule has filters.
    pub query: Option<EmbeddedText>,
    /// The index patterns.
    pub index: Option<List<String>>,
    /// The data view, instead of `index`.
    pub data_view_id: Option<Spanned<String>>,
    /// The index patterns of the indicators. Required.
    pub threat_index: Option<List<String>>,
    /// Which fields must agree: any of the groups. Required.
    pub threat_mapping: Option<List<ThreatMapGroup>>,
    /// Which indicators count.
    pub threat_query: Option<EmbeddedText>,
    /// The language of `threat_query`; required beside it.
    pub threat_language: Option<Spanned<Language>>,
    /// Kibana filters on the indicators.
    pub threat_filters: Option<List<Entries<Node>>>,
    /// Where an indicator has its description.
    pub threat_indicator_path: Option<Spanned<String>>,
    /// How many searches run at once.
    pub concurrent_searches: Option<Spanned<u64>>,
    /// How many indicators a search has.
    pub items_per_search: Option<Spanned<u64>>,
    /// Which alerts become one.
    pub alert_suppression: Option<Spanned<AlertSuppression>>,
}

/// `[[rule.threat_mapping]]`: all entries must hold.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ThreatMapGroup {
    /// The entries. Required.
    pub entries: Option<List<ThreatMapEntry>>,
}

/// `[[rule.threat_mapping.entries]]`
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ThreatMapEntry {
    /// The field of the event. Required.
    pub field: Option<Spanned<String>>,
    /// `mapping`. Required.
    pub entry_type: Option<Spanned<String>>,
    /// The field of the indicator. Required.
    pub value: Option<Spanned<String>>,
    /// Whether the two must differ; stack 9.2 and later.
    pub negate: Option<Spanned<bool>>,
}

impl ThreatMatchRule {
    pub(super) fn read(table: &mut Reader<'_>) -> Self {
        let language = search::language(table);
        let query = search::query_beside_filters(table, language);
        let (index, data_view_id) = search::sources(table);
        let threat_query = table.optional_placed("threat_query", scalar::embedded);
        let threat_language = table.optional("threat_language", word::of);
        if threat_query.as_ref().is_some_and(|query| !query.text.is_empty())
            && !table.has("threat_language")
        {
            table.missing("threat_language");
        }
        Self {
            language,
            query,
            index,
            data_view_id,
            threat_index: table.required("threat_index", list::of(scalar::string)),
            threat_mapping: table
                .required("threat_mapping", list::of(table::of(ThreatMapGroup::read))),
            threat_query,
            threat_language,
            threat_filters: table.optional("threat_filters", list::of(table::free)),
            threat_indicator_path: table.optional("threat_indicator_path", scalar::string),
            concurrent_searches: table.optional("concurrent_searches", scalar::positive),
            items_per_search: table.optional("items_per_search", scalar::positive),
            alert_suppression: AlertSuppression::optional(table),
        }
    }
}

impl ThreatMapGroup {
    fn read(table: &mut Reader<'_>) -> Self {
        Self { entries: table.required("entries", list::of(table::of(ThreatMapEntry::read))) }
    }
}

impl ThreatMapEntry {
    fn read(table: &mut Reader<'_>) -> Self {
        Self {
            field: table.required("field", text::non_empty),
            entry_type: table.required("type", word::one_of(&["mapping"])),
            value: table.required("value", text::non_empty),
            negate: table.optional("negate", scalar::boolean),
        }
    }
}
