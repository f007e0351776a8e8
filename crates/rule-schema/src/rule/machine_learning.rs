//! `type = "machine_learning"`: anomalies that a job finds.

use super::AlertSuppression;
use crate::read::{Reader, list, scalar};
use crate::{OneOrMany, Spanned};

/// What a machine learning rule adds. It has no query.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct MachineLearningRule {
    /// The score that an anomaly must reach. Required.
    pub anomaly_threshold: Option<Spanned<i64>>,
    /// The jobs. Required.
    pub machine_learning_job_id: Option<OneOrMany>,
    /// Which alerts become one.
    pub alert_suppression: Option<Spanned<AlertSuppression>>,
}

impl MachineLearningRule {
    pub(super) fn read(table: &mut Reader<'_>) -> Self {
        Self {
            anomaly_threshold: table.required("anomaly_threshold", scalar::integer),
            machine_learning_job_id: table
                .required_placed("machine_learning_job_id", list::one_or_many),
            alert_suppression: AlertSuppression::optional(table),
        }
    }
}
