//! The coverage matrix is what the backends really do.

use std::sync::Arc;

use eql_hir::{Context, Query};
use eql_syntax::Dialect;
use event_schema::{Indices, Mapping, Schema};
use rule_export::{
    BACKENDS, Backend, Construct, Eql, LossKind, Options, Probe, Rule, Support, Verdict, export,
    uses,
};
use rule_schema::RuleFile;

/// The query of a probe; those of the endpoint are in its own dialect.
fn query_of(probe: &Probe) -> Query {
    let endpoint = matches!(
        probe.construct,
        Construct::ArraySearch | Construct::Lineage | Construct::EarlierEvent
    );
    let dialect = if endpoint { Dialect::Endpoint } else { Dialect::Elasticsearch };
    let parsed = eql_syntax::parse_dialect(probe.query, dialect);
    assert!(parsed.diagnostics.is_empty(), "{}: {:?}", probe.query, parsed.diagnostics);
    let schema = schema_of(probe.construct);
    let context = Context { schema: &schema, category_field: "event.category", dialect };
    let lowered = eql_hir::lower(&parsed.tree, &context);
    assert!(lowered.diagnostics.is_empty(), "{}: {:?}", probe.query, lowered.diagnostics);
    lowered.tree
}

/// Only a mapping gives a field the type of versions.
#[expect(clippy::unwrap_used, reason = "the text is a constant of this test")]
fn schema_of(construct: Construct) -> Schema {
    if construct != Construct::Version {
        return Schema::ecs();
    }
    let text = r#"{"properties": {"event.category": {"type": "keyword"}, "agent.version": {"type": "version"}}}"#;
    let document = serde_json::from_str(text).unwrap();
    Schema::ecs().with_indices(Arc::new(Indices::new(Mapping::new(&document).unwrap())))
}

fn eql<'a>(probe: &Probe, query: &'a Query) -> Eql<'a> {
    Eql {
        text: probe.query,
        query,
        category_field: "event.category",
        timestamp_field: "@timestamp",
        tiebreaker_field: None,
    }
}

#[test]
fn a_probe_uses_its_construct() {
    for probe in Construct::probes() {
        let query = query_of(&probe);
        let used: Vec<_> = uses(&eql(&probe, &query)).iter().map(|used| used.construct).collect();
        assert!(used.contains(&probe.construct), "{}: {used:?}", probe.query);
    }
}

#[test]
fn what_a_backend_says_is_what_it_does() {
    let wrong: Vec<_> = BACKENDS.iter().flat_map(|backend| contradictions(*backend)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Where a backend does not do with a probe what its row of the matrix says, or cannot show what is lost.
fn contradictions(backend: &dyn Backend) -> Vec<String> {
    Construct::probes().iter().filter_map(|probe| contradiction(backend, probe)).collect()
}

fn contradiction(backend: &dyn Backend, probe: &Probe) -> Option<String> {
    let query = query_of(probe);
    let eql = eql(probe, &query);
    let others: Vec<_> = uses(&eql)
        .iter()
        .map(|used| backend.holds(used.construct))
        .filter(|support| *support != Support::Exact)
        .collect();
    let file = RuleFile::default();
    let rule = Rule { path: "probe.toml", id: "probe", source: "", file: &file, eql: Some(eql) };
    let options = Options { allow_lossy: true, ..Options::default() };
    let outcome = &export(backend, &[rule], &options).outcomes[0];
    let agrees = match backend.holds(probe.construct) {
        Support::Exact if others.is_empty() => outcome.verdict == Verdict::Exact,
        Support::Exact | Support::Partly(_) => true,
        Support::Lossy(_) => outcome.verdict >= Verdict::Lossy,
        Support::Refused(_) => outcome.verdict == Verdict::Refused,
    };
    let lossy = outcome.losses.iter().filter(|loss| loss.kind == LossKind::Lossy);
    let agrees = agrees && lossy.clone().all(|loss| loss.differs.is_some());
    (!agrees).then(|| {
        format!(
            "{}: {} is {:?}, but {:?}",
            backend.name(),
            probe.name,
            backend.holds(probe.construct),
            outcome
        )
    })
}

#[test]
fn backends_have_names_of_their_own() {
    let mut names: Vec<_> = BACKENDS.iter().map(|backend| backend.name()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), BACKENDS.len());
}
