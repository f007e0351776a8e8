//! Trees without their places, to be compared.

use diagnostics::Span;

use crate::ast::{Body, Category, EventFilter, Expr, ExprKind, Pipe, Query, Stage};

/// The same query with every span empty: two of these are equal where the queries say the same.
///
/// ```
/// use eql_syntax::{parse, without_spans};
/// let [long, short] = ["any where  (true)", "any where true"].map(|text| parse(text).tree);
/// assert_ne!(long, short);
/// assert_eq!(without_spans(long), without_spans(short));
/// ```
#[must_use]
pub fn without_spans(mut query: Query) -> Query {
    query.span = Span::default();
    body(&mut query.body);
    query.pipes.iter_mut().for_each(pipe);
    query
}

fn body(body: &mut Body) {
    match body {
        Body::Event(event) => filter(event),
        Body::Sequence(sequence) => {
            sequence.span = Span::default();
            sequence.by.iter_mut().for_each(expr);
            sequence.maxspan.iter_mut().for_each(|maxspan| maxspan.span = Span::default());
            sequence.stages.iter_mut().chain(sequence.until.as_deref_mut()).for_each(stage);
        }
        Body::Sample(sample) | Body::Join(sample) => {
            sample.span = Span::default();
            sample.by.iter_mut().for_each(expr);
            sample.stages.iter_mut().chain(sample.until.as_deref_mut()).for_each(stage);
        }
        Body::Error => {}
    }
}

fn pipe(pipe: &mut Pipe) {
    (pipe.span, pipe.name_span) = (Span::default(), Span::default());
    pipe.args.iter_mut().for_each(expr);
}

fn stage(stage: &mut Stage) {
    stage.span = Span::default();
    filter(&mut stage.filter);
    stage.by.iter_mut().for_each(expr);
    if let Some(option) = &mut stage.option {
        (option.name_span, option.number_span) = (Span::default(), Span::default());
    }
    stage.alias.iter_mut().for_each(|alias| alias.span = Span::default());
}

fn filter(filter: &mut EventFilter) {
    filter.span = Span::default();
    let Category { span, .. } = &mut filter.category;
    *span = Span::default();
    expr(&mut filter.condition);
}

fn expr(node: &mut Expr) {
    node.span = Span::default();
    match &mut node.kind {
        ExprKind::Negative(inner) | ExprKind::Positive(inner) | ExprKind::Not(inner) => expr(inner),
        ExprKind::Arithmetic(_, left, right) | ExprKind::Comparison(_, left, right) => {
            expr(left);
            expr(right);
        }
        ExprKind::And(list) | ExprKind::Or(list) => list.iter_mut().for_each(expr),
        ExprKind::Call(call) => {
            call.name_span = Span::default();
            call.args.iter_mut().for_each(expr);
        }
        ExprKind::In(membership) => {
            expr(&mut membership.value);
            membership.list.iter_mut().for_each(expr);
        }
        ExprKind::Match(matching) => {
            expr(&mut matching.value);
            matching.patterns.iter_mut().for_each(expr);
        }
        ExprKind::Relation(relation) => stage(&mut relation.stage),
        ExprKind::Null
        | ExprKind::Bool(_)
        | ExprKind::Number(_)
        | ExprKind::Str(_)
        | ExprKind::Field(_)
        | ExprKind::Variable(_)
        | ExprKind::Error => {}
    }
}
