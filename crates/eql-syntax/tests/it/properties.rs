//! What holds for every query and every text.

use diagnostics::Span;
use eql_syntax::{TokenKind, lex, parse, print, without_spans};
use proptest::prelude::*;

use crate::queries::query;

/// Text that looks like EQL from afar.
fn words() -> impl Strategy<Value = String> {
    let words = [
        "and",
        "any",
        "by",
        "in",
        "in~",
        "join",
        "like",
        "maxspan",
        "not",
        "null",
        "of",
        "or",
        "regex~",
        "sample",
        "sequence",
        "true",
        "until",
        "where",
        "with",
        "runs",
        "process",
        "AND",
        "a.b",
        "f(",
        "(",
        ")",
        "[",
        "![",
        "]",
        ",",
        "|",
        "head",
        "?",
        ":",
        "==",
        "=",
        "<",
        "+",
        "-",
        "*",
        ".",
        "1",
        "2.5",
        "\"x\"",
        "\"",
        "'y'",
        "`z`",
        "`",
        "\"\"\"",
        "/*",
        "*/",
        "//",
        "\n",
        "#",
        "&&",
        "||",
        "!",
        "~",
        "\\",
        "é",
        "child of [",
        "5s",
        "?\"",
    ];
    let word = prop::sample::select(words.to_vec());
    let spaced = (word, any::<bool>())
        .prop_map(|(word, space)| format!("{word}{}", if space { " " } else { "" }));
    prop::collection::vec(spaced, 0..60).prop_map(|words| words.concat())
}

/// A query with one piece cut out, doubled or put in.
fn mutated() -> impl Strategy<Value = String> {
    (query(), any::<[prop::sample::Index; 3]>(), words(), 0..3).prop_map(
        |(query, at, words, how)| {
            let text = print(&query);
            let place = |index: prop::sample::Index| {
                (0..=index.index(text.len() + 1))
                    .rev()
                    .find(|&at| text.is_char_boundary(at))
                    .unwrap_or(0)
            };
            let (from, to, put) = (place(at[0]), place(at[1]), place(at[2]));
            let (from, to) = (from.min(to), from.max(to).min(from.min(to) + 12));
            let to = (from..=to).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(from);
            match how {
                0 => [&text[..from], &text[to..]].concat(),
                1 => [&text[..put], &text[from..to], &text[put..]].concat(),
                _ => [&text[..put], &words, &text[put..]].concat(),
            }
        },
    )
}

/// Everything that must hold for any text at all.
fn check_any(text: &str) -> Result<(), TestCaseError> {
    let tokens = lex(text).tree;
    let pieces: String = tokens.iter().map(|token| token.span.slice(text)).collect();
    prop_assert_eq!(pieces, text);
    prop_assert!(tokens.iter().all(|token| !token.span.is_empty()));
    let parsed = parse(text);
    let fits = |span: Span| text.get(span.range()).is_some();
    for diagnostic in &parsed.diagnostics {
        prop_assert!(fits(diagnostic.span), "{:?}", diagnostic);
        let edits = diagnostic.fix.iter().flat_map(|fix| &fix.edits);
        prop_assert!(edits.map(|edit| edit.span).all(fits), "{:?}", diagnostic);
    }
    prop_assert!(parsed.diagnostics.is_sorted_by_key(|diagnostic| diagnostic.span.start));
    let mistakes = tokens.iter().any(|token| {
        use TokenKind::{OldRaw, SingleQuoted, Unknown, Unterminated};
        matches!(token.kind, OldRaw | SingleQuoted | Unknown | Unterminated)
    });
    prop_assert!(!mistakes || parsed.has_errors());
    if !parsed.has_errors() {
        let count =
            |kinds: &[TokenKind]| tokens.iter().filter(|token| kinds.contains(&token.kind)).count();
        prop_assert_eq!(count(&[TokenKind::OpenParen]), count(&[TokenKind::CloseParen]));
        let openers = count(&[TokenKind::OpenBracket, TokenKind::OpenMissing]);
        prop_assert_eq!(openers, count(&[TokenKind::CloseBracket]));
        let printed = print(&parsed.tree);
        let again = parse(&printed);
        prop_assert_eq!(&again.diagnostics, &[], "{}", printed);
        prop_assert_eq!(without_spans(again.tree), without_spans(parsed.tree));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(500) })]

    #[test]
    fn a_printed_query_is_read_as_the_same_query(query in query()) {
        let printed = print(&query);
        let parsed = parse(&printed);
        prop_assert_eq!(&parsed.diagnostics, &[], "{}", printed);
        let read = without_spans(parsed.tree);
        prop_assert_eq!(print(&read), printed);
        prop_assert_eq!(read, query);
    }

    #[test]
    fn any_text_has_tokens_and_a_tree(text in any::<String>()) {
        check_any(&text)?;
    }

    #[test]
    fn any_words_have_tokens_and_a_tree(text in words()) {
        check_any(&text)?;
    }

    #[test]
    fn a_query_with_a_slip_has_tokens_and_a_tree(text in mutated()) {
        check_any(&text)?;
    }
}
