//! Names and texts as Splunk writes them.

/// A text in quotes.
pub(super) fn quoted(text: &str) -> String {
    let escaped = text.chars().flat_map(|character| {
        let escape = matches!(character, '"' | '\\').then_some('\\');
        escape.into_iter().chain([character])
    });
    format!("\"{}\"", escaped.collect::<String>())
}

/// Whether a name can stand in quotes: Splunk documents no escape in them.
pub(super) fn can_be_quoted(name: &str) -> bool {
    !name.contains(|it: char| matches!(it, '\'' | '"' | '\\') || it.is_control())
}

/// A field in an expression.
pub(super) fn field(name: &str) -> String {
    format!("'{name}'")
}

/// The command that puts the values of lists of JSON, whose fields Splunk names apart, to those of the fields.
pub(super) fn gathered<'n>(names: impl IntoIterator<Item = &'n String>) -> String {
    let one = |name: &String| format!("\"{name}\"=mvappend('{name}', '{name}{{}}')");
    let names: Vec<_> = names.into_iter().map(one).collect();
    format!("| eval {}", names.join(",\n    "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_backslashes_are_escaped() {
        assert_eq!(quoted("C:\\\"a\""), r#""C:\\\"a\"""#);
        let names = ["a.b".to_owned()];
        assert_eq!(gathered(&names), r#"| eval "a.b"=mvappend('a.b', 'a.b{}')"#);
    }
}
