//! The rules as files for one engine.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use harness::rule_export::{self, Backend, Export, Options, Verdict};
use harness::{Rule, RuleSet, export};

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
    /// Exports the rules into a folder that is emptied first.
    pub(super) fn write(
        backend: &dyn Backend,
        set: &RuleSet,
        folder: &Path,
    ) -> Result<Self, Failure> {
        let inputs = export::inputs(set, None);
        let Export { files, outcomes } = rule_export::export(backend, &inputs, &Options::default());
        disk::empty_folder(folder)?;
        let mut by_stem = BTreeMap::new();
        for file in &files {
            let path = folder.join(&file.path);
            disk::make_folder(path.parent().unwrap_or(folder))?;
            disk::write_text(&path, &file.text)?;
            let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            by_stem.insert(stem, file.path.clone());
        }
        let rules = set.rules.iter().zip(outcomes).map(|(rule, outcome)| {
            let is_exact = outcome.verdict == Verdict::Exact;
            let file = stems(rule).iter().find_map(|stem| by_stem.get(stem)).filter(|_| is_exact);
            let file = file.cloned();
            if is_exact && file.is_none() {
                return Err(Failure::new(format!(
                    "the backend `{}` writes no file for {}",
                    backend.name(),
                    rule.id
                )));
            }
            Ok(ExportedRule { id: rule.id.clone(), name: rule.name().to_owned(), file })
        });
        Ok(Self { folder: folder.to_owned(), rules: rules.collect::<Result<_, _>>()? })
    }

    /// How many rules are compared.
    pub(super) fn exact(&self) -> usize {
        self.rules.iter().filter(|rule| rule.file.is_some()).count()
    }
}

/// The names that the file of a rule may have: its id, that of the rule file, or both where several have that name.
fn stems(rule: &Rule) -> [String; 3] {
    let stem = rule.path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    [rule.id.clone(), format!("{stem}_{}", rule.id), stem]
}
