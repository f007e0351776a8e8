//! Which stages of a sequence are positive, and where the missing ones stand among them.

use pack::StagePlan;

/// The stages of a sequence by their part in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Layout {
    roles: Vec<Role>,
    /// For each missing stage, how many positive stages stand before it.
    before: Vec<u32>,
    positives: u32,
}

/// The part of one stage.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Role {
    /// The positive stage with this place among the positive ones.
    Positive(u32),
    /// The missing stage with this place among the missing ones.
    Missing(usize),
}

impl Layout {
    pub(crate) fn new(stages: &[StagePlan]) -> Self {
        let mut layout = Self { roles: Vec::new(), before: Vec::new(), positives: 0 };
        for stage in stages {
            if stage.missing {
                layout.roles.push(Role::Missing(layout.before.len()));
                layout.before.push(layout.positives);
            } else {
                layout.roles.push(Role::Positive(layout.positives));
                layout.positives += 1;
            }
        }
        layout
    }

    /// The part of the stage with this place in the text.
    pub(crate) fn role(&self, stage: usize) -> Role {
        self.roles[stage]
    }

    /// The parts of all stages, in the order of the text.
    pub(crate) fn roles(&self) -> &[Role] {
        &self.roles
    }

    pub(crate) fn positives(&self) -> u32 {
        self.positives
    }

    /// Whether this positive stage completes the sequence.
    pub(super) fn is_last(&self, position: u32) -> bool {
        position + 1 == self.positives
    }

    /// The positive stages at which an instance waits for the next one.
    pub(super) fn waiting_positions(&self) -> std::ops::Range<u32> {
        0..self.positives.saturating_sub(1)
    }

    /// How many stages are missing.
    pub(super) fn missing(&self) -> usize {
        self.before.len()
    }

    /// The missing stages that stand directly before this positive one; after the last: the trailing ones.
    pub(super) fn missing_before(&self, position: u32) -> impl Iterator<Item = usize> {
        self.before
            .iter()
            .enumerate()
            .filter(move |(_, before)| **before == position)
            .map(|(place, _)| place)
    }

    /// Whether the sequence begins with a missing stage.
    pub(super) fn has_leading(&self) -> bool {
        self.before.first() == Some(&0)
    }

    /// Whether this missing stage stands behind the last positive one.
    pub(super) fn is_trailing(&self, place: usize) -> bool {
        self.before[place] == self.positives
    }

    /// Whether the sequence ends with a missing stage.
    pub(super) fn has_trailing(&self) -> bool {
        self.before.last() == Some(&self.positives)
    }
}
