//! `risk_score_mapping` and `severity_mapping`: what an event itself says about its weight.

use crate::Spanned;
use crate::read::{Reader, scalar, word};

/// `[[rule.risk_score_mapping]]`: the value of the field is the risk score.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct RiskScoreMapping {
    /// The field. Required.
    pub field: Option<Spanned<String>>,
    /// `equals`
    pub operator: Option<Spanned<String>>,
    /// The value that the field must have; empty for any.
    pub value: Option<Spanned<String>>,
}

/// `[[rule.severity_mapping]]`: the severity of events whose field has the value.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct SeverityMapping {
    /// The field. Required.
    pub field: Option<Spanned<String>>,
    /// `equals`
    pub operator: Option<Spanned<String>>,
    /// The value that the field must have.
    pub value: Option<Spanned<String>>,
    /// The severity; Elastic's loader lets any text stand.
    pub severity: Option<Spanned<String>>,
}

impl RiskScoreMapping {
    pub(super) fn read(table: &mut Reader<'_>) -> Self {
        Self {
            field: table.required("field", scalar::string),
            operator: table.optional("operator", word::one_of(&["equals"])),
            value: table.optional("value", scalar::string),
        }
    }
}

impl SeverityMapping {
    pub(super) fn read(table: &mut Reader<'_>) -> Self {
        Self {
            field: table.required("field", scalar::string),
            operator: table.optional("operator", word::one_of(&["equals"])),
            value: table.optional("value", scalar::string),
            severity: table.optional("severity", scalar::string),
        }
    }
}
