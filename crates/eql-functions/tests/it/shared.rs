//! Where files are, and skipping of tests whose files are absent.

use std::path::{Path, PathBuf};

/// The root of the workspace.
pub(crate) fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The text of a file below `../shared`; `None`, with one line that says so, where the folder is absent.
///
/// # Panics
/// Where it is absent and `EQLC_REQUIRE_SHARED=1` is set.
pub(crate) fn shared_text(test: &str, path: &str) -> Option<String> {
    let file = workspace().join("../shared").join(path);
    #[expect(
        clippy::disallowed_methods,
        reason = "a test that reads cases from outside the project"
    )]
    let text = std::fs::read_to_string(file).ok();
    if text.is_none() {
        skip(test);
    }
    text
}

#[expect(clippy::print_stderr, reason = "a skipped test must be seen")]
fn skip(test: &str) {
    #[expect(clippy::disallowed_methods, reason = "the switch that makes a skip a failure")]
    let required = std::env::var("EQLC_REQUIRE_SHARED").is_ok_and(|value| value == "1");
    assert!(!required, "{test}: ../shared is absent");
    eprintln!("skipped: {test}: ../shared is absent");
}
