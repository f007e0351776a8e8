//! Queries and expressions as texts: whether they parse, and what they fold to.

use diagnostics::{Finding, Severity, SourceText};
use eql_hir::Context;
use eql_syntax::Dialect;
use eql_syntax::ast::{Body, ExprKind};
use event::Value;
use event_schema::Schema;

/// What the parser alone finds wrong with a query; errors only.
pub fn syntax_errors(query: &str) -> Vec<Finding> {
    let parsed = eql_syntax::parse(query);
    errors(query, parsed.diagnostics)
}

/// The value of an expression without fields, or what is wrong with it: no finding says that it has a field.
pub fn fold(expression: &str) -> Result<Value<'static>, Vec<Finding>> {
    // As the side of a comparison, so that it may be of any type.
    let text = format!("any where ({expression}) == null");
    let parsed = eql_syntax::parse(&text);
    let found = errors(&text, parsed.diagnostics);
    let Body::Event(filter) = &parsed.tree.body else { return Err(found) };
    let ExprKind::Comparison(_, left, _) = &filter.condition.kind else { return Err(found) };
    if !found.is_empty() {
        return Err(found);
    }
    let schema = Schema::ecs();
    let dialect = Dialect::default();
    let context = Context { schema: &schema, category_field: "event.category", dialect };
    let folded = eql_hir::fold(left, &context);
    folded.tree.ok_or_else(|| errors(&text, folded.diagnostics))
}

fn errors(text: &str, diagnostics: Vec<diagnostics::Diagnostic>) -> Vec<Finding> {
    let source = SourceText::new("query", text);
    let errors = diagnostics.into_iter().filter(|one| one.severity == Severity::Error);
    errors.map(|diagnostic| Finding { source: source.clone(), rule_id: None, diagnostic }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_of_any_type_folds_to_its_value() {
        assert_eq!(fold("1 + 2 * 3"), Ok(Value::Int(7)));
        assert_eq!(fold("concat(\"a\", 1)"), Ok(Value::text("a1")));
        assert_eq!(fold("null or true"), Ok(Value::Bool(true)));
        assert_eq!(fold("1 > null"), Ok(Value::Null));
        assert_eq!(fold("process.pid"), Err(Vec::new()));
        assert_eq!(fold("nothing(1)").unwrap_err().len(), 1);
        assert_eq!(fold("1 +").unwrap_err().len(), 1);
    }
}
