//! Rust source with everything blanked that is not code, so that a search finds code only.

/// The source with comments and the contents of literals replaced by spaces; lines and columns stay.
///
/// `"a // b" // c` becomes `"      "     `: quotes stay, so that "a string follows" can still be seen.
pub(crate) fn blanked(source: &str) -> String {
    let mut blanker = Blanker { source: source.as_bytes(), code: Vec::with_capacity(source.len()) };
    while blanker.at() < source.len() {
        blanker.step();
    }
    String::from_utf8_lossy(&blanker.code).into_owned()
}

/// What is read is as long as what is written, so one position serves both.
struct Blanker<'a> {
    source: &'a [u8],
    code: Vec<u8>,
}

impl<'a> Blanker<'a> {
    fn at(&self) -> usize {
        self.code.len()
    }

    fn rest(&self) -> &'a [u8] {
        &self.source[self.at()..]
    }

    fn step(&mut self) {
        match self.rest() {
            [b'/', b'/', ..] => self.blank(length_until(self.rest(), b"\n")),
            [b'/', b'*', ..] => self.blank(block_comment_length(self.rest())),
            [b'"', rest @ ..] => self.literal(1, quoted_length(rest, b'"'), 1),
            [b'r', rest @ ..] if raw_hashes(rest).is_some() => self.raw_string(),
            [b'\'', rest @ ..] if is_char_literal(rest) => {
                self.literal(1, quoted_length(rest, b'\''), 1);
            }
            _ => self.copy(1),
        }
    }

    fn raw_string(&mut self) {
        let hashes = raw_hashes(&self.rest()[1..]).unwrap_or_default();
        let open = 2 + hashes;
        let close = [b"\"".as_slice(), &b"#".repeat(hashes)].concat();
        self.literal(open, length_until(&self.rest()[open..], &close), close.len());
    }

    fn literal(&mut self, open: usize, content: usize, close: usize) {
        self.copy(open);
        self.blank(content);
        self.copy(close);
    }

    fn copy(&mut self, length: usize) {
        let rest = self.rest();
        self.code.extend_from_slice(&rest[..length.min(rest.len())]);
    }

    fn blank(&mut self, length: usize) {
        let rest = self.rest();
        let blanks = rest.iter().take(length).map(|byte| if *byte == b'\n' { b'\n' } else { b' ' });
        self.code.extend(blanks);
    }
}

fn length_until(bytes: &[u8], end: &[u8]) -> usize {
    bytes.windows(end.len()).position(|window| window == end).unwrap_or(bytes.len())
}

/// Length up to the closing quote, which is not part of it.
fn quoted_length(bytes: &[u8], quote: u8) -> usize {
    let mut escaped = false;
    let closes = |byte: &u8| {
        let closing = *byte == quote && !escaped;
        escaped = *byte == b'\\' && !escaped;
        closing
    };
    bytes.iter().position(closes).unwrap_or(bytes.len())
}

/// Length of a block comment with its delimiters; they nest.
fn block_comment_length(bytes: &[u8]) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < bytes.len() {
        match &bytes[at..] {
            [b'/', b'*', ..] => (depth, at) = (depth + 1, at + 2),
            [b'*', b'/', ..] => (depth, at) = (depth.saturating_sub(1), at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

/// The number of `#` between the `r` and the quote of a raw string; `None` for anything else (`r#match`, `ready`).
fn raw_hashes(after_r: &[u8]) -> Option<usize> {
    let hashes = after_r.iter().take_while(|byte| **byte == b'#').count();
    (after_r.get(hashes) == Some(&b'"')).then_some(hashes)
}

/// `'x'` and `'\n'`, but not the lifetime `'a`.
fn is_char_literal(after_quote: &[u8]) -> bool {
    match after_quote {
        [b'\\', ..] => true,
        [first, rest @ ..] => {
            let continuation = rest.iter().take_while(|byte| **byte & 0xC0 == 0x80).count();
            *first != b'\'' && rest.get(continuation) == Some(&b'\'')
        }
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use super::blanked;

    #[test]
    fn comments_go_and_lines_stay() {
        assert_eq!(blanked("a // b\n/* c /* d\n */ */ e"), "a     \n         \n       e");
    }

    #[test]
    fn strings_are_emptied_and_keep_their_quotes() {
        assert_eq!(blanked(r#"f("a // \" b") + 1"#), r#"f("         ") + 1"#);
        assert_eq!(blanked("br#\"a\"b\"# x r#match"), "br#\"   \"# x r#match");
    }

    #[test]
    fn a_quote_as_character_starts_no_string_and_a_lifetime_is_no_character() {
        assert_eq!(blanked(r#"['"', 'é', '\''] // x"#).trim_end(), r"[' ', '  ', '  ']");
        assert_eq!(blanked("fn f<'a>(x: &'a str) {}"), "fn f<'a>(x: &'a str) {}");
    }

    #[test]
    fn an_unfinished_literal_ends_with_the_file() {
        assert_eq!(blanked("x \"abc"), "x \"   ");
        assert_eq!(blanked("r#\"a"), "r#\" ");
        assert_eq!(blanked("'"), "'");
    }
}
