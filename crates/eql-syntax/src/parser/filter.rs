//! `category where condition`, alone or in brackets.

use super::misuse::goes_on_with_value;
use super::{Parser, Place};
use crate::ast::{Category, EventFilter, Stage, Text, TextForm};
use crate::diagnostics::{KeywordAsName, MissingWhere, OptionalCategory, QuotedCategory};
use crate::printer::quoted;
use crate::token::{Keyword, TokenKind};

impl Parser<'_> {
    /// `[filter]` or `![filter]`, and the height of its condition; the opener is next.
    pub(super) fn subquery(&mut self) -> (Stage, u32) {
        let start = self.start();
        let missing = self.is_at(TokenKind::OpenMissing);
        let closer = self.enter();
        let (filter, height) = self.filter(Place::Stage);
        self.leave(closer);
        let span = self.since(start);
        (Stage { missing, filter, by: Vec::new(), option: None, alias: None, span }, height)
    }

    /// A filter and the height of its condition.
    pub(super) fn filter(&mut self, place: Place) -> (EventFilter, u32) {
        let outer = std::mem::replace(&mut self.place, place);
        let start = self.start();
        let first = self.at;
        let category = self.category();
        let found = self.find_condition(first) && self.expect_condition();
        let condition = if found { self.expr(place) } else { self.skip_expr() };
        self.place = outer;
        let span = self.since(start);
        (EventFilter { category, condition: condition.expr, span }, condition.height)
    }

    /// What stands before `where` (spec 3). Nothing is read where nothing like a category is next.
    fn category(&mut self) -> Category {
        let before_where = self.is_where_at(1);
        match self.peek() {
            Some(TokenKind::Question) if self.peek_at(1).is_some_and(is_category) => {
                self.report(&OptionalCategory { span: self.here() });
                self.bump();
                self.category()
            }
            Some(TokenKind::QuotedName) => self.quoted_category(),
            Some(TokenKind::Keyword(keyword)) if keyword != Keyword::Any && before_where => {
                let span = self.here();
                self.report(&KeywordAsName { keyword, category: true, span });
                self.bump();
                let name = Text { value: keyword.text().to_owned(), form: TextForm::Quoted };
                Category { name: Some(name), span }
            }
            Some(TokenKind::Unknown | TokenKind::Unterminated) if before_where => {
                let span = self.here();
                self.unexpected("an event category");
                self.bump();
                Category { name: None, span }
            }
            Some(_) | None => self.plain_category(),
        }
    }

    fn plain_category(&mut self) -> Category {
        let start = self.start();
        let name = self.eat_text();
        if name.is_none() {
            self.eat(TokenKind::Keyword(Keyword::Any));
        }
        Category { name, span: self.since(start) }
    }

    fn quoted_category(&mut self) -> Category {
        let span = self.here();
        let name = self.eat_text();
        // Without `where` it is more likely a field, and `where` is what is missing.
        if self.is_where_at(0) {
            let quoted = quoted(name.as_ref().map_or("", |name| &name.value));
            self.report(&QuotedCategory { quoted, span });
        }
        Category { name, span }
    }

    fn is_where_at(&self, ahead: usize) -> bool {
        let written = self.token(ahead).map(|token| token.span.slice(self.text));
        written.is_some_and(|written| written.eq_ignore_ascii_case("where"))
    }

    /// Goes to where the condition begins, usually behind `where`; the filter began at the token `first`.
    /// False, and a finding, where there is none.
    fn find_condition(&mut self, first: usize) -> bool {
        if self.is_where_at(0) {
            if self.at == first {
                self.unexpected("an event category before `where`");
            }
            return self.eat_word(Keyword::Where);
        }
        if let Some(place) = self.find_where() {
            self.unexpected(if self.at == first { "an event category" } else { "`where`" });
            self.at = place + 1;
            return true;
        }
        self.find_condition_without_where(first)
    }

    /// Place of `where` further on in the same filter.
    fn find_where(&self) -> Option<usize> {
        let mut at = self.at;
        loop {
            let token = self.source.tokens.get(at)?;
            if token.span.slice(self.text).eq_ignore_ascii_case("where") {
                return Some(at);
            }
            if token.kind.closes() || token.kind == TokenKind::Pipe {
                return None;
            }
            let closer = if token.kind.opens() { self.source.partners[at] as usize } else { 0 };
            at = at.max(closer) + 1;
        }
    }

    /// Whether something follows that can be read as a condition; reports the end of the filter.
    fn expect_condition(&mut self) -> bool {
        let nothing = self.peek().is_none_or(|kind| kind.closes() || kind == TokenKind::Pipe);
        if nothing {
            self.unexpected("a condition");
        }
        !nothing
    }

    fn find_condition_without_where(&mut self, first: usize) -> bool {
        let next = self.peek();
        let condition_follows = next.is_some_and(TokenKind::begins_value);
        let nothing_read = self.at == first;
        if nothing_read && !condition_follows {
            self.unexpected("an event category");
            return false;
        }
        let field = !nothing_read && !condition_follows && next.is_some_and(goes_on_with_value);
        if field {
            // `process.name == ...`: what was read as a category is part of the condition.
            self.at = first;
        }
        let insertion = match () {
            () if nothing_read || field => Some("any where"),
            () if condition_follows => Some("where"),
            () => None,
        };
        if next.is_some_and(TokenKind::is_error) {
            self.unexpected("`where`");
        } else {
            self.report(&MissingWhere { insertion, span: self.here() });
        }
        insertion.is_some()
    }
}

fn is_category(kind: TokenKind) -> bool {
    kind == TokenKind::Name || kind == TokenKind::QuotedName || kind.is_text()
}
