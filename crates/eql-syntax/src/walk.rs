//! Walks through a tree: every expression of a query.

use std::collections::BTreeSet;

use crate::ast::{Body, Expr, ExprKind, Query, Stage};

/// All expressions of a query, outer ones first, in the order of the text.
pub fn expressions(query: &Query) -> Vec<&Expr> {
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
pub fn below(outer: &Expr) -> Vec<&Expr> {
    let mut found = Vec::new();
    expr(outer, &mut found);
    found
}

/// The paths of all fields that a query names, each once, in alphabetical order.
pub fn field_paths(query: &Query) -> BTreeSet<String> {
    let fields = expressions(query).into_iter().filter_map(|expr| {
        if let ExprKind::Field(name) = &expr.kind { Some(name.path()) } else { None }
    });
    fields.collect()
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
