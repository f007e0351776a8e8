//! The field lists of a schema folder: ECS, Beats, endpoint, integrations, and what people add.

mod data;
mod package;
mod pattern;
mod read;
mod stack;
mod table;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

pub use data::{DataFields, DataRequest, Doubt, Source};
pub use stack::StackVersion;
pub use table::FieldTable;

use package::{Manifests, Package};
use read::StackEntry;
use stack::Release;

/// Lists of one kind by the version that they are of.
type Versions = BTreeMap<Release, Arc<FieldTable>>;

/// Everything that a schema folder says. Without a folder it is the embedded ECS alone, which then is all that there
/// is.
#[derive(Clone, Debug, Default)]
pub struct Library {
    ecs: Versions,
    /// By name: `winlogbeat`.
    beats: BTreeMap<String, Versions>,
    endgame: Versions,
    packages: BTreeMap<String, Package>,
    /// Fields that the endpoint adds to processes in all of its events.
    endpoint_extra: Vec<Arc<FieldTable>>,
    /// Fields that indices of a pattern have beside the others.
    extra: Vec<(String, Arc<FieldTable>)>,
    stacks: BTreeMap<StackVersion, StackEntry>,
    manifests: Manifests,
    /// Whether a folder was read.
    is_of_folder: bool,
}

/// Why a file of a schema folder cannot be used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LibraryError {
    /// The file, below the folder; empty for the folder as a whole.
    pub file: String,
    /// What is wrong.
    pub problem: String,
}

impl fmt::Display for LibraryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, problem } = self;
        if file.is_empty() { f.write_str(problem) } else { write!(f, "`{file}`: {problem}") }
    }
}

impl std::error::Error for LibraryError {}

impl Library {
    /// The embedded ECS alone.
    pub fn ecs() -> Self {
        Self::default()
    }

    /// The lists of a folder: the path of each file below it, with `/` between folders, and its text.
    ///
    /// Files that no list is known to be in are left out; a folder without any list is an error.
    pub fn read<'t>(
        files: impl IntoIterator<Item = (&'t str, &'t str)>,
    ) -> Result<Self, LibraryError> {
        let mut library = Self { is_of_folder: true, ..Self::default() };
        for (file, text) in files {
            library.add(file, text).map_err(|error| LibraryError {
                file: file.to_owned(),
                problem: error.to_string(),
            })?;
        }
        if library.is_empty() {
            let problem = "there is no list of fields in it".to_owned();
            return Err(LibraryError { file: String::new(), problem });
        }
        Ok(library)
    }

    /// The stacks that the folder calls supported, the oldest first; none where it says nothing.
    pub fn supported_stacks(&self) -> Vec<StackVersion> {
        let supported = self.stacks.iter().filter(|(_, entry)| entry.supported);
        supported.map(|(stack, _)| *stack).collect()
    }

    /// How many lists of fields there are.
    pub fn lists(&self) -> usize {
        let versions = self.beats.values().chain([&self.ecs, &self.endgame]);
        let datasets = self.packages.values().map(|package| package.datasets.len());
        versions.map(BTreeMap::len).chain(datasets).sum::<usize>()
            + self.extra.len()
            + self.endpoint_extra.len()
    }

    fn is_empty(&self) -> bool {
        self.lists() == 0
    }
}

/// The list of a version; else the newest before it; else the oldest. And whether it is of that version.
fn of_version(versions: &Versions, wanted: Option<&str>) -> Option<(Arc<FieldTable>, bool)> {
    let wanted = wanted.and_then(Release::parse);
    let newest = versions.last_key_value();
    let before = wanted.map_or(newest, |wanted| versions.range(..=wanted).next_back());
    let (version, table) = before.or_else(|| versions.first_key_value())?;
    Some((Arc::clone(table), wanted.is_none_or(|wanted| wanted == *version)))
}
