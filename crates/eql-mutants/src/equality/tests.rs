//! Proofs that are found, and proofs that are refused.

use event_schema::Schema;

use super::*;
use crate::mutants;

fn query(text: &str) -> Query {
    let parsed = eql_syntax::parse(text);
    let dialect = eql_syntax::Dialect::default();
    let schema = Schema::ecs();
    let context = eql_hir::Context { schema: &schema, category_field: "event.category", dialect };
    let lowered = eql_hir::lower(&parsed.tree, &context);
    assert_eq!(lowered.diagnostics, [], "{text}");
    lowered.tree
}

/// The mutants that are proved equal, with the proofs.
fn equal(text: &str) -> Vec<String> {
    let original = query(text);
    let proved = mutants(&original).into_iter().filter_map(|mutant| {
        let other = mutant.query(&original);
        let proof = prove(&original, &other)?;
        assert_eq!(proof.check(&original, &other), Ok(()), "{text}");
        Some(format!("{}: {} -> {}: {proof}", mutant.kind, mutant.before, mutant.after))
    });
    proved.collect()
}

#[track_caller]
fn assert_equal(text: &str, expected: &[&str]) {
    assert_eq!(equal(text), expected, "{text}");
}

#[test]
fn an_element_that_another_takes_too_can_go() {
    assert_equal(
        r#"process where process.name : ("cmd.exe", "c*.exe")"#,
        &[
            r#"drop-element: process.name : ("cmd.exe", "c*.exe") -> process.name : "c*.exe": equal because what `process.name : ("cmd.exe", "c*.exe")` takes is taken by `process.name : "c*.exe"`, and what `process.name : "c*.exe"` takes is taken by `process.name : ("cmd.exe", "c*.exe")`"#,
        ],
    );
    assert_equal(r#"process where process.name like ("CMD.exe", "c*.exe")"#, &[]);
    assert_equal(r#"process where process.name in ("a", "b")"#, &[]);
    assert_eq!(equal(r#"process where process.name in ("a", "a")"#).len(), 2);
}

#[test]
fn a_block_that_others_have_can_be_wider_or_go() {
    let text = r#"network where cidrMatch(source.ip, "224.0.0.0/4", "240.0.0.0/4")"#;
    let shown = equal(text);
    let widened = shown.iter().filter(|line| line.starts_with("widen-block")).count();
    assert_eq!((shown.len(), widened), (2, 2), "{shown:#?}");
    let text = r#"network where cidrMatch(source.ip, "10.0.0.0/8", "10.1.0.0/16")"#;
    assert_eq!(equal(text).len(), 3);
}

#[test]
fn a_guard_that_the_rest_implies_can_go() {
    assert_equal(
        r#"process where process.name != null and process.name : "a*""#,
        &[
            r#"drop-part: process.name != null -> (left out): equal because what `process.name : "a*"` takes is taken by `process.name != null`"#,
        ],
    );
    assert_equal(
        "process where process.pid > 4 and process.pid > 6",
        &[
            "drop-part: process.pid > 4 -> (left out): equal because what `process.pid > 6` takes is taken by `process.pid > 4`",
            "change-number: process.pid > 4 -> process.pid > 5: equal because what `process.pid > 6` takes is taken by `process.pid > 4`, and what `process.pid > 6` takes is taken by `process.pid > 5`",
            "change-number: process.pid > 4 -> process.pid > 3: equal because what `process.pid > 4` takes is taken by `process.pid > 3`, and what `process.pid > 6` takes is taken by `process.pid > 4`",
            "bound: process.pid > 4 -> process.pid >= 4: equal because what `process.pid > 4` takes is taken by `process.pid >= 4`, and what `process.pid > 6` takes is taken by `process.pid > 4`",
        ],
    );
    assert_equal("process where process.pid > 4 and process.pid < 6", &[]);
}

#[test]
fn a_stage_has_its_keys() {
    let shown = equal(
        "sequence by host.id [process where host.id != null and process.pid == 4] [file where process.pid == 5]",
    );
    assert_eq!(
        shown,
        [
            "drop-part: host.id != null -> (left out): equal because an event without the key `host.id` takes no part"
        ]
    );
    let optional = "sequence by ?host.id [process where host.id != null and process.pid == 4] [file where true]";
    assert_equal(optional, &[]);
}

#[test]
fn a_key_that_another_stage_asks_for_may_be_absent_in_vain() {
    let by_two = equal(
        "sequence [process where true] by process.entity_id [file where true] by process.parent.entity_id",
    );
    assert_eq!(by_two.len(), 2, "{by_two:#?}");
    assert!(
        by_two[0]
            .ends_with("equal because no match is without key 1, which another stage asks for")
    );
    assert_equal("sequence by host.id [process where true] [file where true]", &[]);
    let missing =
        "sequence with maxspan=1m [process where true] by host.id ![file where true] by host.name";
    let shown = equal(missing);
    assert_eq!(shown.len(), 1, "the key of the missing event: {shown:#?}");
}

#[test]
fn several_leaves_together_can_be_as_wide_as_one() {
    let text = r#"process where process.name in ("a", "b") and (process.name == "a" or process.name == "b" or process.pid == 4)"#;
    assert!(!equal(text).is_empty());
}

#[test]
fn a_wrong_proof_is_refused() {
    let original = query(r#"process where process.name : ("abc*", "d") and process.pid == 4"#);
    let leaf = |text: &str| {
        let place = original.leaves.iter().position(|leaf| leaf.text.contains(text)).unwrap();
        LeafId(u32::try_from(place).unwrap())
    };
    let all = mutants(&original);
    let dropped = all
        .iter()
        .find(|mutant| mutant.kind == "drop-element" && mutant.after.contains("\"d\""))
        .unwrap();
    let mutant = dropped.query(&original);
    let name = leaf("process.name");
    let within = |narrow, wide| Lemma::Within { narrow, wide: vec![wide], text: String::new() };
    let true_one = within((Side::Mutant, name), (Side::Original, name));
    let wrong_one = within((Side::Original, name), (Side::Mutant, name));
    let planted = Equality { lemmas: vec![true_one.clone(), wrong_one] };
    assert_eq!(planted.check(&original, &mutant), Err(Flaw::Lemma(1)));
    let too_little = Equality { lemmas: vec![true_one] };
    assert_eq!(too_little.check(&original, &mutant), Err(Flaw::Filter(Seat::Event)));
    let other_field = within((Side::Original, name), (Side::Original, leaf("process.pid")));
    let planted = Equality { lemmas: vec![other_field] };
    assert_eq!(planted.check(&original, &mutant), Err(Flaw::Lemma(0)));
    let nowhere = within((Side::Original, LeafId(77)), (Side::Original, name));
    assert_eq!(Equality { lemmas: vec![nowhere] }.check(&original, &mutant), Err(Flaw::Lemma(0)));
}

#[test]
fn another_form_is_no_matter_of_lemmas() {
    let sequence = |span: &str| {
        query(&format!("sequence with maxspan={span} [process where true] [file where true]"))
    };
    let proof = Equality { lemmas: Vec::new() };
    assert_eq!(proof.check(&sequence("1m"), &sequence("2m")), Err(Flaw::OtherForm));
    assert_eq!(proof.check(&sequence("1m"), &sequence("1m")), Ok(()));
    let keyed = "sequence by host.id [process where true] [file where host.id != null]";
    let key = Lemma::KeyPresent {
        seat: Seat::Stage { first: 0, runs: 1 },
        leaf: (Side::Original, LeafId(1)),
        text: String::new(),
    };
    let keyed = query(keyed);
    let proof = Equality { lemmas: vec![key] };
    assert_eq!(proof.check(&keyed, &keyed), Err(Flaw::Lemma(0)));
}
