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
    let (first, length) = match node {
        ScriptExpr::OneOf(_, list, _) => (0, list.len()),
        ScriptExpr::Like(_, list) | ScriptExpr::Regex(_, list) => (0, list.len()),
        ScriptExpr::Call(id, _, args) if id.function().hint == Some(Hint::CidrBlocks) => {
            (1, args.len())
        }
        _ => return,
    };
    if length - first < 2 {
        return;
    }
    for index in first..length {
        edits.offer(KIND, Shown::Node, || {
            let mut node = node.clone();
            match &mut node {
                ScriptExpr::OneOf(_, list, _) => drop(list.remove(index)),
                ScriptExpr::Like(_, list) | ScriptExpr::Regex(_, list) => drop(list.remove(index)),
                ScriptExpr::Call(_, _, args) => drop(args.remove(index)),
                _ => return None,
            }
            Some(node)
        });
    }
}
