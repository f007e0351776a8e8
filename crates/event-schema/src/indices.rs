//! The indices that are searched together: for each input its mapping and what its events have shown.

use std::borrow::Cow;
use std::collections::BTreeSet;

use event::{Document, FieldType};

use crate::dynamic::DynamicFields;
use crate::{Catalogue, Exactness, Lookup, Mapping, MappingError, Resolution};

/// One index, or several with different mappings.
///
/// An input belongs to the index of its name; all others belong to the first index, whose mapping is that given for
/// all inputs (or empty). That one holds for the named indices too, beside their own.
#[derive(Clone, Debug, Default)]
pub struct Indices {
    common: Index,
    named: Vec<Named>,
}

/// The index of one input.
#[derive(Clone, Debug)]
struct Named {
    name: String,
    /// What is given for this input alone.
    own: Mapping,
    index: Index,
}

/// Which index, as `Indices::index_of` gave it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct IndexId(Option<usize>);

#[derive(Clone, Debug, Default)]
struct Index {
    mapping: Mapping,
    seen: DynamicFields,
}

impl Indices {
    /// The one index of all inputs.
    pub fn new(mapping: Mapping) -> Self {
        let common = Index { mapping, seen: DynamicFields::default() };
        Self { common, named: Vec::new() }
    }

    /// Adds a mapping: for all inputs, or for the input of this name. An error where two that hold for one input
    /// contradict each other.
    pub fn add(&mut self, input: Option<&str>, mapping: Mapping) -> Result<(), MappingError> {
        match input {
            None => self.common.mapping.merge(mapping)?,
            Some(name) => self.own(name).merge(mapping)?,
        }
        self.named.iter_mut().try_for_each(|named| {
            named.index.mapping = named.own.over(&self.common.mapping)?;
            Ok(())
        })
    }

    /// What is given for the input of this name alone.
    fn own(&mut self, name: &str) -> &mut Mapping {
        let place = self.named.iter().position(|named| named.name == name);
        let place = place.unwrap_or_else(|| {
            let (own, index) = (Mapping::default(), Index::default());
            self.named.push(Named { name: name.to_owned(), own, index });
            self.named.len() - 1
        });
        &mut self.named[place].own
    }

    /// The index of an input. A name without a folder stands for the file of that name in any folder.
    pub fn index_of(&self, input: &str) -> IndexId {
        IndexId(self.named.iter().position(|named| is_named(input, &named.name)))
    }

    /// Learns the fields of an event: those that dynamic mapping would add.
    pub fn see(&mut self, index: IndexId, document: &Document) {
        let index = match index.0.and_then(|place| self.named.get_mut(place)) {
            Some(named) => &mut named.index,
            None => &mut self.common,
        };
        index.seen.see(document);
    }

    /// The document as its index holds it: null values and dates as the mapping says.
    pub fn store<'d>(&self, index: IndexId, document: &'d Document) -> Cow<'d, Document> {
        let named = index.0.and_then(|place| self.named.get(place)).map(|named| &named.index);
        named.unwrap_or(&self.common).mapping.store(document)
    }

    /// Names that a query may use, in byte order: what "did you mean" chooses from.
    pub fn names(&self) -> BTreeSet<&str> {
        let mut all = BTreeSet::new();
        for index in self.all() {
            all.extend(index.mapping.usable_names());
            all.extend(index.seen.names());
        }
        all
    }

    /// The `type` that a mapping declares.
    pub(crate) fn declared(&self, name: &str) -> Option<&str> {
        self.all().find_map(|index| index.mapping.declared(name))
    }

    /// What the mappings say about a name; then what the events show, unless `known` has a type for it.
    pub(crate) fn lookup(&self, name: &str, known: Option<FieldType>) -> Lookup {
        let mut mapped = self.all().filter_map(|index| index.mapping.resolve(name));
        if let Some(first) = mapped.next() {
            return mapped.try_fold(first, agreed).map_or_else(|found| found, Lookup::Known);
        }
        let mut seen = self.all().filter_map(|index| index.seen.resolve(name));
        let Some((path, first)) = seen.next() else { return Lookup::Unmapped };
        let certain = first.filter(|first| seen.all(|(_, other)| other == Some(*first)));
        match known.or(certain) {
            Some(field_type) => Lookup::Known(Resolution::plain(&path, field_type)),
            None => Lookup::Open,
        }
    }

    fn all(&self) -> impl Iterator<Item = &Index> {
        std::iter::once(&self.common).chain(self.named.iter().map(|named| &named.index))
    }
}

/// Whether an input is meant by a name. One without a folder stands for the file of that name in any folder.
pub fn is_named(input: &str, name: &str) -> bool {
    name == input || Some(name) == input.rsplit(['/', '\\']).next()
}

/// One field that two mappings declare alike; dates may be written differently in each.
fn agreed(mut one: Resolution, other: Resolution) -> Result<Resolution, Lookup> {
    let shown = |field: &Resolution| format!("{} at `{}`", field.field_type, field.path);
    if (&one.path, one.field_type) != (&other.path, other.field_type) {
        return Err(Lookup::Contradictory(shown(&one), shown(&other)));
    }
    if one.exactness == Exactness::Exact {
        one.exactness = other.exactness;
    }
    one.date_formats.extend(other.date_formats);
    Ok(one)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mapping(properties: &str) -> Mapping {
        let json = format!(r#"{{"properties": {properties}}}"#);
        Mapping::new(&serde_json::from_str(&json).unwrap()).unwrap()
    }

    fn type_of(indices: &Indices, name: &str) -> Option<FieldType> {
        match indices.lookup(name, None) {
            Lookup::Known(field) => Some(field.field_type),
            Lookup::Open | Lookup::Unmapped | Lookup::Contradictory(..) => None,
        }
    }

    #[test]
    fn an_input_belongs_to_the_index_of_its_name() {
        let mut indices = Indices::new(mapping(r#"{"a": {"type": "long", "null_value": 0}}"#));
        indices
            .add(Some("b.ndjson"), mapping(r#"{"a": {"type": "long", "null_value": 1}}"#))
            .unwrap();
        let document: Document = serde_json::from_str(r#"{"a":null}"#).unwrap();
        for (input, stored) in [("logs/b.ndjson", 1), ("b.ndjson", 1), ("bb.ndjson", 0), ("-", 0)] {
            let stored_document = indices.store(indices.index_of(input), &document);
            assert_eq!(stored_document.get("a"), Some(&event::Json::Int(stored)), "{input}");
        }
    }

    #[test]
    fn mappings_of_two_inputs_may_differ_until_the_field_is_asked() {
        let mut indices = Indices::default();
        let one = mapping(r#"{"a": {"type": "long"}, "b": {"type": "ip"}}"#);
        indices.add(Some("one"), one).unwrap();
        indices.add(Some("other"), mapping(r#"{"a": {"type": "keyword"}}"#)).unwrap();
        assert_eq!(
            indices.lookup("a", None),
            Lookup::Contradictory("long at `a`".to_owned(), "keyword at `a`".to_owned())
        );
        assert_eq!(type_of(&indices, "b"), Some(FieldType::Ip));
    }

    #[test]
    fn a_mapping_for_all_inputs_holds_for_the_named_ones_too() {
        let mut indices = Indices::default();
        indices.add(Some("other"), mapping(r#"{"a": {"type": "keyword"}}"#)).unwrap();
        indices.add(None, mapping(r#"{"b": {"type": "long", "null_value": 7}}"#)).unwrap();
        let document: Document = serde_json::from_str(r#"{"b":null}"#).unwrap();
        let stored = indices.store(indices.index_of("other"), &document);
        assert_eq!(stored.get("b"), Some(&event::Json::Int(7)));
        let error = indices.add(None, mapping(r#"{"a": {"type": "long"}}"#)).unwrap_err();
        let message = "field `a`: it is `keyword` in one mapping and `long` in another";
        assert_eq!(error.to_string(), message);
    }

    #[test]
    fn a_mapping_decides_before_the_events_and_they_before_nothing() {
        let mut indices = Indices::new(mapping(r#"{"a": {"type": "keyword"}}"#));
        let event: Document = serde_json::from_str(r#"{"a": 1, "b": 1}"#).unwrap();
        indices.see(IndexId::default(), &event);
        assert_eq!(type_of(&indices, "a"), Some(FieldType::Keyword));
        assert_eq!(type_of(&indices, "b"), Some(FieldType::Long));
        assert_eq!(indices.lookup("c", Some(FieldType::Ip)), Lookup::Unmapped);
        assert_eq!(indices.names().into_iter().collect::<Vec<_>>(), ["a", "b"]);
    }
}
