//! A comparison as Markdown, for a pull request or a changelog.

use std::fmt::{Result, Write};

use super::words::{Style, about};
use crate::diff::{Diff, LogicChange, QueryChange, RuleChange, RuleName, Witness};

const STYLE: Style = Style { code, arrow: "→" };

/// A heading with the count, then what was added, removed and changed: changes of what rules find, changes of queries that
/// are none or of which that is not known, and changes of metadata, each apart. A rule can stand in two lists.
pub fn markdown(diff: &Diff) -> String {
    let mut out = String::new();
    // Writing to a text cannot fail.
    let _ = write(&mut out, diff);
    out
}

fn write(out: &mut String, diff: &Diff) -> Result {
    writeln!(out, "## Rules\n\n{}.", super::summary(diff))?;
    write_names(out, "Added", &diff.added)?;
    write_names(out, "Removed", &diff.removed)?;
    let of = |is_meant: fn(&RuleChange) -> bool| diff.changed.iter().filter(move |it| is_meant(it));
    let has_text = |change: &RuleChange| change.query.is_some() && change.logic().is_none();
    write_changes(out, "Changed logic", of(|it| it.logic().is_some()), write_query)?;
    write_changes(out, "Changed query text", of(has_text), write_query)?;
    write_changes(out, "Changed metadata", of(|it| !it.keys.is_empty()), write_keys)
}

fn write_names(out: &mut String, title: &str, rules: &[RuleName]) -> Result {
    if !rules.is_empty() {
        writeln!(out, "\n### {title}\n")?;
    }
    for rule in rules {
        let severity = rule.severity.as_ref().map(|severity| format!("severity {severity}"));
        let score = rule.risk_score.map(|score| format!("risk score {score}"));
        let file = rule.file.as_deref().map(code);
        let facts = [severity, score, Some(code(&rule.id)), file];
        let facts: Vec<_> = facts.into_iter().flatten().collect();
        writeln!(out, "- **{}** ({})", escaped(&rule.name), facts.join(", "))?;
    }
    Ok(())
}

/// Some rules, with the part of their changes that this list is for.
fn write_changes<'a>(
    out: &mut String,
    title: &str,
    changes: impl Iterator<Item = &'a RuleChange>,
    write_part: fn(&mut String, &RuleChange) -> Result,
) -> Result {
    for (place, change) in changes.enumerate() {
        if place == 0 {
            writeln!(out, "\n### {title}")?;
        }
        let file = change.rule.file.as_deref().map(|file| format!(", {}", code(file)));
        let (name, id) = (escaped(&change.rule.name), code(&change.rule.id));
        writeln!(out, "\n#### {name}\n\n{id}{}\n", file.unwrap_or_default())?;
        write_part(out, change)?;
    }
    Ok(())
}

fn write_keys(out: &mut String, change: &RuleChange) -> Result {
    let mut keys = change.keys.iter();
    keys.try_for_each(|key| writeln!(out, "- {}: {}", escaped(&key.key), STYLE.key(key)))
}

fn write_query(out: &mut String, change: &RuleChange) -> Result {
    match &change.query {
        None => {}
        Some(QueryChange::Rewritten) => {
            writeln!(out, "- query: written otherwise, with the same clauses")?;
        }
        Some(QueryChange::Text(reason)) => {
            writeln!(out, "- query: changed; what that means is not known: {reason}")?;
        }
        Some(QueryChange::Logic(logic)) => write_logic(out, logic)?,
    }
    if let Some(LogicChange { witnesses, .. }) = change.logic() {
        write_witness(out, "Only the old rule matches", witnesses.only_old.as_ref())?;
        write_witness(out, "Only the new rule matches", witnesses.only_new.as_ref())?;
        write_witness(out, "Both match, not in the same way", witnesses.both.as_ref())?;
    }
    Ok(())
}

fn write_logic(out: &mut String, logic: &LogicChange) -> Result {
    // The words of a proof hold clauses between backticks.
    writeln!(out, "- logic: {}", logic.words().replace('|', "\\|"))?;
    for change in &logic.clauses {
        let about = match about(change) {
            about if about.is_empty() => about,
            about => format!("{about}: "),
        };
        writeln!(out, "  - {about}{}", STYLE.clause(change))?;
    }
    Ok(())
}

fn write_witness(out: &mut String, title: &str, witness: Option<&Witness>) -> Result {
    let Some(witness) = witness else { return Ok(()) };
    // A document always has a JSON form.
    let line = |event| serde_json::to_string(event).unwrap_or_default();
    let events: Vec<String> = witness.events.iter().map(line).collect();
    let events = events.join("\n");
    let fence = "`".repeat(longest_run(&events).max(2) + 1);
    writeln!(
        out,
        "\n<details><summary>{title}</summary>\n\n{fence}json\n{events}\n{fence}\n\n</details>"
    )
}

/// A code span, whatever backticks are in it.
fn code(text: &str) -> String {
    let text = text.replace(['\n', '\r'], " ");
    let fence = "`".repeat(longest_run(&text) + 1);
    let blank =
        if text.starts_with('`') || text.ends_with('`') || text.is_empty() { " " } else { "" };
    format!("{fence}{blank}{text}{blank}{fence}")
}

/// The most backticks in a row.
fn longest_run(text: &str) -> usize {
    text.split(|character| character != '`').map(str::len).max().unwrap_or(0)
}

/// A text that Markdown shows as it is.
fn escaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for (place, character) in text.char_indices() {
        // Inside of a word `_` means nothing.
        let is_inside = text[..place].ends_with(char::is_alphanumeric)
            && text[place + character.len_utf8()..].starts_with(char::is_alphanumeric);
        if "\\`*[]<>#|~&".contains(character) || (character == '_' && !is_inside) {
            shown.push('\\');
        }
        shown.push(if character.is_control() { ' ' } else { character });
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::{code, escaped};

    #[test]
    fn no_text_of_a_rule_changes_the_layout() {
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("a `b`\nc"), "``a `b` c``");
        assert_eq!(code("`a`"), "`` `a` ``");
        assert_eq!(escaped("_a_b <c> #1\nd"), "\\_a_b \\<c\\> \\#1 d");
    }
}
