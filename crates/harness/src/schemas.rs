//! Schema folders: the lists of fields that `--schema` names, and the stacks that rules are checked for.

mod elastic;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use event_schema::{Library, StackVersion};
use rule_lint::{Fields, Policy};
use rule_schema::RuleFile;

use crate::io::{self, Unusable};

pub use elastic::{Imported, import};

/// The most files of a schema folder that are read.
const MAX_FILES: usize = 2_000;

/// The most that they may have together, in bytes.
const MAX_BYTES: u64 = 512 << 20;

/// The lists of a folder, and the stacks that are looked at.
#[derive(Clone, Debug)]
pub struct Lists {
    library: Arc<Library>,
    stacks: Vec<StackVersion>,
}

impl Lists {
    /// Reads the lists of a folder. Without stacks they are those that the folder supports, or else those that
    /// Elastic's rules are shipped to.
    pub fn read(folder: &Path, stacks: &[StackVersion]) -> Result<Self, Unusable> {
        let library = library(folder)?;
        let stacks = match (stacks, library.supported_stacks()) {
            ([], supported) if supported.is_empty() => {
                let shipped = Policy::elastic().stacks.iter();
                shipped.filter_map(|stack| StackVersion::parse(stack)).collect()
            }
            ([], supported) => supported,
            (stacks, _) => stacks.to_vec(),
        };
        Ok(Self { library: Arc::new(library), stacks })
    }

    /// The newest of the stacks.
    pub(crate) fn newest_stack(&self) -> Option<StackVersion> {
        self.stacks.iter().copied().max()
    }

    /// The fields of the data of a rule.
    pub(crate) fn fields(&self, file: &RuleFile, query: Option<&eql_syntax::ast::Query>) -> Fields {
        Fields::new(file, query, &self.library, &self.stacks)
    }
}

fn library(folder: &Path) -> Result<Library, Unusable> {
    if !folder.is_dir() {
        return Err(Unusable::new(folder, "there is no such folder"));
    }
    let paths = io::files(folder, "json")?;
    if paths.len() > MAX_FILES {
        let problem = format!("it has more than {MAX_FILES} files, which no schema folder has");
        return Err(Unusable::new(folder, problem));
    }
    let mut left = MAX_BYTES;
    let read = |path: &PathBuf| {
        let below = path.strip_prefix(folder).unwrap_or(path);
        let text = io::read_lists(path, left)?;
        left -= text.len() as u64;
        Ok((io::shown(below), text))
    };
    let files = paths.iter().map(read).collect::<Result<Vec<_>, Unusable>>()?;
    let files = files.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    Library::read(files).map_err(|error| Unusable::new(folder, error))
}
