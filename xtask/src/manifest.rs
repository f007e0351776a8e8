//! A `Cargo.toml` by lines: sections and entries with their place and whether a comment explains them.
//!
//! Not a TOML parser: a parser drops the comments, and the comments are what the checks ask for.

/// `[name]` or `[[name]]` with the entries below it.
pub(crate) struct Section<'a> {
    /// The text between the brackets.
    pub(crate) name: &'a str,
    pub(crate) entries: Vec<Entry<'a>>,
}

/// `key = value`; the value may go over several lines.
pub(crate) struct Entry<'a> {
    pub(crate) key: &'a str,
    /// What follows `=`, without comments.
    pub(crate) value: String,
    pub(crate) line: usize,
    /// Whether a `# ...` with text stands behind the value.
    pub(crate) explained: bool,
}

impl Section<'_> {
    /// The value of this key as it is written, e.g. `false` or `"tests/it/main.rs"`.
    pub(crate) fn value(&self, key: &str) -> Option<&str> {
        self.entries.iter().find(|entry| entry.key == key).map(|entry| entry.value.trim())
    }

    /// The same for a quoted value, without its quotes.
    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        self.value(key).map(|value| value.trim_matches(['"', '\'']))
    }
}

/// The sections in order; entries before the first one are left out.
pub(crate) fn sections(manifest: &str) -> Vec<Section<'_>> {
    let mut sections: Vec<Section<'_>> = Vec::new();
    for (index, line) in manifest.lines().enumerate() {
        let (code, comment) = split_comment(line);
        let last = sections.last_mut();
        if let Some(entry) = last.and_then(unfinished) {
            entry.value.push_str(code);
            entry.explained |= !comment.is_empty();
        } else if let Some(name) = section_name(code) {
            sections.push(Section { name, entries: Vec::new() });
        } else if let (Some(section), Some((key, value))) =
            (sections.last_mut(), code.split_once('='))
        {
            section.entries.push(Entry {
                key: key.trim(),
                value: value.to_owned(),
                line: index + 1,
                explained: !comment.is_empty(),
            });
        }
    }
    sections
}

/// The last entry, where its brackets are still open.
fn unfinished<'s, 'a>(section: &'s mut Section<'a>) -> Option<&'s mut Entry<'a>> {
    let entry = section.entries.last_mut()?;
    let count = |brackets: [char; 2]| entry.value.matches(brackets).count();
    (count(['[', '{']) > count([']', '}'])).then_some(entry)
}

fn section_name(code: &str) -> Option<&str> {
    let name = code.trim().strip_prefix('[')?.strip_suffix(']')?;
    Some(name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name))
}

/// The line before its `#`, and the words behind it.
fn split_comment(line: &str) -> (&str, &str) {
    let mut quote = None;
    for (at, character) in line.char_indices() {
        match (quote, character) {
            (None, '#') => return (&line[..at], line[at + 1..].trim()),
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), _) if open == character => quote = None,
            _ => {}
        }
    }
    (line, "")
}

#[cfg(test)]
mod tests {
    use super::sections;

    #[test]
    fn entries_know_their_line_value_and_comment() {
        let found =
            sections("[a]\nx = \"1 # 2\"\n\n[[b]]\ny = [ # why\n  \"1\",\n]\nz = false # \n");
        let [a, b] = found.as_slice() else { panic!("{}", found.len()) };
        assert_eq!((a.name, a.text("x"), a.entries[0].explained), ("a", Some("1 # 2"), false));
        assert_eq!((b.name, b.entries.len()), ("b", 2));
        assert!(b.entries[0].explained && !b.entries[1].explained);
        assert_eq!((b.value("z"), b.entries[1].line), (Some("false"), 8));
    }
}
