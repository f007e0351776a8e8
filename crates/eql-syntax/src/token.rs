//! The words of EQL: what the lexer tells apart.

use diagnostics::Span;

/// A piece of the text. The tokens of a text follow each other without gaps.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where it stands; never empty.
    pub span: Span,
}

/// The kinds of tokens (spec 1).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TokenKind {
    /// Space, tab, carriage return, line feed (spec 1.1).
    Whitespace,
    /// `// ...` up to the end of the line, without the line break (spec 1.2).
    LineComment,
    /// `/* ... */`, closed (spec 1.2).
    BlockComment,
    /// A lower-case word with a meaning of its own (spec 1.3).
    Keyword(Keyword),
    /// A bare identifier (spec 1.5).
    Name,
    /// `` `any text` `` (spec 1.6).
    QuotedName,
    /// `name~`, a function that ignores letter case (spec 1.7).
    TildeName,
    /// `$name`, only in the endpoint dialect (spec 20.2).
    Variable,
    /// `12` (spec 1.8).
    Integer,
    /// `1.5`, `1e3` (spec 1.8).
    Decimal,
    /// `"..."` (spec 1.9).
    String,
    /// `"""..."""` (spec 1.11).
    RawString,
    /// `'...'`, always refused (spec 1.12).
    SingleQuoted,
    /// `?"..."` or `?'...'`, always refused (spec 1.13).
    OldRaw,
    /// A string, quoted name or block comment that nothing closes, up to where it is given up.
    Unterminated,
    /// Characters that begin no token, as many as follow each other.
    Unknown,
    /// `:`
    Colon,
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterEqual,
    /// `=`
    Assign,
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Star,
    /// `/`
    Slash,
    /// `%`
    Percent,
    /// `.`
    Dot,
    /// `,`
    Comma,
    /// `[`
    OpenBracket,
    /// `![`
    OpenMissing,
    /// `]`
    CloseBracket,
    /// `(`
    OpenParen,
    /// `)`
    CloseParen,
    /// `|`
    Pipe,
    /// `?`
    Question,
}

impl TokenKind {
    /// Whether it stands only between other tokens and means nothing.
    pub fn is_trivia(self) -> bool {
        matches!(self, Self::Whitespace | Self::LineComment | Self::BlockComment)
    }

    /// Whether it is a mistake in itself, with a finding of the lexer.
    pub(crate) fn is_error(self) -> bool {
        matches!(self, Self::Unterminated | Self::Unknown)
    }

    /// `[` or `![`.
    pub(crate) fn opens_stage(self) -> bool {
        matches!(self, Self::OpenBracket | Self::OpenMissing)
    }

    /// `(`, `[` or `![`.
    pub(crate) fn opens(self) -> bool {
        self == Self::OpenParen || self.opens_stage()
    }

    /// `)` or `]`.
    pub(crate) fn closes(self) -> bool {
        matches!(self, Self::CloseParen | Self::CloseBracket)
    }

    /// Whether an operand or a condition may begin with it.
    pub(crate) fn begins_value(self) -> bool {
        use Keyword::{False, Not, Null, True};
        self.is_text()
            || matches!(self, Self::Name | Self::QuotedName | Self::TildeName | Self::Question)
            || self == Self::Variable
            || matches!(self, Self::Integer | Self::Decimal | Self::OpenParen)
            || matches!(self, Self::Plus | Self::Minus)
            || matches!(self, Self::Keyword(False | Not | Null | True))
    }

    /// Whether it is a string in any of its spellings, the refused ones too.
    pub(crate) fn is_text(self) -> bool {
        matches!(self, Self::String | Self::RawString | Self::SingleQuoted | Self::OldRaw)
    }
}

/// The words that cannot be names unless quoted (spec 1.3).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Keyword {
    /// `and`
    And,
    /// `any`
    Any,
    /// `by`
    By,
    /// `false`
    False,
    /// `in`
    In,
    /// `in~`
    InIgnoreCase,
    /// `join`
    Join,
    /// `like`
    Like,
    /// `like~`
    LikeIgnoreCase,
    /// `maxspan`
    Maxspan,
    /// `not`
    Not,
    /// `null`
    Null,
    /// `of`
    Of,
    /// `or`
    Or,
    /// `regex`
    Regex,
    /// `regex~`
    RegexIgnoreCase,
    /// `sample`
    Sample,
    /// `sequence`
    Sequence,
    /// `true`
    True,
    /// `until`
    Until,
    /// `where`
    Where,
    /// `with`
    With,
}

impl Keyword {
    /// The keyword that is spelled like this, letter case included.
    pub fn of(text: &str) -> Option<Self> {
        Some(match text {
            "and" => Self::And,
            "any" => Self::Any,
            "by" => Self::By,
            "false" => Self::False,
            "in" => Self::In,
            "in~" => Self::InIgnoreCase,
            "join" => Self::Join,
            "like" => Self::Like,
            "like~" => Self::LikeIgnoreCase,
            "maxspan" => Self::Maxspan,
            "not" => Self::Not,
            "null" => Self::Null,
            "of" => Self::Of,
            "or" => Self::Or,
            "regex" => Self::Regex,
            "regex~" => Self::RegexIgnoreCase,
            "sample" => Self::Sample,
            "sequence" => Self::Sequence,
            "true" => Self::True,
            "until" => Self::Until,
            "where" => Self::Where,
            "with" => Self::With,
            _ => return None,
        })
    }

    /// As written.
    pub fn text(self) -> &'static str {
        match self {
            Self::And => "and",
            Self::Any => "any",
            Self::By => "by",
            Self::False => "false",
            Self::In => "in",
            Self::InIgnoreCase => "in~",
            Self::Join => "join",
            Self::Like => "like",
            Self::LikeIgnoreCase => "like~",
            Self::Maxspan => "maxspan",
            Self::Not => "not",
            Self::Null => "null",
            Self::Of => "of",
            Self::Or => "or",
            Self::Regex => "regex",
            Self::RegexIgnoreCase => "regex~",
            Self::Sample => "sample",
            Self::Sequence => "sequence",
            Self::True => "true",
            Self::Until => "until",
            Self::Where => "where",
            Self::With => "with",
        }
    }
}
