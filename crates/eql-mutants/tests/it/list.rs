//! The list of mutants: complete, in the order of the text, bounded.

use eql_mutants::{Change, Mutant, each, kinds, mutants};

use crate::queries::query;

const QUERIES: [(&str, &str); 6] = [
    (
        "one_event",
        r#"file where event.type == "creation" and file.name : ("*.scr", "run?.bat", "setup.exe") and
            not (process.executable like "C:\\Tools\\*" or user.id in ("S-1-5-18", "S-1-5-19"))"#,
    ),
    (
        "functions_and_numbers",
        r#"network where cidrMatch(destination.ip, "10.0.0.0/8", "192.168.0.0/16") and destination.port > 1024 and
            length(dns.question.name) >= 40 and startsWith~(process.name, "svc") and
            process.code_signature.trusted == false and dns.question.name regex~ "(ab|cd)[0-9]+\\.example""#,
    ),
    (
        "a_sequence",
        r#"sequence by host.id, ?user.id with maxspan=2m
            [authentication where event.outcome == "failure"] with runs=3
            [process where process.pid == 4]
            until [host where true]"#,
    ),
    (
        "a_missing_event",
        r#"sequence by host.id with maxspan=30s
            [process where process.pid == 4] ![file where file.name == "done"] [network where true]"#,
    ),
    ("a_sample", "sample by host.id [process where process.pid == 4] [file where true]"),
    ("pipes", "any where process.pid == 4 | head 5 | tail 2"),
];

fn lines(mutants: &[Mutant]) -> String {
    let line =
        |mutant: &Mutant| format!("{:<16} {} -> {}\n", mutant.kind, mutant.before, mutant.after);
    mutants.iter().map(line).collect()
}

#[test]
fn the_mutants_of_some_queries() {
    for (name, text) in QUERIES {
        insta::assert_snapshot!(name, format!("{text}\n\n{}", lines(&mutants(&query(text)))));
    }
}

#[test]
fn a_mutant_is_one_change_that_can_be_undone() {
    for (_, text) in QUERIES {
        let original = query(text);
        let mut working = original.clone();
        for mut mutant in mutants(&original) {
            assert!(kinds().any(|kind| kind == mutant.kind));
            let other = mutant.query(&original);
            assert_ne!(other, original, "{mutant:#?}");
            mutant.change.swap(&mut working);
            assert_eq!(working, other);
            mutant.change.swap(&mut working);
            assert_eq!(working, original);
        }
    }
}

#[test]
fn leaves_are_changed_in_the_order_of_the_text() {
    let original = query(QUERIES[0].1);
    let of_leaves: Vec<_> = mutants(&original)
        .into_iter()
        .filter(|mutant| matches!(mutant.change, Change::Leaf(..)))
        .map(|mutant| mutant.span)
        .collect();
    assert!(of_leaves.is_sorted());
}

#[test]
fn a_long_list_is_cut_and_the_cut_is_counted() {
    let names: Vec<_> = (0..5000).map(|number| format!("\"*name{number}*.exe\"")).collect();
    let original = query(&format!("process where process.name : ({})", names.join(", ")));
    let mut made = 0;
    let cut = each(&original, &mut |_| made += 1);
    assert!(made < 1100, "{made}");
    // Each name could be dropped, changed, widened once and narrowed twice.
    assert_eq!(made + cut, 5000 * 5 + 4, "{made} and {cut}");
}
