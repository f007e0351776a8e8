//! What is wrong with a token in itself.

use diagnostics::Span;

use crate::diagnostics::{
    BadEscape, BadUnicodeEscape, NestedComment, NumberOutOfRange, OldRawString, SingleQuotedString,
    UnexpectedCharacter, UnterminatedComment, UnterminatedName, UnterminatedString,
};
use crate::escapes::{self, EscapeProblem};
use crate::findings::Findings;
use crate::token::{Token, TokenKind};

/// The last string without end, which may go on on the next line: that is one mistake and not two.
#[derive(Default)]
pub(super) struct BrokenString {
    last: Option<Token>,
}

impl BrokenString {
    /// Whether the token is only the other end of a string that was begun on the line before.
    pub(super) fn ends_with(&mut self, token: Token, text: &str) -> bool {
        if token.kind != TokenKind::Unterminated {
            return false;
        }
        let other_end = self.last.is_some_and(|last| {
            let between = Span { start: last.span.end, end: token.span.start }.slice(text);
            let quote = |token: Token| token.span.slice(text).bytes().next();
            quote(last) == quote(token)
                && between.bytes().filter(|&byte| byte == b'\n').count() == 1
        });
        self.last = (!other_end).then_some(token);
        other_end
    }
}

/// Reports everything that the token alone shows.
pub(super) fn check(token: Token, text: &str, findings: &mut Findings) {
    let written = token.span.slice(text);
    let span = token.span;
    if token.kind == TokenKind::BlockComment && written[2..written.len() - 2].contains("/*") {
        findings.push(&NestedComment { span });
    } else if token.kind == TokenKind::String {
        check_escapes(token, written, findings);
    } else if token.kind == TokenKind::SingleQuoted {
        findings.push(&SingleQuotedString { written: written.to_owned(), span });
    } else if token.kind == TokenKind::OldRaw {
        findings.push(&OldRawString { written: written.to_owned(), span });
    } else if matches!(token.kind, TokenKind::Integer | TokenKind::Decimal) {
        if written.parse::<f64>().is_ok_and(f64::is_infinite) {
            findings.push(&NumberOutOfRange { span });
        }
    } else if token.kind == TokenKind::Unterminated {
        unterminated(written, span, findings);
    } else if token.kind == TokenKind::Unknown {
        let glued = is_glued(span, text);
        findings.push(&UnexpectedCharacter { written: written.to_owned(), glued, span });
    }
}

/// Whether something else than a space stands right before or behind.
fn is_glued(span: Span, text: &str) -> bool {
    let before = text[..span.range().start].chars().next_back();
    let behind = text[span.range().end..].chars().next();
    [before, behind].into_iter().flatten().any(|c| !c.is_whitespace())
}

fn check_escapes(token: Token, written: &str, findings: &mut Findings) {
    let mut start = token.span.range().start + 1;
    for piece in escapes::Pieces(escapes::content(token.kind, written)) {
        let span = Span::new(start, start + piece.written.len());
        start = span.range().end;
        let Some(Err(problem)) = piece.escaped else { continue };
        let written = piece.written.to_owned();
        if problem == EscapeProblem::Unknown {
            findings.push(&BadEscape { written, span });
        } else {
            findings.push(&BadUnicodeEscape { written, problem, span });
        }
    }
}

fn unterminated(written: &str, span: Span, findings: &mut Findings) {
    // The rest of the line is often more than the string, so only the beginning is pointed at.
    let opening = |length| Span { end: span.start + length, ..span };
    match written.as_bytes() {
        [b'/', ..] => findings.push(&UnterminatedComment { span: opening(2) }),
        [b'`', ..] => findings.push(&UnterminatedName { span: opening(1) }),
        [b'"', b'"', b'"', ..] => {
            findings.push(&UnterminatedString { quote: "\"\"\"", span: opening(3) });
        }
        [b'?', b'"', ..] => findings.push(&UnterminatedString { quote: "\"", span: opening(2) }),
        [b'?', ..] => findings.push(&UnterminatedString { quote: "'", span: opening(2) }),
        [b'\'', ..] => findings.push(&UnterminatedString { quote: "'", span: opening(1) }),
        _ => findings.push(&UnterminatedString { quote: "\"", span: opening(1) }),
    }
}
