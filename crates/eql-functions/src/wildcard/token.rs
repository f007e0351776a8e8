//! The text of a pattern, cut where something special stands.

/// A part of the text of a pattern.
#[derive(Clone, Copy)]
pub(super) enum Token<'t> {
    /// These characters, perhaps none; they go on what stands before them.
    Text(&'t str),
    /// `?`
    One,
    /// `*`
    Run,
}

/// What takes the next character literally.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Escapes {
    /// Nothing does.
    None,
    /// A backslash; one at the end is a backslash.
    Backslash,
}

impl Escapes {
    fn is_special(self, byte: u8) -> bool {
        matches!(byte, b'*' | b'?') || byte == b'\\' && self == Self::Backslash
    }
}

/// Calls `found` with the parts of a text in their order.
pub(super) fn each_token<'t>(text: &'t str, escapes: Escapes, mut found: impl FnMut(Token<'t>)) {
    // Where the characters begin that were not handed out yet, and where the next one to look at is.
    let (mut start, mut at) = (0, 0);
    while let Some(&byte) = text.as_bytes().get(at) {
        if !escapes.is_special(byte) {
            at += 1;
            continue;
        }
        found(Token::Text(&text[start..at]));
        at += 1;
        start = at;
        match byte {
            b'*' => found(Token::Run),
            b'?' => found(Token::One),
            _ => match text[at..].chars().next() {
                Some(character) => at += character.len_utf8(),
                None => found(Token::Text("\\")),
            },
        }
    }
    found(Token::Text(&text[start..]));
}
