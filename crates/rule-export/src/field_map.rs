//! The user's own names of fields, as a backend reads them.

use std::fmt;
use std::sync::Arc;

use diagnostics::SourceText;

use crate::backends::{KqlMap, SigmaMap, SplunkMap};

/// A field map that was read; each backend has its own format.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldMap(Kind);

#[derive(Clone, PartialEq, Eq, Debug)]
enum Kind {
    Kql(Box<KqlMap>),
    Sigma(Arc<SigmaMap>),
    Splunk(SplunkMap),
}

/// What is wrong with a field map.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldMapError {
    /// Line and column, from 1, where one place is to blame.
    pub place: Option<(usize, usize)>,
    /// What is wrong: lower case, no full stop.
    pub problem: String,
}

impl FieldMap {
    pub(crate) fn of_kql(&self) -> Option<&KqlMap> {
        if let Kind::Kql(map) = &self.0 { Some(map) } else { None }
    }

    pub(crate) fn of_sigma(&self) -> Option<&Arc<SigmaMap>> {
        if let Kind::Sigma(map) = &self.0 { Some(map) } else { None }
    }

    pub(crate) fn of_splunk(&self) -> Option<&SplunkMap> {
        if let Kind::Splunk(map) = &self.0 { Some(map) } else { None }
    }
}

impl From<KqlMap> for FieldMap {
    fn from(map: KqlMap) -> Self {
        Self(Kind::Kql(Box::new(map)))
    }
}

impl From<SigmaMap> for FieldMap {
    fn from(map: SigmaMap) -> Self {
        Self(Kind::Sigma(Arc::new(map)))
    }
}

impl From<SplunkMap> for FieldMap {
    fn from(map: SplunkMap) -> Self {
        Self(Kind::Splunk(map))
    }
}

impl FieldMapError {
    /// Of the map as a whole.
    pub(crate) fn new(problem: impl Into<String>) -> Self {
        Self { place: None, problem: problem.into() }
    }

    pub(crate) fn of_toml(text: &str, error: &toml::de::Error) -> Self {
        let place = error.span().map(|span| {
            let start = u32::try_from(span.start).unwrap_or(u32::MAX);
            let place = SourceText::new("", text).position(start);
            (place.line, place.column)
        });
        Self { place, problem: error.message().replace('\n', ", ") }
    }

    pub(crate) fn of_json(error: &serde_json::Error) -> Self {
        let text = error.to_string();
        let problem = text.split(" at line ").next().unwrap_or_default().to_owned();
        Self { place: Some((error.line(), error.column())), problem }
    }
}

impl fmt::Display for FieldMapError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((line, column)) = self.place {
            write!(f, "line {line}, column {column}: ")?;
        }
        f.write_str(&self.problem)
    }
}

impl std::error::Error for FieldMapError {}
