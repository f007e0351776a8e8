//! Prints of lowered queries, and the pages of the findings.

use std::thread;

use diagnostics::Diagnostic;
use eql_hir::{Context, Query, dump, lower};
use event_schema::Schema;

/// The query and all findings of parser and lowering.
fn lowered(text: &str) -> (Query, Vec<Diagnostic>) {
    let parsed = eql_syntax::parse(text);
    let lowered =
        lower(&parsed.tree, &Context { schema: &Schema::ecs(), category_field: "event.category" });
    let mut diagnostics = parsed.diagnostics;
    diagnostics.extend(lowered.diagnostics);
    (lowered.tree, diagnostics)
}

#[test]
fn prints_are_those_of_the_snapshots() {
    let folder = testkit::workspace_root().join("testdata/eql/hir");
    for case in testkit::cases(&folder, "eql") {
        let (query, diagnostics) = lowered(&case.text);
        assert!(diagnostics.is_empty(), "{}: {diagnostics:?}", case.name);
        insta::with_settings!({
            snapshot_path => &folder, prepend_module_to_snapshot => false, omit_expression => true
        }, {
            insta::assert_snapshot!(case.name, dump(&query));
        });
    }
}

#[test]
fn the_bad_text_of_a_page_raises_this_id_alone_and_the_good_text_nothing() {
    let ids = |text: &str| lowered(text).1.iter().map(|found| found.id).collect::<Vec<_>>();
    let wrong = eql_hir::diagnostics::CATALOGUE.iter().filter_map(|page| {
        let (bad, good) = (ids(page.bad), ids(page.good));
        (bad != [page.id] || !good.is_empty()).then(|| format!("{}: {bad:?} {good:?}", page.id))
    });
    assert_eq!(wrong.collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn pages_are_in_the_order_of_their_ids() {
    assert!(eql_hir::diagnostics::CATALOGUE.is_sorted_by_key(|page| page.id));
}

#[test]
fn the_deepest_query_that_parses_fits_a_small_stack() {
    let deep = format!("any where {}a == 1{}", "not (".repeat(60), ")".repeat(60));
    let check = move || assert!(lowered(&deep).1.is_empty());
    thread::Builder::new().stack_size(2 << 20).spawn(check).unwrap().join().unwrap();
}
