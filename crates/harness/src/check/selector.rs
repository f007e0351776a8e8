//! Which ids a policy means, and how bad their findings are under it.

use std::fmt;
use std::str::FromStr;

use diagnostics::{Finding, Severity};
use serde::Deserialize;

use super::config::{Config, Override};
use crate::catalogue;

/// Every id, a family of ids, or one id.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Selector {
    /// `all`
    All,
    /// `rule`: every id that begins with `rule/`.
    Family(String),
    /// `rule/duplicate-id`
    Id(String),
}

/// An id that no check has.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnknownId {
    /// As it was written.
    pub id: String,
    /// The nearest id there is.
    pub similar: Option<&'static str>,
}

/// What becomes of the findings of an id.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// They are not shown.
    Allow,
    /// They are notes.
    Note,
    /// They are warnings.
    Warning,
    /// They are errors.
    Error,
}

impl FromStr for Selector {
    type Err = UnknownId;

    fn from_str(text: &str) -> Result<Self, UnknownId> {
        if text == "all" {
            return Ok(Self::All);
        }
        if catalogue::find(text).is_some() {
            return Ok(Self::Id(text.to_owned()));
        }
        if catalogue::is_family(text) {
            return Ok(Self::Family(text.to_owned()));
        }
        Err(UnknownId { id: text.to_owned(), similar: catalogue::similar(text) })
    }
}

impl Selector {
    /// How closely it means an id; nothing where it does not.
    fn meant(&self, id: &str) -> Option<u8> {
        match self {
            Self::All => Some(0),
            Self::Family(family) => id.strip_prefix(family.as_str())?.starts_with('/').then_some(1),
            Self::Id(own) => (own == id).then_some(2),
        }
    }
}

/// The closest of some selectors.
fn closest<'a>(selectors: impl IntoIterator<Item = &'a Selector>, id: &str) -> Option<u8> {
    selectors.into_iter().filter_map(|selector| selector.meant(id)).max()
}

/// Which findings of a file count, and how much.
pub(crate) struct Levels<'a> {
    config: Option<&'a Config>,
    overrides: Vec<&'a Override>,
    last: &'a [(Selector, Level)],
}

impl<'a> Levels<'a> {
    /// The levels of a file of this name below its repository.
    pub(crate) fn new(
        config: Option<&'a Config>,
        name: &str,
        last: &'a [(Selector, Level)],
    ) -> Self {
        let all = config.into_iter().flat_map(|config| &config.check.overrides);
        let overrides = all.filter(|over| over.paths.is_match(name)).collect();
        Self { config, overrides, last }
    }

    /// The finding as bad as it is here; nothing where it is off.
    pub(crate) fn apply(&self, mut finding: Finding) -> Option<Finding> {
        let diagnostic = &mut finding.diagnostic;
        diagnostic.severity = self.severity(diagnostic.id, diagnostic.severity)?;
        Some(finding)
    }

    fn severity(&self, id: &str, own: Severity) -> Option<Severity> {
        let mut level = self.of_config(id, own);
        // What was softened, because Elastic does not check a deprecated rule, stays soft.
        if catalogue::find(id).is_some_and(|entry| own > entry.page.severity) {
            level = level.map(|level| level.max(own));
        }
        for (_, last) in self.last.iter().filter(|(selector, _)| selector.meant(id).is_some()) {
            level = last.severity();
        }
        level
    }

    /// What the file says, each override over what is before it.
    fn of_config(&self, id: &str, own: Severity) -> Option<Severity> {
        let Some(config) = self.config else { return Some(own) };
        let check = &config.check;
        let selected = closest(&check.select, id) > closest(&check.ignore, id);
        let mut level =
            selected.then_some(own).and_then(|own| severity_of(&check.severities, id, own));
        for over in &self.overrides {
            let (select, ignore) = (closest(&over.select, id), closest(&over.ignore, id));
            let before = level;
            if select.is_some() || ignore.is_some() {
                level = (select > ignore).then(|| before.unwrap_or(own));
            }
            level = level.and_then(|level| severity_of(&over.severities, id, level));
        }
        level
    }
}

/// What the closest entry says; `own` where there is none.
fn severity_of(severities: &[(Selector, Level)], id: &str, own: Severity) -> Option<Severity> {
    let meant = severities.iter().filter_map(|(name, level)| Some((name.meant(id)?, level)));
    let closest = meant.max_by_key(|(closeness, _)| *closeness);
    closest.map_or(Some(own), |(_, level)| level.severity())
}

impl Level {
    fn severity(self) -> Option<Severity> {
        match self {
            Self::Allow => None,
            Self::Note => Some(Severity::Note),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }
}

impl fmt::Display for UnknownId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no check `{}`", self.id)?;
        match self.similar {
            Some(similar) => write!(f, "; did you mean `{similar}`?"),
            None => f.write_str("; `eqlc explain --list` shows all"),
        }
    }
}

impl std::error::Error for UnknownId {}
