//! The document of a rule: what people read around its detection.

use rule_schema::{Framework, List, Maturity, RuleFile, Spanned, Threat};

use super::Body;
use super::yaml::Yaml;
use crate::Rule;

/// A rule as one document.
pub(super) fn document(rule: &Rule<'_>, body: Body) -> String {
    let mut entries = Entries::default();
    head(rule, rule.name(), &mut entries);
    entries.add("logsource", body.logsource);
    entries.add("detection", body.detection);
    tail(rule.file, &mut entries);
    Yaml::Map(entries.0).document()
}

/// A rule that is only for a correlation.
pub(super) fn part(title: &str, name: &str, body: Body) -> String {
    let mut entries = Entries::default();
    entries.add("title", Yaml::text(title));
    entries.add("name", Yaml::text(name));
    entries.add("logsource", body.logsource);
    entries.add("detection", body.detection);
    Yaml::Map(entries.0).document()
}

/// A correlation as one document.
pub(super) fn correlation(rule: &Rule<'_>, correlation: Yaml) -> String {
    let mut entries = Entries::default();
    head(rule, rule.name(), &mut entries);
    entries.add("correlation", correlation);
    tail(rule.file, &mut entries);
    Yaml::Map(entries.0).document()
}

/// The keys of a document, in the order that the specification has them in.
#[derive(Default)]
struct Entries(Vec<(String, Yaml)>);

impl Entries {
    fn add(&mut self, key: &str, value: Yaml) {
        self.0.push((key.to_owned(), value));
    }

    fn add_text(&mut self, key: &str, text: &str) {
        let text = text.trim();
        if !text.is_empty() {
            self.add(key, Yaml::text(text));
        }
    }

    /// Each text once; nothing where there is none.
    fn add_list<'a>(&mut self, key: &str, texts: impl IntoIterator<Item = &'a str>) {
        let mut values = Vec::new();
        for text in texts {
            let value = Yaml::text(text.trim());
            if !values.contains(&value) {
                values.push(value);
            }
        }
        if !values.is_empty() {
            self.add(key, Yaml::List(values));
        }
    }
}

fn head(rule: &Rule<'_>, title: &str, entries: &mut Entries) {
    let (metadata, about) = (&rule.file.metadata.value, &rule.file.rule.value);
    entries.add_text("title", title);
    if is_uuid(rule.id) {
        entries.add_text("id", rule.id);
    }
    if let Some(maturity) = metadata.maturity {
        entries.add_text("status", status(maturity.value));
    }
    entries
        .add_text("description", about.description.as_ref().map_or("", |text| text.value.as_str()));
    if let Some(license) = &about.license {
        entries.add_text("license", spdx(&license.value));
    }
    entries.add_list("references", texts(about.references.as_ref()));
    let authors: Vec<_> = texts(about.author.as_ref()).collect();
    entries.add_text("author", &authors.join(", "));
    add_date("date", metadata.creation_date.as_ref(), entries);
    add_date("modified", metadata.updated_date.as_ref(), entries);
    let tags: Vec<_> = about.threat.iter().flatten().flat_map(|threat| tags(threat)).collect();
    entries.add_list("tags", tags.iter().map(String::as_str));
}

fn tail(file: &RuleFile, entries: &mut Entries) {
    let about = &file.rule.value;
    let causes = texts(about.false_positives.as_ref());
    let causes: Vec<_> =
        causes.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    entries.add_list("falsepositives", causes.iter().map(String::as_str));
    if let Some(severity) = about.severity {
        entries.add_text("level", severity.value.name());
    }
}

fn texts(list: Option<&List<String>>) -> impl Iterator<Item = &str> {
    list.into_iter().flatten().map(|text| text.value.as_str())
}

/// `YYYY/MM/DD` as a YAML date.
fn add_date(key: &str, date: Option<&Spanned<String>>, entries: &mut Entries) {
    let Some(date) = date else { return };
    let is_date =
        date.len() == 10 && date.bytes().all(|byte| byte.is_ascii_digit() || byte == b'/');
    if is_date {
        entries.add(key, Yaml::Plain(date.replace('/', "-")));
    }
}

fn status(maturity: Maturity) -> &'static str {
    match maturity {
        Maturity::Development | Maturity::Experimental => "experimental",
        Maturity::Beta => "test",
        Maturity::Production => "stable",
        Maturity::Deprecated => "deprecated",
    }
}

/// Sigma wants the short names of SPDX.
fn spdx(license: &str) -> &str {
    if license == "Elastic License v2" { "Elastic-2.0" } else { license }
}

fn is_uuid(id: &str) -> bool {
    let lengths = id.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12]) && id.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}

/// `attack.t1059.001`, `attack.defense-evasion`.
fn tags(threat: &Threat) -> Vec<String> {
    if threat.framework.is_none_or(|framework| framework.value != Framework::Attack) {
        return Vec::new();
    }
    let tactic = threat.tactic.as_ref().and_then(|tactic| tactic.name.as_ref());
    let tactic = tactic.map(|name| name.to_lowercase().replace(' ', "-"));
    let mut tags: Vec<_> = tactic.into_iter().collect();
    for technique in threat.technique.iter().flatten() {
        tags.extend(technique.id.as_ref().map(|id| id.to_lowercase()));
        for kind in technique.subtechnique.iter().flatten() {
            tags.extend(kind.id.as_ref().map(|id| id.to_lowercase()));
        }
    }
    tags.iter().map(|tag| format!("attack.{tag}")).collect()
}
