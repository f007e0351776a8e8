//! What is wrong with a regular expression.

use std::fmt;

/// Why an expression cannot be used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RegexError {
    /// It cannot be read.
    Syntax {
        /// The byte of the pattern where it goes wrong, or its length for its end.
        position: usize,
        /// What is wrong there: lower case, no full stop.
        message: String,
    },
    /// It has a construct that is not implemented.
    Unsupported {
        /// The byte of the pattern where the construct begins.
        position: usize,
        /// The name of the construct, e.g. `look-around`.
        construct: String,
    },
    /// It is beyond a limit.
    TooLarge {
        /// Which limit, e.g. `it is nested more than 200 levels deep`.
        message: String,
    },
}

impl RegexError {
    /// The byte of the pattern that the error is about, where it is about one.
    pub fn position(&self) -> Option<usize> {
        match self {
            Self::Syntax { position, .. } | Self::Unsupported { position, .. } => Some(*position),
            Self::TooLarge { .. } => None,
        }
    }

    pub(super) fn syntax(position: usize, message: impl Into<String>) -> Self {
        Self::Syntax { position, message: message.into() }
    }

    pub(super) fn unsupported(position: usize, construct: impl Into<String>) -> Self {
        Self::Unsupported { position, construct: construct.into() }
    }

    pub(super) fn too_large(message: impl Into<String>) -> Self {
        Self::TooLarge { message: message.into() }
    }
}

impl fmt::Display for RegexError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax { message, .. } => f.write_str(message),
            Self::Unsupported { construct, .. } => write!(f, "{construct} is not supported"),
            Self::TooLarge { message } => {
                write!(f, "the regular expression is too large: {message}")
            }
        }
    }
}

impl std::error::Error for RegexError {}
