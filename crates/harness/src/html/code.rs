//! A text with line numbers, parts of it in colour.

use diagnostics::Span;
use maud::{Markup, html};

use super::Tone;

/// A part of a text with its colour.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mark {
    /// Which part; of two that overlap the shorter one shows.
    pub span: Span,
    /// Its colour.
    pub tone: Tone,
    /// What is to say of it.
    pub title: String,
}

/// The text, whose lines have the numbers that `number` gives for their first byte.
pub fn code(text: &str, marks: &[Mark], number: impl Fn(u32) -> usize) -> Markup {
    let lines = text.split_inclusive('\n').scan(0, |start, line| {
        let span = Span::new(*start, *start + line.trim_end_matches(['\r', '\n']).len());
        *start += line.len();
        Some(span)
    });
    html! {
        pre.code {
            @for line in lines {
                span.line {
                    span.n { (number(line.start)) }
                    span.t { @for part in parts(line, indentation(line.slice(text)), marks) { (piece(part, text)) } }
                }
            }
        }
    }
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// A piece of a line, and the mark that shows there.
type Piece<'m> = (Span, Option<&'m Mark>);

fn piece((span, mark): Piece<'_>, text: &str) -> Markup {
    let text = text.get(span.range()).unwrap_or_default();
    html! {
        @match mark {
            Some(mark) => span class={ "mark " (mark.tone.class()) } title=(mark.title) { (text) },
            None => (text),
        }
    }
}

/// The pieces of a line: it is cut wherever a mark begins or ends, and where its indentation of so many bytes ends, which
/// has no colour.
fn parts(line: Span, indentation: usize, marks: &[Mark]) -> Vec<Piece<'_>> {
    let text = Span::at(line.range().start + indentation).start;
    let ends = marks.iter().flat_map(|mark| [mark.span.start, mark.span.end]);
    let inside = ends.filter(|place| (line.start..line.end).contains(place));
    let mut cuts: Vec<u32> = inside.chain([line.start, text, line.end]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let piece = |cut: &[u32]| {
        let span = Span { start: cut[0], end: cut[1] };
        let over =
            marks.iter().filter(|mark| mark.span.start <= span.start && span.end <= mark.span.end);
        (span, over.min_by_key(|mark| mark.span.len()).filter(|_| span.start >= text))
    };
    cuts.windows(2).map(piece).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shorter_of_two_marks_shows_and_text_is_escaped() {
        let mark = |start, end, tone| Mark { span: Span::new(start, end), tone, title: "t".into() };
        let marks = [mark(2, 9, Tone::Bad), mark(4, 5, Tone::Good)];
        let shown =
            code("a b<c\nde f", &marks, |start| if start == 0 { 7 } else { 8 }).into_string();
        assert!(
            shown
                .contains("<span class=\"n\">7</span><span class=\"t\">a <span class=\"mark bad\"")
        );
        assert!(
            shown.contains("b&lt;</span><span class=\"mark good\" title=\"t\">c</span>"),
            "{shown}"
        );
        assert!(shown.contains("<span class=\"n\">8</span>"));
    }
}
