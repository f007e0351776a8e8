//! Guesses at what was meant by a keyword in the wrong place.

use super::Parser;
use crate::token::{Keyword, TokenKind};

impl Parser<'_> {
    /// Whether the keyword that is next stands where a field is meant: something follows that goes on with a
    /// value. `and`, `or` and `not` are never meant so.
    pub(super) fn is_misused_name(&self) -> bool {
        let Some(TokenKind::Keyword(word)) = self.peek() else { return false };
        let joins = matches!(word, Keyword::And | Keyword::Or | Keyword::Not);
        let tilde = word.text().ends_with('~');
        !joins && !tilde && self.peek_at(1).is_some_and(goes_on_with_value)
    }
}

/// Whether the token goes on with a value that stands before it.
pub(super) fn goes_on_with_value(kind: TokenKind) -> bool {
    use Keyword::{In, InIgnoreCase, Like, LikeIgnoreCase, Regex, RegexIgnoreCase};
    super::condition::comparison_op(kind).is_some()
        || matches!(kind, TokenKind::Dot | TokenKind::Colon | TokenKind::Assign)
        || matches!(kind, TokenKind::Comma | TokenKind::CloseParen)
        || matches!(kind, TokenKind::Keyword(In | InIgnoreCase | Like | LikeIgnoreCase))
        || matches!(kind, TokenKind::Keyword(Regex | RegexIgnoreCase))
}
