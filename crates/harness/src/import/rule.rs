//! One rule of Kibana's to the text of its file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use event_schema::Schema;
use rule_export::kibana::{self, Back, Form, Odd};
use serde_json::{Map, Value};

use super::{Options, merge, text};
use crate::io::{self, Unusable};

/// What became of a rule.
#[derive(Default)]
pub(super) struct Made {
    /// The text of its file; nothing where the file that is there says the same.
    pub(super) text: Option<String>,
    /// The keys in which the file differed.
    pub(super) keys: Vec<String>,
    /// The keys in which what is now in the file still differs.
    pub(super) differing: Vec<String>,
    pub(super) odd: Vec<Odd>,
    /// The keys of Kibana's own.
    pub(super) left_out: Vec<String>,
    /// Whether the file has the date of today because the rule says none.
    pub(super) has_no_dates: bool,
}

/// The rule files below a folder, by the ids of their rules. A folder that is not there yet has none. A file that cannot
/// be read may have any rule, so it is told, like a second file of a rule.
pub(super) fn existing(folder: &Path, unusable: &mut Vec<Unusable>) -> BTreeMap<String, PathBuf> {
    let mut found = BTreeMap::new();
    let files = if folder.exists() { io::files(folder, "toml") } else { Ok(Vec::new()) };
    let files = files.unwrap_or_else(|problem| {
        unusable.push(problem);
        Vec::new()
    });
    for path in files {
        match read(&path) {
            Ok((_, file)) => {
                let id = file.get("rule").and_then(|rule| rule.get("rule_id")?.as_str());
                let before = id.and_then(|id| found.insert(id.to_owned(), path.clone()));
                if let Some(before) = before {
                    let problem = format!("its rule is in `{}` too", io::shown(&before));
                    unusable.push(Unusable::new(&path, problem));
                }
            }
            Err(problem) => unusable.push(problem),
        }
    }
    found
}

fn read(path: &Path) -> Result<(String, toml::Table), Unusable> {
    let text = io::read_rule(path)?;
    let table = parsed(&text);
    let table = table.ok_or_else(|| Unusable::new(path, "it is no TOML; `eqlc check` says why"))?;
    Ok((text, table))
}

fn parsed(text: &str) -> Option<toml::Table> {
    rule_schema::is_toml(text).then(|| text.parse().ok()).flatten()
}

/// The file of a rule, new or as it has to be.
pub(super) fn make(
    line: &Map<String, Value>,
    existing: Option<&PathBuf>,
    options: &Options,
    schema: &Schema,
) -> Result<Made, String> {
    match existing {
        None => new(line, options, schema),
        Some(path) => {
            let (text, file) = read(path).map_err(|problem| problem.to_string())?;
            changed(line, &text, &file, schema)
        }
    }
}

fn new(line: &Map<String, Value>, options: &Options, schema: &Schema) -> Result<Made, String> {
    let mut back = kibana::back(line, None, schema);
    let has_no_dates = dates(&mut back.metadata, line, &options.today);
    let text = text_of(&back)?;
    let differing = differing(&text, line, Form::Written, schema);
    let Back { odd, left_out, .. } = back;
    Ok(Made { text: Some(text), differing, odd, left_out, has_no_dates, ..Made::default() })
}

fn changed(
    line: &Map<String, Value>,
    text: &str,
    file: &toml::Table,
    schema: &Schema,
) -> Result<Made, String> {
    let known = file.get("transform").and_then(toml::Value::as_table);
    let back = kibana::back(line, known, schema);
    let keys = differing(text, line, Form::Shipped, schema);
    let mut made = Made::default();
    if !keys.is_empty() {
        let merged = merge::merged(text, &text_of(&back)?, &keys)
            .ok_or_else(|| "its file cannot be changed".to_owned())?;
        made.differing = differing(&merged, line, Form::Shipped, schema);
        made.text = Some(merged);
    }
    Ok(Made { keys, odd: back.odd, left_out: back.left_out, ..made })
}

/// Gives a rule the dates that it must have: its own, Kibana's, or today's. Says whether they are today's.
fn dates(metadata: &mut toml::Table, line: &Map<String, Value>, today: &str) -> bool {
    let of_kibana = |key: &str| {
        let date = line.get(key)?.as_str()?.get(..today.len())?.replace('-', "/");
        let is_date =
            |(byte, pattern): (u8, u8)| byte == pattern || pattern == b'0' && byte.is_ascii_digit();
        date.bytes().zip(*b"0000/00/00").all(is_date).then_some(date)
    };
    let mut is_unknown = false;
    for (key, source) in [("creation_date", "created_at"), ("updated_date", "updated_at")] {
        metadata.entry(key).or_insert_with(|| {
            let date = of_kibana(source);
            is_unknown |= date.is_none();
            toml::Value::String(date.unwrap_or_else(|| today.to_owned()))
        });
    }
    metadata.entry("maturity").or_insert_with(|| toml::Value::String("production".to_owned()));
    is_unknown
}

/// A new file.
fn text_of(back: &Back) -> Result<String, String> {
    text::of(&[("metadata", &back.metadata), ("transform", &back.transform), ("rule", &back.rule)])
}

/// The keys in which a file is not what a line says.
fn differing(text: &str, line: &Map<String, Value>, form: Form, schema: &Schema) -> Vec<String> {
    let Some(file) = parsed(text) else { return vec!["rule".to_owned()] };
    let mut rule = kibana::of_file(&file, Form::Written);
    if line.contains_key("required_fields") {
        kibana::complete(&mut rule, schema);
    }
    kibana::differing(&rule, line, form)
}
