//! Queries for what one query takes and another does not.

use eql_hir::{
    Condition, Field, FieldId, Filter, Form, Leaf, LeafId, Query, Sample, Script, Sequence, Stage,
    Test,
};

/// For each stage a query that asks for events which `one` takes there and `other` does not. Stages that are missing or
/// end the sequence ask for an event as the others do. None where the queries have other forms or numbers of stages.
pub(super) fn of(one: &Query, other: &Query) -> Vec<Query> {
    let merge = Merge { one, other };
    match (&one.form, &other.form) {
        (Form::Event(filter), Form::Event(without)) => {
            vec![merge.query(Form::Event(merge.but(filter, without)))]
        }
        (Form::Sequence(left), Form::Sequence(right)) => merge.sequences(left, right),
        (Form::Sample(left), Form::Sample(right)) if left.parts.len() == right.parts.len() => {
            let stages = merge.stages(&left.parts, &right.parts).into_iter();
            stages.map(|parts| merge.query(Form::Sample(Sample { parts }))).collect()
        }
        (Form::Event(_) | Form::Sequence(_) | Form::Sample(_), _) => Vec::new(),
    }
}

/// Two queries that become one; the ids of the second move behind those of the first.
struct Merge<'q> {
    one: &'q Query,
    other: &'q Query,
}

impl Merge<'_> {
    fn query(&self, form: Form) -> Query {
        let fields: Vec<Field> =
            self.one.fields.iter().chain(&self.other.fields).cloned().collect();
        let moved = self.other.leaves.iter().map(|leaf| self.leaf(leaf));
        let leaves = self.one.leaves.iter().cloned().chain(moved).collect();
        Query { form, pipes: Vec::new(), fields, leaves }
    }

    /// What the first filter takes and the second does not.
    fn but(&self, filter: &Filter, without: &Filter) -> Filter {
        let without = Condition::Not(Box::new(self.condition(&without.condition)));
        Filter { condition: Condition::And(vec![filter.condition.clone(), without]) }
    }

    fn sequences(&self, left: &Sequence, right: &Sequence) -> Vec<Query> {
        if left.stages.len() != right.stages.len() {
            return Vec::new();
        }
        let (until, other_until) = (left.until.as_ref(), right.until.as_ref());
        let plain =
            |stages| Form::Sequence(Sequence { stages, maxspan: left.maxspan, until: None });
        let mut forms: Vec<Form> =
            self.stages(&left.stages, &right.stages).into_iter().map(plain).collect();
        if let Some(until) = until {
            let filter = other_until.map_or_else(
                || until.filter.clone(),
                |other| self.but(&until.filter, &other.filter),
            );
            let mut stages: Vec<_> = left.stages.iter().filter(|it| !it.missing).cloned().collect();
            let before_last = stages.len().saturating_sub(1);
            stages.insert(before_last, Stage { filter, ..until.clone() });
            forms.push(plain(stages));
        }
        forms.into_iter().map(|form| self.query(form)).collect()
    }

    /// The stages, each time with another one that asks for the difference; the copies of a repeated one together.
    fn stages(&self, left: &[Stage], right: &[Stage]) -> Vec<Vec<Stage>> {
        let mut found: Vec<Vec<Stage>> = Vec::new();
        for (place, stage) in left.iter().enumerate() {
            let is_copy = place > 0 && left[place - 1].span == stage.span;
            if is_copy || self.is_same(&stage.filter.condition, &right[place].filter.condition) {
                continue;
            }
            let changed = |(own, it): (usize, &Stage)| {
                let is_it = it.span == stage.span;
                let filter = if is_it {
                    self.but(&it.filter, &right[own].filter)
                } else {
                    it.filter.clone()
                };
                (is_it || !it.missing).then(|| Stage { filter, missing: false, ..it.clone() })
            };
            found.push(left.iter().enumerate().filter_map(changed).collect());
        }
        found
    }

    /// Whether two filters are the same, as those of a query and of its changed copy mostly are.
    fn is_same(&self, left: &Condition, right: &Condition) -> bool {
        match (left, right) {
            (Condition::Constant(left), Condition::Constant(right)) => left == right,
            (Condition::Leaf(left), Condition::Leaf(right)) => {
                self.one.fields == self.other.fields
                    && self.one.leaf(*left).test == self.other.leaf(*right).test
            }
            (Condition::Not(left), Condition::Not(right)) => self.is_same(left, right),
            (Condition::And(left), Condition::And(right))
            | (Condition::Or(left), Condition::Or(right)) => {
                let mut pairs = left.iter().zip(right);
                left.len() == right.len() && pairs.all(|(left, right)| self.is_same(left, right))
            }
            _ => false,
        }
    }

    fn leaf(&self, leaf: &Leaf) -> Leaf {
        let test = match &leaf.test {
            Test::Field(field, predicate) => Test::Field(self.field(*field), predicate.clone()),
            Test::Script(script) => Test::Script(Script {
                expr: script.expr.clone(),
                occurrences: script.occurrences.iter().map(|field| self.field(*field)).collect(),
            }),
            Test::Elements(array, condition) => {
                Test::Elements(self.field(*array), Box::new(self.condition(condition)))
            }
            Test::Related(relation, filter) => {
                let condition = self.condition(&filter.condition);
                Test::Related(*relation, Box::new(Filter { condition }))
            }
        };
        Leaf { test, ..leaf.clone() }
    }

    fn condition(&self, condition: &Condition) -> Condition {
        let all = |parts: &[Condition]| parts.iter().map(|part| self.condition(part)).collect();
        match condition {
            Condition::Constant(value) => Condition::Constant(*value),
            Condition::Leaf(leaf) => Condition::Leaf(LeafId(leaf.0 + count(&self.one.leaves))),
            Condition::Not(inner) => Condition::Not(Box::new(self.condition(inner))),
            Condition::And(parts) => Condition::And(all(parts)),
            Condition::Or(parts) => Condition::Or(all(parts)),
        }
    }

    fn field(&self, field: FieldId) -> FieldId {
        FieldId(field.0 + count(&self.one.fields))
    }
}

/// How many ids are given out; a query is bounded by its text, so they fit 32 bits.
fn count<T>(items: &[T]) -> u32 {
    u32::try_from(items.len()).unwrap_or(u32::MAX)
}
