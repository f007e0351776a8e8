//! Small packs of queries, to be damaged.

use std::collections::BTreeMap;

use eql_compiler::RuleSource;
use eql_hir::{Context, Query, lower};
use eql_syntax::{Dialect, parse_dialect};
use event_schema::Schema;
use pack::{Contents, Program, Provenance, RuleHash, RuleInfo, RuleQuery};

/// Queries that together have every part of a program.
pub(super) const QUERIES: [&str; 6] = [
    "process where process.name : (\"cmd.exe\", \"a*\") and process.pid >= 4 and not user.name == null",
    "any where length(process.name) + process.pid > 3 and startsWith~(process.name, user.name) | head 7",
    "sequence by host.id with maxspan=1m [process where true] by ?user.name ![file where process.pid == 9] by ?user.name \
     [file where cidrMatch(source.ip, \"10.0.0.0/8\")] by ?user.name until [any where process.name regex \"x+\"] by ?user.name",
    "sample by host.id [process where true] [file where true]",
    "any where _arraysearch(list, $e, $e.v == 1 and _arraysearch(list, $f, $f.w like \"x?\"))",
    "sequence by host.id [process where true] as first [any where first.process.pid == process.pid and \
     descendant of [process where process.name : \"cmd*\"]]",
];

/// The program of these queries in the dialect of the endpoint.
pub(super) fn program(queries: &[&str]) -> Program {
    let lowered: Vec<_> = queries.iter().map(|text| lowered(text)).collect();
    let rules =
        (0..).zip(&lowered).map(|(place, query): (usize, _)| (format!("rule-{place}"), query));
    let rules: Vec<_> = rules.collect();
    let sources = rules.iter().map(|(id, query)| RuleSource {
        name: Some("A rule"),
        severity: Some("low"),
        risk_score: Some(21),
        ..RuleSource::new(id, query)
    });
    eql_compiler::compile(&sources.collect::<Vec<_>>())
}

fn lowered(text: &str) -> Query {
    let dialect = Dialect::Endpoint;
    let parsed = parse_dialect(text, dialect);
    let schema = Schema::ecs();
    let context = Context { schema: &schema, category_field: "event.category", dialect };
    let lowered = lower(&parsed.tree, &context);
    let found = parsed.diagnostics.iter().chain(&lowered.diagnostics);
    let found: Vec<_> =
        found.filter(|finding| finding.severity == diagnostics::Severity::Error).collect();
    assert!(found.is_empty(), "{text}: {found:?}");
    lowered.tree
}

/// A pack of a program, whatever that is, with the other sections as they must be beside it.
pub(super) fn contents(program: Program, queries: &[&str]) -> Contents {
    let ids: Vec<_> = program.rules.iter().map(|rule| rule.id.clone()).collect();
    let info = |id: &String| RuleInfo {
        id: id.clone(),
        keys: BTreeMap::from([("name".to_owned(), "A rule".into())]),
    };
    let hash = |id: &String| RuleHash { id: id.clone(), sha256: "0".repeat(64) };
    let source = |(id, query): (&String, &&str)| RuleQuery {
        id: id.clone(),
        query: (*query).to_owned(),
        category_field: "event.category".to_owned(),
        timestamp_field: "@timestamp".to_owned(),
        timestamp_type: "date_nanos".to_owned(),
        ..RuleQuery::default()
    };
    let queries = queries.iter().cycle();
    Contents {
        rules: ids.iter().map(info).collect(),
        provenance: Provenance {
            tool: "eqlc 0.0.0".to_owned(),
            dialect: "endpoint".to_owned(),
            functions: format!("{:016x}", pack::function_table()),
            rules: ids.iter().map(hash).collect(),
            ..Provenance::default()
        },
        sources: ids.iter().zip(queries).map(source).collect(),
        program,
    }
}
