//! Prints of lowered queries, and the pages of the findings.

#![expect(clippy::unwrap_used, reason = "what cannot be unwrapped here fails the test")]

use std::sync::Arc;
use std::thread;

use diagnostics::Diagnostic;
use eql_hir::{Context, Query, dump, lower};
use eql_syntax::Dialect;
use event_schema::{Indices, Mapping, Schema};

/// The query and all findings of parser and lowering.
fn lowered(text: &str) -> (Query, Vec<Diagnostic>) {
    lowered_as(Dialect::Elasticsearch, text)
}

/// The dialect of a case, which its name says.
fn dialect_of(name: &str) -> Dialect {
    if name.starts_with("endpoint_") { Dialect::Endpoint } else { Dialect::Elasticsearch }
}

fn lowered_as(dialect: Dialect, text: &str) -> (Query, Vec<Diagnostic>) {
    lowered_with(dialect, &Schema::ecs(), text)
}

fn lowered_with(dialect: Dialect, schema: &Schema, text: &str) -> (Query, Vec<Diagnostic>) {
    let parsed = eql_syntax::parse_dialect(text, dialect);
    let context = Context { schema, category_field: "event.category", dialect };
    let lowered = lower(&parsed.tree, &context);
    let mut diagnostics = parsed.diagnostics;
    diagnostics.extend(lowered.diagnostics);
    (lowered.tree, diagnostics)
}

/// Fields of two inputs, which differ in one.
fn mapped() -> Schema {
    let mapping = |size: &str| {
        let json = format!(
            r#"{{"properties": {{
                "process": {{"properties": {{"name": {{"type": "keyword"}}}}}},
                "note": {{"type": "text", "fields": {{
                    "exact": {{"type": "keyword"}}, "words": {{"type": "text"}}
                }}}},
                "size": {{"type": "{size}"}}
            }}}}"#
        );
        Mapping::new(&serde_json::from_str(&json).unwrap()).unwrap()
    };
    let mut indices = Indices::default();
    indices.add(Some("one"), mapping("long")).unwrap();
    indices.add(Some("other"), mapping("ip")).unwrap();
    Schema::ecs().with_indices(Arc::new(indices))
}

#[test]
fn prints_are_those_of_the_snapshots() {
    let folder = testkit::workspace_root().join("testdata/eql/hir");
    for case in testkit::cases(&folder, "eql") {
        let (query, diagnostics) = lowered_as(dialect_of(&case.name), &case.text);
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
    let [plain, mapped] = [Schema::ecs(), mapped()];
    // A page is about one dialect, or about queries with a mapping.
    let settings = [
        (Dialect::Elasticsearch, &plain),
        (Dialect::Elasticsearch, &mapped),
        (Dialect::Endpoint, &plain),
    ];
    let ids = |(dialect, schema), text: &str| {
        let found = lowered_with(dialect, schema, text).1;
        found.iter().map(|found| found.id).collect::<Vec<_>>()
    };
    let wrong = eql_hir::diagnostics::CATALOGUE.iter().filter_map(|page| {
        let holds =
            |setting| ids(setting, page.bad) == [page.id] && ids(setting, page.good).is_empty();
        (!settings.into_iter().any(holds)).then(|| {
            let shown = settings.map(|setting| (ids(setting, page.bad), ids(setting, page.good)));
            format!("{}: {shown:?}", page.id)
        })
    });
    assert_eq!(wrong.collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn a_leaf_knows_whether_its_text_says_the_opposite() {
    let text =
        r#"any where a != 1 and not b == 1 and not c != 1 and d == null and e not in ("x", "y")"#;
    let leaves = lowered(text).0.leaves;
    let opposite: Vec<_> =
        leaves.iter().filter(|leaf| leaf.is_opposite).map(|leaf| &leaf.text[..1]).collect();
    assert_eq!(opposite, ["a", "c", "d", "e"]);
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
