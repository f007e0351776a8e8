//! A whole query: its form, its pipes, and nothing after them.

use diagnostics::Span;

use super::sequence::StageRules;
use super::{Parser, Place};
use crate::ast::{Body, Pipe, Query};
use crate::diagnostics::{EmptyQuery, UpperCaseKeyword};
use crate::token::{Keyword, TokenKind};

const SAMPLE: StageRules =
    StageRules { options: false, until: false, least: 1, expected: "`[` or the end of the query" };
const JOIN: StageRules =
    StageRules { options: false, until: true, least: 2, expected: "`[`, `until` or `|`" };

impl Parser<'_> {
    pub(super) fn statement(&mut self) -> Query {
        let start = self.start();
        let body = self.body();
        let mut pipes = Vec::new();
        while self.peek().is_some() {
            if self.is_at(TokenKind::Pipe) {
                pipes.extend(self.pipe());
            } else {
                self.unexpected("`|` or the end of the query");
                self.skip_to_pipe();
            }
        }
        Query { body, pipes, span: self.since(start) }
    }

    fn body(&mut self) -> Body {
        match self.form() {
            Some(Keyword::Sequence) => Body::Sequence(self.sequence()),
            Some(Keyword::Sample) => Body::Sample(self.sample(SAMPLE)),
            Some(Keyword::Join) => Body::Join(self.sample(JOIN)),
            Some(_) => Body::Event(self.filter(Place::Filter).0),
            None => self.no_form(),
        }
    }

    /// The keyword that says which form the query has; `where` for single events.
    fn form(&mut self) -> Option<Keyword> {
        let next = self.token(1).map_or("", |token| token.span.slice(self.text));
        let before_where = next.eq_ignore_ascii_case("where");
        let forms = [Keyword::Sequence, Keyword::Sample, Keyword::Join];
        let form = forms.into_iter().find(|&form| self.is_at_word(form) && !before_where);
        if let Some(keyword) = form
            && self.is_at(TokenKind::Name)
        {
            let written = self.written().to_owned();
            self.report(&UpperCaseKeyword { keyword, written, span: self.here() });
        }
        let begins = self.peek().is_some_and(|kind| !kind.opens_stage() && kind != TokenKind::Pipe);
        form.or(begins.then_some(Keyword::Where))
    }

    fn no_form(&mut self) -> Body {
        if self.peek().is_none() {
            // What looks like a space and is none is left out, and has been reported.
            if !self.findings.has_errors() {
                self.report(&EmptyQuery { span: Span::new(0, self.text.len()) });
            }
            return Body::Error;
        }
        let stages = self.peek().is_some_and(TokenKind::opens_stage);
        let advice = stages.then_some("write `sequence` before stages in brackets");
        self.unexpected_with("an event category, `sequence` or `sample`", advice);
        self.skip_to_pipe();
        Body::Error
    }

    fn skip_to_pipe(&mut self) {
        while !matches!(self.peek(), None | Some(TokenKind::Pipe)) {
            self.skip();
        }
    }

    /// `| name argument, argument`; the bar is next.
    fn pipe(&mut self) -> Option<Pipe> {
        let start = self.start();
        self.bump();
        let name_span = self.here();
        if !self.is_at(TokenKind::Name) {
            self.unexpected("the name of a pipe");
            self.skip_to_pipe();
            return None;
        }
        let name = self.written().to_owned();
        self.bump();
        let bare = matches!(self.peek(), None | Some(TokenKind::Pipe));
        let args = if bare { Vec::new() } else { self.open_list(Place::Argument) };
        Some(Pipe { name, name_span, args, span: self.since(start) })
    }
}
