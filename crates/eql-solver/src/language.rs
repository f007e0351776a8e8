//! Predicates on texts as regular expressions, and texts that several of them have in common.
//!
//! This is the slow way, for what is not found piece by piece. It also proves that there is nothing to find.

use eql_functions::Case;
use eql_functions::regex::{Ast, Part, Witness, witness};
use eql_functions::wildcard::Segment;
use eql_hir::Predicate;

use crate::Shape;
use crate::demand::{Demand, only_item};
use crate::regex_words::other_case;
use crate::shape::Twist;

/// The most characters that are tried on the way.
const STEPS: usize = 6_000;

/// The same where a shape is wanted, which can be dropped.
const STEPS_TO_SHAPE: usize = 1_500;

/// What a text is made of where it is free.
const FAVOURITES: &str = "etaoinsrhldcumfpgwybvkxjqzETAOINSRHLDCUMFPGWYBVKXJQZ0123456789-_.\\/ :=,;!#$%&'()*+<>?@[]^`{|}~\"";

/// Looks for a text that meets all demands, shaped as one of them wants.
pub(crate) fn common(demands: &[Demand<'_>], leading: Option<&Demand<'_>>) -> Witness {
    // A demand that is no expression is left out; where the others cannot be met, all cannot.
    let of = |demand: &Demand<'_>| part(&demand.predicate, demand.truth);
    let mut parts: Vec<Part> = demands.iter().filter_map(of).collect();
    if let Some(leading) = leading {
        let Some(shaped) = shaped(leading) else { return Witness::GaveUp };
        parts.push(shaped);
    }
    let steps = if leading.is_some() { STEPS_TO_SHAPE } else { STEPS };
    witness(&parts, FAVOURITES, steps)
}

/// A predicate on texts as an expression; `None` where it is not about texts or orders them.
fn part(predicate: &Predicate, matches: bool) -> Option<Part> {
    let (ast, case) = expression(predicate)?;
    Some(Part { ast, case, matches })
}

fn expression(predicate: &Predicate) -> Option<(Ast, Case)> {
    match predicate {
        Predicate::OneOf(list, case) => {
            let texts: Option<Vec<_>> =
                list.iter().map(|value| Some(literal(value.as_str()?))).collect();
            Some((Ast::Union(texts?), *case))
        }
        Predicate::Like(patterns, case) => {
            let of =
                |pattern: &eql_functions::wildcard::WildcardPattern| segments(pattern.segments());
            Some((Ast::Union(patterns.iter().map(of).collect()), *case))
        }
        Predicate::Prefix(prefix, case) => {
            Some((Ast::Concat(vec![literal(prefix), Ast::AnyString]), *case))
        }
        Predicate::Regex(regexes) => {
            let case = regexes.first()?.case;
            let asts = regexes.iter().map(|regex| regex.compiled.ast().clone()).collect();
            Some((Ast::Union(asts), case))
        }
        Predicate::Exists | Predicate::Range(..) | Predicate::Cidr(_) => None,
    }
}

fn literal(text: &str) -> Ast {
    if text.is_empty() { Ast::Empty } else { Ast::Literal(text.to_owned()) }
}

fn segments(segments: &[Segment]) -> Ast {
    let parts = segments.iter().map(|segment| match segment {
        Segment::Literal(text) => literal(text),
        Segment::One => Ast::AnyChar,
        Segment::Run => Ast::AnyString,
    });
    Ast::Concat(parts.collect())
}

/// What a shape adds.
fn shaped(demand: &Demand<'_>) -> Option<Part> {
    let shape = demand.shape?;
    let item = shape.item()?;
    let (ast, case) = expression(&only_item(&demand.predicate, item)?)?;
    let around = |parts: Vec<Ast>| (Ast::Concat(parts), case);
    let (ast, case) = match shape.twist() {
        Some(Twist::Longer) => around(vec![ast, Ast::AnyChar]),
        Some(Twist::Ahead) => around(vec![Ast::AnyChar, ast]),
        Some(Twist::OtherCase) => (turned(ast), Case::Sensitive),
        None if shape == Shape::Empty(item) => (emptied(ast), case),
        None if shape == Shape::Item(item) => (ast, case),
        None => return None,
    };
    Some(Part { ast, case, matches: true })
}

/// The same with the letters of its literals in other case.
fn turned(ast: Ast) -> Ast {
    replaced(ast, &|part| {
        if let Ast::Literal(text) = part { Ast::Literal(other_case(&text)) } else { part }
    })
}

/// The same with nothing for each `*`.
fn emptied(ast: Ast) -> Ast {
    replaced(ast, &|part| if part == Ast::AnyString { Ast::Empty } else { part })
}

/// The same with each part of its lists replaced.
fn replaced(ast: Ast, change: &dyn Fn(Ast) -> Ast) -> Ast {
    let all = |items: Vec<Ast>| items.into_iter().map(|item| replaced(item, change)).collect();
    if let Ast::Concat(items) = ast {
        Ast::Concat(all(items))
    } else if let Ast::Union(items) = ast {
        Ast::Union(all(items))
    } else {
        change(ast)
    }
}
