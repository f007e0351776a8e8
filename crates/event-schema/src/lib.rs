//! Field catalogues: which type a field has.
//!
//! Job: say how an index would map a field. Input: a dotted field name. Output: its `FieldType`, or `None` where
//! no catalogue knows the name (spec 5.2).
//!
//! It does not read files, look at events, or decide whether an unknown field is an error. Embedded so far:
//! the Elastic Common Schema, types only.
//!
//! ```
//! use event::FieldType;
//! use event_schema::Schema;
//! let schema = Schema::ecs();
//! assert_eq!(schema.field_type("source.ip"), Some(FieldType::Ip));
//! assert_eq!(schema.field_type("acme.colour"), None);
//! ```

mod catalogue;
mod ecs;
mod schema;

pub use catalogue::Catalogue;
pub use ecs::Ecs;
pub use schema::Schema;
