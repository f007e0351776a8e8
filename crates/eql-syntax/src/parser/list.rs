//! Lists with commas.

use super::{Parser, Place, Tall};
use crate::Dialect;
use crate::ast::Expr;
use crate::diagnostics::TrailingComma;
use crate::token::TokenKind;

impl Parser<'_> {
    /// The elements up to the closer of the list, which is read, and the greatest height.
    pub(super) fn list_until(
        &mut self,
        closer: usize,
        item: impl Fn(&mut Self) -> Tall,
    ) -> (Vec<Expr>, u32) {
        let mut list = Vec::new();
        let mut below = 0;
        while self.at < closer {
            let element = item(self);
            below = below.max(element.height);
            let missing = self.is_at(TokenKind::Comma) && element.expr.span == self.here();
            list.push(element.expr);
            self.comma(closer, missing);
        }
        self.leave(closer);
        (list, below)
    }

    /// Reads the comma before the next element, if there is one. The element before it may be `missing`. The endpoint
    /// takes a comma that nothing follows.
    fn comma(&mut self, closer: usize, missing: bool) {
        let strict = self.dialect == Dialect::Elasticsearch;
        let comma = self.here();
        if self.eat(TokenKind::Comma) && self.at == closer && !missing && strict {
            self.report(&TrailingComma { span: comma });
        }
    }

    /// Elements that end where no comma follows.
    pub(super) fn open_list(&mut self, place: Place) -> Vec<Expr> {
        let mut list = vec![self.expr(place).expr];
        while self.is_at(TokenKind::Comma) {
            let comma = self.here();
            self.bump();
            if !self.peek().is_some_and(TokenKind::begins_value) && self.list_ends(place) {
                self.report(&TrailingComma { span: comma });
                break;
            }
            list.push(self.expr(place).expr);
        }
        list
    }

    fn list_ends(&self, place: Place) -> bool {
        self.peek().is_none_or(|kind| kind != TokenKind::Comma && place.stops_at(kind))
    }
}
