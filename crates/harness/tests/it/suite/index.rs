//! The index of a case: its mapping, what its events show, and the events as the index holds them.

use std::collections::BTreeMap;
use std::sync::Arc;

use event::{Document, FieldType};
use event_schema::{IndexId, Indices, Mapping, Schema};
use serde_json::{Value, json};

use super::Case;

/// The index of a case whose types are the whole mapping.
pub(super) struct Index(Arc<Indices>);

impl Index {
    pub(super) fn new(
        case: &Case,
        types: &BTreeMap<String, String>,
        events: &[Document],
    ) -> Result<Self, String> {
        let json = match &case.mapping {
            Some(text) => text.clone(),
            None => properties(case, types).to_string(),
        };
        let json = serde_json::from_str(&json).map_err(|error| error.to_string())?;
        let mapping = Mapping::new(&json).map_err(|error| error.to_string())?;
        let mut indices = Indices::new(mapping);
        for event in events {
            indices.see(IndexId::default(), event);
        }
        Ok(Self(Arc::new(indices)))
    }

    pub(super) fn schema(&self) -> Schema {
        Schema::ecs().with_indices(Arc::clone(&self.0))
    }

    pub(super) fn stored(&self, events: Vec<Document>) -> Vec<Document> {
        let store = |event| self.0.store(IndexId::default(), &event).into_owned();
        events.into_iter().map(store).collect()
    }

    /// The path and the type of the time.
    pub(super) fn timestamp(&self) -> (String, FieldType) {
        let known = self.schema().lookup("@timestamp").known();
        known.map_or_else(
            || ("@timestamp".to_owned(), FieldType::DateNanos),
            |known| (known.path, known.field_type),
        )
    }
}

fn properties(case: &Case, types: &BTreeMap<String, String>) -> Value {
    let null_value = |name: &String| case.nulls.as_ref().and_then(|nulls| nulls.get(name));
    let fields = types.iter().map(|(name, kind)| {
        let mut field = json!({ "type": kind });
        if let Some(value) = null_value(name) {
            field["null_value"] = json!(value);
        }
        (name.clone(), field)
    });
    json!({ "properties": fields.collect::<serde_json::Map<_, _>>() })
}
