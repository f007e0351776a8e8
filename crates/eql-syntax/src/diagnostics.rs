//! What can be wrong with the text of a query: one file each.

mod assignment;
mod bad_escape;
mod bad_unicode_escape;
mod by_after_maxspan;
mod chained_comparison;
mod empty_list;
mod empty_query;
mod keyword_as_name;
mod missing_where;
mod nested_comment;
mod not_before_operator;
mod number_out_of_range;
mod old_raw_string;
mod optional_category;
mod pattern_not_constant;
mod quoted_category;
mod single_quoted_string;
mod too_deep;
mod trailing_comma;
mod unclosed_bracket;
mod unexpected_character;
mod unexpected_token;
mod unopened_bracket;
mod unterminated_comment;
mod unterminated_name;
mod unterminated_string;
mod upper_case_keyword;

use diagnostics::{Diagnose, Edit, Fix, Page, Safety, Span};

pub use crate::escapes::EscapeProblem;
pub use assignment::Assignment;
pub use bad_escape::BadEscape;
pub use bad_unicode_escape::BadUnicodeEscape;
pub use by_after_maxspan::ByAfterMaxspan;
pub use chained_comparison::ChainedComparison;
pub use empty_list::EmptyList;
pub use empty_query::EmptyQuery;
pub use keyword_as_name::KeywordAsName;
pub use missing_where::MissingWhere;
pub use nested_comment::NestedComment;
pub use not_before_operator::NotBeforeOperator;
pub use number_out_of_range::NumberOutOfRange;
pub use old_raw_string::OldRawString;
pub use optional_category::OptionalCategory;
pub use pattern_not_constant::PatternNotConstant;
pub use quoted_category::QuotedCategory;
pub use single_quoted_string::SingleQuotedString;
pub use too_deep::TooDeep;
pub use trailing_comma::TrailingComma;
pub use unclosed_bracket::UnclosedBracket;
pub use unexpected_character::UnexpectedCharacter;
pub(crate) use unexpected_character::is_blank;
pub use unexpected_token::UnexpectedToken;
pub use unopened_bracket::UnopenedBracket;
pub use unterminated_comment::UnterminatedComment;
pub use unterminated_name::UnterminatedName;
pub use unterminated_string::UnterminatedString;
pub use upper_case_keyword::UpperCaseKeyword;

/// The pages of all findings of this crate, by id.
pub static CATALOGUE: &[Page] = &[
    Assignment::PAGE,
    BadEscape::PAGE,
    BadUnicodeEscape::PAGE,
    ByAfterMaxspan::PAGE,
    ChainedComparison::PAGE,
    EmptyList::PAGE,
    EmptyQuery::PAGE,
    KeywordAsName::PAGE,
    MissingWhere::PAGE,
    NestedComment::PAGE,
    NotBeforeOperator::PAGE,
    NumberOutOfRange::PAGE,
    OldRawString::PAGE,
    OptionalCategory::PAGE,
    PatternNotConstant::PAGE,
    QuotedCategory::PAGE,
    SingleQuotedString::PAGE,
    TooDeep::PAGE,
    TrailingComma::PAGE,
    UnclosedBracket::PAGE,
    UnexpectedCharacter::PAGE,
    UnexpectedToken::PAGE,
    UnopenedBracket::PAGE,
    UnterminatedComment::PAGE,
    UnterminatedName::PAGE,
    UnterminatedString::PAGE,
    UpperCaseKeyword::PAGE,
];

/// A fix that puts one text in the place of another.
fn replace(title: impl Into<String>, span: Span, text: impl Into<String>, safety: Safety) -> Fix {
    Fix { title: title.into(), edits: vec![Edit { span, text: text.into() }], safety }
}

/// The text as it can stand in a message: not longer than a line, nothing in it that moves the cursor.
fn excerpt(text: &str) -> String {
    const LONGEST: usize = 40;
    let shown = |c: char| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c };
    let mut excerpt: String = text.chars().take(LONGEST).map(shown).collect();
    if text.chars().nth(LONGEST).is_some() {
        excerpt.push('…');
    }
    excerpt
}
