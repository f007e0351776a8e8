//! The query of an EQL rule in the layout of its printer.

use eql_syntax::TokenKind;
use toml_edit::{DocumentMut, Item, Value};

/// Lays the query out. One that has errors, or a comment, which the printer does not know, stays as it is.
pub(super) fn layout(document: &mut DocumentMut) {
    let Some(rule) = document.get_mut("rule").and_then(Item::as_table_mut) else { return };
    if rule.get("type").and_then(Item::as_str) != Some("eql") {
        return;
    }
    let Some(query) = rule.get_mut("query").and_then(Item::as_value_mut) else { return };
    if let Some(printed) = query.as_str().and_then(printed)
        && let Ok(mut value) = format!("'''\n{printed}'''").parse::<Value>()
    {
        *value.decor_mut() = query.decor().clone();
        *query = value;
    }
}

/// The text of a query from its tree.
fn printed(text: &str) -> Option<String> {
    let parsed = eql_syntax::parse(text);
    if !parsed.diagnostics.is_empty() || has_comment(text) {
        return None;
    }
    let printed = eql_syntax::print(&parsed.tree);
    let again = eql_syntax::parse(&printed);
    let same = eql_syntax::without_spans(again.tree) == eql_syntax::without_spans(parsed.tree);
    (same && !printed.contains("'''")).then_some(printed)
}

fn has_comment(text: &str) -> bool {
    let is_comment =
        |kind: TokenKind| matches!(kind, TokenKind::LineComment | TokenKind::BlockComment);
    eql_syntax::lex(text).tree.iter().any(|token| is_comment(token.kind))
}
