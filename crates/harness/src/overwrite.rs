//! Whether a file that is there may give way to one that a command writes.

use std::path::{Path, PathBuf};

use crate::io::{self, Unusable};

/// The largest file that is looked at, in bytes; a larger one is taken for somebody else's.
const MAX_BYTES: u64 = 256 << 20;

/// Refuses to write over a rule file that is read, and over a file that is not of the kind that is written: `kind` names
/// it, `is_own` knows it. What is no file, such as a device, and what is empty may go.
pub(crate) fn check(
    path: &Path,
    rules: &[PathBuf],
    kind: &str,
    is_own: impl Fn(&[u8]) -> bool,
) -> Result<(), Unusable> {
    if !path.is_file() {
        return Ok(());
    }
    let place = io::whole(path);
    // What cannot be read is told when it is.
    let mut read = rules.iter().filter_map(|rules| io::files(rules, "toml").ok()).flatten();
    if read.any(|file| io::whole(&file) == place) {
        return Err(Unusable::new(path, "it is one of the rule files; name another file to write"));
    }
    let bytes = io::read_bytes(path, MAX_BYTES)?;
    if bytes.is_empty() || is_own(&bytes) {
        return Ok(());
    }
    let problem =
        format!("it is there and is no {kind}; move it away or name another file to write");
    Err(Unusable::new(path, problem))
}
