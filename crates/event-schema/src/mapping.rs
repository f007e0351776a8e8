//! An Elasticsearch index mapping: the types, aliases, null values and date formats of an index.

mod read;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use event::{Document, FieldPath, FieldType, Json, Value};

use crate::{Catalogue, Exactness, Resolution};
use read::Reader;

/// What a mapping declares, by dotted name: fields, aliases, multi-fields and objects.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Mapping {
    fields: BTreeMap<String, MappedField>,
    /// The fields whose values an index holds in another form.
    changing: Vec<String>,
}

/// One declared name.
#[derive(Clone, PartialEq, Debug)]
struct MappedField {
    /// `type` as written; that of its target for an alias.
    declared: String,
    /// Where the values stand.
    path: String,
    exactness: Exactness,
    null_value: Option<Json>,
    date_format: Option<event::DateFormat>,
}

/// Why a JSON document is no mapping that can be used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MappingError {
    /// The dotted name of the field; empty for the mapping as a whole.
    pub field: String,
    /// What is wrong.
    pub problem: String,
}

impl fmt::Display for MappingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { field, problem } = self;
        if field.is_empty() {
            f.write_str(problem)
        } else {
            write!(f, "field `{field}`: {problem}")
        }
    }
}

impl std::error::Error for MappingError {}

impl Mapping {
    /// The mapping of a JSON document that has `properties`, itself or below `mappings`.
    pub fn new(json: &Document) -> Result<Self, MappingError> {
        Reader::read(json).map(Self::of)
    }

    fn of(fields: BTreeMap<String, MappedField>) -> Self {
        // Aliases and multi-fields share the values of another name, which changes them.
        let own = fields.iter().filter(|(name, field)| field.path == **name);
        let changing = own.filter(|(_, field)| field.changes_values());
        Self { changing: changing.map(|(name, _)| name.clone()).collect(), fields }
    }

    /// The field of a name, if the mapping declares it.
    pub fn resolve(&self, name: &str) -> Option<Resolution> {
        let field_type = self.field_type(name)?;
        let Some(field) = self.fields.get(name) else {
            return Some(Resolution::plain(name, field_type));
        };
        let formats = field_type.is_date().then(|| field.date_format.clone().unwrap_or_default());
        Some(Resolution {
            path: field.path.clone(),
            field_type,
            exactness: field.exactness,
            date_formats: formats.into_iter().collect(),
        })
    }

    /// The names that a query may use.
    pub(crate) fn usable_names(&self) -> impl Iterator<Item = &str> {
        self.names().filter(|name| self.field_type(name).is_some_and(FieldType::is_usable))
    }

    /// Adds the names of another mapping of the same index; an error where the two contradict each other.
    pub fn merge(&mut self, other: Self) -> Result<(), MappingError> {
        for (name, field) in other.fields {
            if let Some(own) = self.fields.get(&name).filter(|own| !own.agrees(&field)) {
                return Err(contradiction(&name, own, &field));
            }
            self.fields.insert(name, field);
        }
        *self = Self::of(std::mem::take(&mut self.fields));
        Ok(())
    }

    /// This mapping with the names of one that holds for more inputs: where both have a name, this one decides how its
    /// values are held, but they must agree on its type.
    pub(crate) fn over(&self, common: &Self) -> Result<Self, MappingError> {
        let mut fields = common.fields.clone();
        for (name, own) in &self.fields {
            if let Some(other) = fields.get(name).filter(|other| !own.has_type_of(other)) {
                return Err(contradiction(name, own, other));
            }
            fields.insert(name.clone(), own.clone());
        }
        Ok(Self::of(fields))
    }

    /// The document as an index with this mapping holds it: null values in place of explicit nulls, dates of a
    /// declared format in the default one. A date that does not fit its format becomes null.
    pub fn store<'d>(&self, document: &'d Document) -> Cow<'d, Document> {
        if self.changing.is_empty() {
            return Cow::Borrowed(document);
        }
        let mut stored = document.clone();
        for field in self.changing.iter().filter_map(|name| self.fields.get(name)) {
            stored.change(&FieldPath::new(&field.path), &mut |value| field.store(value));
        }
        Cow::Owned(stored)
    }
}

impl Catalogue for Mapping {
    fn declared(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(|field| field.declared.as_str())
    }

    fn names(&self) -> Box<dyn Iterator<Item = &str> + '_> {
        Box::new(self.fields.keys().map(String::as_str))
    }
}

impl MappedField {
    fn changes_values(&self) -> bool {
        self.null_value.is_some() || self.date_format.is_some()
    }

    fn store(&self, value: &mut Json) {
        if let (Json::Null, Some(null_value)) = (&*value, &self.null_value) {
            *value = null_value.clone();
        }
        if let Some(format) = &self.date_format {
            let text = match &*value {
                Json::Str(text) => Some(text.clone()),
                Json::Int(number) => Some(number.to_string()),
                Json::Null
                | Json::Bool(_)
                | Json::UInt(_)
                | Json::Float(_)
                | Json::Array(_)
                | Json::Object(_) => None,
            };
            let time = text.and_then(|text| format.read(&text));
            *value = time.map_or(Json::Null, |time| Json::from(&Value::Date(time)));
        }
    }

    /// Whether two declarations of a name make one field.
    fn agrees(&self, other: &Self) -> bool {
        self.has_type_of(other)
            && self.null_value == other.null_value
            && self.date_format == other.date_format
    }

    fn has_type_of(&self, other: &Self) -> bool {
        let field_type = |field: &Self| FieldType::from_mapping(&field.declared);
        field_type(self) == field_type(other) && self.path == other.path
    }
}

fn contradiction(name: &str, one: &MappedField, other: &MappedField) -> MappingError {
    let problem = if one.has_type_of(other) {
        "two mappings give it different null values or date formats".to_owned()
    } else if one.path == other.path {
        format!("it is `{}` in one mapping and `{}` in another", one.declared, other.declared)
    } else {
        format!("it stands for `{}` in one mapping and for `{}` in another", one.path, other.path)
    };
    MappingError { field: name.to_owned(), problem }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mapping(json: &str) -> Result<Mapping, MappingError> {
        Mapping::new(&serde_json::from_str(json).unwrap())
    }

    fn of(json: &str) -> Mapping {
        mapping(json).unwrap()
    }

    fn stored(mapping: &Mapping, json: &str) -> String {
        let document: Document = serde_json::from_str(json).unwrap();
        serde_json::to_string(&*mapping.store(&document)).unwrap()
    }

    #[test]
    fn an_alias_and_a_multi_field_are_read_where_their_values_stand() {
        let mapping = of(r#"{"properties": {
            "kind": {"type": "wildcard"},
            "event": {"properties": {"category": {"type": "alias", "path": "kind"}}},
            "note": {"type": "text", "fields": {"raw": {"type": "keyword"}}}
        }}"#);
        let alias = mapping.resolve("event.category").unwrap();
        assert_eq!((alias.path.as_str(), alias.field_type), ("kind", FieldType::Keyword));
        let multi = mapping.resolve("note.raw").unwrap();
        assert_eq!((multi.path.as_str(), multi.field_type), ("note", FieldType::Keyword));
        assert_eq!(mapping.resolve("event").unwrap().field_type, FieldType::Unsupported);
        assert_eq!(mapping.resolve("kind.other"), None);
    }

    #[test]
    fn a_text_field_is_exact_by_a_keyword_beside_it_only() {
        let exactness = |json: &str| of(json).resolve("note").unwrap().exactness;
        assert_eq!(exactness(r#"{"properties": {"note": {"type": "text"}}}"#), Exactness::Analyzed);
        let fields =
            r#"{"properties": {"note": {"type": "text", "fields": {"raw": {"type": "keyword"}}}}}"#;
        assert_eq!(exactness(fields), Exactness::Exact);
        let normalized =
            r#"{"properties": {"note": {"type": "keyword", "normalizer": "lowercase"}}}"#;
        assert_eq!(exactness(normalized), Exactness::Normalized);
    }

    #[test]
    fn an_index_holds_null_values_and_dates_of_its_formats() {
        let mapping = of(r#"{"mappings": {"properties": {
            "a": {"properties": {"b": {"type": "keyword", "null_value": "none"}}},
            "day": {"type": "date", "format": "dd-MM-yyyy"}
        }}}"#);
        let json =
            r#"{"a":{"b":null},"a.b":["x",null],"day":["17-12-2022","2022-12-17",null],"c":null}"#;
        assert_eq!(
            stored(&mapping, json),
            r#"{"a":{"b":"none"},"a.b":["x","none"],"day":["2022-12-17T00:00:00.000Z",null,null],"c":null}"#
        );
        assert_eq!(stored(&mapping, r#"{"a":{"b":[]}}"#), r#"{"a":{"b":[]}}"#);
    }

    #[test]
    fn what_is_no_mapping_is_refused_with_the_field() {
        for (json, message) in [
            ("{}", "there is no `properties` in it"),
            (r#"{"properties": {"a": 1}}"#, "field `a`: it is no JSON object"),
            (r#"{"properties": {"a": {"type": 1}}}"#, "field `a`: `type` is no text"),
            (
                r#"{"properties": {"a": {"properties": {"b": {"type": "alias", "path": "c"}}}}}"#,
                "field `a.b`: there is no field `c` that the alias could stand for",
            ),
            (r#"{"properties": {"a": {"type": "alias"}}}"#, "field `a`: an alias needs a `path`"),
            (
                r#"{"properties": {"a": {"type": "date", "format": "w"}}}"#,
                "field `a`: the date format `w` is not supported",
            ),
        ] {
            assert_eq!(mapping(json).unwrap_err().to_string(), message);
        }
    }

    #[test]
    fn two_mappings_of_one_index_must_agree() {
        let mut one = of(r#"{"properties": {"a": {"type": "keyword"}}}"#);
        one.merge(of(r#"{"properties": {"a": {"type": "wildcard"}, "b": {"type": "long"}}}"#))
            .unwrap();
        assert_eq!(one.resolve("b").unwrap().field_type, FieldType::Long);
        let error = one.merge(of(r#"{"properties": {"b": {"type": "keyword"}}}"#)).unwrap_err();
        assert_eq!(
            error.to_string(),
            "field `b`: it is `long` in one mapping and `keyword` in another"
        );
    }
}
