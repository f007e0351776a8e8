//! Names and texts as Splunk writes them.

/// A text in quotes.
pub(super) fn quoted(text: &str) -> String {
    let escaped = text.chars().flat_map(|character| {
        let escape = matches!(character, '"' | '\\').then_some('\\');
        escape.into_iter().chain([character])
    });
    format!("\"{}\"", escaped.collect::<String>())
}

/// A field in an expression.
pub(super) fn field(name: &str) -> String {
    format!("'{name}'")
}

/// The command that puts the values of a list of JSON, which Splunk names apart, to those of the field.
pub(super) fn gathered(name: &str) -> String {
    format!("| eval \"{name}\"=mvappend('{name}', '{name}{{}}')")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_backslashes_are_escaped() {
        assert_eq!(quoted("C:\\\"a\""), r#""C:\\\"a\"""#);
        assert_eq!(gathered("a.b"), r#"| eval "a.b"=mvappend('a.b', 'a.b{}')"#);
    }
}
