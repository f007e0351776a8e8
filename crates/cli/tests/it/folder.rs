//! A folder of a test: its files are made by the test and go away with it.

use std::path::{Path, PathBuf};

use crate::run::{Outcome, Run};

pub(crate) struct Folder(tempfile::TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A folder with these files.
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        files.iter().fold(Self::new(), |folder, (name, text)| folder.with(name, text))
    }

    /// Adds a file; its folders are made.
    #[expect(clippy::disallowed_methods, reason = "a test makes its files")]
    pub(crate) fn with(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
        self
    }

    /// Adds an empty folder.
    pub(crate) fn with_folder(self, name: &str) -> Self {
        std::fs::create_dir_all(self.path().join(name)).unwrap();
        self
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn join(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    /// `eqlc` in this folder, so that names in its output are those of the files.
    pub(crate) fn command(&self, arguments: &[&str]) -> Run {
        Run::new(arguments).folder(self.path())
    }

    #[track_caller]
    pub(crate) fn eqlc(&self, arguments: &[&str]) -> Outcome {
        self.command(arguments).run()
    }
}
