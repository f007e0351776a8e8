//! `[rule.alert_suppression]`: which alerts become one.

use crate::read::{Reader, list, scalar, table, text, word};
use crate::{DurationUnit, List, MissingFieldsStrategy, Spanned};

/// `[rule.alert_suppression]`
#[derive(Clone, PartialEq, Debug, Default)]
pub struct AlertSuppression {
    /// The fields, one to three, whose values must be equal. Required.
    pub group_by: Option<List<String>>,
    /// For how long; one run when absent.
    pub duration: Option<Spanned<SuppressionDuration>>,
    /// What happens without one of the fields. Required.
    pub missing_fields_strategy: Option<Spanned<MissingFieldsStrategy>>,
}

/// `[rule.alert_suppression]` of a threshold rule, whose groups are those of the threshold.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ThresholdSuppression {
    /// For how long. Required.
    pub duration: Option<Spanned<SuppressionDuration>>,
}

/// `duration`: a number of units.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct SuppressionDuration {
    /// Required.
    pub unit: Option<Spanned<DurationUnit>>,
    /// Required.
    pub value: Option<Spanned<u64>>,
}

impl AlertSuppression {
    /// The key of every type but `threshold`.
    pub(super) fn optional(table: &mut Reader<'_>) -> Option<Spanned<Self>> {
        table.optional("alert_suppression", table::of(Self::read))
    }

    fn read(table: &mut Reader<'_>) -> Self {
        Self {
            group_by: table.required("group_by", list::sized(1, 3, text::non_empty)),
            duration: table.optional("duration", table::of(SuppressionDuration::read)),
            missing_fields_strategy: table.required("missing_fields_strategy", word::of),
        }
    }
}

impl ThresholdSuppression {
    pub(super) fn read(table: &mut Reader<'_>) -> Self {
        Self { duration: table.required("duration", table::of(SuppressionDuration::read)) }
    }
}

impl SuppressionDuration {
    fn read(table: &mut Reader<'_>) -> Self {
        Self {
            unit: table.required("unit", word::of),
            value: table.required("value", scalar::positive),
        }
    }
}
