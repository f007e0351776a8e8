//! What may follow an expression, by where it stands.

use crate::token::{Keyword, TokenKind};

/// Where an expression stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    /// The condition of a query without stages.
    Filter,
    /// The condition of a stage.
    Stage,
    /// In parentheses.
    Group,
    /// In a list in parentheses.
    Item,
    /// Behind `by`.
    Key,
    /// Behind the name of a pipe.
    Argument,
}

impl Place {
    /// Whether reading can go on at this token, which is of the same group. Closers and the end of the text
    /// always end the group.
    pub(super) fn stops_at(self, kind: TokenKind) -> bool {
        let word = |&word: &Keyword| kind == TokenKind::Keyword(word);
        kind.closes()
            || self.words().iter().any(word)
            || kind.opens_stage() && self == Self::Key
            || kind == TokenKind::Comma && matches!(self, Self::Item | Self::Key | Self::Argument)
            || kind == TokenKind::Pipe && matches!(self, Self::Filter | Self::Key | Self::Argument)
    }

    /// What an expression is called there, in words.
    pub(super) fn operand(self) -> &'static str {
        match self {
            Self::Key => "a field",
            Self::Filter | Self::Stage | Self::Group | Self::Item | Self::Argument => "a value",
        }
    }

    /// The keywords that can follow an expression.
    pub(super) fn words(self) -> &'static [Keyword] {
        match self {
            Self::Key => &[Keyword::And, Keyword::Or, Keyword::With, Keyword::Until],
            Self::Filter | Self::Stage | Self::Group | Self::Item | Self::Argument => {
                &[Keyword::And, Keyword::Or]
            }
        }
    }

    /// What could stand behind a whole expression, in words.
    pub(super) fn expected(self) -> &'static str {
        match self {
            Self::Filter => "`and`, `or`, `|` or the end of the query",
            Self::Stage => "`and`, `or` or `]`",
            Self::Group => "`and`, `or` or `)`",
            Self::Item => "`,` or `)`",
            Self::Key => "`,`, `with` or `[`",
            Self::Argument => "`,`, `|` or the end of the query",
        }
    }
}
