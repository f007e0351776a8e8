//! Every page of a finding shows it, and every safe fix mends it.

use diagnostics::{Diagnostic, Safety};
use eql_syntax::diagnostics::CATALOGUE;
use eql_syntax::parse;

fn ids(text: &str) -> Vec<&'static str> {
    parse(text).diagnostics.iter().map(|diagnostic| diagnostic.id).collect()
}

fn fixed(text: &str, diagnostic: &Diagnostic) -> Option<String> {
    let fix = diagnostic.fix.as_ref()?;
    let mut edits: Vec<_> = fix.edits.iter().collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
    let mut text = text.to_owned();
    for edit in edits {
        text.replace_range(edit.span.range(), &edit.text);
    }
    Some(text)
}

#[test]
fn the_bad_text_of_a_page_has_its_finding_and_no_other() {
    for page in CATALOGUE {
        assert_eq!(ids(page.bad), [page.id], "{}", page.bad);
    }
}

#[test]
fn the_good_text_of_a_page_has_no_finding() {
    for page in CATALOGUE {
        assert_eq!(ids(page.good), Vec::<&str>::new(), "{}", page.good);
    }
}

#[test]
fn pages_are_in_the_order_of_their_ids() {
    assert!(CATALOGUE.is_sorted_by_key(|page| page.id));
    assert!(CATALOGUE.iter().all(|page| page.id.starts_with("eql/")));
}

#[test]
fn a_safe_fix_leaves_no_finding() {
    for text in CATALOGUE.iter().map(|page| page.bad).chain(FIXABLE.iter().copied()) {
        for diagnostic in parse(text).diagnostics {
            let safe = diagnostic.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Safe);
            let Some(fixed) = fixed(text, &diagnostic).filter(|_| safe) else { continue };
            assert_eq!(ids(&fixed), Vec::<&str>::new(), "{text} became {fixed}");
        }
    }
}

#[test]
fn a_finding_that_names_its_cause_offers_a_fix() {
    for text in FIXABLE {
        let fixes = parse(text).diagnostics.into_iter().map(|diagnostic| diagnostic.fix);
        assert!(fixes.flatten().count() == 1, "{text}");
    }
}

/// Texts with one finding that has a fix.
const FIXABLE: &[&str] = &[
    "any where a == 'it is \"so\" and \\'so\\''",
    "any where a == ?'plain'",
    "any where a == \"\\u00e9\"",
    "any where a && b",
    "any where a&&b",
    "any where a || b",
    "any where\u{a0}a",
    "any where (a not like \"x\")",
    "any where not a not regex~ \"x\"",
    "any where a == 1 and b not : (\"x\", \"y\")",
    "any where a IN (1)",
    "any where a Like \"x\"",
    "any where NOT a",
    "any WHERE a",
    "SEQUENCE [any where a] [any where b]",
    "sequence BY a [any where a] [any where b]",
    "sequence WITH maxspan=1m [any where a] [any where b]",
    "sequence [any where a] [any where b] UNTIL [any where c]",
    "sequence with maxspan=1m by a, b [any where a] [any where b]",
    "sample by a, [any where a] [any where b]",
    "any where length(a,) > 1",
    "any where `in`.any == 1",
    "sequence where true",
];
