//! `in`, `:`, `like` and `regex` behind an operand (spec 2.2, 2.5, 2.6).

use super::{Parser, Place, Tall};
use crate::ast::{Expr, ExprKind, In, Match, MatchOp};
use crate::diagnostics::{EmptyList, NotBeforeOperator, PatternNotConstant};
use crate::token::{Keyword, TokenKind};

const MATCH_WORDS: &[(Keyword, MatchOp)] = &[
    (Keyword::Like, MatchOp::Like),
    (Keyword::LikeIgnoreCase, MatchOp::LikeIgnoreCase),
    (Keyword::Regex, MatchOp::Regex),
    (Keyword::RegexIgnoreCase, MatchOp::RegexIgnoreCase),
];

impl Parser<'_> {
    /// An operand with the predicate that is bound to it, if any.
    pub(super) fn predicate(&mut self) -> Tall {
        let start = self.start();
        let operand = self.operand();
        let negated = self.eat_infix_not(start);
        if self.eat_word(Keyword::In) {
            self.membership(start, operand, negated, false)
        } else if self.eat_word(Keyword::InIgnoreCase) {
            self.membership(start, operand, negated, true)
        } else if let Some(op) = self.eat_match() {
            self.matching(start, operand, op)
        } else {
            operand
        }
    }

    /// `not` between operand and operator: true for `not in`, reported for other operators.
    fn eat_infix_not(&mut self, start: u32) -> bool {
        if !self.is_at_word(Keyword::Not) {
            return false;
        }
        let not = self.here();
        self.at += 1;
        let before_in = self.is_at_word(Keyword::In) || self.is_at_word(Keyword::InIgnoreCase);
        let before_operator = self.match_op().is_some()
            || self.peek().and_then(super::condition::comparison_op).is_some();
        if before_operator {
            let operator = self.written().to_owned();
            let operator_start = self.start();
            let condition_start = self.begins_condition(start).then_some(start);
            self.report(&NotBeforeOperator {
                operator,
                operator_start,
                condition_start,
                span: not,
            });
            return false;
        }
        self.at -= 1;
        before_in && self.eat_word(Keyword::Not)
    }

    /// Whether the operand that begins at `start` is the first word of its condition, so that `not` can go there.
    fn begins_condition(&self, start: u32) -> bool {
        let tokens = &self.source.tokens;
        let first = tokens.partition_point(|token| token.span.start < start);
        let before = first.checked_sub(1).map(|at| tokens[at].kind);
        before.is_none_or(|kind| {
            use Keyword::{And, Not, Or, Where};
            matches!(kind, TokenKind::Keyword(And | Not | Or | Where) | TokenKind::OpenParen)
        })
    }

    fn membership(&mut self, start: u32, value: Tall, negated: bool, ignore_case: bool) -> Tall {
        let Some((list, below)) = self.list_of(Self::item) else {
            return Self::hole(self.since(start));
        };
        let below = below.max(value.height);
        let value = Box::new(value.expr);
        let kind = ExprKind::In(In { value, negated, ignore_case, list });
        self.node(kind, self.since(start), below)
    }

    fn item(&mut self) -> Tall {
        self.expr(Place::Item)
    }

    /// A list in parentheses with at least one element; `None`, and a finding, where there is none.
    fn list_of(&mut self, item: impl Fn(&mut Self) -> Tall) -> Option<(Vec<Expr>, u32)> {
        if !self.is_at(TokenKind::OpenParen) {
            self.unexpected_with("`(`", Some("a list stands in parentheses: `(\"a\", \"b\")`"));
            self.skip_to_stop();
            return None;
        }
        let start = self.start();
        let closer = self.enter();
        let empty = self.at == closer;
        let list = self.list_until(closer, item);
        if empty {
            let span = self.since(start);
            self.report(&EmptyList { span });
            return Some((vec![Self::hole(span).expr], 1));
        }
        Some(list)
    }

    fn eat_match(&mut self) -> Option<MatchOp> {
        let (word, op) = self.match_op()?;
        match word {
            Some(word) => self.eat_word(word),
            None => self.eat(TokenKind::Colon),
        };
        Some(op)
    }

    fn match_op(&self) -> Option<(Option<Keyword>, MatchOp)> {
        if self.is_at(TokenKind::Colon) {
            return Some((None, MatchOp::Colon));
        }
        let found = MATCH_WORDS.iter().find(|(word, _)| self.is_at_word(*word));
        found.map(|&(word, op)| (Some(word), op))
    }

    fn matching(&mut self, start: u32, value: Tall, op: MatchOp) -> Tall {
        let patterns = if self.is_at(TokenKind::OpenParen) {
            let closer = self.source.partners[self.at] as usize;
            // A list without end runs on over conditions, which are no patterns for another reason.
            let ends = !self.source.tokens[closer].span.is_empty();
            self.list_of(|parser| if ends { parser.pattern(op, Self::item) } else { parser.item() })
        } else {
            let pattern = self.pattern(op, Self::signless);
            Some((vec![pattern.expr], pattern.height))
        };
        let Some((patterns, below)) = patterns else { return Self::hole(self.since(start)) };
        let below = below.max(value.height);
        let kind = ExprKind::Match(Match { value: Box::new(value.expr), op, patterns });
        self.node(kind, self.since(start), below)
    }

    /// A literal; whatever else `read` finds is reported (spec 2.5).
    fn pattern(&mut self, op: MatchOp, read: fn(&mut Self) -> Tall) -> Tall {
        use ExprKind::{Bool, Error, Null, Number, Str};
        let start = self.start();
        let parenthesis = self.is_at(TokenKind::OpenParen);
        let pattern = read(self);
        let constant = matches!(pattern.expr.kind, Null | Bool(_) | Number(_) | Str(_));
        if !matches!(pattern.expr.kind, Error) && (parenthesis || !constant) {
            self.report(&PatternNotConstant { operator: op.symbol(), span: self.since(start) });
        }
        pattern
    }

    /// An operand with signs, without a predicate of its own: `a : b : c` must not nest.
    fn signless(&mut self) -> Tall {
        let start = self.start();
        let negative = self.eat(TokenKind::Minus);
        let signed = negative || self.eat(TokenKind::Plus);
        let operand = self.operand();
        if !signed {
            return operand;
        }
        let inner = Box::new(operand.expr);
        let kind = if negative { ExprKind::Negative(inner) } else { ExprKind::Positive(inner) };
        self.node(kind, self.since(start), operand.height)
    }
}
