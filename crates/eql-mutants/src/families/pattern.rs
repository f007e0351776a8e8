//! A pattern has one `*` more or less.

use eql_functions::regex::ScriptedRegex;
use eql_functions::wildcard::WildcardPattern;
use eql_hir::{Leaf, Predicate, ScriptExpr};
use event::Value;

use super::regex::recompiled;
use super::{Example, Family};
use crate::edit::{Edits, Shown, with};
use crate::texts;

pub(super) static FAMILY: Family = Family {
    kinds: &["widen-pattern", "narrow-pattern"],
    summary: "A pattern has one `*` more at its begin or end, or one less.",
    examples: &[
        Example {
            query: "process where process.name : \"power*.exe\"",
            kind: "widen-pattern",
            before: "process.name : \"power*.exe\"",
            after: "process.name : \"power*.exe*\"",
            noticed: &[r#"{"event.category": "process", "process.name": "powershell.exe.txt"}"#],
            unnoticed: &[r#"{"event.category": "process", "process.name": "powershell.exe"}"#],
        },
        Example {
            query: "process where process.name : \"power*.exe\"",
            kind: "narrow-pattern",
            before: "process.name : \"power*.exe\"",
            after: "process.name : \"power.exe\"",
            noticed: &[r#"{"event.category": "process", "process.name": "powershell.exe"}"#],
            unnoticed: &[r#"{"event.category": "process", "process.name": "power.exe"}"#],
        },
        Example {
            query: "process where substring(process.name, 1) : \"power*\"",
            kind: "widen-pattern",
            before: "substring(process.name, 1) : \"power*\"",
            after: "substring(process.name, 1) : \"*power*\"",
            noticed: &[r#"{"event.category": "process", "process.name": "a power"}"#],
            unnoticed: &[r#"{"event.category": "process", "process.name": "power"}"#],
        },
    ],
    predicate: Some(predicate),
    script: Some(script),
    ..Family::IDLE
};

/// What becomes of one pattern.
type Variants = fn(&WildcardPattern) -> Vec<WildcardPattern>;

const VARIANTS: [(&str, Variants); 2] =
    [("widen-pattern", texts::widened), ("narrow-pattern", texts::narrowed)];

fn predicate(_: &Leaf, predicate: &Predicate, edits: &mut Edits<'_, Predicate>) {
    if let Predicate::Prefix(prefix, case) = predicate {
        edits.give("narrow-pattern", Predicate::OneOf(vec![Value::text(prefix.clone())], *case));
    }
    let Predicate::Like(patterns, case) = predicate else { return };
    for (index, pattern) in patterns.iter().enumerate() {
        for (kind, variants) in VARIANTS {
            for variant in variants(pattern) {
                edits.element(kind, index, || {
                    Some(Predicate::Like(with(patterns, index, variant), *case))
                });
            }
        }
    }
}

fn script(node: &ScriptExpr, edits: &mut Edits<'_, ScriptExpr>) {
    let ScriptExpr::Like(inner, patterns) = node else { return };
    for (index, pattern) in patterns.iter().enumerate() {
        for (kind, variants) in VARIANTS {
            for variant in variants(&WildcardPattern::parse(&pattern.text)) {
                edits.offer(kind, Shown::Node, || {
                    let text = texts::shown(&variant);
                    let pattern = recompiled(text, pattern.case, ScriptedRegex::like)?;
                    Some(ScriptExpr::Like(inner.clone(), with(patterns, index, pattern)))
                });
            }
        }
    }
}
