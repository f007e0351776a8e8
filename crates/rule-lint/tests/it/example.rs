//! From the part of a rule file that a page shows to whole files: what it does not say is as in a good rule.

use toml::{Table, Value};

/// Where an example stands that does not say so.
const PATH: &str = "rules/windows/execution_shell_of_web_server.toml";

/// A file of an example.
pub(crate) struct Example {
    pub(crate) path: String,
    pub(crate) text: String,
}

/// The files of an example. `# file: path` begins one, `# no key` takes a key of the good rule away, and
/// `# whole file` says that nothing is to be added.
pub(crate) fn files(example: &str) -> Vec<Example> {
    let mut files = Vec::new();
    let (mut path, mut part) = (PATH, String::new());
    for line in example.lines() {
        let Some(next) = line.strip_prefix("# file: ") else {
            part.push_str(line);
            part.push('\n');
            continue;
        };
        // Nothing stands before the first path.
        if path != PATH {
            files.push(Example { path: path.to_owned(), text: whole(&part) });
        }
        (path, part) = (next, String::new());
    }
    files.push(Example { path: path.to_owned(), text: whole(&part) });
    files
}

fn whole(part: &str) -> String {
    if part.starts_with("# whole file") {
        return part.to_owned();
    }
    let part_table = table(part);
    let mut table = good_rule(&part_table);
    for key in part.lines().filter_map(|line| line.strip_prefix("# no ")) {
        remove(&mut table, key);
    }
    merge(&mut table, part_table);
    table.to_string()
}

/// The good rule of the type that the part names.
fn good_rule(part: &Table) -> Table {
    let named = part.get("rule").and_then(|rule| rule.get("type")).and_then(Value::as_str);
    let cases = testkit::cases(&testkit::workspace_root().join("testdata/rule-lint/good"), "toml");
    let wanted = named.unwrap_or("eql");
    let case = cases.iter().find(|case| case.name == wanted);
    table(&case.unwrap_or_else(|| panic!("no good rule of type `{wanted}`")).text)
}

fn table(text: &str) -> Table {
    text.parse().unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn remove(table: &mut Table, key: &str) {
    let (outer, inner) = key.split_once('.').unwrap_or((key, ""));
    let table = table.get_mut(outer).and_then(Value::as_table_mut);
    let removed = table.and_then(|table| table.remove(inner));
    assert!(removed.is_some(), "the good rule has no `{key}`");
}

fn merge(table: &mut Table, part: Table) {
    for (key, value) in part {
        match (table.get_mut(&key), value) {
            (Some(Value::Table(inner)), Value::Table(part)) => merge(inner, part),
            (_, value) => {
                table.insert(key, value);
            }
        }
    }
}
