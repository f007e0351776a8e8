//! A part of an `and` or `or` is left out; where it is a `not`, an exclusion is.

use eql_hir::{Condition, Query, ScriptExpr};

use super::{Example, Family};
use crate::edit::{Edits, Shown, without};
use crate::{shape, words};

pub(super) static FAMILY: Family = Family {
    kinds: &["drop-part", "drop-exclusion"],
    summary: "A part of an `and` or `or` is left out.",
    examples: &[
        Example {
            query: "process where process.pid == 4 and process.name == \"a\"",
            kind: "drop-part",
            before: "process.name == \"a\"",
            after: "(left out)",
            noticed: &[r#"{"event.category": "process", "process.pid": 4, "process.name": "b"}"#],
            unnoticed: &[r#"{"event.category": "process", "process.pid": 5, "process.name": "b"}"#],
        },
        Example {
            query: "process where process.pid == 4 and not process.name == \"a\"",
            kind: "drop-exclusion",
            before: "not process.name == \"a\"",
            after: "(left out)",
            noticed: &[r#"{"event.category": "process", "process.pid": 4, "process.name": "a"}"#],
            unnoticed: &[r#"{"event.category": "process", "process.pid": 4, "process.name": "b"}"#],
        },
        Example {
            query: "process where length(concat(process.name, process.args)) > 3 or process.pid == 4",
            kind: "drop-part",
            before: "process.pid == 4",
            after: "(left out)",
            noticed: &[r#"{"event.category": "process", "process.pid": 4}"#],
            unnoticed: &[r#"{"event.category": "process", "process.pid": 5}"#],
        },
    ],
    condition: Some(condition),
    script: Some(script),
    ..Family::IDLE
};

/// What is left out, as a report shows it.
const LEFT_OUT: &str = "(left out)";

fn condition(query: &Query, node: &Condition, edits: &mut Edits<'_, Condition>) {
    let (Condition::And(parts) | Condition::Or(parts)) = node else { return };
    let join = if matches!(node, Condition::And(_)) { shape::all } else { shape::any };
    for (index, part) in parts.iter().enumerate() {
        // What follows the category stands alone if it is an `and`: its own parts are left out one by one.
        let is_rest =
            shape::is_category_leaf(query, &parts[0]) && matches!(part, Condition::And(_));
        if is_rest || shape::is_category_leaf(query, part) {
            continue;
        }
        let is_exclusion = matches!((node, part), (Condition::And(_), Condition::Not(_)));
        let kind = if is_exclusion { "drop-exclusion" } else { "drop-part" };
        let shown = Shown::Texts(words::condition(query, part), LEFT_OUT.to_owned());
        edits.offer(kind, shown, || Some(join(without(parts, index))));
    }
}

fn script(node: &ScriptExpr, edits: &mut Edits<'_, ScriptExpr>) {
    let (ScriptExpr::And(parts) | ScriptExpr::Or(parts)) = node else { return };
    let is_and = matches!(node, ScriptExpr::And(_));
    for index in 0..parts.len() {
        edits.offer("drop-part", Shown::Node, || {
            let mut rest = without(parts, index);
            Some(match rest.len() {
                1 => rest.swap_remove(0),
                _ if is_and => ScriptExpr::And(rest),
                _ => ScriptExpr::Or(rest),
            })
        });
    }
}
