//! What a name in a query stands for.

use event::{DateFormat, FieldType};

/// A field that something knows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Resolution {
    /// The dotted path of its values: not the name itself for an alias or a multi-field.
    pub path: String,
    /// The type that a query sees.
    pub field_type: FieldType,
    /// Whether and why its values cannot be compared as a whole.
    pub exactness: Exactness,
    /// How mappings write its dates; none without a mapping. The first that reads a text decides.
    pub date_formats: Vec<DateFormat>,
}

/// Whether the values of a field can be compared as a whole (spec 5.3).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Exactness {
    /// They can.
    #[default]
    Exact,
    /// They cannot: a text field without an exact sub-field.
    Analyzed,
    /// They cannot: a keyword field with a normalizer and no exact sub-field.
    Normalized,
}

/// What a schema says about a name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Lookup {
    /// Something knows the field.
    Known(Resolution),
    /// The field may exist, but nothing tells its type: its use in the query does (spec 5.2).
    Open,
    /// There is a mapping, and neither it nor any event knows the field (spec 4.4).
    Unmapped,
    /// Mappings of several inputs contradict each other; what each of two says.
    Contradictory(String, String),
}

impl Lookup {
    /// The field, where something knows it.
    pub fn known(self) -> Option<Resolution> {
        if let Self::Known(known) = self { Some(known) } else { None }
    }
}

impl Resolution {
    /// A field that is read under its own name.
    pub fn plain(name: &str, field_type: FieldType) -> Self {
        Self {
            path: name.to_owned(),
            field_type,
            exactness: Exactness::Exact,
            date_formats: Vec::new(),
        }
    }
}
