//! Field catalogues: which type a field has.
//!
//! Job: say how an index would map a field. Input: a dotted field name. Output: its `FieldType`, or `None` where
//! no catalogue knows the name (spec 5.2).
//!
//! With an index mapping it also says where the values of a name stand, which fields there are, and how the index
//! holds a document: null values, dates in their own formats. The Elastic Common Schema is embedded; a [`Library`] holds
//! the lists of a schema folder and says which of them hold for the data of one rule.
//!
//! It does not read files.
//!
//! ```
//! use event::FieldType;
//! use event_schema::Schema;
//! let schema = Schema::ecs();
//! assert_eq!(schema.field_type("source.ip"), Some(FieldType::Ip));
//! assert_eq!(schema.field_type("acme.colour"), None);
//! ```

mod catalogue;
mod dynamic;
mod ecs;
mod indices;
mod library;
mod mapping;
mod resolution;
mod schema;

pub use catalogue::Catalogue;
pub use ecs::{Ecs, KnownValues};
pub use indices::{IndexId, Indices, is_named};
pub use library::{
    DataFields, DataRequest, Doubt, FieldTable, Library, LibraryError, Source, StackVersion,
};
pub use mapping::{Mapping, MappingError};
pub use resolution::{Exactness, Lookup, Resolution};
pub use schema::Schema;
