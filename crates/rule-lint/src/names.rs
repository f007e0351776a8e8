//! The fields that a query names, where they stand, and what datasets they are compared with.

use std::collections::BTreeSet;

use diagnostics::Span;
use eql_syntax::ast::{
    Body, ComparisonOp, EventFilter, Expr, ExprKind, FieldName, MatchOp, Query, Stage, Text,
};

/// A field name in a query.
pub(crate) struct Named<'a> {
    pub(crate) name: &'a FieldName,
    pub(crate) span: Span,
}

/// All expressions of a query, outer ones first, in the order of the text.
pub(crate) fn expressions(query: &Query) -> Vec<&Expr> {
    let mut found = Vec::new();
    match &query.body {
        Body::Event(filter) => expr(&filter.condition, &mut found),
        Body::Sequence(sequence) => {
            exprs(&sequence.by, &mut found);
            sequence.stages.iter().for_each(|stage| stage_exprs(stage, &mut found));
            sequence.until.iter().for_each(|stage| stage_exprs(stage, &mut found));
        }
        Body::Sample(sample) | Body::Join(sample) => {
            exprs(&sample.by, &mut found);
            sample.stages.iter().for_each(|stage| stage_exprs(stage, &mut found));
        }
        Body::Error => {}
    }
    found
}

/// An expression and all that are in it.
pub(crate) fn below(outer: &Expr) -> Vec<&Expr> {
    let mut found = Vec::new();
    expr(outer, &mut found);
    found
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
    let mut found = Vec::new();
    expr(&filter.condition, &mut found);
    named(found)
}

/// The field names of a query, in the order of the text.
pub(crate) fn fields(query: &Query) -> Vec<Named<'_>> {
    named(expressions(query))
}

fn named(expressions: Vec<&Expr>) -> Vec<Named<'_>> {
    let fields = expressions.into_iter();
    fields.filter_map(|expr| Some(Named { name: field(expr)?, span: expr.span })).collect()
}

/// The paths of all fields that a query names, each once, in alphabetical order.
pub fn query_fields(query: &Query) -> BTreeSet<String> {
    fields(query).into_iter().map(|named| named.name.path()).collect()
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

fn stage_exprs<'a>(stage: &'a Stage, found: &mut Vec<&'a Expr>) {
    expr(&stage.filter.condition, found);
    exprs(&stage.by, found);
}

fn exprs<'a>(list: &'a [Expr], found: &mut Vec<&'a Expr>) {
    for element in list {
        expr(element, found);
    }
}

fn expr<'a>(outer: &'a Expr, found: &mut Vec<&'a Expr>) {
    found.push(outer);
    match &outer.kind {
        ExprKind::Null
        | ExprKind::Bool(_)
        | ExprKind::Number(_)
        | ExprKind::Str(_)
        | ExprKind::Field(_)
        | ExprKind::Variable(_)
        | ExprKind::Error => {}
        ExprKind::Call(call) => exprs(&call.args, found),
        ExprKind::Negative(inner) | ExprKind::Positive(inner) | ExprKind::Not(inner) => {
            expr(inner, found);
        }
        ExprKind::Arithmetic(_, left, right) | ExprKind::Comparison(_, left, right) => {
            expr(left, found);
            expr(right, found);
        }
        ExprKind::In(list) => {
            expr(&list.value, found);
            exprs(&list.list, found);
        }
        ExprKind::Match(matched) => {
            expr(&matched.value, found);
            exprs(&matched.patterns, found);
        }
        ExprKind::And(parts) | ExprKind::Or(parts) => exprs(parts, found),
        ExprKind::Relation(relation) => stage_exprs(&relation.stage, found),
    }
}
