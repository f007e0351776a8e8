//! What rules with a query share: the query itself, and where its events come from.

use crate::diagnostics::IndexAndDataView;
use crate::read::{Reader, list, scalar, text, word};
use crate::{EmbeddedText, Language, List, Spanned};

/// The query, which must not be empty (statement L8).
pub(super) fn query(table: &mut Reader<'_>) -> Option<EmbeddedText> {
    table.required_placed("query", text::query)
}

/// The query of a rule that filters can stand in for: a KQL query beside them may be empty (statement L8).
pub(super) fn query_beside_filters(
    table: &mut Reader<'_>,
    language: Option<Spanned<Language>>,
) -> Option<EmbeddedText> {
    let kuery = language.is_some_and(|language| language.value == Language::Kuery);
    // Which of the two holds is not told: the wider one.
    if table.report().is_describing() || kuery && table.has_elements("filters") {
        return table.required_placed("query", scalar::embedded);
    }
    query(table)
}

/// The language, out of all.
pub(super) fn language(table: &mut Reader<'_>) -> Option<Spanned<Language>> {
    table.required("language", word::of)
}

/// The language of a type that has only one.
pub(super) fn only_language(
    table: &mut Reader<'_>,
    only: &'static [&'static str],
) -> Option<Spanned<String>> {
    table.required("language", word::one_of(only))
}

/// The index patterns and the data view, of which at most one may say something (statement L7).
pub(super) fn sources(table: &mut Reader<'_>) -> (Option<List<String>>, Option<Spanned<String>>) {
    let index = table.optional("index", list::of(scalar::string));
    let data_view_id = table.optional("data_view_id", scalar::string);
    let patterns = index.as_ref().filter(|index| !index.is_empty());
    let view = data_view_id.as_ref().filter(|view| !view.is_empty());
    if let (Some(index), Some(view)) = (patterns, view) {
        table.report().push(&IndexAndDataView { span: view.span, index: index.span });
    }
    (index, data_view_id)
}
