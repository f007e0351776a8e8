//! What the environment asks of a job.

/// Whether a variable is `1`.
#[expect(clippy::disallowed_methods, reason = "the environment is read here, at the edge")]
pub(crate) fn is_set(name: &str) -> bool {
    std::env::var_os(name).is_some_and(|value| value == "1")
}
