//! The techniques and sub-techniques of a rule, beside what ATT&CK has under their ids.

use rule_schema::{Spanned, Threat};

use crate::{Context, RuleView, Technique, TechniqueState, attack};

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
    /// What is meant: where name and address agree against the id, their technique, else that of the id.
    pub(crate) meant: Option<&'a Technique>,
}

impl Named<'_> {
    /// Whether the id is that of what is meant.
    pub(crate) fn is_meant(&self) -> bool {
        self.known.map(|known| &known.id) == self.meant.map(|meant| &meant.id)
    }

    /// Whether ATT&CK still has it.
    pub(crate) fn is_current(&self) -> bool {
        self.known.is_some_and(|known| matches!(known.state, TechniqueState::Current(_)))
    }
}

/// Every technique, followed by its sub-techniques.
pub(crate) fn all<'a>(rule: &RuleView<'a>, context: &Context<'a>) -> Vec<Named<'a>> {
    rule.threats(context).into_iter().flat_map(|threat| of_threat(threat, context)).collect()
}

/// The ids of the techniques of a threat, beside what is meant.
pub(crate) fn ids<'a>(
    threat: &'a Threat,
    context: &Context<'a>,
) -> Vec<(&'a Spanned<String>, &'a Technique)> {
    let techniques = of_threat(threat, context).into_iter().filter(|technique| !technique.is_below);
    techniques.filter_map(|technique| Some((technique.id?, technique.meant?))).collect()
}

fn of_threat<'a>(threat: &'a Threat, context: &Context<'a>) -> Vec<Named<'a>> {
    let mut all = Vec::new();
    for technique in threat.technique.iter().flatten() {
        let texts = [&technique.id, &technique.name, &technique.reference];
        all.push(named(texts, false, context));
        all.extend(
            technique
                .subtechnique
                .iter()
                .flatten()
                .map(|below| named([&below.id, &below.name, &below.reference], true, context)),
        );
    }
    all
}

fn named<'a>(
    [id, name, reference]: [&'a Option<Spanned<String>>; 3],
    is_below: bool,
    context: &Context<'a>,
) -> Named<'a> {
    let known = id.as_ref().and_then(|id| context.attack.technique(id));
    let of_page = reference.as_ref().and_then(|reference| attack::id_of_page(reference));
    let of_page = of_page.and_then(|id| context.attack.technique(&id));
    let agreed = of_page.filter(|page| name.as_ref().is_some_and(|name| name.value == page.name));
    Named {
        id: id.as_ref(),
        name: name.as_ref(),
        reference: reference.as_ref(),
        is_below,
        known,
        meant: agreed.or(known),
    }
}
