//! Names and texts as ES|QL writes them.

/// Words that cannot stand in a name without quotes.
const RESERVED: &[&str] = &[
    "and", "as", "asc", "by", "desc", "false", "first", "in", "is", "last", "like", "not", "null",
    "nulls", "on", "or", "rlike", "true", "with", "where",
];

/// A field name, its parts quoted where they must be.
pub(super) fn name_of(path: &str) -> String {
    let parts: Vec<_> = path.split('.').map(part).collect();
    parts.join(".")
}

fn part(part: &str) -> String {
    let mut characters = part.chars();
    let starts =
        characters.next().is_some_and(|it| it.is_ascii_alphabetic() || matches!(it, '_' | '@'));
    let goes_on = characters.all(|it| it.is_ascii_alphanumeric() || it == '_');
    let is_word = RESERVED.contains(&part.to_ascii_lowercase().as_str());
    if starts && goes_on && !is_word {
        part.to_owned()
    } else {
        format!("`{}`", part.replace('`', "``"))
    }
}

/// An index pattern.
pub(super) fn source(pattern: &str) -> String {
    let plain = |it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | '_' | '.' | '*');
    let is_plain = pattern.chars().all(plain) && !pattern.starts_with('-');
    if is_plain { pattern.to_owned() } else { quoted(pattern) }
}

/// A text in quotes: in three where it has backslashes or quotes and nothing that needs one.
pub(super) fn quoted(text: &str) -> String {
    let needs = text.contains(['\n', '\r', '\t']) || text.ends_with('"') || text.contains("\"\"\"");
    if text.contains(['\\', '"']) && !needs {
        return format!("\"\"\"{text}\"\"\"");
    }
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            character => quoted.push(character),
        }
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_quoted_where_they_must_be() {
        assert_eq!(name_of("@timestamp"), "@timestamp");
        assert_eq!(name_of("a.pod-name.by"), "a.`pod-name`.`by`");
        assert_eq!(name_of("a.0.b"), "a.`0`.b");
    }

    #[test]
    fn texts_are_quoted() {
        assert_eq!(quoted("a"), r#""a""#);
        assert_eq!(quoted(r"C:\a"), r#""""C:\a""""#);
        assert_eq!(quoted("a\\\n\""), r#""a\\\n\"""#);
    }

    #[test]
    fn index_patterns_are_quoted_where_they_must_be() {
        assert_eq!(source("logs-endpoint.events.process-*"), "logs-endpoint.events.process-*");
        assert_eq!(source("-logs-a"), "\"-logs-a\"");
        assert_eq!(source("far:logs-*"), "\"far:logs-*\"");
    }
}
