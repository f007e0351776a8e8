//! Elastic's `etc` folder, as it is in elastic/detection-rules, to a schema folder.
//!
//! Read are: `stack-schema-map.yaml`, `non-ecs-schema.json`, `integration-manifests.json.gz`,
//! `integration-schemas.json.gz` (the newest version of each package), `ecs_schemas/<version>/ecs_flat.json.gz`,
//! `beats_schemas/v<version>.json.gz`, `endgame_schemas/*.json.gz` and `endpoint_schemas/*.json.gz`. All but the stack map
//! may be with or without `.gz`. ECS, Beats and Endgame of stacks that the map does not name are left out.

mod beats;
mod flat;
mod stack_map;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

use crate::io::{self, Unusable};

/// The largest file that is read, in bytes and unpacked; the schemas of all versions of all integrations are one.
const MAX_BYTES: u64 = 1 << 30;

/// Types by field.
pub(crate) type Fields = BTreeMap<String, String>;

/// What an import did.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Imported {
    /// The files that were written, below the folder.
    pub written: Vec<String>,
    /// The files that nothing was made of.
    pub skipped: Vec<String>,
}

/// Reads Elastic's folder and writes a schema folder.
pub fn import(etc: &Path, folder: &Path) -> Result<Imported, Unusable> {
    let mut import = Import { folder, imported: Imported::default(), versions: BTreeSet::new() };
    import.stack_map(&etc.join("stack-schema-map.yaml"))?;
    for path in sources(etc)? {
        let below = io::shown(path.strip_prefix(etc).unwrap_or(&path));
        match import.file(&path, below.trim_end_matches(".gz"))? {
            Some(written) => import.imported.written.extend(written),
            None => import.imported.skipped.push(below),
        }
    }
    if import.imported.written.len() < 2 {
        return Err(Unusable::new(etc, "there is no list of fields in it"));
    }
    Ok(import.imported)
}

/// The JSON files of the folder.
fn sources(etc: &Path) -> Result<Vec<PathBuf>, Unusable> {
    let mut paths = io::files(etc, "json")?;
    let packed = io::files(etc, "gz")?;
    paths.extend(packed.into_iter().filter(|path| io::shown(path).ends_with(".json.gz")));
    paths.sort();
    Ok(paths)
}

struct Import<'a> {
    folder: &'a Path,
    imported: Imported,
    /// The versions of ECS, Beats and Endgame that the stacks have: `ecs 9.3.0`.
    versions: BTreeSet<String>,
}

impl Import<'_> {
    fn stack_map(&mut self, path: &Path) -> Result<(), Unusable> {
        let map = stack_map::parse(&io::read_rule(path)?);
        if map.is_empty() {
            return Err(Unusable::new(path, "it names no stack"));
        }
        for (kind, version) in map.values().flatten() {
            self.versions.insert(format!("{kind} {version}"));
        }
        let written = self.write("stack-schema-map.json", &json!(map))?;
        self.imported.written.push(written);
        Ok(())
    }

    /// What was made of a file; nothing where it is no list that is wanted.
    fn file(&self, path: &Path, below: &str) -> Result<Option<Vec<String>>, Unusable> {
        let (folder, name) = below.rsplit_once('/').unwrap_or(("", below));
        let stem = name.trim_end_matches(".json");
        let parse = || {
            let text = io::read_lists(path, MAX_BYTES)?;
            serde_json::from_str::<Value>(&text).map_err(|error| Unusable::new(path, error))
        };
        let written = match (folder.split('/').next().unwrap_or_default(), stem) {
            ("", "non-ecs-schema") => {
                let lists = flat::of_each(&parse()?);
                self.write("non-ecs-schema.json", &json!(lists))?
            }
            ("", "integration-manifests") => {
                self.write("integration-manifests.json", &manifests(&parse()?))?
            }
            ("", "integration-schemas") => return self.integrations(path).map(Some),
            ("ecs_schemas", "ecs_flat") => {
                let version = folder.trim_start_matches("ecs_schemas/");
                if !self.wants("ecs", version) {
                    return Ok(None);
                }
                let name = format!("ecs/ecs-{version}-types.json");
                self.write(&name, &json!(flat::definitions(&parse()?)))?
            }
            ("beats_schemas", _) if self.wants("beats", stem.trim_start_matches('v')) => {
                return self.beats(&parse()?, stem.trim_start_matches('v')).map(Some);
            }
            ("endgame_schemas", _) => {
                let version = stem.rsplit(['_', '-']).next().unwrap_or_default();
                if !self.wants("endgame", version) {
                    return Ok(None);
                }
                let name = format!("endgame/endgame-{version}.json");
                self.write(&name, &json!(flat::any(&parse()?)))?
            }
            ("endpoint_schemas", _) => {
                self.write(&format!("endpoint/{stem}-extra.json"), &json!(flat::any(&parse()?)))?
            }
            _ => return Ok(None),
        };
        Ok(Some(vec![written]))
    }

    fn wants(&self, kind: &str, version: &str) -> bool {
        self.versions.contains(&format!("{kind} {version}"))
    }

    fn beats(&self, tree: &Value, version: &str) -> Result<Vec<String>, Unusable> {
        let beats = tree.as_object().into_iter().flatten();
        let lists = beats.map(|(beat, tree)| (beat, beats::fields(tree)));
        let lists = lists.filter(|(_, fields)| !fields.is_empty());
        lists
            .map(|(beat, fields)| {
                self.write(&format!("beats/{beat}-{version}.json"), &json!(fields))
            })
            .collect()
    }

    /// The newest version of each package. Only that is turned into values: the file is large.
    fn integrations(&self, path: &Path) -> Result<Vec<String>, Unusable> {
        let text = io::read_lists(path, MAX_BYTES)?;
        let error = |error| Unusable::new(path, error);
        let packages: BTreeMap<String, BTreeMap<String, &RawValue>> =
            serde_json::from_str(&text).map_err(error)?;
        let mut written = Vec::new();
        for (package, versions) in packages {
            let Some((version, datasets)) =
                versions.into_iter().max_by_key(|(version, _)| numbers(version))
            else {
                continue;
            };
            let datasets: Value = serde_json::from_str(datasets.get()).map_err(error)?;
            let datasets = flat::of_each(&datasets);
            let list = json!({ "package": package, "version": version, "datasets": datasets });
            written.push(self.write(&format!("integrations/{package}.json"), &list)?);
        }
        Ok(written)
    }

    fn write(&self, name: &str, value: &Value) -> Result<String, Unusable> {
        io::write_new(&self.folder.join(name), &format!("{value:#}\n"))?;
        Ok(name.to_owned())
    }
}

/// Package to version to the range of Kibana's versions that it runs with.
fn manifests(packages: &Value) -> Value {
    let kibana = |manifest: &Value| {
        let conditions = &manifest["conditions"];
        let found =
            [&conditions["kibana"]["version"], &conditions["kibana.version"], &manifest["kibana"]];
        let found = found.into_iter().find_map(Value::as_str).unwrap_or_default();
        json!({ "kibana": found })
    };
    let versions = |versions: &Value| -> Map<String, Value> {
        let versions = versions.as_object().into_iter().flatten();
        versions.map(|(version, manifest)| (version.clone(), kibana(manifest))).collect()
    };
    let packages = packages.as_object().into_iter().flatten();
    let packages: Map<String, Value> =
        packages.map(|(name, list)| (name.clone(), Value::Object(versions(list)))).collect();
    Value::Object(packages)
}

/// The numbers of a version, for comparison.
fn numbers(version: &str) -> Vec<u64> {
    version.split(['.', '-']).map(|part| part.parse().unwrap_or(0)).collect()
}
