//! Values, field paths and documents of one event.
//!
//! Job: hold one event as EQL sees it. Input: a JSON document. Output: the list of values at a field path,
//! converted to the type that the field has (spec 4, 5.2, 8).
//!
//! It does not read files, know Windows logs, or evaluate anything.
//!
//! ```
//! use event::{Document, FieldPath, FieldType};
//! let document: Document = serde_json::from_str(r#"{"process": {"args": ["-a", 4]}, "process.pid": "17"}"#).unwrap();
//! let texts = document.typed_values(&FieldPath::new("process.args"), FieldType::Keyword);
//! assert_eq!(format!("{texts:?}"), r#"[Str("-a"), Str("4")]"#);
//! let numbers = document.typed_values(&FieldPath::new("process.pid"), FieldType::Long);
//! assert_eq!(format!("{numbers:?}"), "[Int(17)]");
//! ```

mod coerce;
mod date_format;
mod document;
mod extract;
mod field_path;
mod field_type;
mod ip;
mod join_key;
mod ordinal;
mod process;
mod relation;
mod sequence_mode;
mod source;
mod timestamp;
mod value;
mod version;

pub use coerce::coerce;
pub use date_format::{DateFormat, UnknownDateFormat};
pub use document::{Document, Event, Json};
pub use extract::{Extractor, Fields, Malformed, Scalar, Scalars, Slots};
pub use field_path::FieldPath;
pub use field_type::FieldType;
pub use ip::{Cidr, Ip};
pub use join_key::{JoinKey, join_keys};
pub use ordinal::Ordinal;
pub use process::{Process, ProcessId};
pub use relation::Relation;
pub use sequence_mode::SequenceMode;
pub use source::Source;
pub use timestamp::Timestamp;
pub use value::Value;
pub use version::Version;
