//! The tree of a Lucene regular expression.

/// An expression. No tree is nested deeper than the parser's limit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ast {
    /// `()`, `""` and the empty pattern: the empty text.
    Empty,
    /// These characters; without case each ASCII letter folds. Never empty.
    Literal(String),
    /// `.`: one character of any kind, newlines included.
    AnyChar,
    /// `@`: any text.
    AnyString,
    /// `#`: nothing, not even the empty text.
    Nothing,
    /// `[a-z_]`, `\d`: one character of a set.
    Class(Class),
    /// `<1-99>`: a number.
    Interval(Interval),
    /// `x*`, `x{2,5}`: so many times.
    Repeat {
        /// What is repeated.
        item: Box<Ast>,
        /// The least count.
        least: u32,
        /// The greatest count; `None` for no limit. Never below `least`.
        most: Option<u32>,
    },
    /// One after the other; two or more.
    Concat(Vec<Ast>),
    /// `x|y`: one of them; two or more.
    Union(Vec<Ast>),
    /// `x&y`: all of them at once; two or more.
    Intersection(Vec<Ast>),
    /// `~x`: every text that `x` is not.
    Complement(Box<Ast>),
}

/// A set of characters.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Class {
    /// `[^…]`: every character that is not in the set.
    pub negated: bool,
    /// What is in the set; at least one.
    pub items: Vec<ClassItem>,
}

impl Class {
    /// Whether it has ASCII characters alone.
    pub fn is_ascii(&self) -> bool {
        let is_ascii = |item: &ClassItem| match item {
            ClassItem::Char(character) => character.is_ascii(),
            ClassItem::Range(_, last) => last.is_ascii(),
            ClassItem::Shorthand { negated, .. } => !negated,
        };
        !self.negated && self.items.iter().all(is_ascii)
    }
}

/// A part of a class.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ClassItem {
    /// One character; without case an ASCII letter folds.
    Char(char),
    /// First to last, both included; never folds.
    Range(char, char),
    /// `\d`, or its negation `\D`.
    Shorthand {
        /// Which set.
        shorthand: Shorthand,
        /// `\D`: the characters that are not in it.
        negated: bool,
    },
}

/// The sets with a name, in ASCII.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shorthand {
    /// `\d`: `0` to `9`.
    Digit,
    /// `\s`: space, tab, line feed, carriage return.
    Space,
    /// `\w`: letters, digits and `_`.
    Word,
}

/// A range of decimal numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Interval {
    /// The least number.
    pub least: u32,
    /// The greatest number; never below `least`.
    pub most: u32,
    /// How many digits the text has, with leading zeros; `None` for any number of leading zeros.
    pub digits: Option<usize>,
}

impl Shorthand {
    /// First and last character of each part of the set, in order.
    pub(super) fn ranges(self) -> &'static [(char, char)] {
        match self {
            Self::Digit => &[('0', '9')],
            Self::Space => &[('\t', '\n'), ('\r', '\r'), (' ', ' ')],
            Self::Word => &[('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')],
        }
    }
}

impl Ast {
    /// The only text (but for letter case) that it matches, where it is plain characters.
    pub fn as_literal(&self) -> Option<&str> {
        match self {
            Self::Empty => Some(""),
            Self::Literal(text) => Some(text),
            Self::AnyChar
            | Self::AnyString
            | Self::Nothing
            | Self::Class(_)
            | Self::Interval(_)
            | Self::Repeat { .. }
            | Self::Concat(_)
            | Self::Union(_)
            | Self::Intersection(_)
            | Self::Complement(_) => None,
        }
    }

    /// One after the other; neighbouring literals become one.
    pub(super) fn concat(items: Vec<Self>) -> Self {
        let mut joined: Vec<Self> = Vec::new();
        for item in items {
            match (joined.last_mut(), item) {
                (_, Self::Empty) => {}
                (Some(Self::Literal(before)), Self::Literal(text)) => before.push_str(&text),
                (_, item) => joined.push(item),
            }
        }
        Self::of_list(joined, Self::Empty, Self::Concat)
    }

    pub(super) fn union(items: Vec<Self>) -> Self {
        Self::of_list(items, Self::Nothing, Self::Union)
    }

    pub(super) fn intersection(items: Vec<Self>) -> Self {
        Self::of_list(items, Self::AnyString, Self::Intersection)
    }

    /// A list of one is its element.
    fn of_list(mut items: Vec<Self>, none: Self, many: fn(Vec<Self>) -> Self) -> Self {
        match items.len() {
            0 => none,
            1 => items.swap_remove(0),
            _ => many(items),
        }
    }
}
