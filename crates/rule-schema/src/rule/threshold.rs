//! `type = "threshold"`: a count of documents with the same values.

use super::{ThresholdSuppression, search};
use crate::read::{Reader, list, scalar, table, text};
use crate::{EmbeddedText, Language, List, Spanned};

/// What a threshold rule adds.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ThresholdRule {
    /// Required.
    pub language: Option<Spanned<Language>>,
    /// Required; it may be empty if it is KQL and the rule has filters.
    pub query: Option<EmbeddedText>,
    /// The index patterns.
    pub index: Option<List<String>>,
    /// The data view, instead of `index`.
    pub data_view_id: Option<Spanned<String>>,
    /// How many of what. Required.
    pub threshold: Option<Spanned<Threshold>>,
    /// How long alerts become one.
    pub alert_suppression: Option<Spanned<ThresholdSuppression>>,
}

/// `[rule.threshold]`
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Threshold {
    /// The fields that are grouped by, at most five. Required.
    pub field: Option<List<String>>,
    /// How many documents a group must have. Required.
    pub value: Option<Spanned<u64>>,
    /// How many different values fields of a group must have.
    pub cardinality: Option<List<Cardinality>>,
}

/// `[[rule.threshold.cardinality]]`
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Cardinality {
    /// The field. Required.
    pub field: Option<Spanned<String>>,
    /// How many different values. Required.
    pub value: Option<Spanned<u64>>,
}

impl ThresholdRule {
    pub(super) fn read(table: &mut Reader<'_>) -> Self {
        let language = search::language(table);
        let query = search::query_beside_filters(table, language);
        let (index, data_view_id) = search::sources(table);
        let threshold = table.required("threshold", table::of(Threshold::read));
        let alert_suppression =
            table.optional("alert_suppression", table::of(ThresholdSuppression::read));
        Self { language, query, index, data_view_id, threshold, alert_suppression }
    }
}

impl Threshold {
    fn read(table: &mut Reader<'_>) -> Self {
        Self {
            field: table.required("field", list::sized(0, 5, text::non_empty)),
            value: table.required("value", scalar::positive),
            cardinality: table.optional("cardinality", list::of(table::of(Cardinality::read))),
        }
    }
}

impl Cardinality {
    fn read(table: &mut Reader<'_>) -> Self {
        Self {
            field: table.required("field", scalar::string),
            value: table.required("value", scalar::positive),
        }
    }
}
