//! Queries and events for the tests.

use eql_hir::Query;
use event::{Document, FieldPath, Ordinal};
use oracle::{Found, Oracle, Stamped};

/// A query that is without findings.
#[track_caller]
pub(crate) fn query(text: &str) -> Query {
    let parsed = eql_syntax::parse(text);
    assert_eq!(parsed.diagnostics, [], "{text}");
    let dialect = eql_syntax::Dialect::default();
    let schema = event_schema::Schema::ecs();
    let context = eql_hir::Context { schema: &schema, category_field: "event.category", dialect };
    let lowered = eql_hir::lower(&parsed.tree, &context);
    assert_eq!(lowered.diagnostics, [], "{text}");
    lowered.tree
}

/// What a query finds.
pub(crate) fn found(query: &Query, events: &[Document]) -> Vec<Found> {
    let time = FieldPath::new("@timestamp");
    let stamped: Vec<_> = events
        .iter()
        .zip(0..)
        .map(|(document, position)| Stamped {
            document,
            ordinal: Ordinal::of(document, &time, None, position),
        })
        .collect();
    Oracle::new(query).run(&stamped)
}
