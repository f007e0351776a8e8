//! The rule files below some paths, each once.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::io::{self, Unusable};

/// A file to check.
pub(super) struct File {
    /// Its place among all files.
    pub(super) order: usize,
    /// As it was named or found.
    pub(super) path: PathBuf,
    /// Its text.
    pub(super) text: String,
}

/// The files of the paths, in the order of the paths and of names. What cannot be read is in `unusable`.
pub(super) fn of(paths: &[PathBuf], unusable: &mut Vec<Unusable>) -> Vec<File> {
    let mut seen = BTreeSet::new();
    let mut files = Vec::new();
    let all: Vec<_> = paths.iter().flat_map(|path| below(path, unusable)).collect();
    for path in all {
        if !seen.insert(io::whole(&path)) {
            continue;
        }
        match io::read_rule(&path) {
            Ok(text) => files.push(File { order: files.len(), path, text }),
            Err(problem) => unusable.push(problem),
        }
    }
    files
}

fn below(path: &Path, unusable: &mut Vec<Unusable>) -> Vec<PathBuf> {
    match io::files(path, "toml") {
        Ok(files) => {
            if files.is_empty() {
                unusable.push(Unusable::new(path, "there is no `.toml` file in it"));
            }
            files
        }
        Err(problem) => {
            unusable.push(problem);
            Vec::new()
        }
    }
}
