//! The files of a checkout as values, so that a check can be tested without a disk.

use std::path::Path;

use crate::{Failure, disk};

/// One file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct File {
    /// Path from the root of the checkout, with `/`.
    pub path: String,
    /// The contents; `None` where they are not UTF-8.
    pub text: Option<String>,
}

/// All files of a checkout in byte order of their paths.
#[derive(Clone, Debug)]
pub struct Tree {
    files: Vec<File>,
}

impl Tree {
    /// Reads the checkout below `root`, without `target/` and `.git/`.
    pub fn read(root: &Path) -> Result<Self, Failure> {
        Ok(Self::new(disk::files(root)?))
    }

    /// A tree of `(path, text)` pairs.
    pub fn of(files: &[(&str, &str)]) -> Self {
        let file = |(path, text): &(&str, &str)| File {
            path: (*path).to_owned(),
            text: Some((*text).to_owned()),
        };
        Self::new(files.iter().map(file).collect())
    }

    fn new(mut files: Vec<File>) -> Self {
        files.sort_by(|one, other| one.path.cmp(&other.path));
        Self { files }
    }

    /// Every path.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|file| file.path.as_str())
    }

    /// Path and text of every text file.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().filter_map(|file| Some((file.path.as_str(), file.text.as_deref()?)))
    }

    /// Path and text of every Rust file of the crates and of `xtask`.
    pub fn rust(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts().filter(|(path, _)| {
            (path.starts_with("crates/") || path.starts_with("xtask/"))
                && Path::new(path).extension().is_some_and(|extension| extension == "rs")
        })
    }

    /// The text of one file; `None` where it is absent or not UTF-8.
    pub fn text(&self, path: &str) -> Option<&str> {
        let index = self.files.binary_search_by(|file| file.path.as_str().cmp(path)).ok()?;
        self.files[index].text.as_deref()
    }
}
