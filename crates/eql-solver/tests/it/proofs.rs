//! What is called a contradiction is one: no short text, no small number and no small list meets the demands.

use eql_hir::{LeafId, Query};
use eql_solver::{Cause, Puzzle, Solver, Wish};
use event::{Document, Json};
use proptest::prelude::*;

use crate::lowered;

/// A condition on a text over few letters.
fn on_text() -> impl Strategy<Value = String> {
    let field = "process.name";
    prop_oneof![
        "[abA*?]{0,4}".prop_map(move |pattern| format!("{field} : \"{pattern}\"")),
        "[abA*?]{0,4}".prop_map(move |pattern| format!("{field} like \"{pattern}\"")),
        "[abA]{0,3}".prop_map(move |text| format!("{field} == \"{text}\"")),
        ("[abA]{1,2}", "[abA]{1,2}")
            .prop_map(move |(one, other)| format!("{field} in~ (\"{one}\", \"{other}\")")),
        "[ab.][ab.|*?]{0,3}[ab.]".prop_map(move |pattern| format!("{field} regex \"{pattern}\"")),
        "[abA]{1,2}".prop_map(move |prefix| format!("startsWith~({field}, \"{prefix}\")")),
        Just(format!("{field} != null")),
    ]
}

/// A condition on a small number.
fn on_number() -> impl Strategy<Value = String> {
    let ops = prop_oneof![Just("<"), Just("<="), Just(">"), Just(">="), Just("=="), Just("!=")];
    (ops, 0..6).prop_map(|(op, bound)| format!("process.pid {op} {bound}"))
}

/// All texts of at most three of the letters.
fn short_texts() -> Vec<Json> {
    let mut texts = vec![String::new()];
    for from in 0..40 {
        let longer: Vec<String> =
            "abAc".chars().map(|letter| format!("{}{letter}", texts[from])).collect();
        texts.extend(longer.into_iter().filter(|text| text.len() <= 3));
    }
    texts.into_iter().map(Json::Str).collect()
}

/// Whether some of these values, one or two of them, or none at all, meets the demands.
fn is_met(query: &Query, truths: &[bool], field: &str, values: &[Json]) -> bool {
    let oracle = oracle::Oracle::new(query);
    let fits = |json: Option<Json>| {
        let mut document = Document::default();
        if let Some(json) = json {
            document.set(field, json);
        }
        (1..).map(LeafId).zip(truths).all(|(leaf, truth)| oracle.leaf(leaf, &document) == *truth)
    };
    let pair = |one: &Json, other: &Json| Some(Json::Array(vec![one.clone(), other.clone()]));
    fits(None)
        || values.iter().any(|value| fits(Some(value.clone())))
        || values
            .iter()
            .take(40)
            .any(|one| values.iter().take(40).any(|other| fits(pair(one, other))))
}

fn check(
    conditions: &[String],
    truths: &[bool],
    field: &str,
    values: &[Json],
) -> Result<(), TestCaseError> {
    let query = lowered(&format!("process where {}", conditions.join(" and ")));
    prop_assume!(query.leaves.len() == truths.len() + 1);
    let leaves = (1..).map(LeafId).zip(truths.iter().copied()).collect();
    let solved = Solver::new(&query).solve(&Puzzle::of(Wish::of(leaves)), 1);
    let Err(unsolved) = solved else { return Ok(()) };
    let is_contradiction = matches!(unsolved.cause, Cause::Contradiction(_));
    let exists = is_met(&query, truths, field, values);
    prop_assert!(!exists, "{conditions:?} {truths:?}: {unsolved}");
    prop_assert!(
        is_contradiction,
        "small puzzles are decided: {conditions:?} {truths:?}: {unsolved}"
    );
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn texts(conditions in prop::collection::vec(on_text(), 2..5), truths in prop::collection::vec(any::<bool>(), 4)) {
        check(&conditions, &truths[..conditions.len()], "process.name", &short_texts())?;
    }

    #[test]
    fn numbers(conditions in prop::collection::vec(on_number(), 2..5), truths in prop::collection::vec(any::<bool>(), 4)) {
        let numbers: Vec<Json> = (-2..9).map(Json::Int).collect();
        check(&conditions, &truths[..conditions.len()], "process.pid", &numbers)?;
    }
}
