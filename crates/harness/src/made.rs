//! Folders of files that a command made. Such a folder keeps a list of them, with a hash of each, so that nothing is
//! overwritten or removed that somebody else has written or changed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::io::{self, Unusable};

/// The list of the files that were made in a folder.
const LIST: &str = "generated.json";

/// Why nothing was written.
#[derive(Clone, Debug)]
pub enum Problem {
    /// Files in the way that this command has not made, or that were changed since; as people see them, in order.
    Occupied {
        /// The command.
        by: &'static str,
        /// The files; at least one.
        paths: Vec<String>,
    },
    /// A file cannot be read or written.
    Unusable(Unusable),
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unusable(unusable) => unusable.fmt(f),
            Self::Occupied { by, paths } => write!(
                f,
                "`{}`{} was not made by `{by}` or has been changed since, so nothing was written; \
                 move it away or choose another `--out`",
                paths.first().map_or("", String::as_str),
                match paths.len() {
                    0 | 1 => String::new(),
                    count => format!(" and {} more", count - 1),
                }
            ),
        }
    }
}

impl std::error::Error for Problem {}

impl From<Unusable> for Problem {
    fn from(unusable: Unusable) -> Self {
        Self::Unusable(unusable)
    }
}

/// What is to be in one folder.
pub(crate) struct Folder {
    /// Where.
    pub(crate) path: PathBuf,
    /// The texts, by path below it.
    pub(crate) texts: BTreeMap<String, String>,
    /// The command that makes it.
    pub(crate) by: &'static str,
    /// The seed that it was made with, where there is one.
    pub(crate) seed: Option<u64>,
}

/// What an earlier run left.
#[derive(Default)]
struct Plan {
    /// Files in the way, as people see them.
    occupied: Vec<String>,
    /// Files that are no more made.
    stale: Vec<PathBuf>,
    /// Those that are there already as they should be.
    same: BTreeSet<String>,
    exists: bool,
}

#[derive(Serialize, Deserialize)]
struct List {
    made_by: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    seed: Option<u64>,
    /// The start of the SHA-256 of each file.
    files: BTreeMap<String, String>,
}

/// Writes all files of all folders, or none. Files of an earlier run that are no more made go, unless they were changed.
pub(crate) fn write(folders: &[Folder]) -> Result<(), Problem> {
    let plans: Vec<_> = folders.par_iter().map(Folder::plan).collect::<Result<_, Unusable>>()?;
    let mut paths: Vec<_> = plans.iter().flat_map(|plan| plan.occupied.clone()).collect();
    if let (Some(folder), false) = (folders.first(), paths.is_empty()) {
        paths.sort();
        return Err(Problem::Occupied { by: folder.by, paths });
    }
    let written: Result<(), Unusable> =
        folders.par_iter().zip(&plans).try_for_each(|(folder, plan)| folder.write(plan));
    Ok(written?)
}

impl Folder {
    /// Compares with what is there.
    fn plan(&self) -> Result<Plan, Unusable> {
        let mut plan = Plan { exists: self.path.exists(), ..Plan::default() };
        if !plan.exists {
            return Ok(plan);
        }
        let known = self.known()?;
        for (name, text) in &self.texts {
            let path = self.path.join(name);
            if path.exists() {
                let found = io::read_rule(&path)?;
                let is_own = known.get(name).is_some_and(|hash| *hash == hash_of(&found));
                if found == *text {
                    plan.same.insert(name.clone());
                } else if !is_own {
                    plan.occupied.push(io::shown(&path));
                }
            }
        }
        for (name, hash) in known.iter().filter(|(name, _)| !self.texts.contains_key(*name)) {
            let path = self.path.join(name);
            if path.is_file() && io::read_rule(&path).is_ok_and(|found| hash_of(&found) == *hash) {
                plan.stale.push(path);
            }
        }
        Ok(plan)
    }

    /// The files that an earlier run made, with their hashes.
    fn known(&self) -> Result<BTreeMap<String, String>, Unusable> {
        let path = self.path.join(LIST);
        if !path.exists() {
            return Ok(BTreeMap::new());
        }
        let list: List = serde_json::from_str(&io::read_rule(&path)?)
            .map_err(|error| Unusable::new(&path, error))?;
        let is_below = |name: &String| Path::new(name).components().all(is_plain);
        Ok(list.files.into_iter().filter(|(name, _)| is_below(name)).collect())
    }

    fn write(&self, plan: &Plan) -> Result<(), Unusable> {
        if self.texts.is_empty() && !plan.exists {
            return Ok(());
        }
        for path in &plan.stale {
            std::fs::remove_file(path).map_err(|error| Unusable::new(path, error))?;
        }
        let folders: BTreeSet<PathBuf> = self
            .texts
            .keys()
            .filter_map(|name| Some(self.path.join(name).parent()?.to_owned()))
            .collect();
        for folder in folders {
            std::fs::create_dir_all(&folder).map_err(|error| Unusable::new(&folder, error))?;
        }
        for (name, text) in self.texts.iter().filter(|(name, _)| !plan.same.contains(*name)) {
            io::write(&self.path.join(name), text)?;
        }
        io::write(&self.path.join(LIST), &self.list())
    }

    fn list(&self) -> String {
        let files = self.texts.iter().map(|(name, text)| (name.clone(), hash_of(text)));
        let list = List { made_by: self.by.to_owned(), seed: self.seed, files: files.collect() };
        serde_json::to_string_pretty(&list).map(|text| text + "\n").unwrap_or_default()
    }
}

fn hash_of(text: &str) -> String {
    let digest = Sha256::digest(text);
    let start: [u8; 8] = std::array::from_fn(|place| digest[place]);
    format!("{:016x}", u64::from_be_bytes(start))
}

/// Whether a part of a path is a name.
fn is_plain(component: std::path::Component<'_>) -> bool {
    matches!(component, std::path::Component::Normal(_))
}

/// Whether a text can be the name of a file or folder on every system.
pub(crate) fn is_name(text: &str) -> bool {
    let is_fit = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    !text.is_empty() && text.len() <= 128 && !text.starts_with('.') && text.bytes().all(is_fit)
}
