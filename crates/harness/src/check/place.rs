//! Files by the repository that they are in.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::files::File;
use super::repository::Repositories;
use crate::io;

/// The files of one repository, or those of none.
pub(super) struct Group {
    pub(super) repository: Option<usize>,
    pub(super) files: Vec<Placed>,
}

/// A file in its repository.
pub(super) struct Placed {
    pub(super) file: File,
    /// Its whole path.
    pub(super) whole: PathBuf,
    /// Its path below the repository; as it was named outside of one.
    pub(super) name: String,
    /// Whether it is in a folder of rules, so that the checks of repositories hold.
    pub(super) in_repository: bool,
}

/// The files by repository; those without one first.
pub(super) fn groups(files: Vec<File>, repositories: &mut Repositories) -> Vec<Group> {
    let mut groups: BTreeMap<Option<usize>, Vec<Placed>> = BTreeMap::new();
    for file in files {
        let whole = io::whole(&file.path);
        let repository = repositories.of(&whole);
        let (name, in_repository) = match repository.map(|index| repositories.get(index)) {
            Some(repository) => {
                let name = repository.name(&whole);
                let in_repository = repository.has_rule(&name);
                (name, in_repository)
            }
            None => (io::shown(&file.path), false),
        };
        groups.entry(repository).or_default().push(Placed { file, whole, name, in_repository });
    }
    groups.into_iter().map(|(repository, files)| Group { repository, files }).collect()
}
