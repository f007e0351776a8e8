//! The shape of each token, as `nom` parsers that say how far it goes.

use nom::branch::alt;
use nom::bytes::complete::{is_not, tag, take_until, take_while, take_while1};
use nom::character::complete::{char, digit0, digit1, none_of, one_of};
use nom::combinator::{not, opt, recognize, rest, value};
use nom::multi::many0_count;
use nom::sequence::{delimited, pair, preceded};
use nom::{IResult, Parser};

use crate::Dialect;
use crate::token::{Keyword, TokenKind};

type Scan<'t> = IResult<&'t str, TokenKind>;

/// Kind and length in bytes of the first token; the text is not empty.
pub(super) fn first(text: &str, dialect: Dialect) -> (TokenKind, usize) {
    if dialect == Dialect::Endpoint
        && let Ok((left, kind)) = variable(text)
    {
        return (kind, text.len() - left.len());
    }
    match token(text) {
        Ok((left, kind)) if left.len() < text.len() => (kind, text.len() - left.len()),
        Ok(_) | Err(_) => (TokenKind::Unknown, text.chars().next().map_or(1, char::len_utf8)),
    }
}

/// Dispatch on the first character keeps the lexer linear and quick: no other parser could succeed.
fn token(text: &str) -> Scan<'_> {
    match text.as_bytes().first() {
        Some(b' ' | b'\t' | b'\r' | b'\n') => whitespace(text),
        Some(b'a'..=b'z' | b'A'..=b'Z') => word(text),
        Some(b'_' | b'@') => value(TokenKind::Name, name).parse(text),
        Some(b'0'..=b'9') => number(text),
        Some(b'.') => alt((number, value(TokenKind::Dot, char('.')))).parse(text),
        Some(b'"') => double_quoted(text),
        Some(b'\'') => alt((quoted_by('\'', TokenKind::SingleQuoted), unterminated)).parse(text),
        Some(b'`') => alt((quoted_name, unterminated)).parse(text),
        Some(b'?') => alt((old_raw, value(TokenKind::Question, char('?')))).parse(text),
        Some(b'/') => alt((comment, value(TokenKind::Slash, char('/')))).parse(text),
        Some(b'|') => alt((unknown("||"), value(TokenKind::Pipe, char('|')))).parse(text),
        Some(_) | None => operator(text),
    }
}

fn whitespace(text: &str) -> Scan<'_> {
    value(TokenKind::Whitespace, take_while1(is_space)).parse(text)
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

/// `// ...`, or `/* ... */` up to the first end (spec 1.2).
fn comment(text: &str) -> Scan<'_> {
    let line = pair(tag("//"), take_while(is_on_line));
    let block = (tag("/*"), take_until("*/"), tag("*/"));
    alt((
        value(TokenKind::LineComment, line),
        value(TokenKind::BlockComment, block),
        value(TokenKind::Unterminated, pair(tag("/*"), rest)),
    ))
    .parse(text)
}

fn is_on_line(c: char) -> bool {
    !matches!(c, '\r' | '\n')
}

/// An identifier, a keyword, or either with the `~` that belongs to it (spec 1.3 to 1.7).
fn word(text: &str) -> Scan<'_> {
    let (left, tilde) = preceded(name, opt(char('~'))).parse(text)?;
    let other = if tilde.is_some() { TokenKind::TildeName } else { TokenKind::Name };
    let word = &text[..text.len() - left.len()];
    Ok((left, Keyword::of(word).map_or(other, TokenKind::Keyword)))
}

fn name(text: &str) -> IResult<&str, &str> {
    let first = one_of("@_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    recognize(pair(first, take_while(|c: char| c.is_ascii_alphanumeric() || c == '_'))).parse(text)
}

/// `$name`, without a space (spec 20.2).
fn variable(text: &str) -> Scan<'_> {
    value(TokenKind::Variable, pair(char('$'), name)).parse(text)
}

/// `12`, `1.`, `.5`, `1.5e-3` (spec 1.8).
fn number(text: &str) -> Scan<'_> {
    let fraction = |text| recognize(pair(char('.'), digit0)).parse(text);
    let (left, (_, fraction, exponent)) = alt((
        (digit1, opt(fraction), opt(exponent)),
        (not(digit1), some_fraction, opt(exponent))
            .map(|((), fraction, exponent)| ("", Some(fraction), exponent)),
    ))
    .parse(text)?;
    let whole = fraction.is_none() && exponent.is_none();
    Ok((left, if whole { TokenKind::Integer } else { TokenKind::Decimal }))
}

fn some_fraction(text: &str) -> IResult<&str, &str> {
    recognize(pair(char('.'), digit1)).parse(text)
}

fn exponent(text: &str) -> IResult<&str, &str> {
    recognize((one_of("eE"), opt(one_of("+-")), digit1)).parse(text)
}

/// `"..."` or `"""..."""`; three quotes always begin the latter (spec 1.9, 1.11).
fn double_quoted(text: &str) -> Scan<'_> {
    if text.starts_with(RAW_QUOTES) {
        return alt((raw_string, unterminated)).parse(text);
    }
    alt((quoted_by('"', TokenKind::String), unterminated)).parse(text)
}

const RAW_QUOTES: &str = "\"\"\"";

/// One or two quotes right before the three that close belong to the content.
fn raw_string(text: &str) -> Scan<'_> {
    let quote = preceded(not(tag(RAW_QUOTES)), tag("\""));
    let content = many0_count(alt((is_not("\"\r\n"), quote)));
    let closing = (tag(RAW_QUOTES), opt(char('"')), opt(char('"')));
    value(TokenKind::RawString, delimited(tag(RAW_QUOTES), content, closing)).parse(text)
}

/// A string on one line; a backslash takes the next character with it, whatever it is.
fn quoted_by<'t>(
    quote: char,
    kind: TokenKind,
) -> impl Parser<&'t str, Output = TokenKind, Error = nom::error::Error<&'t str>> {
    let plain = take_while1(move |c: char| c != quote && c != '\\' && is_on_line(c));
    let escape = recognize(pair(char('\\'), none_of("\r\n")));
    value(kind, (char(quote), many0_count(alt((plain, escape))), char(quote)))
}

/// `` `...` `` over any characters, with a backtick written twice (spec 1.6).
fn quoted_name(text: &str) -> Scan<'_> {
    let content = many0_count(alt((is_not("`"), tag("``"))));
    value(TokenKind::QuotedName, delimited(char('`'), content, char('`'))).parse(text)
}

/// `?"..."` or `?'...'`, where only the quote itself can be escaped (spec 1.13).
fn old_raw(text: &str) -> Scan<'_> {
    let kind = TokenKind::OldRaw;
    let whole = alt((old_raw_by('"'), old_raw_by('\'')));
    let open = (char('?'), one_of("\"'"), take_while(is_on_line));
    alt((value(kind, whole), value(TokenKind::Unterminated, open))).parse(text)
}

fn old_raw_by<'t>(
    quote: char,
) -> impl Parser<&'t str, Output = usize, Error = nom::error::Error<&'t str>> {
    let plain = take_while1(move |c: char| c != quote && c != '\\' && is_on_line(c));
    let escape = recognize(pair(char('\\'), opt(char(quote))));
    delimited((char('?'), char(quote)), many0_count(alt((plain, escape))), char(quote))
}

/// What opens a string or a quoted name and is not closed goes to the end of the line.
fn unterminated(text: &str) -> Scan<'_> {
    value(TokenKind::Unterminated, take_while1(is_on_line)).parse(text)
}

fn unknown<'t>(
    text: &'static str,
) -> impl Parser<&'t str, Output = TokenKind, Error = nom::error::Error<&'t str>> {
    value(TokenKind::Unknown, tag(text))
}

fn operator(text: &str) -> Scan<'_> {
    let long = alt((
        value(TokenKind::Equal, tag("==")),
        value(TokenKind::NotEqual, tag("!=")),
        value(TokenKind::LessEqual, tag("<=")),
        value(TokenKind::GreaterEqual, tag(">=")),
        value(TokenKind::OpenMissing, tag("![")),
    ));
    alt((long, punctuation, value(TokenKind::Unknown, take_while1(begins_nothing)))).parse(text)
}

fn punctuation(text: &str) -> Scan<'_> {
    let single = |c| {
        Some(match c {
            ':' => TokenKind::Colon,
            '<' => TokenKind::Less,
            '>' => TokenKind::Greater,
            '=' => TokenKind::Assign,
            '+' => TokenKind::Plus,
            '-' => TokenKind::Minus,
            '*' => TokenKind::Star,
            '%' => TokenKind::Percent,
            ',' => TokenKind::Comma,
            '[' => TokenKind::OpenBracket,
            ']' => TokenKind::CloseBracket,
            '(' => TokenKind::OpenParen,
            ')' => TokenKind::CloseParen,
            _ => return None,
        })
    };
    nom::combinator::map_opt(nom::character::complete::anychar, single).parse(text)
}

/// A lone `!` is not here: it may be the first half of `!=`.
fn begins_nothing(c: char) -> bool {
    !c.is_ascii() || c.is_ascii_control() && !is_space(c) || "#$&;\\^{}~".contains(c)
}
