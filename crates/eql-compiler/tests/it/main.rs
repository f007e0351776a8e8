//! Listings of compiled queries, and what a program promises.

use diagnostics::Parsed;
use eql_compiler::{RuleSource, compile};
use eql_hir::{Context, Query, lower};
use eql_syntax::Dialect;
use event_schema::Schema;
use pack::{Program, decode, encode, listing};

fn program(dialect: Dialect, text: &str) -> Program {
    let parsed = eql_syntax::parse_dialect(text, dialect);
    let lowered: Parsed<Query> = lower(
        &parsed.tree,
        &Context { schema: &Schema::ecs(), category_field: "event.category", dialect },
    );
    assert!(
        parsed.diagnostics.is_empty() && lowered.diagnostics.is_empty(),
        "{text}: {:?}",
        lowered.diagnostics
    );
    compile(&[RuleSource::new("case", &lowered.tree)])
}

fn programs() -> Vec<(String, Program)> {
    let cases = testkit::cases(&testkit::workspace_root().join("testdata/eql/program"), "eql");
    let dialect = |name: &str| {
        if name.starts_with("endpoint_") { Dialect::Endpoint } else { Dialect::Elasticsearch }
    };
    let compiled = |case: &testkit::Case| program(dialect(&case.name), &case.text);
    cases.iter().map(|case| (case.name.clone(), compiled(case))).collect()
}

#[test]
fn listings_are_those_of_the_snapshots() {
    let folder = testkit::workspace_root().join("testdata/eql/program");
    for (name, program) in programs() {
        insta::with_settings!({
            snapshot_path => &folder, prepend_module_to_snapshot => false, omit_expression => true
        }, {
            insta::assert_snapshot!(name, listing(&program));
        });
    }
}

#[test]
fn a_program_survives_its_bytes_and_equal_programs_have_equal_bytes() {
    for (name, program) in programs() {
        let bytes = encode(&program);
        assert_eq!(decode(&bytes).as_deref(), Ok(&program), "{name}");
        assert_eq!(encode(&program.clone()), bytes, "{name}");
    }
}

/// Cut or damaged bytes are refused or give a program that passes the verifier; they never panic.
#[test]
fn damaged_packs_never_panic() {
    for (_, program) in programs() {
        let bytes = encode(&program);
        for end in 0..bytes.len() {
            assert!(decode(&bytes[..end]).is_err());
        }
        for place in 0..bytes.len() {
            for bit in 0..8 {
                let mut damaged = bytes.clone();
                damaged[place] ^= 1 << bit;
                if let Ok(program) = decode(&damaged) {
                    pack::verify(&program).unwrap();
                }
            }
        }
    }
}

#[test]
fn rules_share_equal_leaves_and_filters() {
    let parsed = eql_syntax::parse("process where process.pid == 4 and process.name : \"a*\"");
    let schema = Schema::ecs();
    let lowered = lower(
        &parsed.tree,
        &Context {
            schema: &schema,
            category_field: "event.category",
            dialect: eql_syntax::Dialect::default(),
        },
    );
    let one = compile(&[RuleSource::new("one", &lowered.tree)]);
    let two =
        compile(&[RuleSource::new("one", &lowered.tree), RuleSource::new("two", &lowered.tree)]);
    assert_eq!(
        (one.predicates.len(), one.filters.len()),
        (two.predicates.len(), two.filters.len())
    );
    assert_eq!(two.rules.len(), 2);
}

/// The filter of a leaf can be named by a damaged pack in a circle; the matcher would never end.
#[test]
fn a_leaf_that_stands_in_itself_is_refused() {
    let mut program = program(Dialect::Endpoint, "any where _arraysearch(list, $one, $one == 1)");
    let search = |test: &pack::Test| matches!(test, pack::Test::Elements(..));
    let place = program.predicates.iter().position(|one| search(&one.test)).unwrap();
    assert!(pack::verify(&program).is_ok());
    let pack::Plan::Event(outer) = program.rules[0].plan else { panic!("no event rule") };
    if let pack::Test::Elements(_, filter) = &mut program.predicates[place].test {
        *filter = outer;
    }
    assert_eq!(pack::verify(&program).unwrap_err().problem, "a leaf that stands in itself");
}
