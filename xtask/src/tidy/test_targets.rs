//! A test target runs the tests that its files contain.

use crate::manifest::{Section, sections};
use crate::rust_code::blanked;
use crate::{Finding, Tree};

/// Sections of targets, and the folder where their files are.
const KINDS: &[(&str, &str)] = &[("test", "tests"), ("bench", "benches")];

/// The integration test binaries that a crate may have.
const BINARIES: &[&str] = &["tests/it/main.rs", "tests/cases.rs"];

/// Looks at the targets of every crate.
pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let manifests =
        tree.texts().filter_map(|(path, text)| Some((path.strip_suffix("Cargo.toml")?, text)));
    manifests
        .filter(|(folder, _)| !folder.is_empty())
        .flat_map(|(folder, manifest)| {
            let mut findings = silent_tests(tree, folder, manifest);
            findings.extend(other_binaries(tree, folder));
            findings.extend(empty_target(tree, folder, manifest));
            findings
        })
        .collect()
}

/// Roots of the targets with `harness = false`, from the folder of the crate.
fn harnessless(manifest: &str) -> Vec<String> {
    let root = |section: &Section<'_>| {
        let (_, folder) = KINDS.iter().find(|(kind, _)| *kind == section.name)?;
        let default = format!("{folder}/{}.rs", section.text("name")?);
        let path = section.text("path").map_or(default, str::to_owned);
        (section.value("harness") == Some("false")).then_some(path)
    };
    sections(manifest).iter().filter_map(root).collect()
}

fn silent_tests(tree: &Tree, folder: &str, manifest: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for root in harnessless(manifest) {
        let root = format!("{folder}{root}");
        for (path, text) in tree.rust().filter(|(path, _)| belongs(path, &root)) {
            let message = "never runs: the target has `harness = false`; move it to `tests/it`";
            let lines = test_lines(text).into_iter();
            findings
                .extend(lines.map(|line| Finding::new(path, line, format!("`#[test]` {message}"))));
        }
    }
    findings
}

/// Whether the file is the root of a target or in a folder that belongs to it alone.
fn belongs(path: &str, root: &str) -> bool {
    let folder = root.strip_suffix("/main.rs").or_else(|| root.strip_suffix(".rs")).unwrap_or(root);
    path == root || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// Lines with a `#[test]`.
fn test_lines(text: &str) -> Vec<usize> {
    let code = blanked(text);
    let lines = code.lines().enumerate().filter(|(_, line)| line.contains("#[test]"));
    lines.map(|(index, _)| index + 1).collect()
}

fn other_binaries(tree: &Tree, folder: &str) -> Vec<Finding> {
    let message = "a crate has at most two test binaries: `tests/it/main.rs` and `tests/cases.rs`";
    tree.paths()
        .filter_map(|path| Some((path, path.strip_prefix(folder)?)))
        .filter(|(_, inside)| is_binary(inside) && !BINARIES.contains(inside))
        .map(|(path, _)| Finding::new(path, 1, message))
        .collect()
}

/// What cargo takes for a test target: `tests/x.rs` and `tests/x/main.rs`.
fn is_binary(inside: &str) -> bool {
    let Some(name) = inside.strip_prefix("tests/").and_then(|rest| rest.strip_suffix(".rs")) else {
        return false;
    };
    !name.contains('/') || name.strip_suffix("/main").is_some_and(|name| !name.contains('/'))
}

/// `tests/it` without a single test.
fn empty_target(tree: &Tree, folder: &str, manifest: &str) -> Option<Finding> {
    let root = format!("{folder}{}", BINARIES[0]);
    tree.text(&root)?;
    let mut files = tree.rust().filter(|(path, _)| belongs(path, &root));
    let silent = harnessless(manifest).iter().any(|path| path == BINARIES[0]);
    let empty = !silent && files.all(|(_, text)| test_lines(text).is_empty());
    empty.then(|| Finding::new(&root, 1, "the target has no `#[test]`"))
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::Tree;

    const MANIFEST: &str = "[[test]]\nname = \"cases\"\nharness = false\n\n[[bench]]\nname = \"feed\"\n\
                            path = \"benches/all/main.rs\"\nharness = false\n";

    fn places(manifest: &str, files: &[(&str, &str)]) -> Vec<String> {
        let mut all = vec![("crates/a/Cargo.toml", manifest)];
        all.extend_from_slice(files);
        let found = check(&Tree::of(&all));
        found.iter().map(|finding| format!("{}:{}", finding.path, finding.line)).collect()
    }

    #[test]
    fn a_test_in_a_target_without_harness_is_found() {
        let files = [
            ("crates/a/tests/cases.rs", "fn main() {}\n#[test]\nfn silent() {}\n"),
            ("crates/a/benches/all/deep.rs", "#[test]\nfn silent() {}\n"),
            ("crates/a/tests/it/main.rs", "#[test]\nfn runs() {}\n"),
        ];
        assert_eq!(
            places(MANIFEST, &files),
            ["crates/a/tests/cases.rs:2", "crates/a/benches/all/deep.rs:1"]
        );
    }

    #[test]
    fn a_third_test_binary_is_found() {
        let test = "#[test]\nfn runs() {}\n";
        let files = [("crates/a/tests/extra.rs", test), ("crates/a/tests/more/main.rs", test)];
        assert_eq!(
            places("", &files),
            ["crates/a/tests/extra.rs:1", "crates/a/tests/more/main.rs:1"]
        );
    }

    #[test]
    fn a_target_without_tests_is_found() {
        let files =
            [("crates/a/tests/it/main.rs", "mod x;\n"), ("crates/a/tests/it/x.rs", "// #[test]\n")];
        assert_eq!(places("", &files), ["crates/a/tests/it/main.rs:1"]);
    }
}
