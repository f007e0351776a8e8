//! Numbers and texts from their tokens (spec 1.8 to 1.13).

use super::Parser;
use crate::ast::{Number, Text, TextForm};
use crate::escapes;
use crate::token::TokenKind;

impl Parser<'_> {
    /// The next token as a number, if it is one; it is read.
    pub(super) fn eat_number(&mut self) -> Option<Number> {
        let number = match self.peek() {
            Some(TokenKind::Integer) => integer(self.written()),
            Some(TokenKind::Decimal) => decimal(self.written()),
            Some(_) | None => return None,
        };
        self.bump();
        Some(number)
    }

    /// The next token as a text, if it is a string or a name; it is read.
    pub(super) fn eat_text(&mut self) -> Option<Text> {
        let kind = self.peek()?;
        let form = match () {
            () if kind == TokenKind::Name => TextForm::Bare,
            () if kind == TokenKind::RawString => TextForm::Raw,
            // A raw text of old EQL may hold what the new form cannot.
            () if kind.is_text() || kind == TokenKind::QuotedName => TextForm::Quoted,
            () => return None,
        };
        let value = escapes::meaning(kind, self.written());
        self.bump();
        Some(Text { value, form })
    }
}

fn integer(digits: &str) -> Number {
    let signed = digits.parse().map(Number::Int);
    signed.or_else(|_| digits.parse().map(Number::UInt)).unwrap_or_else(|_| decimal(digits))
}

/// The lexer lets through only what has this form.
fn decimal(written: &str) -> Number {
    Number::Float(written.parse().unwrap_or(0.0))
}
