//! What checks know beside the rules.

use std::collections::BTreeMap;

use event_schema::Schema;

use crate::{Attack, Need, Policy};

/// What holds for all rules of a run. The default is Elastic's policy for files that are in no repository.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// Lists and limits.
    pub policy: &'a Policy,
    /// The behaviours that `rule.threat` names.
    pub attack: &'a Attack,
    /// Every field that the rule's data can have; nothing where that is not known.
    pub schema: Option<&'a Schema>,
    /// The fields of single datasets, by name: `endpoint.events.file`; nothing where they are not known.
    pub datasets: Option<&'a BTreeMap<String, Schema>>,
    /// Whether the paths are those of a repository with the folders of Elastic's.
    pub repository: bool,
}

impl Default for Context<'static> {
    fn default() -> Self {
        Self {
            policy: Policy::elastic(),
            attack: Attack::embedded(),
            schema: None,
            datasets: None,
            repository: false,
        }
    }
}

impl Context<'_> {
    /// Whether a check with this need can run on one rule.
    pub(crate) fn meets(&self, need: Need) -> bool {
        match need {
            Need::File | Need::Pack => true,
            Need::Schema => self.schema.is_some(),
            Need::Dataset => self.datasets.is_some(),
            Need::Repository => self.repository,
        }
    }
}
