//! The tokens of TOML, cut exactly as the `toml` crate cuts them, also in broken texts.

/// The length of the token that `rest`, which is not empty, begins with. A string, a comment and a word are one
/// token each; every other byte is its own.
pub(super) fn token(rest: &str) -> usize {
    match rest.as_bytes()[0] {
        b'#' => rest.find(['\r', '\n']).unwrap_or(rest.len()),
        b'\'' if rest.starts_with("'''") => long_literal(rest),
        b'\'' => literal(rest),
        b'"' if rest.starts_with("\"\"\"") => basic(rest, "\"\"\""),
        b'"' => basic(rest, "\""),
        byte if is_mark(byte) => 1,
        _ => rest.bytes().position(is_mark).unwrap_or(rest.len()),
    }
}

/// Whether a byte ends a word.
fn is_mark(byte: u8) -> bool {
    b".=,[]{} \t#\r\n".contains(&byte)
}

/// `'…'`, which ends with its line at the latest.
fn literal(rest: &str) -> usize {
    match rest[1..].find(['\'', '\n']) {
        Some(end) if rest.as_bytes()[1 + end] == b'\'' => end + 2,
        Some(end) => end + 1,
        None => rest.len(),
    }
}

/// `'''…'''`
fn long_literal(rest: &str) -> usize {
    let end = rest[3..].find("'''").map_or(rest.len(), |end| end + 6);
    end + further_quotes(&rest[end..], '\'')
}

/// `"…"`, which ends with its line at the latest, or `"""…"""`.
fn basic(rest: &str, quotes: &str) -> usize {
    let short = quotes.len() == 1;
    let mut place = quotes.len();
    while let Some(found) = rest[place..].find(['"', '\\', '\n']) {
        place += found;
        let here = &rest[place..];
        match here.as_bytes()[0] {
            b'\\' => place += if here[1..].starts_with(['\\', '"']) { 2 } else { 1 },
            b'\n' if short => return place,
            b'"' if short => return place + 1,
            b'"' if here.starts_with(quotes) => {
                place += quotes.len();
                return place + further_quotes(&rest[place..], '"');
            }
            _ => place += 1,
        }
    }
    rest.len()
}

/// A long string may end with one or two quotes of its own.
fn further_quotes(rest: &str, quote: char) -> usize {
    rest.chars().take(2).take_while(|&char| char == quote).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_end_where_toml_ends_them() {
        for (token_text, after) in [
            ("'a\"'", "b"),
            ("'a", "\nb'"),
            ("'''a'\n''b'''''", "'c"),
            (r#""a\"b""#, "c"),
            (r#""a\\""#, "c\""),
            ("\"a", "\nb\""),
            (r#""a\"#, "\nb\""),
            ("\"\"\"a\n\\\"\"\"b\"\"\"\"", "c"),
            ("# a 'b", "\r\n"),
            ("a\"b", "{"),
            ("[", "["),
            (".", "a"),
        ] {
            assert_eq!(token(&format!("{token_text}{after}")), token_text.len(), "{token_text}");
        }
    }
}
