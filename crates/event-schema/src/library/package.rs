//! The packages of integrations: their datasets, and which version a stack installs.

use std::cmp::Reverse;
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

/// Package to the ranges of Kibana's versions that its versions run with, newest version first.
#[derive(Clone, Debug, Default)]
pub(super) struct Manifests(BTreeMap<String, Vec<(String, String)>>);

#[derive(Deserialize)]
struct Manifest {
    #[serde(default)]
    kibana: String,
}

impl Manifests {
    pub(super) fn parse(text: &str) -> Result<Self, serde_json::Error> {
        let packages: BTreeMap<String, BTreeMap<String, Manifest>> = serde_json::from_str(text)?;
        let sorted = |versions: BTreeMap<String, Manifest>| {
            let mut versions: Vec<_> = versions
                .into_iter()
                .map(|(version, manifest)| (version, manifest.kibana))
                .collect();
            versions.sort_by_cached_key(|(version, _)| Reverse(Release::parse(version)));
            versions
        };
        Ok(Self(packages.into_iter().map(|(name, versions)| (name, sorted(versions))).collect()))
    }

    /// The newest version of a package that a stack installs.
    pub(super) fn newest(&self, package: &str, stack: StackVersion) -> Option<&str> {
        let mut versions = self.0.get(package)?.iter();
        versions.find(|(_, kibana)| admits(kibana, stack)).map(|(version, _)| version.as_str())
    }
}
