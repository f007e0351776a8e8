//! The rules of a rule pack.

use std::path::Path;

use diagnostics::Severity;
use event::{FieldPath, FieldType};
use pack::{PackError, RuleInfo, RulePack, RuleQuery};
use rayon::prelude::*;

use super::{Keys, Logic, Unknown, Version, Versions};
use crate::fixtures::TimeFields;
use crate::pack_file::{self, PackProblem};

pub(super) fn read(path: &Path) -> Result<Versions, PackProblem> {
    let bytes = pack_file::read(path)?;
    versions(&bytes).map_err(|cause| PackProblem::refused(path, cause))
}

fn versions(bytes: &[u8]) -> Result<Versions, PackError> {
    let pack = RulePack::read(bytes)?;
    pack.check()?;
    let (rules, sources, dialect) = (pack.rules()?, pack.sources()?, pack.provenance()?.dialect);
    let pairs = rules.into_par_iter().zip(sources);
    let read: Vec<_> = pairs.map(|(info, source)| version(info, source, &dialect)).collect();
    let mut versions = Versions { is_pack: true, ..Versions::default() };
    for version in read {
        versions.add(version);
    }
    Ok(versions)
}

fn version(info: RuleInfo, source: RuleQuery, dialect: &str) -> Version {
    let name = info.name().to_owned();
    let text = Some(source.query.clone());
    let logic = logic(source, dialect);
    Version { id: info.id, name, file: None, keys: Keys::Pack(info.keys), text, logic }
}

fn logic(source: RuleQuery, dialect: &str) -> Result<Box<Logic>, Unknown> {
    let lowered = pack_file::lower(&source, dialect);
    if lowered.diagnostics.iter().any(|finding| finding.severity == Severity::Error) {
        return Err(Unknown::Errors);
    }
    let is_exact = source.timestamp_type != FieldType::Date.name();
    let time = TimeFields {
        timestamp: FieldPath::new(&source.timestamp_field),
        timestamp_type: if is_exact { FieldType::DateNanos } else { FieldType::Date },
        tiebreaker: source.tiebreaker_field.as_deref().map(FieldPath::new),
    };
    let category_field = source.category_field;
    let (query, text) = (lowered.tree, source.query);
    Ok(Box::new(Logic { query, text, category_field, time, place: None }))
}
