//! Catalogues on top of each other.

use std::collections::BTreeSet;

use event::FieldType;

use crate::{Catalogue, Ecs};

/// The catalogues that hold for one query, by precedence (spec 5.2): the first that knows a field decides.
pub struct Schema {
    layers: Vec<Box<dyn Catalogue>>,
}

impl Schema {
    /// These catalogues, the one that wins first: `--mapping`, `--schema`, embedded ECS.
    pub fn new(layers: Vec<Box<dyn Catalogue>>) -> Self {
        Self { layers }
    }

    /// The embedded ECS alone.
    pub fn ecs() -> Self {
        Self::new(vec![Box::new(Ecs)])
    }

    /// The type of this field for a query; `None` where no catalogue knows it, which alone is no error.
    pub fn field_type(&self, name: &str) -> Option<FieldType> {
        self.layers.iter().find_map(|layer| layer.field_type(name))
    }

    /// The `type` that a mapping would declare, for messages such as "unsupported type `geo_point`".
    pub fn declared(&self, name: &str) -> Option<&str> {
        self.layers.iter().find_map(|layer| layer.declared(name))
    }

    /// Every name that a query may use, once, in byte order: what "did you mean" chooses from.
    ///
    /// Objects, nested fields and fields of types that EQL refuses are left out.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let all: BTreeSet<&str> = self.layers.iter().flat_map(|layer| layer.names()).collect();
        all.into_iter().filter(|name| self.field_type(name).is_some_and(is_usable))
    }
}

fn is_usable(field_type: FieldType) -> bool {
    !matches!(field_type, FieldType::Nested | FieldType::Unsupported)
}
