//! A file that is there, with some keys as another text has them: everything else stays as it is written.

use toml_edit::{DocumentMut, Item, Table};

/// The text with these keys of the API as the new text has them.
pub(super) fn merged(text: &str, new: &str, keys: &[String]) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    let new: DocumentMut = new.parse().ok()?;
    let source = new.get("rule")?.as_table()?;
    let rule = document.get_mut("rule")?.as_table_mut()?;
    for key in keys {
        let key = key_of_file(key);
        put(rule, key, source.get(key));
    }
    if keys.iter().any(|key| key == "note") {
        put(document.as_table_mut(), "transform", new.get("transform"));
    }
    let beyond = new.get("metadata").and_then(|metadata| metadata.get("extended")?.get("kibana"));
    if let Some(beyond) = beyond {
        let metadata = document.get_mut("metadata")?.as_table_mut()?;
        let extended = metadata.entry("extended").or_insert(Item::Table(Table::new()));
        put(extended.as_table_mut()?, "kibana", Some(beyond));
    }
    Some(document.to_string())
}

/// Where a rule file has what a key of the API says.
fn key_of_file(key: &str) -> &str {
    match key {
        "new_terms_fields" | "history_window_start" => "new_terms",
        key => key,
    }
}

/// Puts a value where the old one was, with the comment beside that, or takes the old one away.
fn put(table: &mut Table, key: &str, new: Option<&Item>) {
    let Some(new) = new else {
        table.remove(key);
        return;
    };
    let mut new = new.clone();
    without_places(&mut new);
    match table.get_mut(key) {
        Some(old) => {
            if let (Some(before), Some(value)) = (old.as_value(), new.as_value_mut()) {
                *value.decor_mut() = before.decor().clone();
            }
            *old = new;
        }
        None => {
            table.insert(key, new);
        }
    }
}

/// Tables go behind what is before them, not where they were in the text that they come from.
fn without_places(item: &mut Item) {
    match item {
        Item::Table(table) => without_place(table),
        Item::ArrayOfTables(list) => list.iter_mut().for_each(without_place),
        Item::None | Item::Value(_) => {}
    }
}

fn without_place(table: &mut Table) {
    table.set_position(None);
    table.iter_mut().for_each(|(_, item)| without_places(item));
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = r#"# about the file
[metadata]
updated_date = "2026/01/15"

[rule]
# the name
name = "Old" # as it was
tags = ["a"]
query = '''
old
'''

[[rule.threat]]
framework = "A" # first

[rule.new_terms]
field = "new_terms_fields"
"#;

    const NEW: &str = r#"[metadata]
updated_date = "2026/02/15"

[rule]
interval = "7m"
name = "New"
query = "new"

[[rule.threat]]
framework = "B"

[[rule.threat]]
framework = "C"

[rule.new_terms]
field = "new_terms_fields"
"#;

    #[test]
    fn only_what_differs_is_written_anew() {
        let keys = ["interval", "name", "tags", "threat"].map(str::to_owned);
        insta::assert_snapshot!(merged(OLD, NEW, &keys).unwrap());
    }
}
