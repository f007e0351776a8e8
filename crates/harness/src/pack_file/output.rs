//! Where a pack may be written.

use std::path::{Path, PathBuf};

use pack::RulePack;

use crate::io::Unusable;
use crate::overwrite;

/// Refuses a path for a pack where a rule file is, or any file that is no pack.
pub fn check_output(path: &Path, rules: &[PathBuf]) -> Result<(), Unusable> {
    overwrite::check(path, rules, "rule pack", RulePack::is_one)
}
