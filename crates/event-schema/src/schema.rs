//! Catalogues on top of each other.

use std::collections::BTreeSet;
use std::sync::Arc;

use event::FieldType;

use crate::{Catalogue, Ecs, Indices, Lookup, Resolution};

/// The catalogues that hold for one query, by precedence (spec 5.2): the first that knows a field decides.
///
/// With indices, a field that neither a mapping nor an event has does not exist, and mappings decide before all
/// catalogues (spec 4.4).
pub struct Schema {
    layers: Vec<Box<dyn Catalogue>>,
    indices: Option<Arc<Indices>>,
}

impl Schema {
    /// These catalogues, the one that wins first: `--mapping`, `--schema`, embedded ECS.
    pub fn new(layers: Vec<Box<dyn Catalogue>>) -> Self {
        Self { layers, indices: None }
    }

    /// The embedded ECS alone.
    pub fn ecs() -> Self {
        Self::new(vec![Box::new(Ecs)])
    }

    /// The same where mappings say which fields there are.
    #[must_use]
    pub fn with_indices(self, indices: Arc<Indices>) -> Self {
        Self { indices: Some(indices), ..self }
    }

    /// Whether mappings say which fields there are.
    pub fn has_indices(&self) -> bool {
        self.indices.is_some()
    }

    /// What a name in a query stands for.
    pub fn lookup(&self, name: &str) -> Lookup {
        // An object has no values of its own, so it tells nothing.
        let known = self.field_type(name).filter(|_| self.declared(name) != Some("object"));
        match &self.indices {
            Some(indices) => indices.lookup(name, known),
            None => {
                known.map_or(Lookup::Open, |known| Lookup::Known(Resolution::plain(name, known)))
            }
        }
    }

    /// The type that the catalogues give this field; `None` where none knows it, which alone is no error.
    pub fn field_type(&self, name: &str) -> Option<FieldType> {
        self.layers.iter().find_map(|layer| layer.field_type(name))
    }

    /// The `type` that a mapping or catalogue declares, for messages such as "unsupported type `geo_point`".
    pub fn declared(&self, name: &str) -> Option<&str> {
        let mapped = self.indices.as_ref().and_then(|indices| indices.declared(name));
        mapped.or_else(|| self.layers.iter().find_map(|layer| layer.declared(name)))
    }

    /// Every name that a query may use, once, in byte order: what "did you mean" chooses from.
    ///
    /// Objects, nested fields and fields of types that EQL refuses are left out.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.indices
            .as_ref()
            .map_or_else(|| self.catalogue_names(), |indices| indices.names())
            .into_iter()
    }

    fn catalogue_names(&self) -> BTreeSet<&str> {
        let names = self.layers.iter().flat_map(|layer| layer.names());
        names.filter(|name| self.field_type(name).is_some_and(FieldType::is_usable)).collect()
    }
}
