//! `COVERAGE.md` says the truth about which demands the checks cover.

use std::collections::{BTreeMap, BTreeSet};

use rule_lint::{CHECKS, Source};

const COVERAGE: &str = include_str!("../../COVERAGE.md");

/// The rows of the tables: the number, and the ids or the reason beside it.
fn rows() -> BTreeMap<&'static str, &'static str> {
    let cells = COVERAGE.lines().filter_map(|line| line.strip_prefix("| "));
    let rows = cells.filter_map(|line| line.trim_end_matches(" |").split_once(" | "));
    let is_number = |number: &str| number.trim_start_matches('L').parse::<u8>().is_ok();
    rows.filter(|(number, _)| is_number(number)).collect()
}

fn ids(cell: &str) -> BTreeSet<&str> {
    cell.split('`').filter(|word| word.starts_with("rule/") || word.starts_with("eql/")).collect()
}

#[test]
fn every_number_has_a_row() {
    let loads = (1..=20).map(|number| format!("L{number}"));
    let all: Vec<_> = loads.chain((1..=75).map(|number| number.to_string())).collect();
    let rows = rows();
    let missing: Vec<_> = all.iter().filter(|number| !rows.contains_key(number.as_str())).collect();
    assert_eq!(missing, [""; 0]);
    assert_eq!(rows.len(), all.len());
}

#[test]
fn a_row_names_the_checks_of_its_number_and_no_other() {
    let rows = rows();
    let own: BTreeSet<_> = CHECKS.iter().map(|check| check.page.id).collect();
    for (number, cell) in &rows {
        let of_code: BTreeSet<_> = CHECKS
            .iter()
            .filter(|check| check.sources.iter().any(|source| source.to_string() == *number))
            .map(|check| check.page.id)
            .collect();
        let of_row: BTreeSet<_> = ids(cell).into_iter().filter(|id| own.contains(id)).collect();
        assert_eq!(of_row, of_code, "{number}");
        let others: BTreeSet<_> = ids(cell).difference(&own).copied().collect();
        let known = |id: &&str| {
            rule_schema::CATALOGUE.iter().any(|page| page.id == *id) || id.starts_with("eql/")
        };
        assert!(others.iter().all(known), "{number}: {others:?}");
    }
}

#[test]
fn own_checks_are_listed_too() {
    let (_, own) = COVERAGE.split_once("## Own").unwrap();
    let is_own = |check: &&&rule_lint::Check| check.sources.contains(&Source::Own);
    let of_code: BTreeSet<_> = CHECKS.iter().filter(is_own).map(|check| check.page.id).collect();
    assert_eq!(ids(own), of_code);
}
