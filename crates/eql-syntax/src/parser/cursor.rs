//! Reading tokens, skipping them, and reporting what they are not.

use diagnostics::{Diagnose, Span};

use super::{Parser, Tall};
use crate::ast::ExprKind;
use crate::balance::STRAY;
use crate::diagnostics::{
    UnexpectedToken, UnopenedBracket, UpperCaseKeyword, is_blank as only_blanks,
};
use crate::token::{Keyword, Token, TokenKind};

/// Whether the token only looks like a space; it is reported by the lexer and read as one.
pub(super) fn is_blank(token: Token, text: &str) -> bool {
    token.kind == TokenKind::Unknown && only_blanks(token.span.slice(text))
}

impl<'t> Parser<'t> {
    pub(super) fn report(&mut self, finding: &impl Diagnose) {
        self.findings.push(finding);
    }

    pub(super) fn token(&self, ahead: usize) -> Option<Token> {
        self.source.tokens.get(self.at + ahead).copied()
    }

    pub(super) fn peek(&self) -> Option<TokenKind> {
        self.peek_at(0)
    }

    pub(super) fn peek_at(&self, ahead: usize) -> Option<TokenKind> {
        self.token(ahead).map(|token| token.kind)
    }

    pub(super) fn is_at(&self, kind: TokenKind) -> bool {
        self.peek() == Some(kind)
    }

    /// Where the next token stands; at the end of the query, the place behind the last token.
    pub(super) fn here(&self) -> Span {
        let end = |token: &Token| Span { start: token.span.end, end: token.span.end };
        let behind = self.source.tokens.last().map_or(Span::default(), end);
        self.token(0).map_or(behind, |token| token.span)
    }

    /// The next token as written.
    pub(super) fn written(&self) -> &'t str {
        self.here().slice(self.text)
    }

    /// Where the next token begins.
    pub(super) fn start(&self) -> u32 {
        self.here().start
    }

    /// From `start` to the end of the last token that was read.
    pub(super) fn since(&self, start: u32) -> Span {
        let last = self.at.checked_sub(1).and_then(|at| self.source.tokens.get(at));
        let end = last.map_or(start, |token| token.span.end);
        Span { start, end: end.max(start) }
    }

    pub(super) fn bump(&mut self) {
        if self.at < self.source.tokens.len() {
            self.at += 1;
        }
    }

    pub(super) fn eat(&mut self, kind: TokenKind) -> bool {
        let found = self.is_at(kind);
        if found {
            self.bump();
        }
        found
    }

    /// Whether the next token is the keyword, or its name in other letters where no name can stand.
    pub(super) fn is_at_word(&self, keyword: Keyword) -> bool {
        match self.peek() {
            Some(TokenKind::Keyword(found)) => found == keyword,
            Some(TokenKind::Name | TokenKind::TildeName) => {
                self.written().eq_ignore_ascii_case(keyword.text())
            }
            Some(TokenKind::Unknown) => {
                matches!((keyword, self.written()), (Keyword::And, "&&") | (Keyword::Or, "||"))
            }
            Some(_) | None => false,
        }
    }

    /// Reads the keyword where no name can stand, and reports one in other letters.
    pub(super) fn eat_word(&mut self, keyword: Keyword) -> bool {
        let found = self.is_at_word(keyword);
        if found {
            self.check_letters(keyword);
            self.bump();
        }
        found
    }

    fn check_letters(&mut self, keyword: Keyword) {
        if matches!(self.peek(), Some(TokenKind::Name | TokenKind::TildeName)) {
            let written = self.written().to_owned();
            self.report(&UpperCaseKeyword { keyword, written, span: self.here() });
        }
    }

    /// Whether the next token is a closer that closes nothing.
    pub(super) fn is_at_stray(&self) -> bool {
        self.source.partners.get(self.at) == Some(&STRAY)
    }

    /// Reports the next token, unless another finding is about it already.
    pub(super) fn unexpected(&mut self, expected: &'static str) {
        self.unexpected_with(expected, None);
    }

    pub(super) fn unexpected_with(&mut self, expected: &'static str, advice: Option<&'static str>) {
        let span = self.here();
        let found = self.peek();
        if self.is_at_stray() {
            let bracket = if self.written() == "]" { ']' } else { ')' };
            return self.report(&UnopenedBracket { bracket, span });
        }
        let added_closer = found.is_some() && span.is_empty();
        if !added_closer && !found.is_some_and(TokenKind::is_error) {
            let written = self.written().to_owned();
            self.report(&UnexpectedToken { found, written, expected, advice, span });
        }
    }

    /// Goes behind the next token, or behind its closer if it is an opener.
    pub(super) fn skip(&mut self) {
        if self.peek().is_some_and(TokenKind::opens) {
            let closer = self.enter();
            self.at = closer;
        }
        self.bump();
    }

    /// Skips to where an expression in the present place can go on.
    pub(super) fn skip_to_stop(&mut self) {
        while self.peek().is_some_and(|kind| !self.place.stops_at(kind)) {
            self.skip();
        }
    }

    /// Place of the closer of the opener that is next, which is read.
    pub(super) fn enter(&mut self) -> usize {
        let closer = self.source.partners.get(self.at).copied().unwrap_or(0);
        self.bump();
        closer as usize
    }

    /// Goes behind the closer of a group; what is left before it has been reported.
    pub(super) fn leave(&mut self, closer: usize) {
        self.at = self.at.max(closer);
        self.bump();
    }

    /// What takes the place of an expression that could not be read.
    pub(super) fn hole(span: Span) -> Tall {
        Tall::leaf(ExprKind::Error, span)
    }
}
