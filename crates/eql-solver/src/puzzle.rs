//! What events must be.

use eql_hir::{FieldId, LeafId};
use event::Document;

use crate::Shape;

/// What one or several events of a query must be.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Puzzle {
    /// The events.
    pub events: Vec<Wish>,
    /// Each is a set of values that are one: the join keys of a sequence or sample.
    pub equal: Vec<Vec<Place>>,
    /// Pairs of values that differ.
    pub different: Vec<(Place, Place)>,
}

/// A field of one of the events. The field is one that is read of the event at hand.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Place {
    /// The event, by its place in the puzzle.
    pub event: usize,
    /// The field.
    pub field: FieldId,
}

/// What one event must be.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Wish {
    /// The truth that leaves must have. Leaves that are not named are free.
    pub leaves: Vec<(LeafId, bool)>,
    /// How the truth of leaves is to come about, for leaves that are named. What cannot be is dropped: the solution
    /// says so.
    pub shapes: Vec<(LeafId, Shape)>,
    /// Fields that must have a value.
    pub present: Vec<FieldId>,
    /// Fields that must have none.
    pub absent: Vec<FieldId>,
    /// What the event is but for the fields that are asked about; of those, values that fit stay too.
    pub base: Option<Document>,
    /// The events that stand at the positive stages before this one, by their places in the puzzle: for leaves that
    /// read the event of another stage.
    pub stages: Vec<usize>,
    /// Leaves about related processes are free: whoever asks makes the events of those processes.
    pub has_relatives: bool,
}

impl Puzzle {
    /// Of one event.
    pub fn of(wish: Wish) -> Self {
        Self { events: vec![wish], ..Self::default() }
    }
}

impl Wish {
    /// Of leaves alone.
    pub fn of(leaves: Vec<(LeafId, bool)>) -> Self {
        Self { leaves, ..Self::default() }
    }

    /// How a leaf is to come about.
    pub(crate) fn shape(&self, leaf: LeafId) -> Option<Shape> {
        self.shapes.iter().find(|(of, _)| *of == leaf).map(|(_, shape)| *shape)
    }
}
