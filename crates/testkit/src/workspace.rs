//! Where the workspace stands, and the optional data beside it.

use std::io::Write;
use std::path::{Path, PathBuf};

/// The folder of the workspace's `Cargo.toml`.
pub fn workspace_root() -> PathBuf {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    crates.and_then(Path::parent).map(Path::to_path_buf).unwrap_or_default()
}

/// The folder of large test data beside the workspace; `None`, after one line on stderr, where it is absent.
///
/// With `EQLC_REQUIRE_SHARED=1` its absence fails the test instead.
pub fn shared(test_name: &str) -> Option<PathBuf> {
    let folder = workspace_root().join("../shared");
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(!is_required(), "{test_name}: ../shared is absent and EQLC_REQUIRE_SHARED is 1");
    skipped(test_name, "../shared is absent");
    None
}

/// Says in one line on stderr that a test was skipped, and why.
pub fn skipped(test_name: &str, why: &str) {
    // Not `eprintln!`: the test harness would hide the line of a passing test.
    let line = format!("skipped: {test_name}: {why}\n");
    drop(std::io::stderr().write_all(line.as_bytes()));
}

#[expect(clippy::disallowed_methods, reason = "the switch of the test run")]
fn is_required() -> bool {
    std::env::var_os("EQLC_REQUIRE_SHARED").is_some_and(|value| value == "1")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_holds_the_workspace_file() {
        assert!(workspace_root().join("Cargo.toml").is_file());
        assert!(workspace_root().join("crates/testkit").is_dir());
    }
}
