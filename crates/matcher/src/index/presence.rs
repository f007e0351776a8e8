//! Fields that many filters need to have a value, whichever it is.

use pack::FieldId;

use super::FilterSet;
use crate::values::Values;

/// A field is asked for where at least one in so many filters needs it.
const SHARE: usize = 32;

/// The most fields that are asked for; each costs an event a look, and has its bit in the key of a partition.
const MAX_FIELDS: usize = 32;

/// Fields without which many filters cannot hold.
#[derive(Debug, Default)]
pub(super) struct Presence {
    /// With the filters that need the field.
    fields: Vec<(FieldId, FilterSet)>,
}

impl Presence {
    /// The fields that most filters need, but for those that are gates; `needing` has the filters by field.
    pub(super) fn new(
        needing: &[Vec<u32>],
        filters: usize,
        is_gate: &dyn Fn(FieldId) -> bool,
    ) -> Self {
        let fields = (0..).map(FieldId).zip(needing);
        let is_frequent = |needing: &[u32]| !needing.is_empty() && needing.len() * SHARE >= filters;
        let mut fields: Vec<_> =
            fields.filter(|(field, needing)| is_frequent(needing) && !is_gate(*field)).collect();
        fields.sort_by_key(|(field, needing)| (usize::MAX - needing.len(), *field));
        fields.truncate(MAX_FIELDS);
        let set = |(field, needing): (FieldId, &Vec<u32>)| (field, FilterSet::of(needing, filters));
        Self { fields: fields.into_iter().map(set).collect() }
    }

    pub(super) fn fields(&self) -> impl Iterator<Item = FieldId> {
        self.fields.iter().map(|(field, _)| *field)
    }

    /// One bit for each field: whether the event has a value there.
    pub(super) fn of(&self, values: &Values<'_>) -> u32 {
        let has_value = |(field, _): &(FieldId, FilterSet)| {
            u32::from(!values.is_absent(*field) && values.of(*field).next().is_some())
        };
        self.fields.iter().map(has_value).fold(0, |bits, bit| bits << 1 | bit)
    }

    /// Closes the filters that need a field which the event does not have.
    pub(super) fn narrow(&self, open: &mut FilterSet, values: &Values<'_>) {
        for (field, needing) in &self.fields {
            if values.of(*field).next().is_none() {
                open.subtract(needing);
            }
        }
    }
}
