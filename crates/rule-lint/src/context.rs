//! What checks know beside the rules.

use crate::{Attack, Fields, Need, Policy};

/// What holds for all rules of a run. The default is Elastic's policy for files that are in no repository.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// Lists and limits.
    pub policy: &'a Policy,
    /// The behaviours that `rule.threat` names.
    pub attack: &'a Attack,
    /// The fields of the data of the rule that is looked at; nothing where no schema folder says them.
    pub fields: Option<&'a Fields>,
    /// Whether the paths are those of a repository with the folders of Elastic's.
    pub repository: bool,
}

impl Default for Context<'static> {
    fn default() -> Self {
        Self {
            policy: Policy::elastic(),
            attack: Attack::embedded(),
            fields: None,
            repository: false,
        }
    }
}

impl Context<'_> {
    /// Whether a check with this need can run on one rule.
    pub(crate) fn meets(&self, need: Need) -> bool {
        match need {
            Need::File | Need::Pack => true,
            Need::Schema => self.fields.is_some(),
            Need::Repository => self.repository,
        }
    }
}
