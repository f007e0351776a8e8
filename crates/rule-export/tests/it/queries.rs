//! Small queries in SQL: golden files beside the queries.

use eql_hir::Context;
use eql_syntax::Dialect;
use event_schema::Schema;
use rule_export::{Eql, Export, Options, Rule, backend, export};
use rule_schema::RuleFile;

/// The backends that write SQL.
const BACKENDS: [&str; 4] = ["clickhouse", "duckdb", "flink", "spark"];

fn exported(name: &str, text: &str, tiebreaker_field: Option<&str>) -> Export {
    let backend = backend(name).unwrap_or_else(|| panic!("no backend {name}"));
    let parsed = eql_syntax::parse(text);
    assert!(parsed.diagnostics.is_empty(), "{text}: {:?}", parsed.diagnostics);
    let schema = Schema::ecs();
    let context =
        Context { schema: &schema, category_field: "event.category", dialect: Dialect::default() };
    let query = eql_hir::lower(&parsed.tree, &context).tree;
    let eql = Eql {
        text,
        query: &query,
        category_field: "event.category",
        timestamp_field: "@timestamp",
        tiebreaker_field,
    };
    let file = RuleFile::default();
    let rule = Rule { path: "rule.toml", id: "rule", source: "", file: &file, eql: Some(eql) };
    export(backend, &[rule], &Options::default())
}

/// Its losses, each with its place, and the query.
fn written(name: &str, text: &str) -> String {
    let export = exported(name, text, None);
    let losses = export.outcomes[0].losses.iter().map(|loss| {
        let place = &text[loss.span.range()];
        format!("-- {:?}: {} [{place}]\n", loss.kind, loss.message)
    });
    let query = export.files.iter().find(|file| file.path.starts_with("rules/"));
    losses.collect::<String>() + query.map_or("", |file| &file.text)
}

#[test]
fn queries_in_sql() {
    let folder = testkit::workspace_root().join("testdata/export/queries");
    for case in testkit::cases(&folder, "eql") {
        for name in BACKENDS {
            let golden = folder.join(format!("{}.{name}.sql", case.name));
            testkit::assert_golden(&golden, &written(name, &case.text));
        }
    }
}

#[test]
fn a_sequence_that_is_nested_too_deep_is_refused() {
    let refused = |runs: usize| {
        let text = format!("sequence [process where true] with runs={runs} [file where true]");
        let losses = exported("clickhouse", &text, None).outcomes[0].losses.clone();
        losses.iter().map(|loss| loss.message.clone()).collect::<Vec<_>>()
    };
    assert_eq!(refused(63), [""; 0]);
    assert_eq!(refused(64), ["a sequence of 65 stages is nested too deep"]);
}

/// Holds all files of the pack of one query to golden files.
fn assert_pack(name: &str, text: &str) {
    let Export { files, outcomes } = exported(name, text, Some("event.sequence"));
    assert_eq!(outcomes[0].losses, [], "{name}");
    let folder = testkit::workspace_root().join("testdata/export/tables").join(name);
    for file in files {
        testkit::assert_golden(&folder.join(&file.path), &file.text);
    }
}

#[test]
fn the_table_of_a_query_and_how_it_is_filled() {
    let text = "sequence by user.id [process where process.pid > 4 and host.ip == \"10.0.0.1\" and unknown.number > 1] \
                [any where process.start > \"2026\" and process.interactive and unknown.field != null]";
    for name in ["clickhouse", "duckdb"] {
        assert_pack(name, text);
    }
}

#[test]
fn the_table_of_engines_without_sequences() {
    let text = "process where process.pid > 4 and host.ip == \"10.0.0.1\" and unknown.number > 1 and \
                process.start > \"2026\" and process.interactive and unknown.field != null";
    assert_pack("spark", text);
}

#[test]
fn the_table_of_an_engine_without_instants() {
    let text = "sequence by user.id, ?source.ip with maxspan=1m \
                [process where process.pid > 4 and host.ip == \"10.0.0.1\" and unknown.number > 1] \
                [any where process.interactive and process.start != null and process.parent.thread.name == \"a\"]";
    assert_pack("flink", text);
}
