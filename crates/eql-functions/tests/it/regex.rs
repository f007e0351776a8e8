//! Regular expressions against the definition.

use eql_functions::Case;
use eql_functions::regex::{LuceneRegex, RegexError, ScriptedRegex, parse};
use proptest::prelude::*;

use crate::naive_regex;

/// Patterns with every operator, over few characters so that they often match.
fn patterns(leaves: &'static [&'static str]) -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(leaves).prop_map(str::to_owned);
    leaf.prop_recursive(4, 12, 3, |inner| {
        let two = (inner.clone(), inner.clone());
        let quantifier =
            prop::sample::select(&["?", "*", "+", "{2}", "{0}", "{1,2}", "{2,}", "{0,3}"]);
        prop_oneof![
            3 => two.clone().prop_map(|(left, right)| left + &right),
            1 => two.prop_map(|(left, right)| format!("({left}|{right})")),
            2 => (inner, quantifier).prop_map(|(item, quantifier)| format!("({item}){quantifier}")),
        ]
    })
}

const ORDINARY: &[&str] = &[
    "a", "b", "A", "1", "é", ".", "[ab]", "[^a]", "[A-Z]", "[^a-b1]", r"\d", r"\W", r"[\S]",
    "\"aB\"", "()", "@", "#", "<1-12>", "<05-11>",
];

/// Wraps ordinary patterns in complements and intersections.
fn with_complements() -> impl Strategy<Value = String> {
    patterns(ORDINARY).prop_recursive(3, 6, 2, |inner| {
        prop_oneof![
            inner.clone().prop_map(|item| format!("~({item})")),
            (inner.clone(), inner.clone()).prop_map(|(left, right)| format!("({left}&{right})")),
            (inner.clone(), inner.clone()).prop_map(|(left, right)| format!("({left}|{right})")),
            (inner.clone(), inner).prop_map(|(left, right)| left + &right),
        ]
    })
}

const TEXT: &str = "[abAB1é0]{0,6}";

fn check(pattern: &str, text: &str) -> Result<(), TestCaseError> {
    let ast = parse(pattern).unwrap();
    for case in [Case::Sensitive, Case::Insensitive] {
        let expected = naive_regex::is_match(&ast, text, case);
        let regex = LuceneRegex::new(pattern, case).unwrap();
        prop_assert_eq!(regex.is_match(text), expected, "{} {:?} {:?}", pattern, text, case);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn ordinary_expressions_are_the_definition(pattern in patterns(ORDINARY), text in TEXT) {
        check(&pattern, &text)?;
    }

    #[test]
    fn complements_and_intersections_are_the_definition(pattern in with_complements(), text in TEXT) {
        check(&pattern, &text)?;
    }

    #[test]
    fn both_engines_agree_on_ordinary_expressions(pattern in patterns(ORDINARY), text in TEXT) {
        let automaton = LuceneRegex::new(&format!("({pattern})&@"), Case::Insensitive).unwrap();
        let ordinary = LuceneRegex::new(&pattern, Case::Insensitive).unwrap();
        prop_assert_eq!(automaton.is_match(&text), ordinary.is_match(&text));
    }

    #[test]
    fn any_text_compiles_or_is_an_error(pattern in r#"[ab\\dWn.?*+{}1,|()\[\]^\-"~&@#<>é]{0,12}"#, text in TEXT) {
        if let Ok(regex) = LuceneRegex::new(&pattern, Case::Insensitive) {
            let expected = naive_regex::is_match(regex.ast(), &text, Case::Insensitive);
            prop_assert_eq!(regex.is_match(&text), expected, "{}", pattern);
        }
        if let Err(error) = parse(&pattern) {
            let inside = error.position().is_none_or(|position| pattern.is_char_boundary(position));
            prop_assert!(inside && !error.to_string().is_empty());
        }
        let _ = ScriptedRegex::new(&pattern, Case::Sensitive);
    }

    #[test]
    fn an_interval_takes_its_numbers(first in 0u32..2000, last in 0u32..2000, number in 0u32..2100, zeros in 0usize..3) {
        check(&format!("<{first}-{last}>"), &format!("{}{number}", "0".repeat(zeros)))?;
        check(&format!("<{first:05}-{last:05}>"), &format!("{}{number}", "0".repeat(zeros)))?;
    }
}

#[test]
fn the_case_of_ranges_counts_even_where_case_does_not() {
    let insensitive =
        |pattern, text| LuceneRegex::new(pattern, Case::Insensitive).unwrap().is_match(text);
    assert!(!insensitive("[a-c]+", "ABC"));
    assert!(insensitive("[abc]+", "ABC"));
    assert!(insensitive("(abc|\"DEF\")", "aBcdEf".get(..3).unwrap()));
    assert!(insensitive("[^a-c]+", "ABC"));
    assert!(!insensitive("[^abc]+", "ABC"));
    assert!(!insensitive("é", "É"));
}

#[test]
fn anchors_are_characters_and_a_dot_takes_newlines() {
    let matches =
        |pattern, text| LuceneRegex::new(pattern, Case::Sensitive).unwrap().is_match(text);
    assert!(matches("^a$", "^a$"));
    assert!(!matches("^a$", "a"));
    assert!(matches("a.*?b", "a\n\r\u{2028}b"));
    assert!(!matches("b", "abc"));
    assert!(matches("", ""));
    assert!(!matches("", "a"));
}

#[test]
fn what_is_too_large_is_a_clear_error() {
    for pattern in
        ["a{1000000}", "((a{1000}){1000}){1000}", "(.{100000}|b)", "(#{2000000000}|[^b]{60000})"]
    {
        let error = LuceneRegex::new(pattern, Case::Sensitive).unwrap_err();
        assert!(matches!(error, RegexError::TooLarge { .. }), "{pattern} {error}");
        assert!(error.to_string().starts_with("the regular expression is too large: "), "{error}");
    }
    assert!(LuceneRegex::new("(){1000000}", Case::Sensitive).unwrap().is_match(""));
}

#[test]
fn long_values_are_matched_in_reasonable_time() {
    let value = "a".repeat(1 << 20);
    for pattern in ["(a|a)*b", "(a*)*b", "~(.*b.*)&.*a"] {
        let regex = LuceneRegex::new(pattern, Case::Sensitive).unwrap();
        assert_eq!(regex.is_match(&value), pattern.starts_with('~'));
    }
}
