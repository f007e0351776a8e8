//! Hashes: `SHA1=...,MD5=...,IMPHASH=...` to a field each.

use crate::windows::draft::Draft;

/// Events whose hashes are those of the process.
const OF_PROCESS: [u64; 5] = [1, 23, 24, 25, 26];
/// Events whose hashes are those of the file.
const OF_FILE: [u64; 4] = [6, 7, 15, 29];

pub(super) fn set(draft: &mut Draft<'_>) {
    let owner = match draft.raw.event_id {
        id if OF_PROCESS.contains(&id) => "process",
        id if OF_FILE.contains(&id) => "file",
        _ => return,
    };
    for name in ["Hashes", "Hash"] {
        let hashes = draft.raw.data.take(name).unwrap_or_default();
        for (algorithm, hash) in hashes.split(',').filter_map(|part| part.split_once('=')) {
            set_one(draft, owner, &algorithm.to_ascii_lowercase(), &hash.to_ascii_lowercase());
        }
    }
}

/// Zeros stand for a hash that was not made.
fn set_one(draft: &mut Draft<'_>, owner: &str, algorithm: &str, hash: &str) {
    if hash.bytes().all(|digit| digit == b'0') {
        return;
    }
    let group = if algorithm == "imphash" { "pe" } else { "hash" };
    draft.set(&format!("{owner}.{group}.{algorithm}"), hash.into());
    draft.add("related.hash", hash);
}
