//! All mutants of a query: every family at every place, in the order of the text.

use diagnostics::Span;
use eql_hir::{Condition, Filter, LeafId, Query, Script, ScriptExpr, Test};

use crate::edit::{Edit, Edits, Shown};
use crate::families::{FAMILIES, Family};
use crate::mutant::{Change, Mutant, Place};
use crate::seats::{Seat, seats};
use crate::{shape, words};

/// The most mutants of one query.
const MAX_MUTANTS: usize = 20_000;

/// All mutants of a query, in the order of the text. For very long queries `each` needs less memory.
pub fn mutants(query: &Query) -> Vec<Mutant> {
    let mut found = Vec::new();
    each(query, &mut |mutant| found.push(mutant));
    found
}

/// Makes the mutants of a query one by one, in the order of the text, and says how many it did not make because a list
/// or the query is too long. None is the same as the query in all its parts.
pub fn each(query: &Query, emit: &mut dyn FnMut(Mutant)) -> usize {
    let mut sink = Sink { query, emit, made: 0, cut: 0 };
    for whole in FAMILIES.iter().filter_map(|family| family.whole) {
        whole(query, &mut sink);
    }
    for seat in seats(&query.form) {
        for stage in FAMILIES.iter().filter_map(|family| family.stage) {
            stage(query, seat, &mut sink);
        }
        if let Some(condition) = seat.condition(&query.form) {
            sink.clauses(seat, condition, &|to| Change::Filter(seat, to));
        }
    }
    for tail in FAMILIES.iter().filter_map(|family| family.tail) {
        tail(query, &mut sink);
    }
    sink.cut
}

/// Takes mutants and counts them.
pub(crate) struct Sink<'a> {
    query: &'a Query,
    emit: &'a mut dyn FnMut(Mutant),
    made: usize,
    cut: usize,
}

impl Sink<'_> {
    /// Takes a mutant, unless it is no change.
    pub(crate) fn give(&mut self, mutant: Mutant) {
        if !mutant.change.differs(self.query) {
            return;
        }
        if self.made == MAX_MUTANTS {
            self.cut += 1;
            return;
        }
        self.made += 1;
        (self.emit)(Mutant {
            before: words::brief(&mutant.before),
            after: words::brief(&mutant.after),
            ..mutant
        });
    }

    /// The changes of a condition and of all that is in it. `wrap` says what a condition in its place changes.
    fn clauses(&mut self, seat: Seat, node: &Condition, wrap: &dyn Fn(Condition) -> Change) {
        self.at_condition(seat, node, wrap);
        match node {
            Condition::Constant(_) => {}
            Condition::Leaf(leaf) => self.leaf(seat, *leaf),
            Condition::Not(inner) => self.clauses(seat, inner, &|to| wrap(shape::negated(to))),
            Condition::And(parts) => self.parts(seat, parts, &|to| wrap(shape::all(to))),
            Condition::Or(parts) => self.parts(seat, parts, &|to| wrap(shape::any(to))),
        }
    }

    fn parts(&mut self, seat: Seat, parts: &[Condition], wrap: &dyn Fn(Vec<Condition>) -> Change) {
        for (index, part) in parts.iter().enumerate() {
            self.clauses(seat, part, &|to| wrap(crate::edit::with(parts, index, to)));
        }
    }

    fn at_condition(&mut self, seat: Seat, node: &Condition, wrap: &dyn Fn(Condition) -> Change) {
        let query = self.query;
        let place = match node {
            Condition::Leaf(leaf) => Place::Leaf(*leaf),
            Condition::Constant(_) | Condition::Not(_) | Condition::And(_) | Condition::Or(_) => {
                Place::Clause(seat)
            }
        };
        let span = span(query, node);
        self.families(
            |family| family.condition,
            |change, edits| change(query, node, edits),
            |edit| {
                let (before, after) = match edit.shown {
                    Shown::Texts(before, after) => (before, after),
                    Shown::Node | Shown::Element(_) => {
                        (words::condition(query, node), words::condition(query, &edit.to))
                    }
                };
                Mutant {
                    kind: edit.kind,
                    place,
                    span,
                    element: None,
                    before,
                    after,
                    change: wrap(edit.to),
                }
            },
        );
    }

    fn leaf(&mut self, seat: Seat, id: LeafId) {
        let query = self.query;
        let leaf = query.leaf(id);
        match &leaf.test {
            Test::Field(..) if shape::is_category(leaf) => {}
            Test::Field(field, predicate) => self.families(
                |family| family.predicate,
                |change, edits| change(leaf, predicate, edits),
                |edit| {
                    let Edit { kind, to, shown } = edit;
                    leaf_mutant(query, id, kind, Test::Field(*field, to), &shown)
                },
            ),
            Test::Script(script) => {
                self.script(id, script, &script.expr, &|to| to);
            }
            Test::Elements(array, inner) => self
                .clauses(seat, inner, &|to| Change::Leaf(id, Test::Elements(*array, Box::new(to)))),
            Test::Related(relation, filter) => self.clauses(seat, &filter.condition, &|to| {
                Change::Leaf(id, Test::Related(*relation, Box::new(Filter { condition: to })))
            }),
        }
    }

    /// The changes of a part of a script and of all that is in it.
    fn script(
        &mut self,
        id: LeafId,
        script: &Script,
        node: &ScriptExpr,
        wrap: &dyn Fn(ScriptExpr) -> ScriptExpr,
    ) {
        let query = self.query;
        let whole = |expr| Test::Script(Script { expr, occurrences: script.occurrences.clone() });
        self.families(
            |family| family.script,
            |change, edits| change(node, edits),
            |edit| {
                let to = whole(wrap(edit.to));
                leaf_mutant(query, id, edit.kind, to, &edit.shown)
            },
        );
        let children = children(node);
        for (index, child) in children.iter().enumerate() {
            self.script(id, script, child, &|to| wrap(with_child(node, index, to)));
        }
    }

    /// Lets each family that has something to say change a node.
    fn families<F, T>(
        &mut self,
        of: impl Fn(&Family) -> Option<F>,
        change: impl Fn(F, &mut Edits<'_, T>),
        mutant: impl Fn(Edit<T>) -> Mutant,
    ) {
        for family in FAMILIES.iter().filter_map(|family| of(family)) {
            let mut take = |edit| self.give(mutant(edit));
            let mut edits = Edits::new(&mut take);
            change(family, &mut edits);
            let cut = edits.cut();
            self.cut += cut;
        }
    }
}

fn leaf_mutant(query: &Query, id: LeafId, kind: &'static str, to: Test, shown: &Shown) -> Mutant {
    let (before, after) = words::tests(query, id, &to, shown);
    let element = if let Shown::Element(index) = shown { Some(*index) } else { None };
    let (place, span) = (Place::Leaf(id), query.leaf(id).span);
    Mutant { kind, place, span, element, before, after, change: Change::Leaf(id, to) }
}

/// From the first leaf of a condition to the last.
fn span(query: &Query, condition: &Condition) -> Span {
    let mut leaves = Vec::new();
    shape::leaves(query, condition, &mut leaves);
    let spans = leaves.iter().map(|leaf| query.leaf(*leaf).span);
    spans.reduce(Span::cover).unwrap_or_default()
}

/// The expressions that an expression is made of.
fn children(expr: &ScriptExpr) -> Vec<&ScriptExpr> {
    match expr {
        ScriptExpr::Constant(_) | ScriptExpr::Occurrence(_) => Vec::new(),
        ScriptExpr::Call(_, _, parts) | ScriptExpr::And(parts) | ScriptExpr::Or(parts) => {
            parts.iter().collect()
        }
        ScriptExpr::Arithmetic(_, _, left, right)
        | ScriptExpr::Equal(left, right)
        | ScriptExpr::Range(_, left, right) => vec![left, right],
        ScriptExpr::Negate(_, inner)
        | ScriptExpr::OneOf(inner, ..)
        | ScriptExpr::Like(inner, _)
        | ScriptExpr::Regex(inner, _)
        | ScriptExpr::IsNull(inner)
        | ScriptExpr::Not(inner) => vec![inner],
    }
}

/// The expression with another in the place of one of its children.
fn with_child(expr: &ScriptExpr, index: usize, to: ScriptExpr) -> ScriptExpr {
    let mut expr = expr.clone();
    let place = match &mut expr {
        ScriptExpr::Constant(_) | ScriptExpr::Occurrence(_) => None,
        ScriptExpr::Call(_, _, parts) | ScriptExpr::And(parts) | ScriptExpr::Or(parts) => {
            parts.get_mut(index)
        }
        ScriptExpr::Arithmetic(_, _, left, right)
        | ScriptExpr::Equal(left, right)
        | ScriptExpr::Range(_, left, right) => Some(if index == 0 { &mut **left } else { right }),
        ScriptExpr::Negate(_, inner)
        | ScriptExpr::OneOf(inner, ..)
        | ScriptExpr::Like(inner, _)
        | ScriptExpr::Regex(inner, _)
        | ScriptExpr::IsNull(inner)
        | ScriptExpr::Not(inner) => Some(&mut **inner),
    };
    if let Some(place) = place {
        *place = to;
    }
    expr
}
