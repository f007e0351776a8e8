//! Reads the files of a schema folder.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use super::package::{Dataset, Manifests, Package};
use super::stack::Release;
use super::{FieldTable, Library, StackVersion, Versions};

/// What a version of the stack has.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct StackEntry {
    /// Whether rules are still made for it.
    #[serde(default = "yes")]
    pub(super) supported: bool,
    pub(super) beats: Option<String>,
    pub(super) ecs: Option<String>,
    pub(super) endgame: Option<String>,
}

fn yes() -> bool {
    true
}

/// `integrations/aws.json`
#[derive(Deserialize)]
struct IntegrationFile {
    package: String,
    #[serde(default)]
    version: String,
    #[serde(default)]
    partial: bool,
    datasets: BTreeMap<String, FieldTable>,
}

/// `endpoint/endpoint-package-9.6.0.json`
#[derive(Deserialize)]
struct PackageFile {
    package: String,
    #[serde(default)]
    version: String,
    data_streams: BTreeMap<String, DataStream>,
}

#[derive(Deserialize)]
struct DataStream {
    dataset: String,
    index_pattern: String,
    fields: FieldTable,
}

impl Library {
    /// Adds the lists of a file. One whose name says nothing is left out.
    pub(super) fn add(&mut self, file: &str, text: &str) -> Result<(), serde_json::Error> {
        let (folder, name) = file.rsplit_once('/').unwrap_or(("", file));
        let Some(name) = name.strip_suffix(".json") else { return Ok(()) };
        match (folder, name) {
            ("", "stack-schema-map") => self.add_stacks(text)?,
            ("", "non-ecs-schema") | ("custom", _) => self.add_extra(text)?,
            ("", "integration-manifests") => self.manifests = Manifests::parse(text)?,
            ("ecs", _) => {
                let version =
                    name.strip_prefix("ecs-").and_then(|name| name.strip_suffix("-types"));
                add_version(&mut self.ecs, version, text)?;
            }
            ("beats", _) => {
                if let Some((beat, version)) = name.split_once('-') {
                    let versions = self.beats.entry(beat.to_owned()).or_default();
                    add_version(versions, Some(version), text)?;
                }
            }
            ("endgame", _) => add_version(&mut self.endgame, name.strip_prefix("endgame-"), text)?,
            ("endpoint", _) if name.starts_with("endpoint-package") => self.add_endpoint(text)?,
            ("endpoint", _) => self.endpoint_extra.push(Arc::new(serde_json::from_str(text)?)),
            ("integrations", _) => self.add_integration(text)?,
            _ => {}
        }
        Ok(())
    }

    fn add_stacks(&mut self, text: &str) -> Result<(), serde_json::Error> {
        let entries: BTreeMap<String, StackEntry> = serde_json::from_str(text)?;
        let parsed = |(stack, entry): (String, _)| Some((StackVersion::parse(&stack)?, entry));
        self.stacks.extend(entries.into_iter().filter_map(parsed));
        Ok(())
    }

    fn add_extra(&mut self, text: &str) -> Result<(), serde_json::Error> {
        let lists: BTreeMap<String, FieldTable> = serde_json::from_str(text)?;
        self.extra.extend(lists.into_iter().map(|(pattern, list)| (pattern, Arc::new(list))));
        Ok(())
    }

    /// The package that Elastic Defend is knows its data streams better than the list of all packages.
    fn add_endpoint(&mut self, text: &str) -> Result<(), serde_json::Error> {
        let file: PackageFile = serde_json::from_str(text)?;
        let dataset = |stream: DataStream| {
            let fields = Arc::new(stream.fields);
            (stream.dataset, Dataset { pattern: stream.index_pattern, fields })
        };
        let datasets = file.data_streams.into_values().map(dataset).collect();
        let package = Package { version: file.version, partial: false, datasets };
        self.packages.insert(file.package, package);
        Ok(())
    }

    fn add_integration(&mut self, text: &str) -> Result<(), serde_json::Error> {
        let file: IntegrationFile = serde_json::from_str(text)?;
        let package = file.package;
        if self.packages.contains_key(&package) {
            return Ok(());
        }
        let dataset = |(stream, fields): (String, FieldTable)| {
            let name = dataset_name(&package, &stream);
            let pattern = format!("logs-{name}-*");
            (name, Dataset { pattern, fields: Arc::new(fields) })
        };
        let lists = file.datasets.into_iter().filter(|(_, fields)| !fields.is_empty());
        let datasets = lists.map(dataset).collect();
        let read = Package { version: file.version, partial: file.partial, datasets };
        self.packages.insert(package.clone(), read);
        Ok(())
    }
}

/// The dataset of a data stream: the package and the stream, but for the events of Elastic Defend.
fn dataset_name(package: &str, stream: &str) -> String {
    const EVENTS: [&str; 8] =
        ["api", "device", "file", "library", "network", "process", "registry", "security"];
    if package == "endpoint" && EVENTS.contains(&stream) {
        return format!("endpoint.events.{stream}");
    }
    format!("{package}.{stream}")
}

/// Adds a list of a version; a name without a version is of another file.
fn add_version(
    versions: &mut Versions,
    version: Option<&str>,
    text: &str,
) -> Result<(), serde_json::Error> {
    if let Some(version) = version.and_then(Release::parse) {
        versions.insert(version, Arc::new(serde_json::from_str(text)?));
    }
    Ok(())
}
