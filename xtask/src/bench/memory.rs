//! The memory of this process, as the system tells it.

use std::path::Path;

use crate::{Failure, disk};

/// Bytes resident now.
pub(super) fn resident() -> Result<u64, Failure> {
    status("VmRSS:")
}

/// The most bytes that were resident, since the process began or `forget_peak`.
pub(super) fn peak() -> Result<u64, Failure> {
    status("VmHWM:")
}

/// Lets the peak begin anew.
pub(super) fn forget_peak() -> Result<(), Failure> {
    disk::write_text(Path::new("/proc/self/clear_refs"), "5")
}

fn status(key: &str) -> Result<u64, Failure> {
    let text = disk::read_text(Path::new("/proc/self/status"))?;
    let missing = || Failure::new(format!("the system does not tell `{key}` of a process"));
    kilobytes(&text, key).map(|kilobytes| kilobytes * 1024).ok_or_else(missing)
}

fn kilobytes(status: &str, key: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix(key))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_status_is_read() {
        let status = "Name:\tbench\nVmHWM:\t   2048 kB\nVmRSS:\t   1024 kB\n";
        assert_eq!(kilobytes(status, "VmRSS:"), Some(1024));
        assert_eq!(kilobytes(status, "VmSwap:"), None);
    }
}
