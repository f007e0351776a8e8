//! The fields that a query names, where they stand, and what datasets they are compared with.

use diagnostics::Span;
use eql_syntax::ast::{
    Body, ComparisonOp, EventFilter, Expr, ExprKind, FieldName, MatchOp, Query, Stage, Text,
};
use eql_syntax::{below, expressions};

/// A field name in a query.
pub(crate) struct Named<'a> {
    pub(crate) name: &'a FieldName,
    pub(crate) span: Span,
}

/// The stages of a sequence or sample; none of an event query.
pub(crate) fn stages(query: &Query) -> Vec<&Stage> {
    match &query.body {
        Body::Sequence(sequence) => {
            sequence.stages.iter().chain(sequence.until.as_deref()).collect()
        }
        Body::Sample(sample) | Body::Join(sample) => sample.stages.iter().collect(),
        Body::Event(_) | Body::Error => Vec::new(),
    }
}

/// The filters of a query: the one of an event query, or those of the stages.
pub(crate) fn filters(query: &Query) -> Vec<&EventFilter> {
    match &query.body {
        Body::Event(filter) => vec![filter],
        Body::Sequence(_) | Body::Sample(_) | Body::Join(_) | Body::Error => {
            stages(query).into_iter().map(|stage| &stage.filter).collect()
        }
    }
}

/// The field names of a filter, in the order of the text.
pub(crate) fn fields_of(filter: &EventFilter) -> Vec<Named<'_>> {
    named(below(&filter.condition))
}

/// The field names of a query, in the order of the text.
pub(crate) fn fields(query: &Query) -> Vec<Named<'_>> {
    named(expressions(query))
}

fn named(expressions: Vec<&Expr>) -> Vec<Named<'_>> {
    let fields = expressions.into_iter();
    fields.filter_map(|expr| Some(Named { name: field(expr)?, span: expr.span })).collect()
}

/// The texts that one of these fields is equal to or in, with the place of each.
pub(crate) fn compared_with<'a>(query: &'a Query, fields: &[&str]) -> Vec<(&'a str, Span)> {
    let is_one = |expr: &Expr| field(expr).is_some_and(|name| fields.contains(&&*name.path()));
    let mut found = Vec::new();
    for expr in expressions(query) {
        if let Some((value, constants)) = compared(expr)
            && is_one(value)
        {
            let texts = constants.into_iter().filter_map(text);
            found.extend(texts.map(|(text, span)| (text.value.as_str(), span)));
        }
    }
    found
}

/// What is compared with what, where an expression says that a value is one of some.
fn compared(expr: &Expr) -> Option<(&Expr, Vec<&Expr>)> {
    if let ExprKind::Comparison(ComparisonOp::Equal, left, right) = &expr.kind {
        return Some((left, vec![right]));
    }
    if let ExprKind::In(list) = &expr.kind {
        return (!list.negated).then(|| (&*list.value, list.list.iter().collect()));
    }
    let ExprKind::Match(matched) = &expr.kind else { return None };
    let plain = matches!(matched.op, MatchOp::Colon | MatchOp::Like | MatchOp::LikeIgnoreCase);
    plain.then(|| (&*matched.value, matched.patterns.iter().collect()))
}

fn field(expr: &Expr) -> Option<&FieldName> {
    if let ExprKind::Field(name) = &expr.kind { Some(name) } else { None }
}

/// A constant text with its place.
pub(crate) fn text(expr: &Expr) -> Option<(&Text, Span)> {
    if let ExprKind::Str(text) = &expr.kind { Some((text, expr.span)) } else { None }
}
