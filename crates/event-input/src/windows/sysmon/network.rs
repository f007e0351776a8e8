//! A network connection: its direction and its kind.

use crate::windows::draft::Draft;
use crate::windows::table::boolean;

pub(super) fn set(draft: &mut Draft<'_>) {
    flag(draft, "Initiated", "network.direction", ["ingress", "egress"]);
    flag(draft, "SourceIsIpv6", "network.type", ["ipv4", "ipv6"]);
    draft.raw.data.remove("DestinationIsIpv6");
    for path in ["source.ip", "destination.ip"] {
        if let Some(address) = draft.text(path).map(str::to_owned) {
            draft.add("related.ip", &address);
        }
    }
}

/// Sets the first word for false, the second for true.
fn flag(draft: &mut Draft<'_>, from: &str, to: &str, words: [&str; 2]) {
    if let Some(value) = draft.raw.data.text(from).and_then(boolean) {
        draft.set(to, words[usize::from(value)].into());
        draft.raw.data.remove(from);
    }
}
