//! A filter as queries over the tables of a family.

use std::collections::BTreeMap;

use eql_functions::Case;
use eql_hir::{Condition, Filter, LeafId, Predicate, Query, Test};

use super::leaf::{Answer, Asked, Place, passes};
use super::map::{Family, View};
use crate::Loss;
use crate::condition::{Logic, conjuncts, render};

/// The rows of a table that pass.
#[derive(Clone, Debug)]
pub(super) struct Rows<'m> {
    /// Where they come from.
    pub(super) view: &'m View,
    /// The table and the operators behind it.
    pub(super) lines: Vec<String>,
    /// What does not survive.
    pub(super) losses: Vec<Loss>,
    /// The system that the filter asks for, where it asks for one.
    pub(super) os: Option<String>,
    /// The steps that have run.
    done: Vec<String>,
}

impl Rows<'_> {
    /// Adds the steps that have not run.
    pub(super) fn run(&mut self, family: &Family, steps: &[String]) {
        for step in steps {
            if !self.done.contains(step) {
                self.lines.extend(family.steps.get(step).cloned());
                self.done.push(step.clone());
            }
        }
    }
}

/// The rows of each view in which some row can pass.
pub(super) fn rows<'m>(query: &'m Query, filter: &Filter, family: &'m Family) -> Vec<Rows<'m>> {
    let os = system(query, &filter.condition);
    let places = family.views.iter().map(|view| {
        let is_named = is_named(query, &filter.condition, family, view);
        Place { query, family, view, os, is_named }
    });
    places.filter_map(|place| rows_of(place, filter)).collect()
}

fn rows_of<'m>(place: Place<'m>, filter: &Filter) -> Option<Rows<'m>> {
    let mut answers = BTreeMap::new();
    let condition = fold(&filter.condition, place, &mut answers);
    if condition == Condition::Constant(false) {
        return None;
    }
    let mut lines = vec![place.view.table.clone()];
    lines.extend(place.view.filter.iter().map(|filter| format!("where {filter}")));
    let mut rows = Rows {
        view: place.view,
        lines,
        losses: Vec::new(),
        os: place.os.map(str::to_owned),
        done: Vec::new(),
    };
    // What needs no step runs first, so that steps see fewer rows.
    let mut parts: Vec<_> =
        conjuncts(&condition).into_iter().map(|part| text(part, &answers)).collect();
    parts.sort_by_key(|part| !part.after.is_empty());
    for part in parts {
        rows.run(place.family, &part.after);
        rows.losses.extend(part.losses);
        let line = format!("where {}", part.text);
        if part.text != "true" && !rows.lines.contains(&line) {
            rows.lines.push(line);
        }
    }
    Some(rows)
}

/// A condition without the leaves that are the same in all rows.
fn fold(
    condition: &Condition,
    place: Place<'_>,
    answers: &mut BTreeMap<LeafId, Asked>,
) -> Condition {
    match condition {
        Condition::Constant(value) => Condition::Constant(*value),
        Condition::Leaf(id) => match place.answer(place.query.leaf(*id)) {
            Answer::Known(value) => Condition::Constant(value),
            Answer::Asked(asked) => {
                answers.insert(*id, asked);
                Condition::Leaf(*id)
            }
        },
        Condition::Not(inner) => match fold(inner, place, answers) {
            Condition::Constant(value) => Condition::Constant(!value),
            inner @ (Condition::Leaf(_)
            | Condition::Not(_)
            | Condition::And(_)
            | Condition::Or(_)) => Condition::Not(Box::new(inner)),
        },
        Condition::And(parts) => joined(parts, true, place, answers),
        Condition::Or(parts) => joined(parts, false, place, answers),
    }
}

/// An `and`, where `neutral` is true, or an `or`. What stands beside a system in an `and` decides on that system only.
fn joined(
    parts: &[Condition],
    neutral: bool,
    place: Place<'_>,
    answers: &mut BTreeMap<LeafId, Asked>,
) -> Condition {
    let named = || parts.iter().find_map(|part| system(place.query, part));
    let os = if neutral { place.os.or_else(named) } else { place.os };
    let place = Place { os, ..place };
    let mut left = Vec::new();
    for part in parts {
        match fold(part, place, answers) {
            Condition::Constant(value) if value == neutral => {}
            Condition::Constant(value) => return Condition::Constant(value),
            Condition::And(inner) if neutral => left.extend(inner),
            Condition::Or(inner) if !neutral => left.extend(inner),
            part @ (Condition::Leaf(_)
            | Condition::Not(_)
            | Condition::And(_)
            | Condition::Or(_)) => left.push(part),
        }
    }
    match (left.len(), neutral) {
        (0, _) => Condition::Constant(neutral),
        (1, _) => left.remove(0),
        (_, true) => Condition::And(left),
        (_, false) => Condition::Or(left),
    }
}

/// A condition with all that comes with its leaves.
fn text(condition: &Condition, answers: &BTreeMap<LeafId, Asked>) -> Asked {
    let mut writer = Writer { answers, after: Vec::new(), losses: Vec::new() };
    let text = render(condition, &mut writer);
    Asked { text, after: writer.after, losses: writer.losses }
}

struct Writer<'a> {
    answers: &'a BTreeMap<LeafId, Asked>,
    after: Vec<String>,
    losses: Vec<Loss>,
}

impl Logic for Writer<'_> {
    fn leaf(&mut self, id: LeafId) -> String {
        let Some(asked) = self.answers.get(&id) else { return "false".to_owned() };
        self.after.extend(asked.after.iter().cloned());
        self.losses.extend(asked.losses.iter().cloned());
        asked.text.clone()
    }

    fn constant(&mut self, value: bool) -> String {
        value.to_string()
    }

    fn not(&mut self, inner: String) -> String {
        let is_wrapped = inner.starts_with('(') && inner.ends_with(')') && closes_last(&inner);
        if is_wrapped { format!("not{inner}") } else { format!("not({inner})") }
    }

    fn all(&mut self, parts: Vec<String>) -> String {
        format!("({})", parts.join(" and "))
    }

    fn any(&mut self, parts: Vec<String>) -> String {
        format!("({})", parts.join(" or "))
    }
}

/// Whether the first parenthesis is closed by the last character. A parenthesis in quotes only makes the answer `false`
/// or is balanced out; then there is a pair too many, which changes nothing.
fn closes_last(text: &str) -> bool {
    let mut depth = 0_i64;
    let open = text.char_indices().take_while(|(_, character)| {
        depth += i64::from(*character == '(') - i64::from(*character == ')');
        depth > 0
    });
    open.count() + 1 == text.chars().count()
}

/// Whether a filter asks in any case for a value that all rows of a view have and that says which data they are.
fn is_named(query: &Query, condition: &Condition, family: &Family, view: &View) -> bool {
    let names = |condition: &&Condition| {
        let Condition::Leaf(id) = condition else { return false };
        let Test::Field(field, predicate) = &query.leaf(*id).test else { return false };
        let path = query.field(*field).path.as_str();
        let known = view.column(family, path).and_then(|column| column.is.as_ref());
        let is_data = !matches!(*predicate, Predicate::Exists) && path != "event.kind";
        is_data && known.is_some_and(|known| known.iter().any(|it| passes(predicate, it)))
    };
    conjuncts(condition).iter().any(names)
}

/// The system that a filter asks for in any case.
fn system<'q>(query: &'q Query, condition: &Condition) -> Option<&'q str> {
    let of_leaf = |id: &LeafId| match &query.leaf(*id).test {
        Test::Field(field, Predicate::OneOf(values, Case::Sensitive | Case::Insensitive)) => {
            let is_os = query.field(*field).path.as_str() == "host.os.type";
            if is_os && let [one] = values.as_slice() { one.as_str() } else { None }
        }
        Test::Field(..) | Test::Script(_) | Test::Elements(..) | Test::Related(..) => None,
    };
    match condition {
        Condition::Leaf(id) => of_leaf(id),
        Condition::And(parts) => parts.iter().find_map(|part| system(query, part)),
        Condition::Constant(_) | Condition::Not(_) | Condition::Or(_) => None,
    }
}
