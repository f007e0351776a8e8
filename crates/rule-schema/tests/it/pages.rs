//! The page of each finding says the truth: its bad text raises it once and nothing else, its good text nothing.

use std::collections::BTreeSet;

use rule_schema::CATALOGUE;

use crate::parse;

/// The ids that a text raises.
fn ids(text: &str) -> Vec<&'static str> {
    parse(text).diagnostics.iter().map(|finding| finding.id).collect()
}

#[test]
fn the_bad_text_of_a_page_raises_it_once_and_the_good_text_nothing() {
    for page in CATALOGUE {
        assert_eq!(ids(page.bad), [page.id], "bad text of {}", page.id);
        assert_eq!(ids(page.good), [""; 0], "good text of {}", page.id);
    }
}

#[test]
fn ids_are_of_this_family_and_sorted_without_repeats() {
    let ids: Vec<_> = CATALOGUE.iter().map(|page| page.id).collect();
    let sorted: Vec<_> = BTreeSet::from_iter(ids.clone()).into_iter().collect();
    assert_eq!(ids, sorted);
    assert!(ids.iter().all(|id| id.starts_with("rule/")));
}
