//! The repositories that files are in: each has an `eqlc.toml` at its top.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use diagnostics::Finding;

use super::config::{self, Config};
use super::{CheckOptions, selector};
use crate::io::{self, POLICY_FILE, Unusable};

/// The repositories of a run, each read once.
#[derive(Default)]
pub(crate) struct Repositories {
    /// Folder to the repository that it is in.
    known: BTreeMap<PathBuf, Option<usize>>,
    all: Vec<Repository>,
    unusable: Vec<Unusable>,
}

/// A folder with an `eqlc.toml`.
pub(crate) struct Repository {
    /// Whole path of the folder.
    pub(crate) root: PathBuf,
    /// What its `eqlc.toml` says.
    pub(crate) config: Config,
}

impl Repositories {
    /// The repository of a file, given its whole path.
    pub(crate) fn of(&mut self, file: &Path) -> Option<usize> {
        self.of_folder(file.parent()?)
    }

    pub(crate) fn get(&self, index: usize) -> &Repository {
        &self.all[index]
    }

    fn of_folder(&mut self, folder: &Path) -> Option<usize> {
        if let Some(known) = self.known.get(folder) {
            return *known;
        }
        let found = match self.open(folder) {
            Some(index) => Some(index),
            None => folder.parent().and_then(|above| self.of_folder(above)),
        };
        self.known.insert(folder.to_owned(), found);
        found
    }

    /// The repository whose top the folder is.
    fn open(&mut self, folder: &Path) -> Option<usize> {
        let path = folder.join(POLICY_FILE);
        if !path.is_file() {
            return None;
        }
        let path = io::from_here(&path);
        let config = io::read_rule(&path).and_then(|text| config::parse(&path, &text));
        let config = config.unwrap_or_else(|problem| {
            self.unusable.push(problem);
            Config::default()
        });
        self.all.push(Repository { root: folder.to_owned(), config });
        Some(self.all.len() - 1)
    }

    /// What is wrong with what the files say.
    pub(crate) fn findings(&self, options: &CheckOptions) -> Vec<Finding> {
        let of_one = |repository: &Repository| {
            let levels = selector::Levels::new(Some(&repository.config), "", &options.levels);
            let found = repository.config.findings.iter().cloned();
            found.filter_map(|finding| levels.apply(finding)).collect::<Vec<_>>()
        };
        self.all.iter().flat_map(of_one).collect()
    }

    pub(crate) fn unusable(&self) -> &[Unusable] {
        &self.unusable
    }

    pub(crate) fn into_unusable(self) -> Vec<Unusable> {
        self.unusable
    }
}

impl Repository {
    /// The path below the top, with `/`.
    pub(crate) fn name(&self, whole: &Path) -> String {
        io::shown(whole.strip_prefix(&self.root).unwrap_or(whole))
    }

    /// Whether a file of this name is in a folder of rules.
    pub(crate) fn has_rule(&self, name: &str) -> bool {
        self.config.check.directories.iter().any(|folder| {
            let folder = folder.trim_start_matches("./").trim_end_matches('/');
            folder.is_empty()
                || folder == "."
                || name.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
        })
    }

    /// The whole paths of all rule files.
    pub(crate) fn rules(&self) -> Vec<PathBuf> {
        let folders = self.config.check.directories.iter().map(|folder| self.root.join(folder));
        let present = folders.filter(|folder| folder.is_dir());
        present.flat_map(|folder| io::files(&folder, "toml").unwrap_or_default()).collect()
    }
}
