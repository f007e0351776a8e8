//! A comparison for the terminal.

use std::fmt::{Result, Write};

use super::words::{Style, about};
use crate::diff::{Diff, LogicChange, QueryChange, RuleChange, RuleName, Witness};

const STYLE: Style = Style { code, arrow: "->" };

/// One block a rule, `+`, `-` or `~` in front of its name.
pub fn human(diff: &Diff) -> String {
    let mut out = String::new();
    // Writing to a text cannot fail.
    let _ = write(&mut out, diff);
    out
}

fn write(out: &mut String, diff: &Diff) -> Result {
    for rule in &diff.removed {
        writeln!(out, "- {}", name(rule))?;
    }
    for rule in &diff.added {
        writeln!(out, "+ {}", name(rule))?;
    }
    diff.changed.iter().try_for_each(|change| write_change(out, change))
}

/// `Name [id] file`
fn name(rule: &RuleName) -> String {
    let file = rule.file.as_ref().map(|file| format!(" {file}")).unwrap_or_default();
    format!("{} [{}]{file}", visible(&rule.name), visible(&rule.id))
}

fn write_change(out: &mut String, change: &RuleChange) -> Result {
    writeln!(out, "~ {}", name(&change.rule))?;
    match &change.query {
        None => {}
        Some(QueryChange::Rewritten) => {
            writeln!(out, "    query: written otherwise, with the same clauses")?;
        }
        Some(QueryChange::Text(reason)) => {
            writeln!(out, "    query: changed; what that means is not known: {reason}")?;
        }
        Some(QueryChange::Logic(logic)) => write_logic(out, logic)?,
    }
    if !change.keys.is_empty() {
        writeln!(out, "    metadata:")?;
    }
    for key in &change.keys {
        writeln!(out, "      {}: {}", visible(&key.key), STYLE.key(key))?;
    }
    Ok(())
}

fn write_logic(out: &mut String, logic: &LogicChange) -> Result {
    writeln!(out, "    logic: {}", logic.words())?;
    for change in &logic.clauses {
        let about = match about(change) {
            about if about.is_empty() => about,
            about => format!("{about}: "),
        };
        writeln!(out, "      {about}{}", STYLE.clause(change))?;
    }
    let found = &logic.witnesses;
    write_witness(out, "only the old rule matches", found.only_old.as_ref())?;
    write_witness(out, "only the new rule matches", found.only_new.as_ref())?;
    write_witness(out, "both match, not in the same way", found.both.as_ref())
}

fn write_witness(out: &mut String, title: &str, witness: Option<&Witness>) -> Result {
    let Some(witness) = witness else { return Ok(()) };
    writeln!(out, "      {title}:")?;
    for event in &witness.events {
        // A document always has a JSON form.
        writeln!(out, "        {}", serde_json::to_string(event).unwrap_or_default())?;
    }
    Ok(())
}

fn code(text: &str) -> String {
    format!("`{}`", visible(text))
}

/// A text without what a terminal would obey: rules of a pack may come from anywhere.
fn visible(text: &str) -> String {
    let shown = |character: char| -> String {
        if character.is_control() {
            character.escape_default().collect()
        } else {
            character.to_string()
        }
    };
    text.chars().map(shown).collect()
}
