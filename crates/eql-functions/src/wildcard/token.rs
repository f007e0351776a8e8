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
    let mut rest = text;
    // How many bytes at the start of the rest are taken literally.
    let mut taken = 0;
    while let Some(at) = rest.bytes().skip(taken).position(|byte| escapes.is_special(byte)) {
        let (plain, special) = rest.split_at(taken + at);
        found(Token::Text(plain));
        let mut behind = special.chars();
        taken = 0;
        match behind.next() {
            Some('*') => found(Token::Run),
            Some('?') => found(Token::One),
            _ => match behind.clone().next() {
                Some(character) => taken = character.len_utf8(),
                None => found(Token::Text("\\")),
            },
        }
        rest = behind.as_str();
    }
    found(Token::Text(rest));
}
