//! A page of documentation for each kind of finding and each backend, and their indices.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use harness::catalogue::entries;
use harness::rule_export::{BACKENDS, Backend};
use harness::{explain, export};

use crate::{Failure, Finding, disk};

/// Where the pages are: `<family>/<slug>.md`.
const FOLDER: &str = "docs/checks";
const INDEX: &str = "docs/checks/README.md";
/// Where the pages of backends are: `<name>.md`.
const BACKENDS_FOLDER: &str = "docs/backends";
const BACKENDS_INDEX: &str = "docs/backends/README.md";

/// All pages, by path.
fn pages() -> BTreeMap<String, String> {
    let mut pages: BTreeMap<_, _> = entries()
        .map(|entry| (format!("{FOLDER}/{}.md", entry.page.id), explain::markdown(entry)))
        .collect();
    pages.insert(INDEX.to_owned(), index());
    pages.extend(backend_pages());
    pages
}

fn backend_pages() -> BTreeMap<String, String> {
    let page = |backend: &&dyn Backend| {
        (format!("{BACKENDS_FOLDER}/{}.md", backend.name()), export::page(*backend))
    };
    let mut pages: BTreeMap<_, _> = BACKENDS.iter().map(page).collect();
    pages.insert(BACKENDS_INDEX.to_owned(), backend_index());
    pages
}

fn backend_index() -> String {
    let head = "# Backends\n\nWhat `eqlc export` can write. Written by `cargo xtask codegen --pages` from the backends.\n\n";
    let line = |backend: &&dyn Backend| {
        let (name, checked) = (backend.name(), backend.checked().name());
        format!("- [`{name}`]({name}.md): {}, checked by: {checked}\n", backend.title())
    };
    head.to_owned() + &BACKENDS.iter().map(line).collect::<String>()
}

fn index() -> String {
    let head = "# Findings\n\nWhat `eqlc check` can find. Written by `cargo xtask codegen --pages` from the checks.\n\n";
    let lines = entries().map(|entry| {
        let page = entry.page;
        format!("- [`{0}`]({0}.md) ({1}): {2}\n", page.id, page.severity.name(), page.what)
    });
    head.to_owned() + &lines.collect::<String>()
}

/// Writes the pages; how many are in each folder.
pub(super) fn write(root: &Path) -> Result<[(&'static str, usize); 2], Failure> {
    disk::empty_folder(&root.join(BACKENDS_FOLDER))?;
    disk::empty_folder(&root.join(FOLDER))?;
    let families: BTreeSet<_> =
        entries().filter_map(|entry| entry.page.id.split('/').next()).collect();
    for family in families {
        disk::empty_folder(&root.join(FOLDER).join(family))?;
    }
    let pages = pages();
    for (path, text) in &pages {
        disk::write_text(&root.join(path), text)?;
    }
    let count = |folder| (folder, pages.keys().filter(|path| path.starts_with(folder)).count());
    Ok([FOLDER, BACKENDS_FOLDER].map(count))
}

/// Pages that are not as they would be written.
pub(super) fn check(root: &Path) -> Vec<Finding> {
    let is_stale = |(path, text): &(String, String)| {
        disk::read_text(&root.join(path)).ok().as_ref() != Some(text)
    };
    let stale = pages().into_iter().filter(is_stale);
    stale.map(|(path, _)| Finding::new(&path, 1, "run `cargo xtask codegen --pages`")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_checked_against_the_checks() {
        let folder = tempfile::TempDir::new().unwrap();
        let counts = write(folder.path()).unwrap();
        let expected = [(FOLDER, entries().count() + 1), (BACKENDS_FOLDER, BACKENDS.len() + 1)];
        assert_eq!(counts, expected);
        assert!(check(folder.path()).is_empty());
        let page = folder.path().join(FOLDER).join("rule/duplicate-id.md");
        let text = disk::read_text(&page).unwrap();
        assert!(text.starts_with("# `rule/duplicate-id`\n"), "{text}");
        disk::write_text(&page, "other").unwrap();
        assert_eq!(check(folder.path()).len(), 1);
    }
}
