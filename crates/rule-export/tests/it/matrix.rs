//! The coverage matrix is what the backends really do.

use std::sync::Arc;

use eql_hir::{Context, Query};
use eql_syntax::Dialect;
use event_schema::{Indices, Mapping, Schema};
use rule_export::{
    BACKENDS, Backend, Construct, Eql, LossKind, Options, Outcome, Probe, Rule, Support, Verdict,
    export, uses,
};
use rule_schema::RuleFile;

/// Queries beside the probes, for what some backends hold in part: with the probe, some are exact there and some are not.
const OTHERS: &[(Construct, &[&str])] = &[
    (Construct::Category, &["email where true"]),
    (Construct::AnyCategory, &["any where unknown.field != null"]),
    (
        Construct::Arrays,
        &[
            "process where host.os.type == \"windows\" and process.args == \"-c\"",
            "process where process.args regex \"~a\"",
        ],
    ),
    (Construct::Equality, &["process where process.command_line == \"\""]),
    (Construct::IgnoreCase, &["process where endsWith~(process.name, process.parent.name)"]),
    (Construct::Regex, &["process where process.name regex \"~a\""]),
    (
        Construct::Number,
        &[
            "process where process.pid < 18446744073709551615",
            "process where process.pid > 9007199254740993.0",
            "process where event.risk_score == 9007199254740993",
        ],
    ),
    (Construct::Boolean, &["process where process.code_signature.trusted == true"]),
    (
        Construct::Date,
        &[
            "process where process.start > \"1800-01-01T00:00:00.000000001Z\"",
            "process where event.ingested == \"2026-01-01T00:00:00.000000001Z\"",
            "process where event.ingested < \"9999-01-01T00:00:00Z\"",
            "process where process.start > \"9999-01-01T00:00:00Z\"",
        ],
    ),
    (Construct::Cidr, &["network where source.ip == \"10.0.0.1\""]),
    (Construct::Version, &["process where agent.version > \"8.1.0\""]),
    (Construct::TextRange, &["process where unknown.field > \"m\""]),
    (
        Construct::FieldComparison,
        &["process where stringContains~(process.command_line, process.name)"],
    ),
    (
        Construct::Arithmetic,
        &["process where process.pid % 2 == 0", "process where unknown.field + 1 > 3"],
    ),
    (Construct::ScriptedPattern, &["process where substring(process.name, 1) regex \"a{1001}\""]),
    (
        Construct::LongSequence,
        &[
            "sequence with maxspan=1h [process where true] with runs=65 [file where true] [file where true]",
        ],
    ),
    (
        Construct::StageKeys,
        &[
            "sequence with maxspan=1m [process where true] by process.name [file where true] by unknown.field",
        ],
    ),
    (Construct::Function("add"), &["process where add(unknown.field, 1) > 3"]),
    (
        Construct::Function("between"),
        &["process where between~(process.name, \"a\", \"b\") == \"x\""],
    ),
    (
        Construct::Function("concat"),
        &[
            "process where concat(unknown.field, \"x\") == \"ax\"",
            "process where concat(process.start, \"x\") == \"ax\"",
        ],
    ),
    (
        Construct::Function("endsWith"),
        &["process where endsWith~(process.name, process.parent.name)"],
    ),
    (
        Construct::Function("length"),
        &["process where length(process.name) == 0", "process where length(process.name) > 0"],
    ),
    (Construct::Function("multiply"), &["process where multiply(unknown.field, 2) > 3"]),
    (Construct::Function("number"), &["process where number(process.name, 8) > 3"]),
    (
        Construct::Function("startsWith"),
        &["process where startsWith~(process.name, process.parent.name)"],
    ),
    (
        Construct::Function("string"),
        &[
            "process where string(unknown.field) == \"4\"",
            "process where string(process.start) == \"4\"",
        ],
    ),
    (
        Construct::Function("stringContains"),
        &["process where stringContains~(process.name, process.parent.name)"],
    ),
    (Construct::Function("substring"), &["process where substring(process.name, -4) == \".exe\""]),
    (Construct::Function("subtract"), &["process where subtract(unknown.field, 1) > 3"]),
];

/// The probe of a construct, and the other queries that use it.
fn probes_of(probe: &Probe) -> Vec<Probe> {
    let others = OTHERS.iter().filter(|(construct, _)| *construct == probe.construct);
    let others = others.flat_map(|(_, queries)| queries.iter());
    std::iter::once(*probe).chain(others.map(|query| Probe { query, ..*probe })).collect()
}

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

/// Only a mapping gives a field the type of versions, or of instants with nanoseconds.
#[expect(clippy::unwrap_used, reason = "the text is a constant of this test")]
fn schema_of(construct: Construct) -> Schema {
    let text = if construct == Construct::Version {
        r#"{"properties": {"event.category": {"type": "keyword"}, "agent.version": {"type": "version"}}}"#
    } else if construct == Construct::Date {
        r#"{"properties": {"event.category": {"type": "keyword"}, "process.start": {"type": "date"}, "event.ingested": {"type": "date_nanos"}}}"#
    } else {
        return Schema::ecs();
    };
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
    for probe in Construct::probes().iter().flat_map(probes_of) {
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
    let support = backend.holds(probe.construct);
    if let Support::Partly(_) = support {
        return half_a_part(backend, probe);
    }
    let (outcome, others) = outcome(backend, probe);
    let agrees = match support {
        Support::Exact => !others.is_empty() || outcome.verdict == Verdict::Exact,
        Support::Partly(_) => true,
        Support::Lossy(_) => outcome.verdict >= Verdict::Lossy,
        Support::Refused(_) => outcome.verdict == Verdict::Refused,
    };
    let mut lossy = outcome.losses.iter().filter(|loss| loss.kind == LossKind::Lossy);
    let is_shown = lossy.all(|loss| loss.differs.is_some());
    let agrees = agrees && (outcome.verdict == Verdict::Refused || is_shown);
    (!agrees).then(|| format!("{}: {} is {support:?}, but {outcome:?}", backend.name(), probe.name))
}

/// What becomes of a probe, and how the constructs are held that are not held exactly.
fn outcome(backend: &dyn Backend, probe: &Probe) -> (Outcome, Vec<Support>) {
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
    let outcome = export(backend, &[rule], &options).outcomes.remove(0);
    (outcome, others)
}

/// What is held in part is exact in some queries and not in others. Those that have what is not held at all do not count;
/// where there are no others nothing is said.
fn half_a_part(backend: &dyn Backend, probe: &Probe) -> Option<String> {
    let verdicts: Vec<_> = probes_of(probe)
        .iter()
        .map(|probe| outcome(backend, probe))
        .filter(|(_, others)| others.iter().all(|it| matches!(it, Support::Partly(_))))
        .map(|(outcome, _)| outcome.verdict)
        .collect();
    let is_exact = |verdict: &Verdict| *verdict == Verdict::Exact;
    let is_part =
        verdicts.is_empty() || verdicts.iter().any(is_exact) && !verdicts.iter().all(is_exact);
    (!is_part).then(|| format!("{}: {} is in part, but {verdicts:?}", backend.name(), probe.name))
}

#[test]
fn backends_have_names_of_their_own() {
    let mut names: Vec<_> = BACKENDS.iter().map(|backend| backend.name()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), BACKENDS.len());
}
