//! Text to tokens. Every text has tokens: what is no word of EQL becomes one that is a mistake.

mod check;
mod scan;

use diagnostics::{Parsed, Span};

use crate::Dialect;
use crate::findings::Findings;
use crate::token::{Token, TokenKind};

/// The tokens of a text, trivia included: their slices one after the other are the text.
///
/// ```
/// let text = "any where true // all";
/// let tokens = eql_syntax::lex(text).tree;
/// assert_eq!(tokens.iter().map(|token| token.span.slice(text)).collect::<String>(), text);
/// ```
pub fn lex(text: &str) -> Parsed<Vec<Token>> {
    lex_dialect(text, Dialect::Elasticsearch)
}

/// The tokens of a text in a dialect.
pub fn lex_dialect(text: &str, dialect: Dialect) -> Parsed<Vec<Token>> {
    let (tree, findings) = tokens(text, dialect);
    Parsed { tree, diagnostics: findings.into_diagnostics() }
}

/// The tokens with the findings about them, before the findings are counted off.
pub(crate) fn tokens(text: &str, dialect: Dialect) -> (Vec<Token>, Findings) {
    let tokens = scan_all(text, dialect);
    let mut findings = Findings::default();
    let mut broken = check::BrokenString::default();
    for &token in &tokens {
        if !broken.ends_with(token, text) {
            check::check(token, text, &mut findings);
        }
    }
    (tokens, findings)
}

fn scan_all(text: &str, dialect: Dialect) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let (kind, length) = scan::first(&text[start..], dialect);
        let span = Span::new(start, start + length);
        match tokens.last_mut() {
            // Garbage is one mistake, however long it is.
            Some(last) if kind == TokenKind::Unknown && last.kind == kind => {
                last.span.end = span.end;
            }
            Some(_) | None => tokens.push(Token { kind, span }),
        }
        start += length;
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<TokenKind> {
        lex(text)
            .tree
            .into_iter()
            .map(|token| token.kind)
            .filter(|kind| !kind.is_trivia())
            .collect()
    }

    #[test]
    fn a_tilde_belongs_to_the_word_before_it() {
        use crate::token::Keyword::InIgnoreCase;
        assert_eq!(kinds("in~"), [TokenKind::Keyword(InIgnoreCase)]);
        assert_eq!(kinds("endsWith~"), [TokenKind::TildeName]);
        assert_eq!(kinds("_x~"), [TokenKind::Name, TokenKind::Unknown]);
    }

    #[test]
    fn garbage_is_one_token_and_one_finding() {
        let parsed = lex("##§§\u{0}!~");
        assert_eq!(parsed.tree.len(), 1);
        assert_eq!(parsed.diagnostics.len(), 1);
    }

    #[test]
    fn quotes_before_the_end_of_a_raw_string_belong_to_it() {
        assert_eq!(kinds(r#"""""a"""""#), [TokenKind::RawString]);
        assert_eq!(kinds(&"\"".repeat(8)), [TokenKind::RawString]);
        assert_eq!(kinds(&"\"".repeat(10)), [TokenKind::RawString, TokenKind::String]);
    }
}
