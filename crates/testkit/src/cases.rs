//! Case files of a folder: each file is one test case.

use std::path::{Path, PathBuf};

/// One case file.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Case {
    /// The path below the folder without the extension, e.g. `parse/ok/sequence`.
    pub name: String,
    /// The file.
    pub path: PathBuf,
    /// What it holds.
    pub text: String,
}

/// All files with this extension (no dot) below a folder, sorted by name.
///
/// Panics where there is none: a test over no cases proves nothing.
pub fn cases(folder: &Path, extension: &str) -> Vec<Case> {
    let mut files = Vec::new();
    collect(folder, extension, &mut files);
    assert!(!files.is_empty(), "no `.{extension}` file below {}", folder.display());
    let mut cases: Vec<Case> = files.into_iter().map(|path| case(folder, path)).collect();
    cases.sort();
    cases
}

#[expect(clippy::disallowed_methods, reason = "tests read their case files")]
fn collect(folder: &Path, extension: &str, files: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder);
    let entries = entries.unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if path.is_dir() {
            collect(&path, extension, files);
        } else if path.extension().is_some_and(|found| found == extension) {
            files.push(path);
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "tests read their case files")]
fn case(folder: &Path, path: PathBuf) -> Case {
    let text = std::fs::read_to_string(&path);
    let text = text.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let below = path.strip_prefix(folder).unwrap_or(&path).with_extension("");
    let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
    Case { name: parts.join("/"), path, text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_are_sorted_and_named_by_their_path() {
        let cases = cases(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "rs");
        let names: Vec<&str> = cases.iter().map(|case| case.name.as_str()).collect();
        assert!(names.is_sorted(), "{names:?}");
        assert!(names.contains(&"cases"), "{names:?}");
    }

    #[test]
    #[should_panic(expected = "no `.nothing` file below")]
    fn no_case_at_all_is_a_failure() {
        cases(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "nothing");
    }
}
