//! Spans point at the text of their nodes.

use diagnostics::Span;
use eql_syntax::ast::{Body, EventFilter, Expr, ExprKind, Query, Stage};
use eql_syntax::{parse, print, without_spans};
use proptest::prelude::*;

use crate::queries::query;

/// Every expression of a query, outer ones first.
fn expressions(query: &Query) -> Vec<&Expr> {
    let mut found = Vec::new();
    for stage in stages(query) {
        stage.by.iter().for_each(|key| below(key, &mut found));
    }
    for filter in filters(query) {
        below(&filter.condition, &mut found);
    }
    found
}

fn stages(query: &Query) -> Vec<&Stage> {
    match &query.body {
        Body::Sequence(sequence) => {
            sequence.stages.iter().chain(sequence.until.as_deref()).collect()
        }
        Body::Sample(sample) | Body::Join(sample) => {
            sample.stages.iter().chain(sample.until.as_deref()).collect()
        }
        Body::Event(_) | Body::Error => Vec::new(),
    }
}

fn filters(query: &Query) -> Vec<&EventFilter> {
    match &query.body {
        Body::Event(filter) => vec![filter],
        Body::Sequence(_) | Body::Sample(_) | Body::Join(_) | Body::Error => {
            stages(query).into_iter().map(|stage| &stage.filter).collect()
        }
    }
}

fn below<'t>(expr: &'t Expr, found: &mut Vec<&'t Expr>) {
    found.push(expr);
    let children: Vec<&Expr> = match &expr.kind {
        ExprKind::Negative(inner) | ExprKind::Positive(inner) | ExprKind::Not(inner) => vec![inner],
        ExprKind::Arithmetic(_, left, right) | ExprKind::Comparison(_, left, right) => {
            vec![left, right]
        }
        ExprKind::And(list) | ExprKind::Or(list) => list.iter().collect(),
        ExprKind::Call(call) => call.args.iter().collect(),
        ExprKind::In(node) => std::iter::once(&*node.value).chain(&node.list).collect(),
        ExprKind::Match(node) => std::iter::once(&*node.value).chain(&node.patterns).collect(),
        ExprKind::Relation(node) => vec![&node.stage.filter.condition],
        ExprKind::Null
        | ExprKind::Bool(_)
        | ExprKind::Number(_)
        | ExprKind::Str(_)
        | ExprKind::Field(_)
        | ExprKind::Variable(_)
        | ExprKind::Error => Vec::new(),
    };
    for child in children {
        below(child, found);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn the_text_under_an_expression_is_that_expression(query in query()) {
        let text = print(&query);
        let parsed = parse(&text).tree;
        for expr in expressions(&parsed) {
            let alone = format!("any where {}", expr.span.slice(&text));
            let whole = parse(&alone);
            prop_assert_eq!(&whole.diagnostics, &[], "{}", alone);
            let Body::Event(filter) = &whole.tree.body else { panic!("no event filter: {alone}") };
            // Only the places differ.
            let expected = Query {
                body: Body::Event(EventFilter { condition: expr.clone(), ..filter.clone() }),
                ..whole.tree.clone()
            };
            prop_assert_eq!(without_spans(whole.tree), without_spans(expected));
        }
    }
}

#[test]
fn the_parts_of_a_sequence_have_their_text() {
    let text = " sequence by a with maxspan = 5 m\n  ![x where (b)] by c , d with runs = 3 [y where e]\n\
                until [z where f] by g | head 1 , 2 // end\n";
    let query = parse(text).tree;
    let at = |span: Span| span.slice(text);
    assert_eq!(at(query.span), text.trim().trim_end_matches(" // end"));
    let Body::Sequence(sequence) = &query.body else { panic!("no sequence") };
    assert!(at(sequence.span).starts_with("sequence") && at(sequence.span).ends_with("by g"));
    assert_eq!(sequence.maxspan.as_ref().map(|maxspan| at(maxspan.span)), Some("5 m"));
    let first = &sequence.stages[0];
    assert_eq!(at(first.span), "![x where (b)] by c , d with runs = 3");
    // The closing parenthesis belongs to the filter though not to the condition.
    assert_eq!(at(first.filter.span), "x where (b)");
    assert_eq!(at(first.filter.condition.span), "b");
    let option = first.option.as_ref().map(|option| [option.name_span, option.number_span].map(at));
    assert_eq!(option, Some(["runs", "3"]));
    assert_eq!(at(sequence.stages[1].filter.category.span), "y");
    assert_eq!(sequence.until.as_ref().map(|until| at(until.span)), Some("[z where f] by g"));
    assert_eq!(at(query.pipes[0].span), "| head 1 , 2");
    assert_eq!(at(query.pipes[0].name_span), "head");
}

#[test]
fn the_name_of_a_function_has_its_tilde() {
    let text = "any where endsWith~ (a, b)";
    let tree = parse(text).tree;
    let expressions = expressions(&tree);
    let ExprKind::Call(call) = &expressions[0].kind else { panic!("no call") };
    assert_eq!(call.name_span.slice(text), "endsWith~");
}
