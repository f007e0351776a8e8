//! `[[transform.investigate]]`: a prepared search for events around an alert.

use crate::read::{Reader, list, scalar, table, word};
use crate::{List, Spanned};

/// A button that opens a timeline with a search.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Investigate {
    /// What the button says. Required.
    pub label: Option<Spanned<String>>,
    /// What the search is for.
    pub description: Option<Spanned<String>>,
    /// The conditions: any of the lists, all of a list. Required.
    pub providers: Option<List<Vec<Spanned<Provider>>>>,
    /// Where the search begins, as date math.
    pub relative_from: Option<Spanned<String>>,
    /// Where it ends, as date math.
    pub relative_to: Option<Spanned<String>>,
}

/// One condition of a search.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Provider {
    /// Whether the condition must not hold. Required.
    pub excluded: Option<Spanned<bool>>,
    /// The field. Required.
    pub field: Option<Spanned<String>>,
    /// `phrase` or `range`. Required.
    pub query_type: Option<Spanned<String>>,
    /// What the field is compared with. Required.
    pub value: Option<Spanned<String>>,
    /// `string` or `boolean`. Required.
    pub value_type: Option<Spanned<String>>,
}

impl Investigate {
    pub(crate) fn read(table: &mut Reader<'_>) -> Self {
        let providers = list::of(list::of(table::of(Provider::read)));
        Self {
            label: table.required("label", scalar::string),
            description: table.optional("description", scalar::string),
            providers: table.required("providers", providers),
            relative_from: table.optional("relativeFrom", scalar::string),
            relative_to: table.optional("relativeTo", scalar::string),
        }
    }
}

impl Provider {
    fn read(table: &mut Reader<'_>) -> Self {
        Self {
            excluded: table.required("excluded", scalar::boolean),
            field: table.required("field", scalar::string),
            query_type: table.required("queryType", word::one_of(&["phrase", "range"])),
            value: table.required("value", scalar::string),
            value_type: table.required("valueType", word::one_of(&["string", "boolean"])),
        }
    }
}
