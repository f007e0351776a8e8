//! The fields and integrations that a rule names outside its query.

use crate::read::{Reader, list, scalar, text};
use crate::{List, Spanned};

/// `[rule.investigation_fields]`
#[derive(Clone, PartialEq, Debug, Default)]
pub struct InvestigationFields {
    /// The fields. Required.
    pub field_names: Option<List<String>>,
}

/// `[[rule.required_fields]]`
#[derive(Clone, PartialEq, Debug, Default)]
pub struct RequiredField {
    /// The field. Required.
    pub name: Option<Spanned<String>>,
    /// Its Elasticsearch type. Required.
    pub field_type: Option<Spanned<String>>,
    /// Whether ECS has it. Required.
    pub ecs: Option<Spanned<bool>>,
}

/// `[[rule.related_integrations]]`
#[derive(Clone, PartialEq, Debug, Default)]
pub struct RelatedIntegration {
    /// The package. Required.
    pub package: Option<Spanned<String>>,
    /// The versions of the package, e.g. `^2.0.0`. Required.
    pub version: Option<Spanned<String>>,
    /// The integration inside the package.
    pub integration: Option<Spanned<String>>,
}

impl InvestigationFields {
    pub(super) fn read(table: &mut Reader<'_>) -> Self {
        Self { field_names: table.required("field_names", list::of(text::non_empty)) }
    }
}

impl RequiredField {
    pub(super) fn read(table: &mut Reader<'_>) -> Self {
        Self {
            name: table.required("name", text::non_empty),
            field_type: table.required("type", text::non_empty),
            ecs: table.required("ecs", scalar::boolean),
        }
    }
}

impl RelatedIntegration {
    pub(super) fn read(table: &mut Reader<'_>) -> Self {
        Self {
            package: table.required("package", text::non_empty),
            version: table.required("version", text::non_empty),
            integration: table.optional("integration", text::non_empty),
        }
    }
}
