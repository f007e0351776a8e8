//! Letter case counts where it did not, or does not where it did: `:` and `==`, `in` and `in~`, `f` and `f~`.

use eql_functions::Case;
use eql_functions::regex::{LuceneRegex, RegexError, ScriptedRegex};
use eql_functions::wildcard::{Segment, WildcardPattern};
use eql_hir::{Leaf, Predicate, Regex, ScriptExpr};
use event::Value;

use super::regex::recompiled;
use super::{Example, Family};
use crate::edit::Edits;
use crate::texts::has_letters;

pub(super) static FAMILY: Family = Family {
    kinds: &["letter-case"],
    summary: "Letter case counts where it did not, or does not where it did.",
    examples: &[
        Example {
            query: "process where process.name : \"cmd.exe\"",
            kind: "letter-case",
            before: "process.name : \"cmd.exe\"",
            after: "process.name == \"cmd.exe\"",
            noticed: &[r#"{"event.category": "process", "process.name": "CMD.exe"}"#],
            unnoticed: &[r#"{"event.category": "process", "process.name": "cmd.exe"}"#],
        },
        Example {
            query: "process where process.name like \"cmd*\"",
            kind: "letter-case",
            before: "process.name like \"cmd*\"",
            after: "process.name : \"cmd*\"",
            noticed: &[r#"{"event.category": "process", "process.name": "CMD.exe"}"#],
            unnoticed: &[r#"{"event.category": "process", "process.name": "cmd.exe"}"#],
        },
        Example {
            query: "process where process.name regex \"[0-9]+a\"",
            kind: "letter-case",
            before: "process.name regex \"[0-9]+a\"",
            after: "process.name regex~ \"[0-9]+a\"",
            noticed: &[r#"{"event.category": "process", "process.name": "1A"}"#],
            unnoticed: &[r#"{"event.category": "process", "process.name": "1a"}"#],
        },
        Example {
            query: "process where indexOf(process.name, \"a\") == 1",
            kind: "letter-case",
            before: "indexOf(process.name, \"a\") == 1",
            after: "indexOf~(process.name, \"a\") == 1",
            noticed: &[r#"{"event.category": "process", "process.name": "1A"}"#],
            unnoticed: &[r#"{"event.category": "process", "process.name": "1a"}"#],
        },
    ],
    predicate: Some(predicate),
    script: Some(script),
    ..Family::IDLE
};

const KIND: &str = "letter-case";

fn predicate(_: &Leaf, predicate: &Predicate, edits: &mut Edits<'_, Predicate>) {
    match predicate {
        Predicate::OneOf(list, case) if any_letters(list) => {
            edits.give(KIND, Predicate::OneOf(list.clone(), flipped(*case)));
        }
        Predicate::Like(list, case)
            if list.iter().flat_map(WildcardPattern::segments).any(letters_of_segment) =>
        {
            edits.give(KIND, Predicate::Like(list.clone(), flipped(*case)));
        }
        Predicate::Prefix(prefix, case) if has_letters(prefix) => {
            edits.give(KIND, Predicate::Prefix(prefix.clone(), flipped(*case)));
        }
        Predicate::Regex(list) => {
            if let Some(list) = in_other_case(list, LuceneRegex::new) {
                edits.give(KIND, Predicate::Regex(list));
            }
        }
        Predicate::Exists
        | Predicate::OneOf(..)
        | Predicate::Range(..)
        | Predicate::Like(..)
        | Predicate::Prefix(..)
        | Predicate::Cidr(_) => {}
    }
}

fn script(node: &ScriptExpr, edits: &mut Edits<'_, ScriptExpr>) {
    if let ScriptExpr::OneOf(inner, list, case) = node
        && any_letters(list)
    {
        edits.give(KIND, ScriptExpr::OneOf(inner.clone(), list.clone(), flipped(*case)));
    } else if let ScriptExpr::Like(inner, list) = node
        && let Some(list) = in_other_case(list, ScriptedRegex::like)
    {
        edits.give(KIND, ScriptExpr::Like(inner.clone(), list));
    } else if let ScriptExpr::Regex(inner, list) = node
        && let Some(list) = in_other_case(list, ScriptedRegex::new)
    {
        edits.give(KIND, ScriptExpr::Regex(inner.clone(), list));
    } else if let ScriptExpr::Call(id, mode, args) = node
        && id.function().case_variant
        // Where a constant has no letters, there is nothing to fold.
        && !args.iter().any(is_without_letters)
    {
        let mode = eql_functions::Mode { case: flipped(mode.case), ..*mode };
        edits.give(KIND, ScriptExpr::Call(*id, mode, args.clone()));
    }
}

fn is_without_letters(arg: &ScriptExpr) -> bool {
    matches!(arg, ScriptExpr::Constant(Value::Str(text)) if !has_letters(text))
}

fn flipped(case: Case) -> Case {
    match case {
        Case::Sensitive => Case::Insensitive,
        Case::Insensitive => Case::Sensitive,
    }
}

fn any_letters(list: &[Value<'_>]) -> bool {
    list.iter().any(|value| value.as_str().is_some_and(has_letters))
}

fn letters_of_segment(segment: &Segment) -> bool {
    segment.literal().is_some_and(has_letters)
}

/// The regexes in the other letter case; `None` where they have no letters.
fn in_other_case<C>(
    list: &[Regex<C>],
    compile: fn(&str, Case) -> Result<C, RegexError>,
) -> Option<Vec<Regex<C>>> {
    if !list.iter().any(|regex| letters_of_regex(&regex.text)) {
        return None;
    }
    let other = |regex: &Regex<C>| recompiled(regex.text.clone(), flipped(regex.case), compile);
    list.iter().map(other).collect()
}

/// Whether letters stand for themselves somewhere: not behind a backslash, and not as the ends of a range, which
/// letter case does not change (spec 9.5).
fn letters_of_regex(text: &str) -> bool {
    let characters: Vec<char> = text.chars().collect();
    let at = |index: usize| characters.get(index).copied().unwrap_or(' ');
    let mut index = 0;
    let mut class = false;
    while index < characters.len() {
        match at(index) {
            '\\' => index += 1,
            '[' => class = true,
            ']' => class = false,
            _ if class && at(index + 1) == '-' && at(index + 2) != ']' => index += 2,
            letter if letter.is_alphabetic() => return true,
            _ => {}
        }
        index += 1;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_and_escapes_are_no_letters() {
        for (text, expected) in [
            ("[a-z]+", false),
            (r"\d+\w", false),
            ("[ab]", true),
            ("a[0-9]", true),
            ("[a-fx]", true),
        ] {
            assert_eq!(letters_of_regex(text), expected, "{text}");
        }
    }
}
