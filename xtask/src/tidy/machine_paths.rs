//! No file names a folder of the machine that it was written on.

use std::path::Path;

use crate::{Finding, Tree};

/// Folders of a person: these also stand in rules and events, where they are of the monitored host.
const HOME_FOLDERS: &[&str] = &[concat!("/ho", "me/"), concat!("/ro", "ot/")];

/// Where the paths of monitored hosts are data.
const DATA: &[&str] = &["rules/", "testdata/", "crates/harness/src/generator/"];

/// Looks at every text file for folders of a person.
pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let code = tree.texts().filter(|(path, _)| !DATA.iter().any(|folder| path.starts_with(folder)));
    code.flat_map(|(path, text)| check_file(path, text, HOME_FOLDERS)).collect()
}

/// Looks at every text file for the folder that the checkout is in.
pub(super) fn check_root(tree: &Tree, root: &Path) -> Vec<Finding> {
    let root = root.display().to_string();
    tree.texts().flat_map(|(path, text)| check_file(path, text, &[&root])).collect()
}

fn check_file(path: &str, text: &str, needles: &[&str]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, line) in text.lines().enumerate() {
        for needle in needles.iter().filter(|needle| line.contains(**needle)) {
            let message =
                format!("`{needle}` is a path of one machine; write it relative or leave it out");
            findings.push(Finding::new(path, index + 1, message));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{check, check_root};
    use crate::Tree;

    fn lines(path: &str, text: &str) -> Vec<usize> {
        check(&Tree::of(&[(path, text)])).iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn the_folder_of_the_checkout_is_found_everywhere() {
        let tree = Tree::of(&[("testdata/a.ndjson", "fine\n\"/src/eqlc/x\"\n")]);
        assert_eq!(check_root(&tree, Path::new("/src/eqlc")).len(), 1);
    }

    #[test]
    fn home_folders_are_data_in_rules_and_events() {
        let text = concat!("/ho", "me/x\n/ro", "ot/y\n");
        assert_eq!(lines("crates/a/src/lib.rs", text), [1, 2]);
        assert_eq!(lines("rules/linux/a.toml", text), [0; 0]);
        assert_eq!(lines("testdata/a.ndjson", text), [0; 0]);
    }
}
