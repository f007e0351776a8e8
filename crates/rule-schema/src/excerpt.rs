//! A text of the file inside a message: on one line, and not too long.

/// The most characters of a text that a message shows.
const LONGEST: usize = 80;

/// The text without control characters, cut with `…` where it is long.
pub(crate) fn excerpt(text: &str) -> String {
    let mut chars = text.chars();
    let mut shown: String = chars
        .by_ref()
        .take(LONGEST)
        .map(|char| if char.is_control() { ' ' } else { char })
        .collect();
    if chars.next().is_some() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_of_many_lines_becomes_short_and_one_line() {
        assert_eq!(excerpt("a\nb"), "a b");
        let cut = excerpt(&"é".repeat(1000));
        assert_eq!((cut.chars().count(), cut.ends_with("é…")), (81, true));
    }
}
