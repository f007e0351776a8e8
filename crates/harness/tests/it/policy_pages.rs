//! The pages about policies say the truth: the bad example raises the id, the good one nothing of its family.

use harness::check::{CATALOGUE, CheckOptions, check};

/// The ids of a family that a file raises.
fn raised(text: &str) -> Vec<&'static str> {
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
