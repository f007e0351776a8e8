//! The text of a new rule file.

use std::fmt::Write;

use rule_lint::attack_page;

use super::{Behaviour, Scaffold};

/// The rule, in the layout of `eqlc fmt`.
pub(super) fn rule(scaffold: &Scaffold, behaviours: &[Behaviour]) -> String {
    let Scaffold { today, rule_id, author, .. } = scaffold;
    let platform = scaffold.platform();
    let (name, author) = (quoted(&scaffold.name()), quoted(author));
    let tags = tags(platform, behaviours);
    let threats = threats(behaviours);
    format!(
        r#"[metadata]
creation_date = "{today}"
integration = ["endpoint"]
maturity = "development"
updated_date = "{today}"

[rule]
author = [{author}]
description = "Says what the rule finds, and why an adversary does it."
false_positives = ["Says who else does this, and how to tell."]
from = "now-9m"
index = ["logs-endpoint.events.process-*"]
language = "eql"
name = {name}
risk_score = 47
rule_id = "{rule_id}"
severity = "medium"
tags = [
{tags}]
timestamp_override = "event.ingested"
type = "eql"
query = '''
process where host.os.type == "{platform}" and event.type == "start" and
  process.name : "example*" and process.args : "--replace-me"
'''
{threats}"#
    )
}

fn tags(platform: &str, behaviours: &[Behaviour]) -> String {
    let system = match platform {
        "linux" => "OS: Linux",
        "macos" => "OS: macOS",
        _ => "OS: Windows",
    };
    let mut tags = vec![
        "Domain: Endpoint".to_owned(),
        system.to_owned(),
        "Use Case: Threat Detection".to_owned(),
    ];
    for behaviour in behaviours {
        let tag = format!("Tactic: {}", behaviour.tactic.name);
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags.push("Data Source: Elastic Defend".to_owned());
    tags.iter().flat_map(|tag| ["    ".to_owned(), quoted(tag), ",\n".to_owned()]).collect()
}

/// One entry for each tactic, with one for each technique, with its sub-techniques.
fn threats(behaviours: &[Behaviour]) -> String {
    let mut text = String::new();
    let mut tactics: Vec<&str> = Vec::new();
    for Behaviour { tactic, .. } in behaviours {
        if tactics.contains(&tactic.id.as_str()) {
            continue;
        }
        tactics.push(&tactic.id);
        text += "\n[[rule.threat]]\nframework = \"MITRE ATT&CK\"\n\n[rule.threat.tactic]\n";
        named(&mut text, &tactic.id, &tactic.name);
        let own: Vec<_> = behaviours.iter().filter(|other| other.tactic.id == tactic.id).collect();
        techniques(&mut text, &own);
    }
    text
}

fn techniques(text: &mut String, behaviours: &[&Behaviour]) {
    let mut seen: Vec<&str> = Vec::new();
    for Behaviour { technique, .. } in behaviours {
        if seen.contains(&technique.id.as_str()) {
            continue;
        }
        seen.push(&technique.id);
        *text += "\n[[rule.threat.technique]]\n";
        named(text, &technique.id, &technique.name);
        let own = behaviours.iter().filter(|other| other.technique.id == technique.id);
        for below in own.filter_map(|behaviour| behaviour.subtechnique.as_ref()) {
            *text += "\n[[rule.threat.technique.subtechnique]]\n";
            named(text, &below.id, &below.name);
        }
    }
}

fn named(text: &mut String, id: &str, name: &str) {
    // Writing to a string does not fail.
    let _ = writeln!(
        text,
        "id = \"{id}\"\nname = {}\nreference = \"{}\"",
        quoted(name),
        attack_page(id)
    );
}

/// A text as a TOML string.
fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}
