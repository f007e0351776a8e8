//! Which ways there are in which a leaf can be true or false.
//!
//! Together they tell a leaf from one that was changed a little: a letter, a bound, an end, an item of its list.

use eql_functions::Case;
use eql_functions::regex::Ast;
use eql_functions::wildcard::{Segment, WildcardPattern};
use eql_hir::{LeafId, Predicate, Query, ScriptExpr, Test};
use event::Value;

use crate::Shape;
use crate::regex_words;

/// The ways in which a leaf can have this truth, most telling first. Not each can be had in every event.
pub fn shapes(query: &Query, leaf: LeafId, truth: bool) -> Vec<Shape> {
    match &query.leaf(leaf).test {
        Test::Field(_, predicate) if truth => of_true(predicate),
        Test::Field(_, predicate) => of_false(predicate),
        Test::Script(script) => of_script(&script.expr, truth),
        Test::Elements(..) | Test::Related(..) => Vec::new(),
    }
}

fn of_true(predicate: &Predicate) -> Vec<Shape> {
    let mut shapes = match predicate {
        Predicate::Exists => Vec::new(),
        Predicate::OneOf(list, case) => {
            let folds =
                first_with_letters(list.iter().map(Value::as_str)).filter(|_| !counts(*case));
            items(list.len()).chain(folds.map(Shape::OtherCase)).collect()
        }
        Predicate::Like(patterns, case) => of_true_patterns(patterns, *case),
        Predicate::Regex(regexes) => {
            let words = |(item, regex): (usize, &eql_hir::Regex<_>)| words_of(item, regex);
            regexes.iter().enumerate().flat_map(words).collect()
        }
        Predicate::Prefix(_, case) => {
            let other = (!counts(*case)).then_some(Shape::OtherCase(0));
            [Shape::Item(0)].into_iter().chain(other).chain([Shape::Empty(0)]).collect()
        }
        Predicate::Range(..) => vec![Shape::Bound],
        Predicate::Cidr(blocks) => {
            (0..blocks.len()).flat_map(|item| [Shape::Last(item), Shape::First(item)]).collect()
        }
    };
    shapes.push(Shape::Several);
    shapes
}

fn of_true_patterns(patterns: &[WildcardPattern], case: Case) -> Vec<Shape> {
    let folds = first_with_letters(patterns.iter().map(literal_part)).filter(|_| !counts(case));
    let empty = patterns.iter().enumerate().filter(|(_, pattern)| has_run(pattern));
    items(patterns.len())
        .chain(folds.map(Shape::OtherCase))
        .chain(empty.map(|(item, _)| Shape::Empty(item)))
        .collect()
}

fn words_of(item: usize, regex: &eql_hir::Regex<eql_functions::regex::LuceneRegex>) -> Vec<Shape> {
    let ast: &Ast = regex.compiled.ast();
    let variants = (1..regex_words::variants(ast)).map(|word| Shape::Variant(item, word));
    let other = (!counts(regex.case)).then_some(Shape::OtherCase(item));
    [Shape::Item(item)].into_iter().chain(variants).chain(other).collect()
}

fn of_false(predicate: &Predicate) -> Vec<Shape> {
    let mut shapes = match predicate {
        Predicate::Exists => Vec::new(),
        Predicate::OneOf(list, case) => of_false_list(list, *case),
        Predicate::Like(patterns, case) => of_false_patterns(patterns, *case),
        Predicate::Regex(regexes) => {
            let around = (0..regexes.len())
                .flat_map(|item| [Shape::Changed(item), Shape::Longer(item), Shape::Ahead(item)]);
            let other = regexes.iter().position(|regex| counts(regex.case));
            around.chain(other.map(Shape::OtherCase)).collect()
        }
        Predicate::Prefix(_, case) => {
            let other = counts(*case).then_some(Shape::OtherCase(0));
            [Shape::Ahead(0), Shape::Changed(0)].into_iter().chain(other).collect()
        }
        Predicate::Range(..) => vec![Shape::Bound],
        Predicate::Cidr(blocks) => {
            (0..blocks.len()).flat_map(|item| [Shape::After(item), Shape::Before(item)]).collect()
        }
    };
    shapes.extend([Shape::Absent, Shape::Several]);
    shapes
}

fn of_false_list(list: &[Value<'_>], case: Case) -> Vec<Shape> {
    let texts = || list.iter().enumerate().filter(|(_, value)| value.as_str().is_some());
    let other = first_with_letters(list.iter().map(Value::as_str)).filter(|_| counts(case));
    let changed = (0..list.len()).map(Shape::Changed);
    other
        .map(Shape::OtherCase)
        .into_iter()
        .chain(changed)
        .chain(texts().map(|(item, _)| Shape::Longer(item)))
        .chain(texts().map(|(item, _)| Shape::Ahead(item)))
        .collect()
}

fn of_false_patterns(patterns: &[WildcardPattern], case: Case) -> Vec<Shape> {
    let other = first_with_letters(patterns.iter().map(literal_part)).filter(|_| counts(case));
    let ends = |shape: fn(usize) -> Shape, end: fn(&[Segment]) -> Option<&Segment>| {
        let closed = move |pattern: &WildcardPattern| {
            end(pattern.segments()).is_none_or(|segment| *segment != Segment::Run)
        };
        patterns
            .iter()
            .enumerate()
            .filter(move |(_, it)| closed(it))
            .map(move |(item, _)| shape(item))
    };
    other
        .map(Shape::OtherCase)
        .into_iter()
        .chain(ends(Shape::Longer, <[Segment]>::last))
        .chain(ends(Shape::Ahead, <[Segment]>::first))
        .chain((0..patterns.len()).map(Shape::Changed))
        .collect()
}

/// Of the lists and comparisons in an expression the first that has several ways decides.
fn of_script(expr: &ScriptExpr, truth: bool) -> Vec<Shape> {
    let count = list_length(expr);
    let mut shapes: Vec<_> = if truth { items(count).collect() } else { Vec::new() };
    shapes.push(Shape::Bound);
    shapes.push(Shape::OtherCase(0));
    if !truth {
        shapes.extend([Shape::Longer(0), Shape::Ahead(0), Shape::Absent]);
    }
    shapes
}

/// The length of the first list of constants in an expression.
fn list_length(expr: &ScriptExpr) -> usize {
    match expr {
        ScriptExpr::OneOf(_, list, _) => list.len(),
        ScriptExpr::Like(_, regexes) | ScriptExpr::Regex(_, regexes) => regexes.len(),
        ScriptExpr::Not(inner) => list_length(inner),
        ScriptExpr::And(parts) | ScriptExpr::Or(parts) => {
            parts.iter().map(list_length).find(|&length| length > 0).unwrap_or(0)
        }
        ScriptExpr::Constant(_)
        | ScriptExpr::Occurrence(_)
        | ScriptExpr::Call(..)
        | ScriptExpr::Negate(..)
        | ScriptExpr::Arithmetic(..)
        | ScriptExpr::Equal(..)
        | ScriptExpr::Range(..)
        | ScriptExpr::IsNull(_) => 0,
    }
}

fn items(count: usize) -> impl Iterator<Item = Shape> {
    (0..count).map(Shape::Item)
}

fn counts(case: Case) -> bool {
    case == Case::Sensitive
}

fn has_run(pattern: &WildcardPattern) -> bool {
    pattern.segments().contains(&Segment::Run)
}

/// Some literal of a pattern that has letters.
fn literal_part(pattern: &WildcardPattern) -> Option<&str> {
    pattern.segments().iter().filter_map(Segment::literal).find(|text| has_letters(text))
}

fn has_letters(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_alphabetic())
}

fn first_with_letters<'t>(mut texts: impl Iterator<Item = Option<&'t str>>) -> Option<usize> {
    texts.position(|text| text.is_some_and(has_letters))
}
