//! What the events of a pair and their order show.

use event::{Document, Json};

use super::Constructs;
use crate::agreement::pair::Pair;

/// Shapes of values, and what is odd about the order.
pub(super) fn events(pair: &Pair, found: &mut Constructs) {
    let mut name = |holds: bool, name: &str| {
        if holds {
            found.insert(name.to_owned());
        }
    };
    name(pair.tiebreaker.is_some(), "tiebreaker");
    name(pair.timestamp != "@timestamp", "other timestamp");
    let values = || pair.events.iter().flat_map(Document::entries).map(|(_, value)| value);
    let some = |holds: fn(&Json) -> bool| values().any(holds);
    name(some(|value| matches!(value, Json::Array(items) if items.len() > 1)), "several values");
    name(some(|value| matches!(value, Json::Array(items) if items.is_empty())), "no values");
    name(some(|value| *value == Json::Null), "null value");
    name(some(|value| matches!(value, Json::Object(_))), "nested object");
    name(some(is_objects), "objects in an array");
    let order = pair.in_own_order();
    let times: Vec<_> = order.iter().filter_map(|(_, own)| Some(own.as_ref()?.time)).collect();
    name(times.windows(2).any(|pair| pair[0] == pair[1]), "ties in time");
    name(times.len() < order.len(), "an event without a time");
    name(!order.iter().map(|(place, _)| place).is_sorted(), "events out of order");
}

fn is_objects(value: &Json) -> bool {
    matches!(value, Json::Array(items) if matches!(items.first(), Some(Json::Object(_))))
}
