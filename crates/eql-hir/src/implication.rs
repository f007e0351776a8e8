//! Whether every event that one query finds is found by another: a proof, never a guess.

use eql_functions::Case;

use crate::contradiction::plain;
use crate::normal::{Literal, Normal};
use crate::passes::must_pass;
use crate::{Field, Filter, Form, Leaf, Predicate, Query, Stage, Test};

/// The most steps of a proof; without one after them, none is claimed.
const MAX_STEPS: u32 = 5_000;

/// Whether a proof shows that what one query finds the other finds too.
///
/// Sequences and samples must be the same stage by stage: with a wider stage a sequence may keep other events.
pub fn implies(one: &Query, other: &Query) -> bool {
    if !one.pipes.is_empty() || !other.pipes.is_empty() {
        return false;
    }
    match (&one.form, &other.form) {
        (Form::Event(filter), Form::Event(wider)) => holds(one, filter, other, wider),
        (Form::Sequence(left), Form::Sequence(right)) => {
            let until = match (&left.until, &right.until) {
                (None, None) => true,
                (Some(left), Some(right)) => same_stage(one, left, other, right),
                (_, _) => false,
            };
            left.maxspan == right.maxspan && until && same(one, &left.stages, other, &right.stages)
        }
        (Form::Sample(left), Form::Sample(right)) => same(one, &left.parts, other, &right.parts),
        (_, _) => false,
    }
}

fn same(one: &Query, stages: &[Stage], other: &Query, wider: &[Stage]) -> bool {
    stages.len() == wider.len()
        && stages.iter().zip(wider).all(|(left, right)| same_stage(one, left, other, right))
}

fn same_stage(one: &Query, left: &Stage, other: &Query, right: &Stage) -> bool {
    let keys = |query: &Query, stage: &Stage| -> Vec<(Field, bool)> {
        stage.keys.iter().map(|key| (query.field(key.field).clone(), key.optional)).collect()
    };
    left.missing == right.missing
        && keys(one, left) == keys(other, right)
        && holds(one, &left.filter, other, &right.filter)
        && holds(other, &right.filter, one, &left.filter)
}

fn holds(one: &Query, filter: &Filter, other: &Query, wider: &Filter) -> bool {
    let mut proof = Proof { one, other, steps: 0 };
    proof.implied(&Normal::of(&filter.condition, true), &Normal::of(&wider.condition, true))
}

/// A search for a proof that a condition of `one` implies a condition of `other`.
struct Proof<'a> {
    one: &'a Query,
    other: &'a Query,
    steps: u32,
}

impl Proof<'_> {
    fn implied(&mut self, left: &Normal, right: &Normal) -> bool {
        self.steps += 1;
        if self.steps > MAX_STEPS {
            return false;
        }
        match (left, right) {
            (Normal::Constant(false), _) | (_, Normal::Constant(true)) => true,
            (_, Normal::And(parts)) => parts.iter().all(|part| self.implied(left, part)),
            (Normal::Or(parts), _) => parts.iter().all(|part| self.implied(part, right)),
            (Normal::And(lefts), Normal::Or(rights)) => {
                lefts.iter().any(|part| self.implied(part, right))
                    || rights.iter().any(|part| self.implied(left, part))
            }
            (Normal::And(parts), _) => parts.iter().any(|part| self.implied(part, right)),
            (Normal::Literal(left), Normal::Or(parts)) => {
                let whole = Normal::Literal(*left);
                parts.iter().any(|part| self.implied(&whole, part)) || self.spread(*left, parts)
            }
            (_, Normal::Or(parts)) => parts.iter().any(|part| self.implied(left, part)),
            (Normal::Literal(left), Normal::Literal(right)) => self.literal(*left, *right),
            (Normal::Constant(true), _) | (_, Normal::Constant(false)) => false,
        }
    }

    /// Whether each value that a leaf allows is allowed by one of several leaves.
    fn spread(&self, left: Literal, parts: &[Normal]) -> bool {
        let Some((field, Predicate::OneOf(values, case))) = plain(self.one.leaf(left.leaf)) else {
            return false;
        };
        let asks = |part: &Normal| match part {
            Normal::Literal(right) if right.holds => plain(self.other.leaf(right.leaf))
                .filter(|(other, _)| self.other.field(*other) == self.one.field(field))
                .map(|(_, asks)| asks),
            Normal::Literal(_) | Normal::Constant(_) | Normal::And(_) | Normal::Or(_) => None,
        };
        let wide: Vec<_> = parts.iter().filter_map(asks).collect();
        left.holds
            && values.iter().all(|value| wide.iter().any(|wide| must_pass(wide, value, *case)))
    }

    fn literal(&self, left: Literal, right: Literal) -> bool {
        let (one, other) = (self.one.leaf(left.leaf), self.other.leaf(right.leaf));
        match (left.holds, right.holds) {
            (true, true) => leaf(self.one, one, self.other, other),
            // What is not found by the wider test is not found by the narrower.
            (false, false) => leaf(self.other, other, self.one, one),
            (_, _) => false,
        }
    }
}

/// Whether a leaf holds where another does.
fn leaf(one: &Query, narrow: &Leaf, other: &Query, wide: &Leaf) -> bool {
    if let (Some((field, narrow)), Some((other_field, wide))) = (plain(narrow), plain(wide)) {
        return one.field(field) == other.field(other_field) && predicate(narrow, wide);
    }
    match (&narrow.test, &wide.test) {
        (Test::Script(narrow), Test::Script(wide)) => {
            let fields = |query: &Query, occurrences: &[crate::FieldId]| -> Vec<Field> {
                occurrences.iter().map(|field| query.field(*field).clone()).collect()
            };
            narrow.expr == wide.expr
                && fields(one, &narrow.occurrences) == fields(other, &wide.occurrences)
        }
        (_, _) => false,
    }
}

/// Whether a value that passes one test of a field passes the other.
fn predicate(narrow: &Predicate, wide: &Predicate) -> bool {
    let wider = |narrow: Case, wide: Case| narrow == wide || wide == Case::Insensitive;
    match (narrow, wide) {
        (_, Predicate::Exists) => true,
        (Predicate::OneOf(values, case), _) => {
            values.iter().all(|value| must_pass(wide, value, *case))
        }
        (Predicate::Like(narrow, case), Predicate::Like(wide, wide_case)) => {
            wider(*case, *wide_case) && narrow.iter().all(|pattern| wide.contains(pattern))
        }
        (Predicate::Regex(narrow), Predicate::Regex(wide)) => {
            narrow.iter().all(|regex| wide.contains(regex))
        }
        _ => narrow == wide,
    }
}

#[cfg(test)]
mod tests {
    use event_schema::Schema;

    use super::*;
    use crate::{Context, lower};

    fn query(text: &str) -> Query {
        let parsed = eql_syntax::parse(text);
        let dialect = eql_syntax::Dialect::default();
        let schema = Schema::ecs();
        let context = Context { schema: &schema, category_field: "event.category", dialect };
        let lowered = lower(&parsed.tree, &context);
        assert_eq!(lowered.diagnostics, [], "{text}");
        lowered.tree
    }

    fn shown(one: &str, other: &str) -> &'static str {
        match (implies(&query(one), &query(other)), implies(&query(other), &query(one))) {
            (true, true) => "equal",
            (true, false) => "narrower",
            (false, true) => "wider",
            (false, false) => "open",
        }
    }

    #[track_caller]
    fn assert_shown(one: &str, other: &str, expected: &str) {
        let event = |condition: &str| format!("process where {condition}");
        assert_eq!(shown(&event(one), &event(other)), expected, "{one} {other}");
    }

    #[test]
    fn the_order_of_parts_does_not_matter() {
        assert_shown(
            r#"process.name == "a" and process.pid == 4"#,
            r#"process.pid == 4 and process.name == "a""#,
            "equal",
        );
        assert_shown(
            r#"process.name in ("a", "b")"#,
            r#"process.name == "b" or process.name == "a""#,
            "equal",
        );
    }

    #[test]
    fn one_more_demand_is_narrower_and_one_more_value_wider() {
        assert_shown(
            r#"process.name == "a" and process.pid == 4"#,
            r#"process.name == "a""#,
            "narrower",
        );
        assert_shown(r#"process.name == "a""#, r#"process.name in ("a", "b")"#, "narrower");
        assert_shown(r#"process.name == "a""#, r#"process.name : "A""#, "narrower");
        assert_shown(r#"process.name : "a""#, r#"process.name : ("a*", "b")"#, "narrower");
        assert_shown(r#"process.name : "a*""#, "process.name != null", "narrower");
        assert_shown(r#"not process.name in ("a", "b")"#, r#"not process.name == "a""#, "narrower");
        assert_shown(r#"process.name == "a""#, r#"process.name == "b""#, "open");
        assert_shown(r#"process.name : "a*""#, r#"process.name : "A*b""#, "open");
    }

    #[test]
    fn sequences_are_compared_as_wholes() {
        let sequence = |condition: &str, span: &str| {
            format!(
                "sequence by host.id with maxspan={span} [process where {condition}] [file where true]"
            )
        };
        let (a, b) = (sequence("process.pid == 4", "1m"), sequence("process.pid in (4, 5)", "1m"));
        assert_eq!(shown(&a, &a), "equal");
        assert_eq!(shown(&a, &b), "open");
        assert_eq!(shown(&a, &sequence("process.pid == 4", "2m")), "open");
        assert_eq!(shown(&a, "process where process.pid == 4"), "open");
    }
}
