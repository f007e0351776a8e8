//! Every source file starts with what it is for, and every crate with a page about itself.

use crate::{Finding, Tree};

/// Shortest header of a crate: job, input and output, what it does not do.
const SHORTEST: usize = 5;

/// Looks at the files in `src` of every crate.
pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    tree.rust()
        .filter(|(path, _)| path.contains("/src/"))
        .filter_map(|(path, text)| Some(Finding::new(path, 1, wrong(path, text)?)))
        .collect()
}

fn wrong(path: &str, text: &str) -> Option<String> {
    let header: Vec<&str> = text.lines().map_while(|line| line.strip_prefix("//!")).collect();
    let is_library = path.ends_with("/src/lib.rs");
    let is_root = is_library || path.ends_with("/src/main.rs");
    if header.is_empty() {
        Some("the first line is not `//!` with what this file is for".to_owned())
    } else if is_root && header.len() < SHORTEST {
        Some(format!(
            "the `//!` header is shorter than {SHORTEST} lines; say the job, input and output, and \
             what the crate does not do"
        ))
    } else if is_library && !has_example(&header) {
        Some("the `//!` header has no runnable example (a block between ```)".to_owned())
    } else {
        None
    }
}

/// Whether a code block opens that `cargo test` runs.
fn has_example(header: &[&str]) -> bool {
    let fences = header.iter().filter_map(|line| line.trim().strip_prefix("```"));
    fences.step_by(2).any(|language| language.is_empty() || language == "rust")
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::Tree;

    fn message(path: &str, text: &str) -> Option<String> {
        check(&Tree::of(&[(path, text)])).pop().map(|finding| finding.message)
    }

    #[test]
    fn a_file_without_header_is_found() {
        let found = message("crates/a/src/x.rs", "\n//! Late.\n").unwrap_or_default();
        assert!(found.starts_with("the first line is not"), "{found}");
        assert_eq!(message("crates/a/src/x.rs", "//! What it is for.\n"), None);
        assert_eq!(message("crates/a/tests/it/main.rs", "mod x;\n"), None);
    }

    #[test]
    fn a_crate_says_more_and_a_library_shows_an_example() {
        let short = "//! One.\n//! Two.\n";
        let plain = "//! 1\n//! 2\n//! 3\n//! 4\n//! ```text\n//! 6\n//! ```\n";
        let full = "//! 1\n//! 2\n//! ```\n//! assert!(true);\n//! ```\nmod x;\n";
        assert!(message("crates/a/src/lib.rs", short).is_some_and(|text| text.contains("shorter")));
        assert!(message("xtask/src/main.rs", short).is_some_and(|text| text.contains("shorter")));
        assert!(message("crates/a/src/lib.rs", plain).is_some_and(|text| text.contains("example")));
        assert_eq!(message("crates/a/src/main.rs", plain), None);
        assert_eq!(message("crates/a/src/lib.rs", full), None);
    }
}
