//! The npm package `@elastic/ecs`, which holds the fields of the Elastic Common Schema.

use std::collections::BTreeMap;
use std::path::Path;

use super::js_literal::{self, Literal};
use crate::{Failure, disk};

/// The built file with one object that has every field; `generated/` in the package is older than its version.
const FIELDS: &str = "build/commonjs/ecs_flat.js";

/// What stands before that object.
const ASSIGNMENT: &str = "exports.EcsFlat = {";

/// What the project takes from the package.
pub(super) struct EcsPackage {
    /// E.g. `@elastic/ecs`.
    pub(super) name: String,
    /// E.g. `9.4.0`.
    pub(super) version: String,
    /// Its own notice, which the licence asks to pass on.
    pub(super) notice: String,
    /// By dotted name; multi-fields are entries of their own.
    pub(super) fields: BTreeMap<String, EcsField>,
}

/// What the project takes of a field.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct EcsField {
    /// The mapping type.
    pub(super) field_type: String,
    /// Whether it is a list of values.
    pub(super) is_list: bool,
    /// Whether it is another form of the field before its last dot.
    pub(super) is_multi: bool,
    /// The values that it can have, each with the values of `event.type` that go with it; or none.
    pub(super) values: Vec<(String, Vec<String>)>,
    /// Whether ECS allows no other value, rather than expecting none.
    pub(super) is_closed: bool,
}

impl EcsPackage {
    /// Name and version in one.
    pub(super) fn title(&self) -> String {
        format!("{} {}", self.name, self.version)
    }
}

/// Reads the package that is unpacked in this folder.
pub(super) fn read(folder: &Path) -> Result<EcsPackage, Failure> {
    let manifest = js_literal::parse(&disk::read_text(&folder.join("package.json"))?)?;
    let text = |key: &str| {
        let value = manifest.get(key).and_then(Literal::text).map(str::to_owned);
        value.ok_or_else(|| Failure::new(format!("`package.json` has no `{key}`")))
    };
    require_apache(&disk::read_text(&folder.join("LICENSE"))?)?;
    Ok(EcsPackage {
        name: text("name")?,
        version: text("version")?,
        notice: disk::read_text(&folder.join("NOTICE.txt"))?,
        fields: fields(&disk::read_text(&folder.join(FIELDS))?)?,
    })
}

/// The package's manifest only points to this file.
fn require_apache(licence: &str) -> Result<(), Failure> {
    let mut lines = licence.lines().map(str::trim);
    if lines.next() == Some("Apache License")
        && lines.next().is_some_and(|line| line.starts_with("Version 2.0"))
    {
        Ok(())
    } else {
        Err(Failure::new(
            "the licence of the package is not Apache-2.0; look at it before its data is used",
        ))
    }
}

fn fields(script: &str) -> Result<BTreeMap<String, EcsField>, Failure> {
    let start = script.find(ASSIGNMENT).map(|at| at + ASSIGNMENT.len() - 1);
    let start = start.ok_or_else(|| Failure::new(format!("`{FIELDS}` has no `{ASSIGNMENT}`")))?;
    let mut fields = BTreeMap::new();
    for (name, definition) in js_literal::parse(&script[start..])?.entries() {
        add(&mut fields, name, definition, false)?;
        for part in definition.get("multi_fields").map(Literal::items).unwrap_or_default() {
            let full_name = part.get("flat_name").and_then(Literal::text);
            add(&mut fields, full_name.unwrap_or_default(), part, true)?;
        }
    }
    Ok(fields)
}

fn add(
    fields: &mut BTreeMap<String, EcsField>,
    name: &str,
    definition: &Literal,
    is_multi: bool,
) -> Result<(), Failure> {
    let field_type = definition.get("type").and_then(Literal::text).unwrap_or_default();
    if name.is_empty() || field_type.is_empty() {
        return Err(Failure::new(format!("`{FIELDS}`: a field `{name}` without name or type")));
    }
    let field = field(field_type, definition, is_multi);
    match fields.insert(name.to_owned(), field) {
        None => Ok(()),
        Some(_) => Err(Failure::new(format!("`{FIELDS}`: `{name}` occurs twice"))),
    }
}

fn field(field_type: &str, definition: &Literal, is_multi: bool) -> EcsField {
    let list = |key: &str| definition.get(key).map(Literal::items).unwrap_or_default();
    let (allowed, expected) = (list("allowed_values"), list("expected_values"));
    let value = |value: &Literal| {
        let name = value.get("name").unwrap_or(value).text()?.to_owned();
        let types = value.get("expected_event_types").map(Literal::items).unwrap_or_default();
        Some((name, texts(types)))
    };
    let values = if allowed.is_empty() { expected } else { allowed };
    EcsField {
        field_type: field_type.to_owned(),
        is_list: texts(list("normalize")).iter().any(|word| word == "array"),
        is_multi,
        values: values.iter().filter_map(value).collect(),
        is_closed: !allowed.is_empty(),
    }
}

fn texts(items: &[Literal]) -> Vec<String> {
    items.iter().filter_map(Literal::text).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::{fields, require_apache};

    #[test]
    fn fields_and_multi_fields_are_entries() {
        let script = "exports.EcsFlat = {\n 'b.c': { type: 'wildcard', short: \"It's\", multi_fields: [\n\
                      { flat_name: 'b.c.text', name: 'text', type: 'match_only_text' }] },\n\
                      a: { level: 1, type: 'long' },\n};\n//# sourceMappingURL=x";
        let found = fields(script).unwrap();
        let found: Vec<(&str, &str)> =
            found.iter().map(|(name, field)| (&**name, &*field.field_type)).collect();
        assert_eq!(found, [("a", "long"), ("b.c", "wildcard"), ("b.c.text", "match_only_text")]);
    }

    #[test]
    fn lists_and_values_are_kept() {
        let script = "exports.EcsFlat = { a: { type: 'keyword', normalize: ['array'], allowed_values: [\n\
                      { description: 'x', name: 'file', expected_event_types: ['change', 'info'] }] },\n\
                      b: { type: 'keyword', normalize: [], expected_values: ['x y'] } }";
        let found = fields(script).unwrap();
        let types = ["change", "info"].map(str::to_owned).to_vec();
        assert_eq!(found["a"].values, [("file".to_owned(), types)]);
        assert!(found["a"].is_list && found["a"].is_closed);
        assert_eq!(found["b"].values, [("x y".to_owned(), Vec::new())]);
        assert!(!found["b"].is_list && !found["b"].is_closed);
    }

    #[test]
    fn a_script_of_another_shape_is_refused() {
        assert!(fields("module.exports = {};").is_err());
        assert!(fields("exports.EcsFlat = { a: { level: 1 } };").is_err());
        assert!(fields("exports.EcsFlat = { a: {").is_err());
    }

    #[test]
    fn another_licence_is_refused() {
        assert!(require_apache("  Apache License\n  Version 2.0, January 2004\n").is_ok());
        assert!(require_apache("Elastic License 2.0\n").is_err());
    }
}
