//! `or`, `and`, `not`, comparisons and arithmetic: everything with a precedence (spec 2.1).

use diagnostics::Span;

use super::{MAX_DEPTH, Parser, Place, Tall};
use crate::ast::{ArithmeticOp, ComparisonOp, Expr, ExprKind};
use crate::diagnostics::{Assignment, ChainedComparison, TooDeep};
use crate::token::{Keyword, TokenKind};

impl Parser<'_> {
    /// A whole expression, up to where its place ends.
    pub(super) fn expr(&mut self, place: Place) -> Tall {
        let outer = std::mem::replace(&mut self.place, place);
        let tall = self.expr_within_limit();
        self.place = outer;
        tall
    }

    fn expr_within_limit(&mut self) -> Tall {
        if self.depth + 1 >= MAX_DEPTH {
            self.too_deep();
            return self.skip_expr();
        }
        self.depth += 1;
        let tall = self.or_expr();
        self.depth -= 1;
        tall
    }

    fn too_deep(&mut self) {
        if !self.deep {
            self.report(&TooDeep { span: self.here() });
        }
        self.deep = true;
    }

    /// Skips a whole expression, `and` and `or` included.
    pub(super) fn skip_expr(&mut self) -> Tall {
        let start = self.start();
        loop {
            self.skip_to_stop();
            if !matches!(self.peek(), Some(TokenKind::Keyword(Keyword::And | Keyword::Or))) {
                return Self::hole(self.since(start));
            }
            self.bump();
        }
    }

    /// A node above others of height `below`; a hole where it would be too high.
    pub(super) fn node(&mut self, kind: ExprKind, span: Span, below: u32) -> Tall {
        if self.depth + below >= MAX_DEPTH {
            self.too_deep();
            return Self::hole(span);
        }
        Tall { expr: Expr { kind, span }, height: below + 1 }
    }

    fn or_expr(&mut self) -> Tall {
        self.chain(Keyword::Or, Self::and_expr, ExprKind::Or)
    }

    fn and_expr(&mut self) -> Tall {
        self.chain(Keyword::And, Self::not_expr, ExprKind::And)
    }

    /// Operands with one word between them, in one flat list.
    fn chain(
        &mut self,
        word: Keyword,
        operand: fn(&mut Self) -> Tall,
        make: fn(Vec<Expr>) -> ExprKind,
    ) -> Tall {
        let start = self.start();
        let first = operand(self);
        if !self.is_at_word(word) {
            return first;
        }
        let mut below = first.height;
        let mut operands = vec![first.expr];
        while self.eat_word(word) {
            let next = operand(self);
            below = below.max(next.height);
            operands.push(next.expr);
        }
        self.node(make(operands), self.since(start), below)
    }

    fn not_expr(&mut self) -> Tall {
        let mut starts = vec![self.start()];
        while self.eat_not() {
            starts.push(self.start());
        }
        starts.pop();
        let operand = match self.relation() {
            Some(relation) => relation,
            None => self.comparison(),
        };
        let condition = starts.into_iter().rev().fold(operand, |operand, start| {
            self.node(ExprKind::Not(Box::new(operand.expr)), self.since(start), operand.height)
        });
        self.settle();
        condition
    }

    /// `not`, or the name `NOT` where an operand follows that cannot follow a name.
    fn eat_not(&mut self) -> bool {
        let name = self.is_at(TokenKind::Name);
        let not_a_name = self.peek_at(1).is_some_and(|next| {
            next.begins_value()
                && !matches!(next, TokenKind::Plus | TokenKind::Minus)
                && next != TokenKind::Keyword(Keyword::Not)
        });
        (!name || not_a_name) && self.eat_word(Keyword::Not)
    }

    /// Reports what cannot stand behind a condition, and skips it.
    fn settle(&mut self) {
        let Some(kind) = self.peek().filter(|_| !self.can_go_on()) else { return };
        self.unexpected_with(self.place.expected(), self.advice_behind_condition(kind));
        if self.is_at_stray() {
            self.bump();
        }
        if !self.can_go_on() {
            self.skip_to_stop();
        }
    }

    /// Whether the next token can stand behind a condition.
    fn can_go_on(&self) -> bool {
        self.peek().is_none_or(|kind| self.place.stops_at(kind))
            || self.place.words().iter().any(|&word| self.is_at_word(word))
            || self.place == Place::Key && self.is_at_alias()
    }

    fn advice_behind_condition(&self, kind: TokenKind) -> Option<&'static str> {
        let before = self.at.checked_sub(1).map(|at| self.source.tokens[at]);
        let number = |kind| matches!(kind, TokenKind::Integer | TokenKind::Decimal);
        let glued = before.is_some_and(|before| before.span.end == self.start());
        let behind_number = before.is_some_and(|before| number(before.kind));
        let digit_first = kind == TokenKind::Name && behind_number || kind == TokenKind::Decimal;
        match () {
            () if kind == TokenKind::Comma => Some("join conditions with `and` or `or`"),
            () if glued && digit_first => Some("a name with a digit first stands in backticks"),
            () => None,
        }
    }

    fn comparison(&mut self) -> Tall {
        let start = self.start();
        let left = self.sum();
        let Some(op) = self.eat_comparison() else { return left };
        let right = self.sum();
        let below = left.height.max(right.height);
        let kind = ExprKind::Comparison(op, Box::new(left.expr), Box::new(right.expr));
        let comparison = self.node(kind, self.since(start), below);
        self.skip_chained();
        comparison
    }

    /// The second and further comparisons of `a < b < c` (spec 2.4).
    fn skip_chained(&mut self) {
        let Some(op) = self.peek().and_then(comparison_op) else { return };
        self.report(&ChainedComparison { operator: op.symbol(), span: self.here() });
        while self.peek().and_then(comparison_op).is_some() {
            self.bump();
            self.sum();
        }
    }

    fn eat_comparison(&mut self) -> Option<ComparisonOp> {
        if self.is_at(TokenKind::Assign) {
            // `=>` and the like are no comparison that can be guessed.
            if !self.peek_at(1).is_some_and(TokenKind::begins_value) {
                return None;
            }
            self.report(&Assignment { span: self.here() });
            self.bump();
            return Some(ComparisonOp::Equal);
        }
        let op = self.peek().and_then(comparison_op)?;
        self.bump();
        Some(op)
    }

    fn sum(&mut self) -> Tall {
        self.left_chain(SUMS, Self::product)
    }

    fn product(&mut self) -> Tall {
        self.left_chain(PRODUCTS, Self::signed)
    }

    /// `a + b + c` as `(a + b) + c`.
    fn left_chain(
        &mut self,
        ops: &[(TokenKind, ArithmeticOp)],
        operand: fn(&mut Self) -> Tall,
    ) -> Tall {
        let start = self.start();
        let mut left = operand(self);
        while let Some(op) = self.peek().and_then(|kind| find(ops, kind)) {
            self.bump();
            let right = operand(self);
            let below = left.height.max(right.height);
            let kind = ExprKind::Arithmetic(op, Box::new(left.expr), Box::new(right.expr));
            left = self.node(kind, self.since(start), below);
        }
        left
    }

    /// Signs before an operand with its predicate (spec 2.2).
    fn signed(&mut self) -> Tall {
        let mut signs = Vec::new();
        while let Some(sign) = self.peek().and_then(|kind| find(SUMS, kind)) {
            signs.push((sign, self.start()));
            self.bump();
        }
        let operand = self.predicate();
        signs.into_iter().rev().fold(operand, |operand, (sign, start)| {
            let inner = Box::new(operand.expr);
            let negative = sign == ArithmeticOp::Subtract;
            let kind = if negative { ExprKind::Negative(inner) } else { ExprKind::Positive(inner) };
            self.node(kind, self.since(start), operand.height)
        })
    }
}

const COMPARISONS: &[(TokenKind, ComparisonOp)] = &[
    (TokenKind::Equal, ComparisonOp::Equal),
    (TokenKind::NotEqual, ComparisonOp::NotEqual),
    (TokenKind::Less, ComparisonOp::Less),
    (TokenKind::LessEqual, ComparisonOp::LessEqual),
    (TokenKind::Greater, ComparisonOp::Greater),
    (TokenKind::GreaterEqual, ComparisonOp::GreaterEqual),
];

const SUMS: &[(TokenKind, ArithmeticOp)] =
    &[(TokenKind::Plus, ArithmeticOp::Add), (TokenKind::Minus, ArithmeticOp::Subtract)];

const PRODUCTS: &[(TokenKind, ArithmeticOp)] = &[
    (TokenKind::Star, ArithmeticOp::Multiply),
    (TokenKind::Slash, ArithmeticOp::Divide),
    (TokenKind::Percent, ArithmeticOp::Modulo),
];

pub(super) fn comparison_op(kind: TokenKind) -> Option<ComparisonOp> {
    find(COMPARISONS, kind)
}

fn find<Op: Copy>(ops: &[(TokenKind, Op)], kind: TokenKind) -> Option<Op> {
    ops.iter().find(|(token, _)| *token == kind).map(|&(_, op)| op)
}
