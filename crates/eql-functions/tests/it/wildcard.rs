//! Wildcards against the definition.

use eql_functions::Case;
use eql_functions::wildcard::{Segment, WildcardList, WildcardPattern};
use proptest::prelude::*;

/// The definition itself, exponential and plainly right.
fn naive(pattern: &[char], text: &[char], case: Case) -> bool {
    match (pattern.split_first(), text.split_first()) {
        (None, None) => true,
        (Some(('*', rest)), _) => (0..=text.len()).any(|taken| naive(rest, &text[taken..], case)),
        (Some(('?', rest)), Some((_, text))) => naive(rest, text, case),
        (Some((expected, rest)), Some((found, text))) => {
            same(*expected, *found, case) && naive(rest, text, case)
        }
        (None, Some(_)) | (Some(_), None) => false,
    }
}

fn same(left: char, right: char, case: Case) -> bool {
    left == right || (case == Case::Insensitive && left.eq_ignore_ascii_case(&right))
}

fn characters(text: &str) -> Vec<char> {
    text.chars().collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn matching_is_the_definition(pattern in "[aAbé*?\\\\]{0,7}", text in "[aAbBéÉ\n\\\\]{0,8}") {
        for case in [Case::Sensitive, Case::Insensitive] {
            let expected = naive(&characters(&pattern), &characters(&text), case);
            prop_assert_eq!(WildcardPattern::parse(&pattern).matches(&text, case), expected);
        }
    }

    #[test]
    fn a_list_is_as_many_patterns(
        texts in prop::collection::vec("[aAé*?\\\\]{0,7}", 1..6),
        text in "[aAé\\\\]{0,8}",
    ) {
        let mut list = WildcardList::default();
        for text in &texts {
            list.push_lucene(text);
        }
        for (place, pattern) in texts.iter().map(|text| WildcardPattern::parse_lucene(text)).enumerate() {
            let literals: Vec<_> = pattern.segments().iter().filter_map(Segment::literal).collect();
            prop_assert_eq!(list.literals(place).collect::<Vec<_>>(), literals);
            for case in [Case::Sensitive, Case::Insensitive] {
                prop_assert_eq!(list.matches(place, &text, case), pattern.matches(&text, case));
            }
        }
    }

    #[test]
    fn without_backslashes_both_readings_agree(pattern in "[ab*?]{0,8}") {
        prop_assert_eq!(WildcardPattern::parse(&pattern), WildcardPattern::parse_lucene(&pattern));
    }

    #[test]
    fn an_escaped_text_matches_itself_only(text in "[a*?\\\\]{0,6}", other in "[a*?\\\\]{0,6}") {
        let escaped: String = text.chars().flat_map(|character| ['\\', character]).collect();
        let pattern = WildcardPattern::parse_lucene(&escaped);
        prop_assert_eq!(pattern.as_literal(), Some(text.as_str()));
        prop_assert_eq!(pattern.matches(&other, Case::Sensitive), text == other);
    }
}
