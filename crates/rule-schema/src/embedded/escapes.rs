//! From the bytes of a decoded basic string to the bytes as written.

use diagnostics::Span;

/// A piece of the decoded text and where it comes from; it reaches to the next one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Run {
    /// Its first byte in the decoded text.
    decoded: u32,
    /// Its first byte in the file.
    file: u32,
    /// Whether both have the same bytes; otherwise it is one escape.
    verbatim: bool,
}

/// The pieces of `body`, which stands at `file` and means `text`, and an end mark. No pieces where `body`
/// does not mean `text`, which only a broken string does.
pub(super) fn runs(body: &str, text: &str, file: u32) -> Vec<Run> {
    let mut walk = Walk { decoded: String::new(), file, runs: Vec::new() };
    let mut rest = body;
    while let Some(place) = rest.find('\\') {
        walk.verbatim(&rest[..place]);
        let Some(escape) = Escape::read(&rest[place + 1..]) else { return Vec::new() };
        walk.escape(escape);
        rest = &rest[place + 1 + escape.len..];
    }
    walk.verbatim(rest);
    walk.mark(true);
    if walk.decoded == text { walk.runs } else { Vec::new() }
}

/// The bytes of the file under the bytes `span` of the decoded text.
pub(super) fn map(runs: &[Run], span: Span) -> Span {
    let start = start(runs, span.start);
    if span.is_empty() {
        return Span { start, end: start };
    }
    Span { start, end: end(runs, span.end).max(start) }
}

/// Where the byte `place` begins.
fn start(runs: &[Run], place: u32) -> u32 {
    let after = runs.partition_point(|run| run.decoded <= place);
    let run = runs[after.saturating_sub(1)];
    if run.verbatim { run.file.saturating_add(place - run.decoded) } else { run.file }
}

/// Where the byte before `place` ends.
fn end(runs: &[Run], place: u32) -> u32 {
    let after = runs.partition_point(|run| run.decoded < place);
    let run = runs[after.saturating_sub(1)];
    match runs.get(after) {
        Some(next) if !run.verbatim => next.file,
        _ => run.file.saturating_add(place - run.decoded),
    }
}

/// A walk through the body that decodes as it goes.
struct Walk {
    decoded: String,
    file: u32,
    runs: Vec<Run>,
}

impl Walk {
    fn mark(&mut self, verbatim: bool) {
        let decoded = Span::at(self.decoded.len()).start;
        self.runs.push(Run { decoded, file: self.file, verbatim });
    }

    fn verbatim(&mut self, text: &str) {
        self.mark(true);
        self.decoded.push_str(text);
        self.file += Span::at(text.len()).start;
    }

    fn escape(&mut self, escape: Escape) {
        self.mark(false);
        self.decoded.extend(escape.means);
        self.file += Span::at(escape.len + 1).start;
    }
}

/// What stands after a backslash: how many bytes it takes and what it means; a folded line means nothing.
#[derive(Clone, Copy)]
struct Escape {
    means: Option<char>,
    len: usize,
}

impl Escape {
    fn read(rest: &str) -> Option<Self> {
        let means = match rest.chars().next()? {
            'b' => '\u{8}',
            't' => '\t',
            'n' => '\n',
            'f' => '\u{c}',
            'r' => '\r',
            'e' => '\u{1b}',
            '"' => '"',
            '\\' => '\\',
            'x' => return Self::hex(rest, 2),
            'u' => return Self::hex(rest, 4),
            'U' => return Self::hex(rest, 8),
            _ => return Self::fold(rest),
        };
        Some(Self { means: Some(means), len: 1 })
    }

    fn hex(rest: &str, digits: usize) -> Option<Self> {
        let code = u32::from_str_radix(rest.get(1..=digits)?, 16).ok()?;
        Some(Self { means: Some(char::from_u32(code)?), len: 1 + digits })
    }

    /// The end of a line and all blanks up to the next word.
    fn fold(rest: &str) -> Option<Self> {
        let blanks = rest.trim_start_matches([' ', '\t', '\r', '\n']);
        let len = rest.len() - blanks.len();
        rest[..len].contains('\n').then_some(Self { means: None, len })
    }
}
