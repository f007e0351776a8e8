//! The techniques and sub-techniques of a rule, beside what ATT&CK has under their ids.

use rule_schema::Spanned;

use crate::{Context, RuleView, Technique, TechniqueState};

/// A technique or sub-technique as a rule names it.
#[derive(Clone, Copy)]
pub(crate) struct Named<'a> {
    pub(crate) id: Option<&'a Spanned<String>>,
    pub(crate) name: Option<&'a Spanned<String>>,
    pub(crate) reference: Option<&'a Spanned<String>>,
    /// Whether it is a sub-technique.
    pub(crate) is_below: bool,
    /// What ATT&CK has under the id.
    pub(crate) known: Option<&'a Technique>,
}

impl Named<'_> {
    /// Whether ATT&CK still has it.
    pub(crate) fn is_current(&self) -> bool {
        self.known.is_some_and(|known| matches!(known.state, TechniqueState::Current(_)))
    }
}

/// Every technique, followed by its sub-techniques.
pub(crate) fn all<'a>(rule: &RuleView<'a>, context: &Context<'a>) -> Vec<Named<'a>> {
    let known = |id: &Option<Spanned<String>>| context.attack.technique(id.as_ref()?);
    let threats = rule.threats(context).into_iter();
    let mut all = Vec::new();
    for technique in threats.flat_map(|threat| threat.technique.iter().flatten()) {
        all.push(Named {
            id: technique.id.as_ref(),
            name: technique.name.as_ref(),
            reference: technique.reference.as_ref(),
            is_below: false,
            known: known(&technique.id),
        });
        all.extend(technique.subtechnique.iter().flatten().map(|below| Named {
            id: below.id.as_ref(),
            name: below.name.as_ref(),
            reference: below.reference.as_ref(),
            is_below: true,
            known: known(&below.id),
        }));
    }
    all
}
