//! What one event leaves open.

use std::sync::Arc;

use event::{Document, FieldPath, Process};
use pack::{FilterId, RuleId, StagePlan};

use super::{Excerpt, LookBack};
use crate::filter::{Hits, StageHit};
use crate::sequence::Layout;

/// What the filters have left open at one event, and what of the event must be remembered for it.
#[derive(Debug, Default)]
pub(crate) struct Open<'r> {
    rules: Vec<RuleId>,
    reads: Vec<&'r FieldPath>,
    /// The hits that need the excerpt, by their places.
    stages: Vec<usize>,
}

impl<'r> Open<'r> {
    /// An event rule looks back.
    pub(crate) fn rule(&mut self, look_back: &'r LookBack, rule: RuleId, filter: FilterId) {
        self.rules.push(rule);
        self.reads.extend(look_back.reads(filter));
    }

    /// A stage takes the event, or may take it; `place` is that of the hit, not yet in the list.
    pub(crate) fn stage(
        &mut self,
        look_back: &'r LookBack,
        layout: &Layout,
        plan: &StagePlan,
        hit: &StageHit,
        place: usize,
    ) {
        let role = hit.stage.place().and_then(|stage| layout.roles().get(stage as usize));
        let later = role.and_then(|role| look_back.stage_reads(hit.rule, *role));
        if hit.is_open || later.is_some() {
            self.stages.push(place);
            self.reads.extend(later.into_iter().flatten());
            if hit.is_open {
                self.reads.extend(look_back.reads(plan.filter));
            }
        }
    }

    /// Gives the hits what they need. `ask` says whether the event passes a filter, `None` if that looks back.
    pub(crate) fn close(
        mut self,
        look_back: &'r LookBack,
        document: &Document,
        hits: &mut Hits,
        mut ask: impl FnMut(FilterId) -> Option<bool>,
    ) {
        let mut excerpt = Excerpt::default();
        if !look_back.marks().is_empty() {
            excerpt.process = Process::of(document);
        }
        if excerpt.process.is_some() {
            for &filter in look_back.marks() {
                match ask(filter) {
                    Some(true) => excerpt.marks.push(filter),
                    Some(false) => {}
                    None => {
                        excerpt.open_marks.push(filter);
                        self.reads.extend(look_back.reads(filter));
                    }
                }
            }
        }
        if self.stages.is_empty() && self.rules.is_empty() && !excerpt.tells() {
            return;
        }
        let reads: Vec<FieldPath> = self.reads.into_iter().cloned().collect();
        excerpt.document = document.project(&reads);
        excerpt.open_rules = self.rules;
        let excerpt = Arc::new(excerpt);
        for place in self.stages {
            hits.stages[place].excerpt = Some(Arc::clone(&excerpt));
        }
        hits.excerpt = Some(excerpt);
    }
}
