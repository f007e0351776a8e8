//! A file of long lines as findings show it: the beginning of each line.

use diagnostics::{SourceText, Span};

/// How much of a line is shown, in bytes.
const SHOWN: usize = 120;

/// The beginnings of the lines of a file.
pub(super) struct Outline {
    pub(super) source: SourceText,
    spans: Vec<Span>,
}

impl Outline {
    /// Of the bytes of a file, whatever they are.
    pub(super) fn of(name: &str, bytes: &[u8]) -> Self {
        let mut text = String::new();
        let mut spans = Vec::new();
        for line in bytes.split(|byte| *byte == b'\n') {
            let start = text.len();
            text += &shown(line);
            spans.push(Span::new(start, text.len()));
            text.push('\n');
        }
        Self { source: SourceText::new(name, &text), spans }
    }

    /// The lines that are not blank, each with its place in the outline.
    pub(super) fn lines<'a>(&self, bytes: &'a [u8]) -> impl Iterator<Item = (Span, &'a [u8])> {
        let lines = bytes.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
        self.spans.clone().into_iter().zip(lines).filter(|(_, line)| !line.is_empty())
    }
}

fn shown(line: &[u8]) -> String {
    let line = line.trim_ascii_end();
    let cut = &line[..line.len().min(SHOWN)];
    let text: String =
        String::from_utf8_lossy(cut).chars().filter(|one| !one.is_control()).collect();
    let is_whole = cut.len() == line.len();
    if is_whole { text } else { text.trim_end_matches('\u{fffd}').to_owned() + " …" }
}
