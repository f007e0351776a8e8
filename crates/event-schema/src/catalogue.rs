//! What every source of field types offers.

use event::FieldType;

/// A source of field types: an index mapping, a schema folder, the embedded ECS.
pub trait Catalogue: Send + Sync {
    /// The `type` that an Elasticsearch mapping would declare for exactly this dotted name, e.g. `"scaled_float"`.
    fn declared(&self, name: &str) -> Option<&str>;

    /// Every declared name once, in byte order: fields, multi-fields (`process.name.text`) and objects.
    fn names(&self) -> Box<dyn Iterator<Item = &str> + '_>;

    /// The type that a query sees.
    ///
    /// Everything below a `nested` field is `Nested` (spec 4.8), whatever it is declared as; everything below a
    /// `flattened` field is a keyword, declared or not.
    fn field_type(&self, name: &str) -> Option<FieldType> {
        ancestors(name)
            .find_map(|ancestor| below(self.declared(ancestor)?))
            .or_else(|| self.declared(name).map(FieldType::from_mapping))
    }
}

impl<C: Catalogue + ?Sized> Catalogue for std::sync::Arc<C> {
    fn declared(&self, name: &str) -> Option<&str> {
        (**self).declared(name)
    }

    fn names(&self) -> Box<dyn Iterator<Item = &str> + '_> {
        (**self).names()
    }
}

/// `a.b.c` → `a`, `a.b`.
fn ancestors(name: &str) -> impl Iterator<Item = &str> {
    name.match_indices('.').map(|(dot, _)| &name[..dot])
}

/// The type of every field below one that is declared as this.
fn below(declared: &str) -> Option<FieldType> {
    match declared {
        "nested" => Some(FieldType::Nested),
        "flattened" => Some(FieldType::Keyword),
        _ => None,
    }
}
