//! A registry key or value: hive, key and value of its path, and the data that was set.

use event::Json;

use crate::windows::draft::Draft;

const HIVES: [(&str, &str); 7] = [
    ("HKEY_LOCAL_MACHINE", "HKLM"),
    ("HKEY_USERS", "HKU"),
    ("HKEY_CURRENT_USER", "HKCU"),
    ("HKEY_CLASSES_ROOT", "HKCR"),
    ("HKEY_CURRENT_CONFIG", "HKCC"),
    ("HKEY_DYN_DATA", "HKDD"),
    ("HKEY_PERFORMANCE_DATA", "HKPD"),
];

pub(super) fn set(draft: &mut Draft<'_>) {
    if let Some(path) = draft.text("registry.path").map(str::to_owned) {
        set_parts(draft, &path);
    }
    if let Some(details) = draft.text("registry.data.strings").map(str::to_owned) {
        let (strings, kind) = data(&details);
        draft.set("registry.data.strings", Json::Array(vec![strings.into()]));
        draft.set("registry.data.type", kind.into());
    }
}

/// The key is all that follows the hive, the name of the value included.
fn set_parts(draft: &mut Draft<'_>, path: &str) {
    let Some((root, key)) = path.split_once('\\') else { return };
    if let Some(hive) = hive(root) {
        draft.set("registry.hive", hive.into());
        draft.set("registry.key", key.into());
    }
    let value = path.rsplit('\\').next().unwrap_or_default();
    draft.set("registry.value", value.into());
}

fn hive(root: &str) -> Option<&'static str> {
    let is_root = |name: &str| name.eq_ignore_ascii_case(root);
    HIVES.iter().find(|(long, short)| is_root(long) || is_root(short)).map(|(_, short)| *short)
}

/// What was set, as a text, and its type; Sysmon tells numbers and bytes by how it writes them.
fn data(details: &str) -> (String, &'static str) {
    let number = |prefix| details.strip_prefix(prefix)?.strip_suffix(')');
    if let Some(value) = number("DWORD (").and_then(hexadecimal) {
        return (value.to_string(), "SZ_DWORD");
    }
    if let Some(value) = number("QWORD (").and_then(quad_word) {
        return (value.to_string(), "SZ_QWORD");
    }
    let kind = if details == "Binary Data" { "REG_BINARY" } else { "REG_SZ" };
    (details.to_owned(), kind)
}

fn hexadecimal(text: &str) -> Option<u64> {
    u64::from_str_radix(text.strip_prefix("0x")?, 16).ok()
}

/// Two halves, `0xHIGH-0xLOW`. The pipeline shifts the high one by 8 bits, not by 32, and so do we.
fn quad_word(text: &str) -> Option<u64> {
    let (high, low) = text.split_once('-')?;
    hexadecimal(high)?.checked_mul(1 << 8)?.checked_add(hexadecimal(low)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_are_told_by_how_they_are_written() {
        let shown = |details| {
            let (strings, kind) = data(details);
            format!("{kind} {strings}")
        };
        assert_eq!(shown("DWORD (0x00000004)"), "SZ_DWORD 4");
        assert_eq!(shown("QWORD (0x00000000-0x00000005)"), "SZ_QWORD 5");
        assert_eq!(shown("QWORD (0x00000001-0x00000005)"), "SZ_QWORD 261");
        assert_eq!(shown("Binary Data"), "REG_BINARY Binary Data");
        assert_eq!(shown("DWORD (x)"), "REG_SZ DWORD (x)");
        assert_eq!(shown("run.exe /x"), "REG_SZ run.exe /x");
    }

    #[test]
    fn hives_have_a_short_name() {
        assert_eq!(hive("HKEY_USERS"), Some("HKU"));
        assert_eq!(hive("HKLM"), Some("HKLM"));
        assert_eq!(hive(""), None);
    }
}
