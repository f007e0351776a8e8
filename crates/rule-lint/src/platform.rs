//! Which systems the events of a rule come from.

use eql_hir::{Condition, Predicate, Query, Test};

use crate::RuleView;

/// The field that says which system an event is of.
const SYSTEM_FIELD: &str = "host.os.type";

/// Whether a rule is about events of Windows alone: each of its filters demands it, or its folder says so and no filter
/// says anything.
pub(crate) fn is_windows(rule: &RuleView<'_>) -> bool {
    let Some(eql) = rule.eql else { return false };
    if !eql.query.fields.iter().any(|field| field.path.as_str() == SYSTEM_FIELD) {
        return rule.folder() == "windows";
    }
    eql.query.filters().iter().all(|filter| demands_windows(eql.query, &filter.condition))
}

fn demands_windows(query: &Query, condition: &Condition) -> bool {
    match condition {
        Condition::And(parts) => parts.iter().any(|part| demands_windows(query, part)),
        Condition::Leaf(leaf) => match &query.leaf(*leaf).test {
            Test::Field(field, Predicate::OneOf(values, _)) => {
                let is_windows = |text: &str| text.eq_ignore_ascii_case("windows");
                query.field(*field).path.as_str() == SYSTEM_FIELD
                    && values.iter().all(|value| value.as_str().is_some_and(is_windows))
            }
            Test::Field(..) | Test::Script(_) | Test::Elements(..) | Test::Related(..) => false,
        },
        Condition::Constant(_) | Condition::Not(_) | Condition::Or(_) => false,
    }
}
