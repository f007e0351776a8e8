//! Reads one literal of JavaScript: objects, lists, strings; numbers and words are skipped over. JSON is a subset.
//!
//! The package of ECS is JavaScript, and reading it is safer than running it.

use std::iter::Peekable;
use std::str::Chars;

use crate::Failure;

/// A value; what codegen has no use for is `Other`.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Literal {
    Text(String),
    List(Vec<Literal>),
    Object(Vec<(String, Literal)>),
    /// A number, `true`, `null`.
    Other,
}

impl Literal {
    pub(super) fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    pub(super) fn items(&self) -> &[Self] {
        if let Self::List(items) = self { items } else { &[] }
    }

    pub(super) fn entries(&self) -> &[(String, Self)] {
        if let Self::Object(entries) = self { entries } else { &[] }
    }

    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        self.entries().iter().find(|entry| entry.0 == key).map(|entry| &entry.1)
    }
}

/// The literal at the start of the text; what follows it is ignored.
pub(super) fn parse(text: &str) -> Result<Literal, Failure> {
    Reader { rest: text.chars().peekable() }.value()
}

struct Reader<'a> {
    rest: Peekable<Chars<'a>>,
}

impl Reader<'_> {
    /// The next character that is not white space, without taking it.
    fn peek(&mut self) -> Option<char> {
        while self.rest.next_if(|c| c.is_whitespace()).is_some() {}
        self.rest.peek().copied()
    }

    fn take(&mut self, expected: char) -> bool {
        self.peek() == Some(expected) && self.rest.next().is_some()
    }

    fn value(&mut self) -> Result<Literal, Failure> {
        match self.peek() {
            Some('{') => self.sequence('{', '}', Self::entry).map(Literal::Object),
            Some('[') => self.sequence('[', ']', Self::value).map(Literal::List),
            Some('"' | '\'') => self.quoted().map(Literal::Text),
            _ => self.word().map(|_| Literal::Other),
        }
    }

    /// Items between brackets, separated by commas; one may follow the last.
    fn sequence<T>(
        &mut self,
        open: char,
        close: char,
        item: fn(&mut Self) -> Result<T, Failure>,
    ) -> Result<Vec<T>, Failure> {
        let mut items = Vec::new();
        self.take(open);
        while !self.take(close) {
            items.push(item(self)?);
            if !self.take(',') && self.peek() != Some(close) {
                return Err(Failure::new(format!("a list or object is not closed by `{close}`")));
            }
        }
        Ok(items)
    }

    fn entry(&mut self) -> Result<(String, Literal), Failure> {
        let key = match self.peek() {
            Some('"' | '\'') => self.quoted()?,
            _ => self.word()?,
        };
        if !self.take(':') {
            return Err(Failure::new(format!("no `:` after key `{key}`")));
        }
        Ok((key, self.value()?))
    }

    fn quoted(&mut self) -> Result<String, Failure> {
        let quote = self.rest.next();
        let mut text = String::new();
        while let Some(next) = self.rest.next() {
            match next {
                _ if Some(next) == quote => return Ok(text),
                '\\' => text.push(self.escaped()?),
                _ => text.push(next),
            }
        }
        Err(Failure::new("a string is not closed"))
    }

    fn escaped(&mut self) -> Result<char, Failure> {
        match self.rest.next() {
            Some('n') => Ok('\n'),
            Some('t') => Ok('\t'),
            Some(same @ ('\\' | '\'' | '"' | '/')) => Ok(same),
            other => Err(Failure::new(format!("an escape that is not read yet: `\\{other:?}`"))),
        }
    }

    /// A name, a number, `true`.
    fn word(&mut self) -> Result<String, Failure> {
        let mut word = String::new();
        let is_part = |c: &char| c.is_alphanumeric() || "_$@.+-".contains(*c);
        while let Some(next) = self.rest.next_if(is_part) {
            word.push(next);
        }
        if word.is_empty() {
            return Err(Failure::new(format!("no value before {:?}", self.peek())));
        }
        Ok(word)
    }
}

#[cfg(test)]
mod tests {
    use super::{Literal, parse};

    #[test]
    fn a_literal_is_read_with_either_quote() {
        let read =
            parse("{ 'a.b': [ \"it's\", 'x\\n\\'y\\'', -1.5e3, true, ], c: {}, } ; rest").unwrap();
        let items = read.get("a.b").map(Literal::items).unwrap_or_default();
        assert_eq!(items[0].text(), Some("it's"));
        assert_eq!(items[1].text(), Some("x\n'y'"));
        assert_eq!(items[2..], [Literal::Other, Literal::Other]);
        assert_eq!(read.get("c"), Some(&Literal::Object(Vec::new())));
    }

    #[test]
    fn a_broken_literal_is_an_error() {
        for broken in ["", "{", "{a}", "[1 2]", "'x", "{a: }", "'\\u0041'", "`x`"] {
            assert!(parse(broken).is_err(), "{broken}");
        }
    }
}
