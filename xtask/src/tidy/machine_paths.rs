//! No file names a folder of the machine that it was written on.

use crate::{Finding, Tree};

/// Roots of work folders. In two parts, so that this file does not contain what it looks for.
const WORK_FOLDERS: &[&str] =
    &[concat!("/wo", "rk/"), concat!("/fa", "rm/"), concat!("/tmp/", "brief")];

/// Folders of a person: these also stand in rules and events, where they are of the monitored host.
const HOME_FOLDERS: &[&str] = &[concat!("/ho", "me/"), concat!("/ro", "ot/")];

/// Where the paths of monitored hosts are data.
const DATA: &[&str] = &["rules/", "testdata/"];

/// Looks at every text file.
pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    tree.texts().flat_map(|(path, text)| check_file(path, text)).collect()
}

fn check_file(path: &str, text: &str) -> Vec<Finding> {
    let is_data = DATA.iter().any(|folder| path.starts_with(folder));
    let homes = if is_data { &[] } else { HOME_FOLDERS };
    let mut findings = Vec::new();
    for (index, line) in text.lines().enumerate() {
        for needle in WORK_FOLDERS.iter().chain(homes).filter(|needle| line.contains(**needle)) {
            let message =
                format!("`{needle}` is a path of one machine; write it relative or leave it out");
            findings.push(Finding::new(path, index + 1, message));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::Tree;

    fn lines(path: &str, text: &str) -> Vec<usize> {
        check(&Tree::of(&[(path, text)])).iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn work_folders_are_found_everywhere() {
        let text = concat!("fine\n\"/wo", "rk/x\"\n/fa", "rm/y\n/tmp/", "brief\n");
        assert_eq!(lines("README.md", text), [2, 3, 4]);
        assert_eq!(lines("testdata/a.ndjson", text), [2, 3, 4]);
    }

    #[test]
    fn home_folders_are_data_in_rules_and_events() {
        let text = concat!("/ho", "me/x\n/ro", "ot/y\n");
        assert_eq!(lines("crates/a/src/lib.rs", text), [1, 2]);
        assert_eq!(lines("rules/linux/a.toml", text), [0; 0]);
        assert_eq!(lines("testdata/a.ndjson", text), [0; 0]);
    }
}
