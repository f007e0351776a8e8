//! What the end of the input means to a missing event.

/// When a sequence that ends in a missing event is accepted (spec 16.5).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum SequenceMode {
    /// As Elasticsearch does: at the end of the input, if the event is not in it.
    #[default]
    Es,
    /// Only once an event later than the whole time span has been seen.
    Strict,
}
