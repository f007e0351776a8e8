//! Constants, fields, calls, parentheses and `name of [...]`.

use super::{Parser, Place, Tall};
use crate::ast::{Call, ExprKind, FieldName, Relation, Segment, Text, TextForm, Variable};
use crate::diagnostics::KeywordAsName;
use crate::token::{Keyword, TokenKind};

impl Parser<'_> {
    /// `primary` of the grammar; where there is none, a hole up to where reading can go on.
    pub(super) fn operand(&mut self) -> Tall {
        let start = self.start();
        match self.peek() {
            Some(TokenKind::OpenParen) => self.group(),
            Some(TokenKind::Name | TokenKind::TildeName) if self.is_call() => self.call(),
            Some(TokenKind::Name | TokenKind::QuotedName | TokenKind::Question) => self.field(),
            Some(TokenKind::Variable) => self.variable(),
            Some(TokenKind::Keyword(word)) => self.keyword(word),
            Some(TokenKind::Integer | TokenKind::Decimal) => {
                let number = self.eat_number().map_or(ExprKind::Error, ExprKind::Number);
                Tall::leaf(number, self.since(start))
            }
            Some(kind) if kind.is_text() => {
                let text = self.eat_text().map_or(ExprKind::Error, ExprKind::Str);
                Tall::leaf(text, self.since(start))
            }
            Some(_) | None => self.no_operand(),
        }
    }

    /// Reports that a value is missing, and skips to where reading can go on.
    fn no_operand(&mut self) -> Tall {
        let start = self.here();
        self.unexpected(self.place.operand());
        self.skip_to_stop();
        Self::hole(start)
    }

    /// `(...)`: the expression in it, with its own span.
    fn group(&mut self) -> Tall {
        let closer = self.enter();
        let inner = self.expr(Place::Group);
        self.leave(closer);
        inner
    }

    fn keyword(&mut self, word: Keyword) -> Tall {
        let constants = [
            (Keyword::True, ExprKind::Bool(true)),
            (Keyword::False, ExprKind::Bool(false)),
            (Keyword::Null, ExprKind::Null),
        ];
        let span = self.here();
        let constant = constants.into_iter().find(|(constant, _)| *constant == word);
        match constant {
            Some((_, kind)) => {
                self.bump();
                Tall::leaf(kind, span)
            }
            None if self.is_misused_name() => self.field(),
            None => self.no_operand(),
        }
    }

    fn is_call(&self) -> bool {
        self.is_at(TokenKind::TildeName) || self.peek_at(1) == Some(TokenKind::OpenParen)
    }

    /// `name(...)` or `name~(...)`.
    fn call(&mut self) -> Tall {
        let name_span = self.here();
        let ignore_case = self.is_at(TokenKind::TildeName);
        let name = self.written().trim_end_matches('~').to_owned();
        self.bump();
        if !self.is_at(TokenKind::OpenParen) {
            self.unexpected("`(`: a name with `~` is a function");
            self.skip_to_stop();
            return Self::hole(name_span);
        }
        let closer = self.enter();
        let (args, below) = self.list_until(closer, |parser| parser.expr(Place::Item));
        let call = Call { name, name_span, ignore_case, args };
        self.node(ExprKind::Call(call), self.since(name_span.start), below)
    }

    /// `?a.b[0].c`; at least the first name or a `?` is there.
    fn field(&mut self) -> Tall {
        let start = self.start();
        let optional = self.eat(TokenKind::Question);
        let mut segments = Vec::new();
        if !self.segment(&mut segments) || !self.segments_behind(&mut segments) {
            return self.no_segment(start);
        }
        Tall::leaf(ExprKind::Field(FieldName { optional, segments }), self.since(start))
    }

    /// `$entry.a.b`; the `$entry` is next (spec 20.2).
    fn variable(&mut self) -> Tall {
        let start = self.start();
        let name = self.written().trim_start_matches('$').to_owned();
        self.bump();
        let mut segments = Vec::new();
        if !self.segments_behind(&mut segments) {
            return self.no_segment(start);
        }
        Tall::leaf(ExprKind::Variable(Variable { name, segments }), self.since(start))
    }

    /// The further parts of a name; false where a dot has none behind it.
    fn segments_behind(&mut self, segments: &mut Vec<Segment>) -> bool {
        loop {
            if self.eat(TokenKind::Dot) {
                if !self.segment(segments) {
                    return false;
                }
            } else if self.is_at_index() {
                segments.push(self.index());
            } else {
                return true;
            }
        }
    }

    fn no_segment(&mut self, start: u32) -> Tall {
        let span = self.since(start);
        self.unexpected("a name");
        self.skip_to_stop();
        Self::hole(span)
    }

    /// A name, or a keyword in its place, which is reported (spec 1.6).
    fn segment(&mut self, segments: &mut Vec<Segment>) -> bool {
        if let Some(TokenKind::Keyword(keyword)) = self.peek()
            && self.is_keyword_segment(keyword)
        {
            let span = self.here();
            self.report(&KeywordAsName { keyword, category: false, span });
            self.bump();
            let name = Text { value: keyword.text().to_owned(), form: TextForm::Quoted };
            segments.push(Segment::Name(name));
            return true;
        }
        let is_name = matches!(self.peek(), Some(TokenKind::Name | TokenKind::QuotedName));
        let name = if is_name { self.eat_text() } else { None };
        let found = name.is_some();
        segments.extend(name.map(Segment::Name));
        found
    }

    /// Whether the keyword behind a dot is meant as a name: `a. and b` more likely lacks a name.
    fn is_keyword_segment(&self, keyword: Keyword) -> bool {
        use Keyword::{And, In, Like, Not, Or, Regex, Until, With};
        let Some(next) = self.peek_at(1) else { return true };
        let does_its_own = matches!(keyword, And | Or | Not) && next.begins_value()
            || matches!(keyword, In | Like | Regex) && next == TokenKind::OpenParen
            || matches!(keyword, Like | Regex) && next.is_text()
            || keyword == With && self.peek_at(2) == Some(TokenKind::Assign)
            || keyword == Until && next.opens_stage();
        !does_its_own && !keyword.text().ends_with('~')
    }

    /// `[` goes on with a name only if an integer follows (spec 2.8).
    fn is_at_index(&self) -> bool {
        self.is_at(TokenKind::OpenBracket) && self.peek_at(1) == Some(TokenKind::Integer)
    }

    /// `[0]`; the grammar allows several integers.
    fn index(&mut self) -> Segment {
        let closer = self.enter();
        let mut integers = Vec::new();
        while self.is_at(TokenKind::Integer) {
            integers.push(self.written());
            self.bump();
        }
        // A closer without text was added, and what lacks it has been reported.
        let written = self.source.tokens.get(closer).is_some_and(|token| !token.span.is_empty());
        if self.at < closer && written {
            self.unexpected("`]`");
        }
        self.leave(closer);
        Segment::Index(integers.join(" "))
    }

    /// `name of [...]` (spec 6.8).
    pub(super) fn relation(&mut self) -> Option<Tall> {
        let of = self.is_at(TokenKind::Name) && {
            let behind = self.token(1).map(|token| token.span.slice(self.text));
            let opens = self.peek_at(2).is_some_and(TokenKind::opens_stage);
            behind.is_some_and(|word| word == "of" || opens && word.eq_ignore_ascii_case("of"))
        };
        of.then(|| self.relation_of())
    }

    fn relation_of(&mut self) -> Tall {
        let start = self.start();
        let name = self.written().to_owned();
        self.bump();
        self.eat_word(Keyword::Of);
        if !self.peek().is_some_and(TokenKind::opens_stage) {
            self.unexpected("`[`");
            self.skip_to_stop();
            return Self::hole(self.since(start));
        }
        let (stage, below) = self.subquery();
        let relation = Relation { name, stage: Box::new(stage) };
        self.node(ExprKind::Relation(relation), self.since(start), below)
    }
}
