//! `startsWith`, `endsWith` and `stringContains` are taken for each other.

use eql_functions::lookup;
use eql_functions::wildcard::{Segment, WildcardPattern};
use eql_hir::{Leaf, Predicate, ScriptExpr};

use super::{Example, Family};
use crate::edit::{Edits, Shown};
use crate::texts;

pub(super) static FAMILY: Family = Family {
    kinds: &["swap-function"],
    summary: "`startsWith`, `endsWith` and `stringContains` are taken for each other.",
    examples: &[
        Example {
            query: "process where startsWith(process.name, \"a\")",
            kind: "swap-function",
            before: "startsWith(process.name, \"a\")",
            after: "endsWith(process.name, \"a\")",
            noticed: &[r#"{"event.category": "process", "process.name": "ab"}"#],
            unnoticed: &[r#"{"event.category": "process", "process.name": "a"}"#],
        },
        Example {
            query: "process where endsWith~(process.name, \"a\")",
            kind: "swap-function",
            before: "endsWith~(process.name, \"a\")",
            after: "startsWith~(process.name, \"a\")",
            noticed: &[r#"{"event.category": "process", "process.name": "ab"}"#],
            unnoticed: &[r#"{"event.category": "process", "process.name": "a"}"#],
        },
        Example {
            query: "process where startsWith(substring(process.name, 1), \"a\")",
            kind: "swap-function",
            before: "startsWith(substring(process.name, 1), \"a\")",
            after: "stringContains(substring(process.name, 1), \"a\")",
            noticed: &[r#"{"event.category": "process", "process.name": "bba"}"#],
            unnoticed: &[r#"{"event.category": "process", "process.name": "ba"}"#],
        },
    ],
    predicate: Some(predicate),
    script: Some(script),
    ..Family::IDLE
};

const KIND: &str = "swap-function";
const FUNCTIONS: [&str; 3] = ["startsWith", "endsWith", "stringContains"];

/// On a field these functions are a prefix or a pattern. What a pattern becomes by a `*` more or less is not made twice.
fn predicate(leaf: &Leaf, predicate: &Predicate, edits: &mut Edits<'_, Predicate>) {
    let Some(name) = FUNCTIONS.iter().find(|name| is_call(&leaf.text, name)) else { return };
    let mut swap = |to: &str, predicate: Predicate| {
        let after = format!("{to}{}", &leaf.text[name.len()..]);
        edits.offer(KIND, Shown::Texts(leaf.text.clone(), after), || Some(predicate));
    };
    match predicate {
        Predicate::Prefix(prefix, case) => {
            let like = |pattern: WildcardPattern| Predicate::Like(vec![pattern], *case);
            let literal = Segment::Literal(prefix.clone());
            swap("endsWith", like(texts::pattern(&[Segment::Run, literal.clone()])));
            let contains = texts::pattern(&[Segment::Run, literal, Segment::Run]);
            swap("stringContains", like(contains));
        }
        Predicate::Like(patterns, case) if *name == "endsWith" => {
            if let [Segment::Run, Segment::Literal(suffix)] = patterns[0].segments() {
                swap("startsWith", Predicate::Prefix(suffix.clone(), *case));
            }
        }
        Predicate::Exists
        | Predicate::OneOf(..)
        | Predicate::Range(..)
        | Predicate::Like(..)
        | Predicate::Regex(_)
        | Predicate::Cidr(_) => {}
    }
}

fn is_call(text: &str, name: &str) -> bool {
    let head = text.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name));
    head && text[name.len()..].starts_with(['(', '~'])
}

fn script(node: &ScriptExpr, edits: &mut Edits<'_, ScriptExpr>) {
    let ScriptExpr::Call(id, mode, args) = node else { return };
    if !FUNCTIONS.contains(&id.function().name) {
        return;
    }
    let others = FUNCTIONS.iter().filter_map(|name| lookup(name)).filter(|other| other != id);
    for other in others {
        edits.give(KIND, ScriptExpr::Call(other, *mode, args.clone()));
    }
}
