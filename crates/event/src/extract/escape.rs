//! The escapes of JSON strings.

/// What a byte after a backslash means by itself; 0 for nothing.
const PLAIN: [u8; 256] = {
    let mut plain = [0; 256];
    plain[b'"' as usize] = b'"';
    plain[b'\\' as usize] = b'\\';
    plain[b'/' as usize] = b'/';
    plain[b'b' as usize] = b'\x08';
    plain[b'f' as usize] = b'\x0c';
    plain[b'n' as usize] = b'\n';
    plain[b'r' as usize] = b'\r';
    plain[b't' as usize] = b'\t';
    plain
};

/// The character that the escape after the backslash at `backslash` means, and where the text goes on;
/// `None` where it is no escape, or one half of a surrogate pair.
#[inline]
pub(super) fn decode(text: &[u8], backslash: usize) -> Option<(char, usize)> {
    match PLAIN[usize::from(*text.get(backslash + 1)?)] {
        0 => unicode(text, backslash),
        plain => Some((char::from(plain), backslash + 2)),
    }
}

/// Whether the escape means the byte that it ends with: nearly all do.
#[inline]
pub(super) fn is_itself(text: &[u8], backslash: usize) -> bool {
    matches!(text.get(backslash + 1), Some(b'\\' | b'"' | b'/'))
}

/// What `decode` does where the escape is `u` and hexadecimal digits.
#[cold]
fn unicode(text: &[u8], backslash: usize) -> Option<(char, usize)> {
    if text.get(backslash + 1) != Some(&b'u') {
        return None;
    }
    let unit = hex(text, backslash + 2)?;
    if !(0xd800..0xdc00).contains(&unit) {
        return Some((char::from_u32(unit)?, backslash + 6)); // a lone trailing half is no character
    }
    if text.get(backslash + 6..backslash + 8) != Some(br"\u") {
        return None;
    }
    let trail = hex(text, backslash + 8)?;
    if !(0xdc00..0xe000).contains(&trail) {
        return None;
    }
    let code = 0x1_0000 + ((unit - 0xd800) << 10 | (trail - 0xdc00));
    Some((char::from_u32(code)?, backslash + 12))
}

fn hex(text: &[u8], start: usize) -> Option<u32> {
    let digits = text.get(start..start + 4)?;
    digits.iter().try_fold(0, |code, digit| Some(code << 4 | char::from(*digit).to_digit(16)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_escape_means_one_character() {
        for (text, expected) in [
            (r"\\", Some(('\\', 2))),
            (r"\/", Some(('/', 2))),
            (r"\u00e9x", Some(('é', 6))),
            (r"\u00E9", Some(('é', 6))),
            (r"\ud83d\ude00", Some(('😀', 12))),
            (r"\ud83d", None),
            (r"\ud83dxxude00", None),
            (r"\ud83d\ud83d", None),
            (r"\ude00", None),
            (r"\u00g0", None),
            (r"\u+0e9", None),
            (r"\u00", None),
            (r"\x", None),
            (r"\", None),
        ] {
            assert_eq!(decode(text.as_bytes(), 0), expected, "{text}");
        }
    }
}
