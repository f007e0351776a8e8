//! One unknown: the values of a field of an event, or of several that must be the same.

use event::{FieldPath, FieldType, Value};

use crate::demand::Demand;

/// The values of one field, or of fields that share their values.
#[derive(Clone, Debug, Default)]
pub(crate) struct Variable<'q> {
    /// The events, by their places in the puzzle, and the fields.
    pub(crate) places: Vec<(usize, FieldPath)>,
    /// The types that the fields have, each once.
    pub(crate) types: Vec<FieldType>,
    /// What the values must be.
    pub(crate) demands: Vec<Demand<'q>>,
    /// Whether there must be a value.
    pub(crate) presence: Presence,
    /// Whether there must be none.
    pub(crate) is_absent: bool,
    /// Whether several values are as good as one.
    pub(crate) is_list: bool,
    /// The values that it has already, as JSON has them.
    pub(crate) base: Vec<Value<'static>>,
}

/// Whether there must be a value where nothing asks for a certain one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub(crate) enum Presence {
    /// None is as good.
    #[default]
    Free,
    /// One is better than none.
    Wanted,
    /// There must be one.
    Required,
}

impl<'q> Variable<'q> {
    /// The name of its first field.
    pub(crate) fn name(&self) -> &str {
        self.places.first().map_or("", |(_, path)| path.as_str())
    }

    /// Asks for a value.
    pub(crate) fn need(&mut self, presence: Presence) {
        self.presence = self.presence.max(presence);
    }

    /// Adds a type.
    pub(crate) fn read_as(&mut self, field_type: FieldType) {
        if !self.types.contains(&field_type) {
            self.types.push(field_type);
        }
    }

    /// Adds a demand.
    pub(crate) fn demand(&mut self, demand: Demand<'q>) {
        self.read_as(demand.field_type);
        self.demands.push(demand);
    }

    /// Takes over everything of another one, of the same values.
    pub(crate) fn absorb(&mut self, other: Self) {
        self.places.extend(other.places);
        other.types.into_iter().for_each(|field_type| self.read_as(field_type));
        self.demands.extend(other.demands);
        self.need(other.presence);
        self.is_absent |= other.is_absent;
        self.is_list &= other.is_list;
        self.base.extend(other.base);
    }
}
