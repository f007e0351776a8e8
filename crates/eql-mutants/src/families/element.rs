//! An element of a list is left out.

use eql_functions::Hint;
use eql_hir::{Leaf, Predicate, ScriptExpr};

use super::{Example, Family};
use crate::edit::{Edits, Shown, without};

pub(super) static FAMILY: Family = Family {
    kinds: &["drop-element"],
    summary: "An element of a list of constants, patterns, regexes or blocks is left out.",
    examples: &[
        Example {
            query: "process where process.name in (\"a\", \"b\")",
            kind: "drop-element",
            before: "process.name in (\"a\", \"b\")",
            after: "process.name == \"b\"",
            noticed: &[r#"{"event.category": "process", "process.name": "a"}"#],
            unnoticed: &[r#"{"event.category": "process", "process.name": "b"}"#],
        },
        Example {
            query: "network where cidrMatch(source.ip, \"10.0.0.0/8\", \"::1\")",
            kind: "drop-element",
            before: "cidrMatch(source.ip, \"10.0.0.0/8\", \"::1/128\")",
            after: "cidrMatch(source.ip, \"10.0.0.0/8\")",
            noticed: &[r#"{"event.category": "network", "source.ip": "::1"}"#],
            unnoticed: &[r#"{"event.category": "network", "source.ip": "10.0.0.1"}"#],
        },
        Example {
            query: "process where substring(process.name, 1) in (\"a\", \"b\")",
            kind: "drop-element",
            before: "substring(process.name, 1) in (\"a\", \"b\")",
            after: "substring(process.name, 1) in (\"b\")",
            noticed: &[r#"{"event.category": "process", "process.name": "xa"}"#],
            unnoticed: &[r#"{"event.category": "process", "process.name": "xb"}"#],
        },
    ],
    predicate: Some(predicate),
    script: Some(script),
    ..Family::IDLE
};

const KIND: &str = "drop-element";

fn predicate(_: &Leaf, predicate: &Predicate, edits: &mut Edits<'_, Predicate>) {
    match predicate {
        Predicate::Exists | Predicate::Range(..) | Predicate::Prefix(..) => {}
        Predicate::OneOf(list, case) => {
            each(list, edits, |rest| Predicate::OneOf(rest, *case));
        }
        Predicate::Like(list, case) => each(list, edits, |rest| Predicate::Like(rest, *case)),
        Predicate::Regex(list) => each(list, edits, Predicate::Regex),
        Predicate::Cidr(list) => each(list, edits, Predicate::Cidr),
    }
}

fn each<T: Clone>(
    list: &[T],
    edits: &mut Edits<'_, Predicate>,
    make: impl Fn(Vec<T>) -> Predicate,
) {
    // The last element takes the clause with it, which is another mistake.
    if list.len() < 2 {
        return;
    }
    for index in 0..list.len() {
        edits.element(KIND, index, || Some(make(without(list, index))));
    }
}

fn script(node: &ScriptExpr, edits: &mut Edits<'_, ScriptExpr>) {
    if let ScriptExpr::OneOf(inner, list, case) = node {
        of_script(list, 0, edits, |rest| ScriptExpr::OneOf(inner.clone(), rest, *case));
    } else if let ScriptExpr::Like(inner, list) = node {
        of_script(list, 0, edits, |rest| ScriptExpr::Like(inner.clone(), rest));
    } else if let ScriptExpr::Regex(inner, list) = node {
        of_script(list, 0, edits, |rest| ScriptExpr::Regex(inner.clone(), rest));
    } else if let ScriptExpr::Call(id, mode, args) = node
        && id.function().hint == Some(Hint::CidrBlocks)
    {
        of_script(args, 1, edits, |rest| ScriptExpr::Call(*id, *mode, rest));
    }
}

/// The same for a list in a script, of which the elements begin at a place.
fn of_script<T: Clone>(
    list: &[T],
    first: usize,
    edits: &mut Edits<'_, ScriptExpr>,
    make: impl Fn(Vec<T>) -> ScriptExpr,
) {
    if list.len() < first + 2 {
        return;
    }
    for index in first..list.len() {
        edits.offer(KIND, Shown::Node, || Some(make(without(list, index))));
    }
}
