//! Which ways there are in which a leaf can be true or false.
//!
//! Together they tell a leaf from one that was changed a little: a letter, a bound, an end, an item of its list.

use eql_functions::Case;
use eql_functions::regex::LuceneRegex;
use eql_functions::wildcard::{Segment, WildcardPattern};
use eql_hir::{LeafId, Predicate, Query, Regex, ScriptExpr, Test};
use event::Value;
use event_schema::Ecs;

use crate::Shape;
use crate::regex_words;

type LuceneText = Regex<LuceneRegex>;

/// The ways in which a leaf can have this truth, most telling first. Not each can be had in every event.
pub fn shapes(query: &Query, leaf: LeafId, truth: bool) -> Vec<Shape> {
    match &query.leaf(leaf).test {
        Test::Field(field, predicate) => {
            let mut shapes = if truth { of_true(predicate) } else { of_false(predicate) };
            let is_list = Ecs.is_list(query.field(*field).path.as_str()).unwrap_or(false);
            if is_list && !is_open(predicate) {
                shapes.push(Shape::Several);
            }
            shapes
        }
        Test::Script(script) => of_script(&script.expr, truth),
        Test::Elements(..) | Test::Related(..) => Vec::new(),
    }
}

fn of_true(predicate: &Predicate) -> Vec<Shape> {
    match predicate {
        Predicate::Exists => Vec::new(),
        Predicate::OneOf(list, case) => {
            let folds =
                first_with_letters(list.iter().map(Value::as_str)).filter(|_| !counts(*case));
            items(list.len()).chain(folds.map(Shape::OtherCase)).collect()
        }
        Predicate::Like(patterns, case) => of_true_patterns(patterns, *case),
        Predicate::Regex(regexes) => {
            let words = |(item, regex): (usize, &LuceneText)| words_of(item, regex);
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
    }
}

fn of_true_patterns(patterns: &[WildcardPattern], case: Case) -> Vec<Shape> {
    let folds = first_with_letters(patterns.iter().map(literal_part)).filter(|_| !counts(case));
    let empty = patterns.iter().enumerate().filter(|(_, pattern)| has_run(pattern));
    items(patterns.len())
        .chain(folds.map(Shape::OtherCase))
        .chain(empty.map(|(item, _)| Shape::Empty(item)))
        .collect()
}

fn words_of(item: usize, regex: &LuceneText) -> Vec<Shape> {
    let ast = regex.compiled.ast();
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
            let around = regexes.iter().enumerate().flat_map(|(item, regex)| around(item, regex));
            let with_letters = |regex: &LuceneText| counts(regex.case) && has_letters(&regex.text);
            let other = regexes.iter().position(with_letters);
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
    shapes.push(Shape::Absent);
    shapes
}

/// A character at an end, where the expression is not open there.
fn around(item: usize, regex: &LuceneText) -> Vec<Shape> {
    let Some(word) = regex_words::word(regex.compiled.ast(), 0) else {
        return vec![Shape::Changed(item), Shape::Longer(item), Shape::Ahead(item)];
    };
    let refuses = |text: String| !regex.compiled.is_match(&text);
    let longer = refuses(format!("{word}~")).then_some(Shape::Longer(item));
    let ahead = refuses(format!("~{word}")).then_some(Shape::Ahead(item));
    longer.into_iter().chain(ahead).chain([Shape::Changed(item)]).collect()
}

/// Whether nearly every value passes.
fn is_open(predicate: &Predicate) -> bool {
    match predicate {
        Predicate::Exists => true,
        Predicate::Like(patterns, _) => patterns.iter().any(|pattern| !has_literal(pattern)),
        Predicate::OneOf(..)
        | Predicate::Range(..)
        | Predicate::Regex(_)
        | Predicate::Prefix(..)
        | Predicate::Cidr(_) => false,
    }
}

fn has_literal(pattern: &WildcardPattern) -> bool {
    pattern.segments().iter().any(|segment| segment.literal().is_some())
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
    let changed = patterns.iter().enumerate().filter(|(_, pattern)| has_literal(pattern));
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
        .chain(changed.map(|(item, _)| Shape::Changed(item)))
        .collect()
}

/// Its list of constants, its bounds, and what its texts are like.
fn of_script(expr: &ScriptExpr, truth: bool) -> Vec<Shape> {
    let mut shapes: Vec<_> = if truth { items(list_length(expr)).collect() } else { Vec::new() };
    if has_range(expr) {
        shapes.push(Shape::Bound);
    } else {
        shapes.push(Shape::OtherCase(0));
        if !truth {
            shapes.extend([Shape::Longer(0), Shape::Ahead(0)]);
        }
    }
    if !truth {
        shapes.push(Shape::Absent);
    }
    shapes
}

/// Whether an expression compares with a bound.
fn has_range(expr: &ScriptExpr) -> bool {
    match expr {
        ScriptExpr::Range(..) => true,
        ScriptExpr::Not(inner) | ScriptExpr::IsNull(inner) => has_range(inner),
        ScriptExpr::And(parts) | ScriptExpr::Or(parts) => parts.iter().any(has_range),
        ScriptExpr::Equal(left, right) => has_range(left) || has_range(right),
        ScriptExpr::Constant(_)
        | ScriptExpr::Occurrence(_)
        | ScriptExpr::Call(..)
        | ScriptExpr::Negate(..)
        | ScriptExpr::Arithmetic(..)
        | ScriptExpr::OneOf(..)
        | ScriptExpr::Like(..)
        | ScriptExpr::Regex(..) => false,
    }
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
