//! Elasticsearch's own test data, where there is any: every case holds on both engines.

use std::process::Command;

use xtask::{conformance, repository};

const SUITES: [(&str, usize); 9] = [
    ("queries", 205),
    ("queries on nanoseconds", 136),
    ("extra", 40),
    ("missing events", 26),
    ("samples", 25),
    ("several samples a key", 9),
    ("folding", 152),
    ("queries that parse", 193),
    ("queries that are refused", 92),
];
/// The most cases that may differ by intent.
const MAX_DEVIATIONS: usize = 3;

#[test]
fn every_case_holds_but_those_that_differ_by_intent() {
    let test = "every_case_holds_but_those_that_differ_by_intent";
    let Some(shared) = testkit::shared(test) else { return };
    let folder = shared.join("conformance/es-eql");
    let tallies = conformance::tallies(&folder).unwrap();
    let counts: Vec<_> = tallies.iter().map(|tally| (tally.suite, tally.cases)).collect();
    assert_eq!(counts, SUITES);
    let failed: usize = tallies.iter().map(|tally| tally.failed().len()).sum();
    assert!(failed <= MAX_DEVIATIONS, "{failed} cases differ");
    let job = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("conformance")
        .arg(&folder)
        .current_dir(repository())
        .output()
        .unwrap();
    assert!(job.status.success(), "{}", String::from_utf8_lossy(&job.stdout));
}
