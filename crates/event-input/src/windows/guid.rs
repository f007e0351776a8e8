//! GUIDs in one spelling: braces and upper case.

/// Where the dashes of a GUID stand.
const DASHES: [usize; 4] = [8, 13, 18, 23];
const LENGTH: usize = 36;

/// The GUID in braces and upper case; `None` where the text is no GUID.
pub(super) fn normal(text: &str) -> Option<String> {
    let bare = text.strip_prefix('{').and_then(|text| text.strip_suffix('}')).unwrap_or(text);
    let is_right = |(place, byte): (usize, u8)| {
        if DASHES.contains(&place) { byte == b'-' } else { byte.is_ascii_hexdigit() }
    };
    let is_guid = bare.len() == LENGTH && bare.bytes().enumerate().all(is_right);
    is_guid.then(|| format!("{{{}}}", bare.to_ascii_uppercase()))
}

/// Whether the text is the GUID of zeros, which stands for no GUID.
pub(super) fn is_zero(text: &str) -> bool {
    text.len() >= LENGTH && text.bytes().all(|byte| matches!(byte, b'0' | b'-' | b'{' | b'}'))
}

/// Whether a value of this name is a GUID.
pub(super) fn is_name(name: &str) -> bool {
    let start = name.len().saturating_sub(4);
    let ends_so = name.get(start..).is_some_and(|end| end.eq_ignore_ascii_case("guid"));
    ends_so || name == "TransactionId"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_becomes_one() {
        let expected = "{12345678-9ABC-DEF0-1234-56789ABCDEF0}";
        assert_eq!(normal("12345678-9abc-def0-1234-56789abcdef0").as_deref(), Some(expected));
        assert_eq!(normal(expected).as_deref(), Some(expected));
        assert_eq!(normal("12345678"), None);
        assert!(is_zero("{00000000-0000-0000-0000-000000000000}"));
        assert!(!is_zero(expected));
    }
}
