//! The types that a field can have.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The type of a field, by meaning: types that EQL treats alike are one (spec 5.1).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum FieldType {
    /// `keyword`, `constant_keyword`, `wildcard`, a `flattened` leaf.
    Keyword,
    /// `text`, `match_only_text`; EQL uses its exact sub-field where there is one (spec 5.3).
    Text,
    /// `byte`, `short`, `integer`.
    Integer,
    /// `long`.
    Long,
    /// `unsigned_long`.
    UnsignedLong,
    /// `half_float`, `float`, `double`, `scaled_float`.
    Double,
    /// `boolean`.
    Boolean,
    /// `date`: an instant in milliseconds.
    Date,
    /// `date_nanos`: an instant in nanoseconds.
    DateNanos,
    /// `ip`: one IPv4 or IPv6 address.
    Ip,
    /// `version`: a software version in semantic-version order.
    Version,
    /// `nested`: refused by EQL (spec 4.8).
    Nested,
    /// An object, or a type that EQL refuses (`geo_point`, `binary`, ranges, …).
    Unsupported,
    /// Some number: nothing but its use in the query says so (spec 5.2). Values keep their width.
    Number,
    /// Nothing says what it is: each value keeps its JSON type (the last step of spec 5.2).
    Dynamic,
}

impl FieldType {
    /// The type for a `type` of an Elasticsearch mapping, e.g. `"scaled_float"` → `Double`.
    pub fn from_mapping(name: &str) -> Self {
        match name {
            "keyword" | "constant_keyword" | "wildcard" | "flattened" => Self::Keyword,
            "text" | "match_only_text" => Self::Text,
            "byte" | "short" | "integer" => Self::Integer,
            "long" => Self::Long,
            "unsigned_long" => Self::UnsignedLong,
            "half_float" | "float" | "double" | "scaled_float" => Self::Double,
            "boolean" => Self::Boolean,
            "date" => Self::Date,
            "date_nanos" => Self::DateNanos,
            "ip" => Self::Ip,
            "version" => Self::Version,
            "nested" => Self::Nested,
            _ => Self::Unsupported,
        }
    }

    /// The word that a diagnostic and a listing show.
    pub fn name(self) -> &'static str {
        match self {
            Self::Keyword => "keyword",
            Self::Text => "text",
            Self::Integer => "integer",
            Self::Long => "long",
            Self::UnsignedLong => "unsigned_long",
            Self::Double => "double",
            Self::Boolean => "boolean",
            Self::Date => "date",
            Self::DateNanos => "date_nanos",
            Self::Ip => "ip",
            Self::Version => "version",
            Self::Nested => "nested",
            Self::Unsupported => "unsupported",
            Self::Number => "number",
            Self::Dynamic => "dynamic",
        }
    }

    /// Keyword or text.
    pub fn is_string(self) -> bool {
        matches!(self, Self::Keyword | Self::Text)
    }

    /// Any integer or floating type.
    pub fn is_numeric(self) -> bool {
        matches!(
            self,
            Self::Integer | Self::Long | Self::UnsignedLong | Self::Double | Self::Number
        )
    }

    /// Whether EQL can read it (spec 4.8).
    pub fn is_usable(self) -> bool {
        !matches!(self, Self::Nested | Self::Unsupported)
    }

    /// `date` or `date_nanos`.
    pub fn is_date(self) -> bool {
        matches!(self, Self::Date | Self::DateNanos)
    }
}

impl fmt::Display for FieldType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
