//! A new rule: a file that passes every check, and its first two fixtures.

mod fixtures;
mod text;

use std::fmt;
use std::path::{Path, PathBuf};

use rule_lint::{Attack, Tactic, Technique, TechniqueState};

use crate::io::{self, Unusable};

/// What a new rule is to be.
#[derive(Clone, Debug)]
pub struct Scaffold {
    /// The file to write, `rules/windows/execution_shell.toml`.
    pub path: PathBuf,
    /// Its name; made of the file name otherwise.
    pub name: Option<String>,
    /// Who writes it.
    pub author: String,
    /// Ids of techniques and sub-techniques of ATT&CK.
    pub techniques: Vec<String>,
    /// The name or id of the tactic, for techniques of several; the first otherwise.
    pub tactic: Option<String>,
    /// Today, `2026/11/23`.
    pub today: String,
    /// A new UUID.
    pub rule_id: String,
}

/// Why there is no new rule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ScaffoldError {
    /// There is a file already.
    Exists(String),
    /// ATT&CK has no technique of this id.
    UnknownTechnique(String),
    /// The technique is no longer used.
    GivenUp(String, Option<String>),
    /// ATT&CK has no tactic of this name or id.
    UnknownTactic(String),
    /// The technique is not one of the tactic.
    OtherTactic(String, String),
    /// A file cannot be written.
    Unusable(Unusable),
}

/// A technique with what is above it.
struct Behaviour {
    tactic: Tactic,
    technique: Technique,
    subtechnique: Option<Technique>,
}

/// Today in UTC, as rule files write it.
pub fn today() -> String {
    io::now().to_string().chars().take("2026-11-23".len()).collect::<String>().replace('-', "/")
}

/// A new id.
pub fn new_id() -> String {
    uuid::Uuid::new_v4().to_string()
}

impl Scaffold {
    /// Writes the rule and its fixtures. Returns the files.
    pub fn write(&self) -> Result<Vec<PathBuf>, ScaffoldError> {
        let mut files = vec![(self.path.clone(), self.text()?)];
        let folder = self.fixtures();
        for (name, text) in fixtures::texts(self.platform()) {
            files.push((folder.join(name), text));
        }
        if let Some((taken, _)) = files.iter().find(|(path, _)| path.exists()) {
            return Err(ScaffoldError::Exists(io::shown(taken)));
        }
        for (path, text) in &files {
            io::write_new(path, text).map_err(ScaffoldError::Unusable)?;
        }
        Ok(files.into_iter().map(|(path, _)| path).collect())
    }

    /// The text of the rule file.
    pub fn text(&self) -> Result<String, ScaffoldError> {
        let behaviours = self.techniques.iter().map(|id| self.behaviour(id));
        let behaviours = behaviours.collect::<Result<Vec<_>, _>>()?;
        Ok(text::rule(self, &behaviours))
    }

    fn behaviour(&self, id: &str) -> Result<Behaviour, ScaffoldError> {
        let attack = Attack::embedded();
        let id = id.to_uppercase();
        let parent = id.split('.').next().unwrap_or_default();
        let (technique, tactics) = current(attack, parent)?;
        let subtechnique = if parent == id { None } else { Some(current(attack, &id)?.0.clone()) };
        let tactic = self.tactic(attack, parent, &tactics)?;
        Ok(Behaviour { tactic, technique: technique.clone(), subtechnique })
    }

    /// The tactic that was named, else the first of the technique that the file name begins with, else the first.
    fn tactic(
        &self,
        attack: &Attack,
        technique: &str,
        of: &[String],
    ) -> Result<Tactic, ScaffoldError> {
        let known: Vec<&Tactic> = of.iter().filter_map(|id| attack.tactic(id)).collect();
        if let Some(wanted) = &self.tactic {
            let tactic = attack.tactics().iter().find(|tactic| {
                tactic.id.eq_ignore_ascii_case(wanted) || tactic.name.eq_ignore_ascii_case(wanted)
            });
            let tactic = tactic.ok_or_else(|| ScaffoldError::UnknownTactic(wanted.clone()))?;
            return if of.contains(&tactic.id) {
                Ok(tactic.clone())
            } else {
                Err(ScaffoldError::OtherTactic(technique.to_owned(), tactic.name.clone()))
            };
        }
        let stem = self.stem();
        let by_name = known.iter().find(|tactic| stem.starts_with(&snake(&tactic.name)));
        let found = by_name.or(known.first());
        found
            .map(|tactic| (*tactic).clone())
            .ok_or_else(|| ScaffoldError::UnknownTechnique(technique.to_owned()))
    }

    fn stem(&self) -> String {
        self.path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
    }

    /// The name that was given, or `Execution Shell` for `execution_shell`.
    fn name(&self) -> String {
        let word = |word: &str| {
            let (first, rest) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
            first.to_uppercase() + rest
        };
        let of_file = || self.stem().split('_').map(word).collect::<Vec<_>>().join(" ");
        self.name.clone().unwrap_or_else(of_file)
    }

    /// `windows`, `linux` or `macos`, after the folder; Windows otherwise.
    fn platform(&self) -> &'static str {
        let folder =
            self.path.parent().and_then(Path::file_name).map(|name| name.to_string_lossy());
        let known = ["linux", "macos", "windows"];
        known.into_iter().find(|platform| folder.as_deref() == Some(platform)).unwrap_or("windows")
    }

    /// Where the fixtures go: below `testdata/rules` next to the folder `rules`, or beside the rule.
    fn fixtures(&self) -> PathBuf {
        let beside = self.path.with_extension("");
        let mut rules = self.path.ancestors().filter(|folder| folder.ends_with("rules"));
        let mirrored = rules.next().and_then(|folder| {
            let inside = beside.strip_prefix(folder).ok()?;
            Some(folder.parent()?.join("testdata/rules").join(inside))
        });
        mirrored.unwrap_or(beside)
    }
}

/// `Command and Control` → `command_and_control`
fn snake(name: &str) -> String {
    name.to_lowercase().replace(' ', "_")
}

/// A technique in use, with its tactics; a sub-technique has none of its own.
fn current<'a>(
    attack: &'a Attack,
    id: &str,
) -> Result<(&'a Technique, Vec<String>), ScaffoldError> {
    let known =
        attack.technique(id).ok_or_else(|| ScaffoldError::UnknownTechnique(id.to_owned()))?;
    match &known.state {
        TechniqueState::Current(tactics) => Ok((known, tactics.clone())),
        TechniqueState::RevokedBy(successor) => {
            Err(ScaffoldError::GivenUp(id.to_owned(), Some(successor.clone())))
        }
        TechniqueState::Deprecated => Err(ScaffoldError::GivenUp(id.to_owned(), None)),
    }
}

impl fmt::Display for ScaffoldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exists(path) => write!(f, "there is a file `{path}` already"),
            Self::UnknownTechnique(id) => write!(f, "ATT&CK has no technique `{id}`"),
            Self::GivenUp(id, Some(successor)) => {
                write!(f, "ATT&CK has put `{successor}` in the place of `{id}`")
            }
            Self::GivenUp(id, None) => write!(f, "ATT&CK no longer has the technique `{id}`"),
            Self::UnknownTactic(name) => write!(f, "ATT&CK has no tactic `{name}`"),
            Self::OtherTactic(id, tactic) => write!(f, "`{id}` is no technique of `{tactic}`"),
            Self::Unusable(problem) => problem.fmt(f),
        }
    }
}

impl std::error::Error for ScaffoldError {}
