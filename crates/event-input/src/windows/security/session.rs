//! The logon session of an event and the type of a service.

use super::named;
use crate::windows::draft::Draft;

/// Ids that name the session that ends or starts, not the one that acts.
const TARGET_SESSION: [u64; 3] = [4634, 4647, 4964];

const LOGON_TYPES: [(&str, &str); 9] = [
    ("2", "Interactive"),
    ("3", "Network"),
    ("4", "Batch"),
    ("5", "Service"),
    ("7", "Unlock"),
    ("8", "NetworkCleartext"),
    ("9", "NewCredentials"),
    ("10", "RemoteInteractive"),
    ("11", "CachedInteractive"),
];

const SERVICE_TYPES: [(&str, &str); 7] = [
    ("0x1", "Kernel Driver"),
    ("0x2", "File System Driver"),
    ("0x8", "Recognizer Driver"),
    ("0x10", "Win32 Own Process"),
    ("0x20", "Win32 Share Process"),
    ("0x110", "Interactive Own Process"),
    ("0x120", "Interactive Share Process"),
];

pub(super) fn set(draft: &mut Draft<'_>) {
    named(draft, "LogonType", "winlog.logon.type", &LOGON_TYPES);
    named(draft, "ServiceType", "service.type", &SERVICE_TYPES);
    let is_target = TARGET_SESSION.contains(&draft.raw.event_id);
    let from = if is_target { "TargetLogonId" } else { "SubjectLogonId" };
    let id = draft.raw.data.value(from).or_else(|| draft.raw.user_data.value(from));
    let id = id.map(str::to_owned);
    draft.set_text("winlog.logon.id", id);
}
