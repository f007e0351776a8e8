//! A regex has one other character, or one alternative less.

use std::ops::Range;
use std::sync::Arc;

use eql_functions::Case;
use eql_functions::regex::{LuceneRegex, RegexError, ScriptedRegex};
use eql_hir::{Leaf, Predicate, Regex, ScriptExpr};

use super::{Example, Family};
use crate::edit::{Edits, Shown, with};
use crate::texts;

pub(super) static FAMILY: Family = Family {
    kinds: &["change-regex", "drop-alternative"],
    summary: "A regex has one other character, or one alternative less.",
    examples: &[
        Example {
            query: "process where process.name regex \"abc[0-9]+\"",
            kind: "change-regex",
            before: "process.name regex \"abc[0-9]+\"",
            after: "process.name regex \"acc[0-9]+\"",
            noticed: &[r#"{"event.category": "process", "process.name": "abc1"}"#],
            unnoticed: &[r#"{"event.category": "process", "process.name": "abc"}"#],
        },
        Example {
            query: "process where process.name regex \"(a|b)[0-9]\"",
            kind: "drop-alternative",
            before: "process.name regex \"(a|b)[0-9]\"",
            after: "process.name regex \"(b)[0-9]\"",
            noticed: &[r#"{"event.category": "process", "process.name": "a1"}"#],
            unnoticed: &[r#"{"event.category": "process", "process.name": "b1"}"#],
        },
    ],
    predicate: Some(predicate),
    script: Some(script),
    ..Family::IDLE
};

fn predicate(_: &Leaf, predicate: &Predicate, edits: &mut Edits<'_, Predicate>) {
    let Predicate::Regex(regexes) = predicate else { return };
    for (index, regex) in regexes.iter().enumerate() {
        for (kind, text) in variants(&regex.text) {
            edits.element(kind, index, || {
                let regex = recompiled(text, regex.case, LuceneRegex::new)?;
                Some(Predicate::Regex(with(regexes, index, regex)))
            });
        }
    }
}

fn script(node: &ScriptExpr, edits: &mut Edits<'_, ScriptExpr>) {
    let ScriptExpr::Regex(inner, regexes) = node else { return };
    for (index, regex) in regexes.iter().enumerate() {
        for (kind, text) in variants(&regex.text) {
            edits.offer(kind, Shown::Node, || {
                let regex = recompiled(text, regex.case, ScriptedRegex::new)?;
                Some(ScriptExpr::Regex(inner.clone(), with(regexes, index, regex)))
            });
        }
    }
}

/// The regex of a text; `None` where it is none.
pub(super) fn recompiled<C>(
    text: String,
    case: Case,
    compile: fn(&str, Case) -> Result<C, RegexError>,
) -> Option<Regex<C>> {
    let compiled = Arc::new(compile(&text, case).ok()?);
    Some(Regex { text, case, compiled })
}

/// The texts with one mistake. Some of them may be no regexes.
fn variants(text: &str) -> Vec<(&'static str, String)> {
    let Reading { plain, alternatives } = Reading::of(text);
    let mut found = Vec::new();
    if let Some(&(at, character)) = plain.get(plain.len() / 2) {
        let other = texts::other(character);
        found.push(("change-regex", format!("{}{other}{}", &text[..at], &text[at + 1..])));
    }
    let dropped = alternatives.into_iter().map(|range| {
        let text = format!("{}{}", &text[..range.start], &text[range.end..]);
        ("drop-alternative", text)
    });
    found.extend(dropped);
    found
}

/// Where things stand in the text of a regex.
#[derive(Default)]
struct Reading {
    /// Letters and digits that stand for themselves.
    plain: Vec<(usize, char)>,
    /// Each alternative with one of the `|` beside it.
    alternatives: Vec<Range<usize>>,
}

impl Reading {
    fn of(text: &str) -> Self {
        let mut reading = Self::default();
        // For each open group, where its alternatives begin.
        let mut groups = vec![vec![0]];
        let mut characters = text.char_indices();
        while let Some((at, character)) = characters.next() {
            match character {
                '\\' => drop(characters.next()),
                '[' | '{' | '<' | '"' => skip_to(closing(character), &mut characters),
                '(' => groups.push(vec![at + 1]),
                ')' if groups.len() > 1 => {
                    let starts = groups.pop().unwrap_or_default();
                    reading.close(&starts, at);
                }
                '|' => groups.last_mut().into_iter().for_each(|starts| starts.push(at + 1)),
                _ if character.is_ascii_alphanumeric() => reading.plain.push((at, character)),
                _ => {}
            }
        }
        reading.close(&groups.swap_remove(0), text.len());
        reading
    }

    /// Keeps the alternatives of a group that ends here, where there are several.
    fn close(&mut self, starts: &[usize], end: usize) {
        if starts.len() < 2 {
            return;
        }
        // Each alternative goes with the `|` behind it, the last with the one before it.
        let ranges = starts.windows(2).map(|pair| pair[0]..pair[1]);
        self.alternatives.extend(ranges);
        self.alternatives.push(starts[starts.len() - 1] - 1..end);
    }
}

fn closing(opening: char) -> char {
    match opening {
        '[' => ']',
        '{' => '}',
        '<' => '>',
        other => other,
    }
}

fn skip_to(closing: char, characters: &mut std::str::CharIndices<'_>) {
    while let Some((_, character)) = characters.next() {
        if character == '\\' {
            characters.next();
        } else if character == closing {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alternatives_are_found_in_groups_and_classes_are_left_alone() {
        let shown = |text: &str| -> Vec<String> {
            variants(text).into_iter().map(|(_, text)| text).collect()
        };
        assert_eq!(shown("a|b"), ["a|c", "b", "a"]);
        assert_eq!(shown(r"x(a\|1|[|b])\d"), [r"x(b\|1|[|b])\d", r"x([|b])\d", r"x(a\|1)\d"]);
        assert_eq!(shown("[a-z]{2,3}"), [""; 0]);
        assert_eq!(shown("(((("), [""; 0]);
    }
}
