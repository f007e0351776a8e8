//! The crate tables of `crates/ARCHITECTURE.md` and `README.md` have a row for every crate, and no other.

use std::collections::BTreeSet;

use crate::{Finding, Tree};

const PAGES: [&str; 2] = ["README.md", "crates/ARCHITECTURE.md"];

/// Compares the rows `| `name` | ...` below the header `| crate | ...` with the crates.
pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let crates = crates(tree);
    PAGES.iter().flat_map(|page| check_page(tree, page, &crates)).collect()
}

fn check_page(tree: &Tree, page: &str, crates: &BTreeSet<&str>) -> Vec<Finding> {
    let Some(text) = tree.text(page) else {
        return vec![Finding::new(page, 1, "the page with the crate table is missing")];
    };
    let rows = rows(text);
    if rows.is_empty() {
        let message = "there is no crate table: a header `| crate | ...`, then rows | `name` | ...";
        return vec![Finding::new(page, 1, message)];
    }
    compare(page, &rows, crates)
}

fn compare(page: &str, rows: &[(usize, &str)], crates: &BTreeSet<&str>) -> Vec<Finding> {
    let mut missing = crates.clone();
    let mut findings = Vec::new();
    for (line, name) in rows {
        if !crates.contains(name) {
            findings.push(Finding::new(page, *line, format!("there is no crate `{name}`")));
        } else if !missing.remove(name) {
            findings.push(Finding::new(page, *line, format!("a second row for crate `{name}`")));
        }
    }
    let line = rows.last().map_or(1, |(line, _)| *line);
    let absent = |name: &&str| Finding::new(page, line, format!("crate `{name}` has no row"));
    findings.extend(missing.iter().map(absent));
    findings
}

/// Line and name of each row of the crate table.
fn rows(text: &str) -> Vec<(usize, &str)> {
    text.lines()
        .enumerate()
        .skip_while(|(_, line)| !line.to_lowercase().starts_with("| crate |"))
        .take_while(|(_, line)| line.starts_with('|'))
        .filter_map(|(index, line)| Some((index + 1, line.strip_prefix("| `")?.split_once('`')?.0)))
        .collect()
}

/// `crates/event/Cargo.toml` → `event`, `xtask/Cargo.toml` → `xtask`. What is deeper is a workspace of its own.
fn crates(tree: &Tree) -> BTreeSet<&str> {
    let folders = tree.paths().filter_map(|path| path.strip_suffix("/Cargo.toml"));
    let names = folders.map(|folder| folder.strip_prefix("crates/").unwrap_or(folder));
    names.filter(|name| !name.contains('/')).collect()
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::Tree;

    const CLEAN: &str =
        "| `other` | table |\n\n| crate | job |\n| - | - |\n| `event` | x |\n| `xtask` | y |\n";

    fn messages(readme: &str, page: &str) -> Vec<String> {
        let tree = Tree::of(&[
            ("Cargo.toml", ""),
            ("README.md", readme),
            ("crates/ARCHITECTURE.md", page),
            ("crates/event/Cargo.toml", ""),
            ("crates/event/fuzz/Cargo.toml", "[workspace]"),
            ("xtask/Cargo.toml", ""),
        ]);
        check(&tree).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_row_for_each_crate_is_clean() {
        assert_eq!(messages(CLEAN, CLEAN), [""; 0]);
    }

    #[test]
    fn missing_unknown_and_second_rows_are_found() {
        let page = "| crate | job |\n| - | - |\n| `event` | x |\n| `event` | x |\n| `lsp` | y |\n";
        assert_eq!(
            messages(CLEAN, page),
            [
                "crates/ARCHITECTURE.md:4: a second row for crate `event`",
                "crates/ARCHITECTURE.md:5: there is no crate `lsp`",
                "crates/ARCHITECTURE.md:5: crate `xtask` has no row",
            ]
        );
    }

    #[test]
    fn the_table_of_the_readme_is_held_to_the_crates_too() {
        let page = "| crate | job |\n| - | - |\n| `event` | x |\n";
        assert_eq!(messages(page, CLEAN), ["README.md:3: crate `xtask` has no row"]);
    }

    #[test]
    fn a_missing_page_and_a_page_without_the_table_are_found() {
        assert!(messages(CLEAN, "# Architecture\n")[0].contains("there is no crate table"));
        assert!(check(&Tree::of(&[]))[0].message.contains("is missing"));
    }
}
