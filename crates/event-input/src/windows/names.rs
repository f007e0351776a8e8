//! Names that Windows gives to the numbers of an event's header.

use std::borrow::Cow;

/// `log.level` for a level, by number or by name.
pub(super) fn level(level: &str) -> String {
    match level.to_ascii_lowercase().as_str() {
        "1" => "critical".to_owned(),
        "2" => "error".to_owned(),
        "3" | "warn" => "warning".to_owned(),
        "0" | "4" | "info" => "information".to_owned(),
        "5" => "verbose".to_owned(),
        name => name.to_owned(),
    }
}

/// The name of a standard opcode; other numbers and names stay.
pub(super) fn opcode(opcode: Cow<'_, str>) -> Cow<'_, str> {
    let name = match opcode.as_ref() {
        "0" => "Info",
        "1" => "Start",
        "2" => "Stop",
        "3" => "DCStart",
        "4" => "DCStop",
        "5" => "Extension",
        "6" => "Reply",
        "7" => "Resume",
        "8" => "Suspend",
        "9" => "Send",
        "240" => "Receive",
        _ => return opcode,
    };
    Cow::Borrowed(name)
}

pub(super) const AUDIT_SUCCESS: &str = "Audit Success";
pub(super) const AUDIT_FAILURE: &str = "Audit Failure";

/// Keyword bits that Windows itself gives a meaning, with their names.
const KEYWORDS: [(u64, &str); 3] =
    [(1 << 52, AUDIT_FAILURE), (1 << 53, AUDIT_SUCCESS), (1 << 55, "Classic")];

/// The names of the standard keywords in a mask.
pub(super) fn keywords(mask: u64) -> Vec<Cow<'static, str>> {
    let named = KEYWORDS.iter().filter(|(bit, _)| mask & bit != 0);
    named.map(|(_, name)| Cow::Borrowed(*name)).collect()
}

/// `event.outcome` for the keywords of an audit event.
pub(super) fn outcome(keywords: &[Cow<'_, str>]) -> Option<&'static str> {
    let has = |name| keywords.iter().any(|keyword| keyword == name);
    match (has(AUDIT_SUCCESS), has(AUDIT_FAILURE)) {
        (true, false) => Some("success"),
        (false, true) => Some("failure"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_keyword_mask_tells_the_outcome() {
        assert_eq!(outcome(&keywords(0x8020_0000_0000_0000)), Some("success"));
        assert_eq!(outcome(&keywords(0x8010_0000_0000_0000)), Some("failure"));
        assert_eq!(outcome(&keywords(0x8000_0000_0000_0000)), None);
    }

    #[test]
    fn levels_and_opcodes_have_names() {
        assert_eq!(level("4"), "information");
        assert_eq!(level("Warning"), "warning");
        assert_eq!(opcode("0".into()), "Info");
        assert_eq!(opcode("111".into()), "111");
    }
}
