//! A file is named after its one idea: no `mod.rs`, no drawer for odds and ends.

use crate::rust_code::blanked;
use crate::{Finding, Tree};

/// Names that say nothing about the contents.
const DRAWERS: &[&str] = &["util", "utils", "common", "helper", "helpers", "misc"];

/// Looks at the files, the folders and the modules of every crate.
pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    tree.rust()
        .flat_map(|(path, text)| {
            let mut findings = path_findings(path);
            findings.extend(module_findings(path, text));
            findings
        })
        .collect()
}

fn path_findings(path: &str) -> Vec<Finding> {
    let names = path.trim_end_matches(".rs").split('/').filter(|name| DRAWERS.contains(name));
    let mut findings: Vec<Finding> = names.map(|name| drawer(path, 1, name)).collect();
    if path.ends_with("/mod.rs") {
        findings.push(Finding::new(
            path,
            1,
            "a module `x` with parts is `x.rs` and `x/`, not `mod.rs`",
        ));
    }
    findings
}

fn module_findings(path: &str, text: &str) -> Vec<Finding> {
    let code = blanked(text);
    let lines = code.lines().enumerate();
    let named = lines.filter_map(|(index, line)| Some((index + 1, inline_module(line)?)));
    named
        .filter(|(_, name)| DRAWERS.contains(name))
        .map(|(line, name)| drawer(path, line, name))
        .collect()
}

/// `pub mod name {` → `name`; a module in its own file is found by its path.
fn inline_module(line: &str) -> Option<&str> {
    let mut words = line.trim_end().strip_suffix('{')?.split_whitespace().rev();
    words.next().filter(|_| words.next() == Some("mod"))
}

fn drawer(path: &str, line: usize, name: &str) -> Finding {
    let message = format!("`{name}` says nothing; name the module after its one idea");
    Finding::new(path, line, message)
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::Tree;

    fn places(path: &str, text: &str) -> Vec<String> {
        let found = check(&Tree::of(&[(path, text)]));
        found.iter().map(|finding| format!("{}:{}", finding.path, finding.line)).collect()
    }

    #[test]
    fn files_folders_and_modules_without_a_meaning_are_found() {
        assert_eq!(places("crates/a/src/utils.rs", "").len(), 1);
        assert_eq!(places("crates/a/src/helper/x.rs", "").len(), 1);
        assert_eq!(places("xtask/tests/it/common/mod.rs", "").len(), 2);
        assert_eq!(
            places("crates/a/src/lib.rs", "\npub mod misc {\n}\n"),
            ["crates/a/src/lib.rs:2"]
        );
    }

    #[test]
    fn other_names_are_free() {
        assert_eq!(
            places("crates/a/src/utility.rs", "// mod utils {\nmod commons {\n}\n"),
            [""; 0]
        );
    }
}
