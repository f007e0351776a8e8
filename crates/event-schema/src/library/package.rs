//! The packages of integrations: their datasets, and which version a stack installs.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use super::stack::{Release, admits};
use super::{FieldTable, StackVersion};

/// A package with the fields of its datasets.
#[derive(Clone, Debug, Default)]
pub(super) struct Package {
    /// The version that the lists are of.
    pub(super) version: String,
    /// Whether fields of its own are missing in the lists.
    pub(super) partial: bool,
    /// By name: `aws.cloudtrail`.
    pub(super) datasets: BTreeMap<String, Dataset>,
}

/// A data stream.
#[derive(Clone, Debug)]
pub(super) struct Dataset {
    /// The indices that it is in: `logs-aws.cloudtrail-*`.
    pub(super) pattern: String,
    pub(super) fields: Arc<FieldTable>,
}

/// Package to version to what that version needs.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Manifests(BTreeMap<String, BTreeMap<String, Manifest>>);

#[derive(Clone, Debug, Deserialize)]
struct Manifest {
    #[serde(default)]
    kibana: String,
}

impl Manifests {
    /// The newest version of a package that a stack installs.
    pub(super) fn newest(&self, package: &str, stack: StackVersion) -> Option<&str> {
        let versions = self.0.get(package)?.iter();
        let installed = versions.filter(|(_, manifest)| admits(&manifest.kibana, stack));
        let newest = installed.max_by_key(|(version, _)| Release::parse(version));
        newest.map(|(version, _)| version.as_str())
    }
}
