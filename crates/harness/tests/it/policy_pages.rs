//! The pages about policies say the truth: the bad example raises the id, the good one nothing of its family.

use harness::check::{CATALOGUE, CheckOptions, check};

/// The first lines of the good rule, which an example takes the place of.
const HEAD: &str = "[metadata]\ncreation_date = \"2026/01/15\"\n";

/// The ids of the family that an example raises.
fn raised(example: &str) -> Vec<&'static str> {
    let good = testkit::workspace_root().join("testdata/rule-lint/good/eql.toml");
    let good = std::fs::read_to_string(good).unwrap();
    assert!(good.starts_with(HEAD));
    let text = good.replacen(HEAD, example, 1);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rule.toml");
    std::fs::write(&path, text).unwrap();
    let report = check(&[path], &CheckOptions::default());
    let ids = report.findings.iter().map(|finding| finding.diagnostic.id);
    ids.filter(|id| id.starts_with("policy/")).collect()
}

#[test]
fn the_examples_of_a_page_are_bad_and_good() {
    for page in CATALOGUE {
        assert_eq!(raised(page.bad), [page.id]);
        assert_eq!(raised(page.good), [""; 0], "{}", page.id);
    }
}
