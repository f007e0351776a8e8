//! What the rules say about one event.

use std::sync::Arc;

use matcher::{Excerpt, Hits, StageHit};
use pack::RuleId;

/// The hits of one event; they lie in lists of their own or among those of other events.
#[derive(Clone, Copy)]
pub(super) struct Sighting<'h> {
    /// The event rules that match, ascending.
    pub(super) rules: &'h [RuleId],
    /// The stages that take the event, by rule, in the order in which sequences try them.
    pub(super) stages: &'h [StageHit],
    /// What is remembered of the event where something looks back.
    pub(super) excerpt: Option<&'h Arc<Excerpt>>,
}

impl<'h> Sighting<'h> {
    pub(super) fn new(hits: &'h Hits) -> Self {
        Self { rules: &hits.events, stages: &hits.stages, excerpt: hits.excerpt.as_ref() }
    }

    /// Whether no rule looks at the event.
    pub(super) fn is_empty(self) -> bool {
        self.rules.is_empty() && self.stages.is_empty() && self.excerpt.is_none()
    }

    /// Whether the event may become part of a match.
    pub(super) fn may_match(self) -> bool {
        let later = self.excerpt.is_some_and(|excerpt| excerpt.may_match());
        later || !self.rules.is_empty() || !self.stages.is_empty()
    }
}
