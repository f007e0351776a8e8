//! The rules of files.

use std::path::Path;

use diagnostics::Severity;
use event_schema::Schema;
use rayon::prelude::*;

use super::{Keys, Logic, Unknown, Version, Versions};
use crate::fixtures::TimeFields;
use crate::load::{Outcome, id_of, outcome};
use crate::read::{ReadFile, category_field};
use crate::{LoadOptions, Rule, RuleSet, io};

pub(super) fn read(path: &Path, options: &LoadOptions) -> Result<Versions, io::Unusable> {
    let schema = options.schema();
    let mut unusable = Vec::new();
    let files = RuleSet::paths(&[path.to_owned()], &mut unusable);
    let read = |file: &std::path::PathBuf| {
        let text = io::read_rule(file)?;
        Ok(ReadFile::new(file, &text, &schema, options))
    };
    let read: Vec<Result<ReadFile, io::Unusable>> = files.par_iter().map(read).collect();
    if let Some(problem) = unusable.pop() {
        return Err(problem);
    }
    let mut versions = Versions::default();
    for file in read {
        match file {
            Ok(file) => add(&mut versions, file, &schema, options),
            Err(problem) => versions.problems.push(problem.to_string()),
        }
    }
    Ok(versions)
}

fn add(versions: &mut Versions, file: ReadFile, schema: &Schema, options: &LoadOptions) {
    let is_error = |finding: &diagnostics::Finding| finding.diagnostic.severity == Severity::Error;
    versions.findings.extend(file.findings().filter(is_error));
    let path = io::shown(&file.path);
    match version(file, schema, options) {
        Some(version) => versions.add(version),
        None => versions.problems.push(format!("`{path}` has no id and is left out")),
    }
}

fn version(read: ReadFile, schema: &Schema, options: &LoadOptions) -> Option<Version> {
    let id = id_of(&read.path, &read.file, options.dialect)?;
    let rule = &read.file.rule.value;
    let name = rule.name.as_ref().map_or_else(|| id.clone(), |name| name.value.clone());
    let text = read.file.query().map(|query| query.text.clone());
    let (file, keys) = (Some(io::shown(&read.path)), Keys::File(read.source.clone()));
    let logic = match outcome(read, schema, options) {
        Outcome::Runs(rule) => Ok(Box::new(logic(*rule, options))),
        Outcome::Refused => Err(Unknown::Errors),
        Outcome::OtherType(..) => Err(Unknown::OtherType),
    };
    Some(Version { id, name, file, keys, text, logic })
}

/// A rule that was loaded.
pub(super) fn of_rule(rule: Rule) -> Version {
    Version {
        id: rule.id.clone(),
        name: rule.name().to_owned(),
        file: Some(io::shown(&rule.path)),
        keys: Keys::File(rule.source.clone()),
        text: Some(rule.text.text.clone()),
        logic: Ok(Box::new(logic(rule, &LoadOptions::default()))),
    }
}

fn logic(rule: Rule, options: &LoadOptions) -> Logic {
    let category = rule.file.eql().map_or("", |own| category_field(own, options)).to_owned();
    Logic {
        time: TimeFields::of(&rule),
        category_field: category,
        text: rule.text.text.clone(),
        place: Some((rule.source, rule.text)),
        query: rule.query,
    }
}
