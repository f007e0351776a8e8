//! The headings of a Markdown text, and words in it.

use diagnostics::Span;

/// A heading with hashes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Heading<'a> {
    /// How many hashes.
    pub(crate) level: usize,
    /// The words after them.
    pub(crate) title: &'a str,
    /// The whole line in the text.
    pub(crate) span: Span,
}

/// The headings of a text, in order; a line of a fenced code block is none.
pub(crate) fn headings(text: &str) -> Vec<Heading<'_>> {
    let (mut headings, mut start, mut fenced) = (Vec::new(), 0, false);
    for line in text.split_inclusive('\n') {
        let body = line.trim_end();
        if body.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if let Some((level, title)) = heading(body).filter(|_| !fenced) {
            headings.push(Heading { level, title, span: Span::new(start, start + body.len()) });
        }
        start += line.len();
    }
    headings
}

fn heading(line: &str) -> Option<(usize, &str)> {
    let title = line.trim_start_matches('#');
    let level = line.len() - title.len();
    ((1..=6).contains(&level) && title.starts_with(' ')).then(|| (level, title.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_found_outside_code() {
        let text = "## Setup\n```\n# a comment\n```\n#tag\n### Next \n";
        let found: Vec<_> = headings(text)
            .iter()
            .map(|found| (found.level, found.title, found.span.start))
            .collect();
        assert_eq!(found, [(2, "Setup", 0), (3, "Next", 34)]);
    }
}
