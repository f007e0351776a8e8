//! Blank lines, indentation and the blanks around `=`.

use toml_edit::{Decor, DocumentMut, Item, KeyMut, Table};

use super::lists;

/// Brings a document into its layout.
pub(super) fn document(document: &mut DocumentMut) {
    let first = first_table(document.as_table());
    let mut layout = Layout { first };
    layout.table(document.as_table_mut());
    let trailing = document.trailing().as_str().unwrap_or_default();
    let mut trailing = comment_lines(trailing, true);
    if trailing.trim().is_empty() {
        trailing.clear();
    } else if !trailing.ends_with('\n') {
        trailing.push('\n');
    }
    document.set_trailing(trailing);
}

/// The place of the header that stands first; nothing where keys stand before all headers.
fn first_table(root: &Table) -> Option<isize> {
    let has_keys = root.iter().any(|(_, item)| item.is_value());
    if has_keys { None } else { places(root).into_iter().min() }
}

fn places(table: &Table) -> Vec<isize> {
    let mut found = Vec::new();
    for (_, item) in table {
        let tables: Vec<&Table> = match item {
            Item::Table(inner) => vec![inner],
            Item::ArrayOfTables(list) => list.iter().collect(),
            Item::None | Item::Value(_) => Vec::new(),
        };
        for inner in tables {
            if !inner.is_implicit() && !inner.is_dotted() {
                found.extend(inner.position());
            }
            found.extend(places(inner));
        }
    }
    found
}

struct Layout {
    first: Option<isize>,
}

impl Layout {
    fn table(&mut self, table: &mut Table) {
        let mut is_first = true;
        for (mut key, item) in table.iter_mut() {
            match item {
                Item::Value(value) => {
                    let length = key.display_repr().len() + " = ".len();
                    of_key(&mut key, is_first);
                    is_first = false;
                    value.decor_mut().set_prefix(" ");
                    beside(value.decor_mut());
                    lists::value(value, 0, length);
                }
                Item::Table(inner) if inner.is_dotted() => is_first = false,
                Item::Table(inner) => self.headed(inner),
                Item::ArrayOfTables(list) => list.iter_mut().for_each(|inner| self.headed(inner)),
                Item::None => {}
            }
        }
    }

    /// A table with a header: an empty line before it, unless it is the first.
    fn headed(&mut self, table: &mut Table) {
        let is_first = self.first.is_some() && table.position() == self.first;
        let above = text(table.decor().prefix());
        let lines = comment_lines(&above, true);
        let decor = table.decor_mut();
        decor.set_prefix(if is_first { lines } else { format!("\n{lines}") });
        beside(decor);
        self.table(table);
    }
}

/// The lines above a key.
fn of_key(key: &mut KeyMut<'_>, is_first: bool) {
    let decor = key.leaf_decor_mut();
    let above = text(decor.prefix());
    let lines = comment_lines(&above, false);
    let is_apart = above.trim_start_matches([' ', '\t', '\r']).starts_with('\n') && !is_first;
    decor.set_prefix(if is_apart { format!("\n{lines}") } else { lines });
    decor.set_suffix(" ");
}

/// A comment behind something has one blank before it.
fn beside(decor: &mut Decor) {
    let comment = text(decor.suffix());
    let comment = comment.trim();
    decor.set_suffix(if comment.is_empty() { String::new() } else { format!(" {comment}") });
}

fn text(raw: Option<&toml_edit::RawString>) -> String {
    raw.and_then(toml_edit::RawString::as_str).unwrap_or_default().to_owned()
}

/// The comments above something, without indentation and with at most one empty line between them; `end` says whether
/// the last piece is a line of its own.
fn comment_lines(above: &str, end: bool) -> String {
    let mut lines: Vec<&str> = above.split('\n').map(str::trim).collect();
    if !end || lines.last() == Some(&"") {
        lines.pop();
    }
    let mut text = String::new();
    let mut is_apart = false;
    for line in lines {
        if line.is_empty() {
            is_apart = !text.is_empty();
            continue;
        }
        text += if is_apart { "\n" } else { "" };
        text += line;
        text.push('\n');
        is_apart = false;
    }
    text + if is_apart { "\n" } else { "" }
}
