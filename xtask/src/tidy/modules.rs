//! Every Rust file is part of a crate: its parent names it as `mod <stem>;`.
//!
//! The compiler never sees a file that nothing names. For a catalogue (`functions/*.rs`, `diagnostics/*.rs`,
//! `inputs/*.rs`) that is an item that does not exist, for `tests/it/*.rs` tests that never run.

use crate::rust_code::blanked;
use crate::{Finding, Tree};

/// Folders whose own files are crate roots.
const ROOT_FOLDERS: &[&str] = &["tests", "benches", "examples", "bin", "fuzz_targets"];

/// Looks for the parent of every Rust file that is not a crate root.
pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    tree.rust().filter_map(|(path, _)| orphan(tree, path)).collect()
}

fn orphan(tree: &Tree, path: &str) -> Option<Finding> {
    let (folder, file) = path.rsplit_once('/')?;
    let stem = file.strip_suffix(".rs")?;
    let folder_name = folder.rsplit('/').next()?;
    let is_root = matches!(stem, "lib" | "main" | "build") || ROOT_FOLDERS.contains(&folder_name);
    // A parent of the wrong kind is another check's finding.
    if is_root || stem == "mod" {
        return None;
    }
    let parents = [format!("{folder}/lib.rs"), format!("{folder}/main.rs"), format!("{folder}.rs")];
    let mut texts = parents.iter().filter_map(|parent| tree.text(parent));
    let named = texts.any(|text| names_module(text, stem));
    (!named).then(|| {
        let parent = parents.iter().find(|parent| tree.text(parent).is_some());
        let parent = parent.unwrap_or(&parents[2]);
        Finding::new(path, 1, format!("nothing names this file; add `mod {stem};` to `{parent}`"))
    })
}

fn names_module(text: &str, stem: &str) -> bool {
    let code = blanked(text);
    code.lines().any(|line| {
        let mut words = line.split_whitespace().rev();
        let last = words.next().and_then(|word| word.strip_suffix(';'));
        last.is_some_and(|name| name.trim_start_matches("r#") == stem)
            && words.next() == Some("mod")
    })
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::Tree;

    fn messages(files: &[(&str, &str)]) -> Vec<String> {
        check(&Tree::of(files)).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_file_that_its_parent_does_not_name_is_found() {
        let files = [
            ("crates/a/src/functions.rs", "mod add;\n// mod concat;\n"),
            ("crates/a/src/functions/add.rs", ""),
            ("crates/a/src/functions/concat.rs", ""),
            ("crates/a/src/lib.rs", "mod functions;\n"),
        ];
        assert_eq!(
            messages(&files),
            ["crates/a/src/functions/concat.rs:1: nothing names this file; add `mod concat;` to \
              `crates/a/src/functions.rs`"]
        );
    }

    #[test]
    fn a_folder_without_parent_and_a_lost_test_file_are_found() {
        let files = [
            ("crates/a/src/inputs/json.rs", ""),
            ("crates/a/tests/it/lost.rs", ""),
            ("crates/a/tests/it/main.rs", "mod found;\n"),
        ];
        let found = messages(&files);
        assert!(found[0].ends_with("add `mod json;` to `crates/a/src/inputs.rs`"), "{found:?}");
        assert!(found[1].ends_with("add `mod lost;` to `crates/a/tests/it/main.rs`"), "{found:?}");
    }

    #[test]
    fn crate_roots_and_all_ways_to_name_a_module_are_fine() {
        let files = [
            ("crates/a/build.rs", ""),
            ("crates/a/src/lib.rs", "pub(crate) mod one;\n#[cfg(test)] mod two;\nmod r#in;\n"),
            ("crates/a/src/one.rs", ""),
            ("crates/a/src/two.rs", ""),
            ("crates/a/src/in.rs", ""),
            ("crates/a/tests/cases.rs", ""),
        ];
        assert_eq!(messages(&files), [""; 0]);
    }
}
