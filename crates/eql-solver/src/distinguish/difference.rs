//! Queries for what one query takes and another does not.

use eql_hir::{
    Condition, Filter, Form, Leaf, LeafId, Predicate, Query, Sample, Sequence, Stage, Test, Union,
};

/// For each stage a query that asks for events which `one` takes there and `other` does not. Stages that are missing or
/// end the sequence ask for an event as the others do. None where the queries have other forms or numbers of stages.
///
/// Each comes with one that asks for less of the same: a list of `one` has only what no list of `other` has there. It is
/// for long lists, of which not every constant is tried.
pub(super) fn of(one: &Query, other: &Query) -> Vec<[Query; 2]> {
    let mut union = Union::default();
    let (one, other) = (union.add(one), union.add(other));
    let forms = match (&one.form, &other.form) {
        (Form::Event(filter), Form::Event(without)) => vec![Form::Event(but(filter, without))],
        (Form::Sequence(left), Form::Sequence(right)) => sequences(left, right),
        (Form::Sample(left), Form::Sample(right)) if left.parts.len() == right.parts.len() => {
            let parts = stages(&left.parts, &right.parts).into_iter();
            parts.map(|parts| Form::Sample(Sample { parts })).collect()
        }
        (Form::Event(_) | Form::Sequence(_) | Form::Sample(_), _) => Vec::new(),
    };
    let both = |form| {
        let query = union.query(form);
        let leaves = narrowed(&query.leaves, &one.leaves, &other.leaves);
        let narrow = Query { leaves, ..query.clone() };
        [query, narrow]
    };
    forms.into_iter().map(both).collect()
}

/// The leaves, where those that only `one` has lack what those that only `other` has list for the same field.
fn narrowed(leaves: &[Leaf], one: &[LeafId], other: &[LeafId]) -> Vec<Leaf> {
    let mut narrowed = leaves.to_vec();
    let only = |own: &[LeafId], others: &[LeafId]| -> Vec<usize> {
        let only = own.iter().filter(|leaf| !others.contains(leaf));
        only.map(|leaf| leaf.0 as usize).collect()
    };
    for wide in only(one, other) {
        for taken in only(other, one) {
            let tests = (&mut narrowed[wide].test, &leaves[taken].test);
            if let (Test::Field(field, list), Test::Field(other, without)) = tests
                && field == other
            {
                leave_out(list, without);
            }
        }
    }
    narrowed
}

/// Takes the constants of a list out of another, unless nothing would be left.
fn leave_out(list: &mut Predicate, without: &Predicate) {
    match (list, without) {
        (Predicate::OneOf(list, case), Predicate::OneOf(without, other)) if case == other => {
            keep_others(list, without);
        }
        (Predicate::Like(list, case), Predicate::Like(without, other)) if case == other => {
            keep_others(list, without);
        }
        (Predicate::Regex(list), Predicate::Regex(without)) => keep_others(list, without),
        (Predicate::Cidr(list), Predicate::Cidr(without)) => keep_others(list, without),
        (_, _) => {}
    }
}

fn keep_others<T: PartialEq>(list: &mut Vec<T>, without: &[T]) {
    if list.iter().any(|item| !without.contains(item)) {
        list.retain(|item| !without.contains(item));
    }
}

/// What the first filter takes and the second does not.
fn but(filter: &Filter, without: &Filter) -> Filter {
    let without = Condition::Not(Box::new(without.condition.clone()));
    Filter { condition: Condition::And(vec![filter.condition.clone(), without]) }
}

fn sequences(left: &Sequence, right: &Sequence) -> Vec<Form> {
    if left.stages.len() != right.stages.len() {
        return Vec::new();
    }
    let plain = |stages| Form::Sequence(Sequence { stages, maxspan: left.maxspan, until: None });
    let mut forms: Vec<Form> = stages(&left.stages, &right.stages).into_iter().map(plain).collect();
    if let Some(until) = &left.until {
        let filter = right
            .until
            .as_ref()
            .map_or_else(|| until.filter.clone(), |other| but(&until.filter, &other.filter));
        let mut stages: Vec<_> = left.stages.iter().filter(|it| !it.missing).cloned().collect();
        let before_last = stages.len().saturating_sub(1);
        stages.insert(before_last, Stage { filter, ..until.clone() });
        forms.push(plain(stages));
    }
    forms
}

/// The stages, each time with another one that asks for the difference; the copies of a repeated one together.
fn stages(left: &[Stage], right: &[Stage]) -> Vec<Vec<Stage>> {
    let mut found: Vec<Vec<Stage>> = Vec::new();
    for (place, stage) in left.iter().enumerate() {
        let is_copy = place > 0 && left[place - 1].span == stage.span;
        if is_copy || stage.filter == right[place].filter {
            continue;
        }
        let changed = |(own, it): (usize, &Stage)| {
            let is_it = it.span == stage.span;
            let filter =
                if is_it { but(&it.filter, &right[own].filter) } else { it.filter.clone() };
            (is_it || !it.missing).then(|| Stage { filter, missing: false, ..it.clone() })
        };
        found.push(left.iter().enumerate().filter_map(changed).collect());
    }
    found
}
