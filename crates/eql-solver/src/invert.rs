//! What the fields of an expression must be for the expression to be something.
//!
//! An expression is gone through from its result to its fields: `length(f) > 64` asks for a long text of `f`, `a + b ==
//! 5` for `5 - b` of `a`, whatever `b` is at the moment. Each answer is a guess that the expression's own evaluation has
//! to confirm.

mod arithmetic;
mod call;
mod strings;

use std::cell::Cell;
use std::sync::Arc;

use eql_functions::regex::LuceneRegex;
use eql_functions::wildcard::WildcardPattern;
use eql_functions::{Case, RangeOp};
use eql_hir::{Predicate, Regex, ScriptExpr};
use event::{FieldType, Value};

use crate::examples::examples;

/// The most guesses that are made for one expression.
const GUESSES: usize = 64;

/// The most parts of an expression that are gone through, each as often as there are ways to it.
const PARTS: usize = 4_000;

/// What an expression shall be.
#[derive(Clone, Debug)]
pub(crate) enum Goal {
    /// Something that passes, or does not pass but is not null.
    Passes(Predicate, bool),
    /// True or false.
    Is(bool),
    /// Null.
    Null,
    /// Not null.
    Some,
}

impl Goal {
    fn equal(value: Value<'static>) -> Self {
        Self::Passes(Predicate::OneOf(vec![value], Case::Sensitive), true)
    }

    fn text(text: impl Into<String>) -> Self {
        Self::equal(Value::text(text.into()))
    }
}

/// What the field of an occurrence shall be.
#[derive(Clone, Debug)]
pub(crate) enum Ask {
    /// A value that passes, or one that does not.
    Passes(Predicate, bool),
    /// Without a value.
    Absent,
}

/// Asks of occurrences that go together.
pub(crate) type Guess = Vec<(usize, Ask)>;

/// Goes backwards through an expression.
pub(crate) struct Inverter<'v> {
    /// The value that each occurrence has at the moment; null where it has none.
    values: &'v [Value<'v>],
    /// The type of each occurrence.
    types: &'v [FieldType],
    /// The item of a list that shall decide.
    item: Option<usize>,
    /// How many parts may still be gone through.
    parts: Cell<usize>,
}

impl<'v> Inverter<'v> {
    /// Of an expression whose occurrences have these values, null where they have none, and these types. Of the items
    /// of a list, one may be named that shall decide.
    pub(crate) fn new(
        values: &'v [Value<'v>],
        types: &'v [FieldType],
        item: Option<usize>,
    ) -> Self {
        Self { values, types, item, parts: Cell::new(PARTS) }
    }

    /// Guesses, best first.
    pub(crate) fn guesses(&self, expr: &ScriptExpr, goal: &Goal) -> Vec<Guess> {
        let Some(left) = self.parts.get().checked_sub(1) else { return Vec::new() };
        self.parts.set(left);
        let mut guesses = match expr {
            ScriptExpr::Constant(_) => Vec::new(),
            ScriptExpr::Occurrence(index) => self.of_field(*index, goal),
            ScriptExpr::Call(id, mode, args) => self.of_call(*id, *mode, args, goal),
            ScriptExpr::Negate(_, inner) => self.of_negation(inner, goal),
            ScriptExpr::Arithmetic(op, width, left, right) => {
                self.of_arithmetic(*op, *width, left, right, goal)
            }
            ScriptExpr::Equal(..)
            | ScriptExpr::Range(..)
            | ScriptExpr::OneOf(..)
            | ScriptExpr::Like(..)
            | ScriptExpr::Regex(..)
            | ScriptExpr::IsNull(_)
            | ScriptExpr::Not(_)
            | ScriptExpr::And(_)
            | ScriptExpr::Or(_) => match goal {
                Goal::Null => of_null(expr),
                Goal::Passes(..) | Goal::Is(_) | Goal::Some => {
                    self.of_truth(expr, truth_of(goal).unwrap_or(true))
                }
            },
        };
        guesses.truncate(GUESSES);
        guesses
    }

    /// The value that an expression has at the moment.
    fn now(&self, expr: &ScriptExpr) -> Value<'static> {
        expr.evaluate(self.values, &mut Vec::new()).into_owned()
    }

    fn of_field(&self, index: usize, goal: &Goal) -> Vec<Guess> {
        let field_type = self.types.get(index).copied().unwrap_or(FieldType::Dynamic);
        let ask = match goal {
            Goal::Null => Ask::Absent,
            Goal::Some => Ask::Passes(Predicate::Exists, true),
            Goal::Is(truth) => {
                Ask::Passes(Predicate::OneOf(vec![Value::Bool(*truth)], Case::Sensitive), true)
            }
            Goal::Passes(predicate, truth) => {
                return match typed(predicate, field_type) {
                    Some(predicate) => vec![vec![(index, Ask::Passes(predicate, *truth))]],
                    None => Vec::new(),
                };
            }
        };
        vec![vec![(index, ask)]]
    }

    fn of_truth(&self, expr: &ScriptExpr, truth: bool) -> Vec<Guess> {
        match expr {
            ScriptExpr::Equal(left, right) => self.of_equality(left, right, truth),
            ScriptExpr::Range(op, left, right) => self.of_range(*op, left, right, truth),
            ScriptExpr::OneOf(inner, list, case) => self.of_list(inner, truth, |item| match item {
                Some(item) => Some(Predicate::OneOf(vec![list.get(item)?.clone()], *case)),
                None => Some(Predicate::OneOf(list.clone(), *case)),
            }),
            ScriptExpr::Like(inner, regexes) => self.of_list(inner, truth, |item| {
                let chosen = item
                    .map_or(regexes.as_slice(), |item| regexes.get(item..=item).unwrap_or(regexes));
                let patterns = chosen.iter().map(|regex| WildcardPattern::parse(&regex.text));
                Some(Predicate::Like(patterns.collect(), chosen.first()?.case))
            }),
            ScriptExpr::Regex(inner, regexes) => self.of_list(inner, truth, |item| {
                let chosen = item
                    .map_or(regexes.as_slice(), |item| regexes.get(item..=item).unwrap_or(regexes));
                // Java's syntax is not Lucene's, but near enough for a guess.
                let lucene = chosen.iter().filter_map(|regex| {
                    let compiled = LuceneRegex::new(&regex.text, regex.case).ok()?;
                    Some(Regex {
                        text: regex.text.clone(),
                        case: regex.case,
                        compiled: Arc::new(compiled),
                    })
                });
                let lucene: Vec<_> = lucene.collect();
                (!lucene.is_empty()).then_some(Predicate::Regex(lucene))
            }),
            ScriptExpr::IsNull(inner) => {
                self.guesses(inner, if truth { &Goal::Null } else { &Goal::Some })
            }
            ScriptExpr::Not(inner) => self.guesses(inner, &Goal::Is(!truth)),
            ScriptExpr::And(parts) => self.of_parts(parts, truth, truth),
            ScriptExpr::Or(parts) => self.of_parts(parts, truth, !truth),
            ScriptExpr::Constant(_)
            | ScriptExpr::Occurrence(_)
            | ScriptExpr::Call(..)
            | ScriptExpr::Negate(..)
            | ScriptExpr::Arithmetic(..) => self.guesses(expr, &Goal::Is(truth)),
        }
    }

    /// Parts of which all or some must have a truth.
    fn of_parts(&self, parts: &[ScriptExpr], truth: bool, all: bool) -> Vec<Guess> {
        let of_part = |part: &ScriptExpr| self.guesses(part, &Goal::Is(truth));
        if !all {
            return parts.iter().flat_map(of_part).collect();
        }
        let open = parts.iter().filter(|part| self.now(part).as_bool() != Some(truth));
        open.map(of_part).fold(vec![Guess::new()], |guesses, more| {
            let pairs = guesses.iter().flat_map(|guess| {
                more.iter().take(8).map(|more| guess.iter().chain(more).cloned().collect::<Guess>())
            });
            pairs.take(GUESSES).collect()
        })
    }

    fn of_equality(&self, left: &ScriptExpr, right: &ScriptExpr, truth: bool) -> Vec<Guess> {
        let to = |of: &ScriptExpr, other: &ScriptExpr| {
            let goal = Predicate::OneOf(vec![self.now(other)], Case::Sensitive);
            self.guesses(of, &Goal::Passes(goal, truth))
        };
        self.sides(left, right, to)
    }

    fn of_range(
        &self,
        op: RangeOp,
        left: &ScriptExpr,
        right: &ScriptExpr,
        truth: bool,
    ) -> Vec<Guess> {
        let op = if truth { op } else { opposite(op) };
        let mut guesses = Vec::new();
        for (of, other, op) in [(left, right, op), (right, left, mirrored(op))] {
            let bound = self.now(other);
            if !bound.is_null() {
                guesses.extend(self.guesses(of, &Goal::Passes(Predicate::Range(op, bound), true)));
            }
        }
        guesses
    }

    /// The guesses for either side, given the other as it is.
    fn sides(
        &self,
        left: &ScriptExpr,
        right: &ScriptExpr,
        to: impl Fn(&ScriptExpr, &ScriptExpr) -> Vec<Guess>,
    ) -> Vec<Guess> {
        let pairs = [(left, right), (right, left)];
        let known = pairs.into_iter().filter(|(_, other)| !self.now(other).is_null());
        known.flat_map(|(of, other)| to(of, other)).collect()
    }

    fn of_list(
        &self,
        inner: &ScriptExpr,
        truth: bool,
        predicate: impl Fn(Option<usize>) -> Option<Predicate>,
    ) -> Vec<Guess> {
        let item = self.item.filter(|_| truth).and_then(|item| predicate(Some(item)));
        let predicates = item.into_iter().chain(predicate(None));
        predicates.flat_map(|it| self.guesses(inner, &Goal::Passes(it, truth))).collect()
    }
}

/// Fields whose absence makes an expression null.
fn of_null(expr: &ScriptExpr) -> Vec<Guess> {
    fields(expr).into_iter().map(|index| vec![(index, Ask::Absent)]).collect()
}

/// All fields of an expression with a value.
fn of_some(expr: &ScriptExpr) -> Vec<Guess> {
    let some = |index| (index, Ask::Passes(Predicate::Exists, true));
    vec![fields(expr).into_iter().map(some).collect()]
}

/// The guesses for concrete values that a goal allows.
fn by_examples(
    goal: &Goal,
    field_type: FieldType,
    guesses: impl Fn(Value<'static>) -> Vec<Guess>,
) -> Vec<Guess> {
    let Goal::Passes(predicate, truth) = goal else { return Vec::new() };
    examples(predicate, *truth, field_type).into_iter().flat_map(guesses).collect()
}

/// The truth that a goal means for an expression that is true, false or null, where it means one.
fn truth_of(goal: &Goal) -> Option<bool> {
    match goal {
        Goal::Is(truth) => Some(*truth),
        Goal::Passes(predicate, truth) => {
            let passes = |value| oracle::passes(predicate, &Value::Bool(value)) == *truth;
            [true, false].into_iter().find(|value| passes(*value))
        }
        Goal::Null | Goal::Some => None,
    }
}

/// The occurrences in an expression.
pub(crate) fn fields(expr: &ScriptExpr) -> Vec<usize> {
    match expr {
        ScriptExpr::Constant(_) => Vec::new(),
        ScriptExpr::Occurrence(index) => vec![*index],
        ScriptExpr::Call(_, _, parts) | ScriptExpr::And(parts) | ScriptExpr::Or(parts) => {
            parts.iter().flat_map(fields).collect()
        }
        ScriptExpr::Arithmetic(_, _, left, right)
        | ScriptExpr::Equal(left, right)
        | ScriptExpr::Range(_, left, right) => [fields(left), fields(right)].concat(),
        ScriptExpr::Negate(_, inner)
        | ScriptExpr::OneOf(inner, ..)
        | ScriptExpr::Like(inner, _)
        | ScriptExpr::Regex(inner, _)
        | ScriptExpr::IsNull(inner)
        | ScriptExpr::Not(inner) => fields(inner),
    }
}

/// A predicate whose constants are of a field's type; `None` where none of them can be.
fn typed(predicate: &Predicate, field_type: FieldType) -> Option<Predicate> {
    let of = |value: &Value<'static>| {
        let value = event::coerce(value.borrowed(), field_type).into_owned();
        (!value.is_null()).then_some(value)
    };
    match predicate {
        Predicate::OneOf(list, case) => {
            let list: Vec<_> = list.iter().filter_map(of).collect();
            (!list.is_empty()).then_some(Predicate::OneOf(list, *case))
        }
        Predicate::Range(op, bound) if field_type.is_numeric() => {
            Some(Predicate::Range(*op, bound.clone()))
        }
        Predicate::Range(op, bound) => Some(Predicate::Range(*op, of(bound)?)),
        Predicate::Exists
        | Predicate::Like(..)
        | Predicate::Regex(_)
        | Predicate::Prefix(..)
        | Predicate::Cidr(_) => Some(predicate.clone()),
    }
}

fn opposite(op: RangeOp) -> RangeOp {
    match op {
        RangeOp::Less => RangeOp::GreaterEqual,
        RangeOp::LessEqual => RangeOp::Greater,
        RangeOp::Greater => RangeOp::LessEqual,
        RangeOp::GreaterEqual => RangeOp::Less,
    }
}

/// The same comparison with its sides exchanged.
pub(crate) fn mirrored(op: RangeOp) -> RangeOp {
    match op {
        RangeOp::Less => RangeOp::Greater,
        RangeOp::LessEqual => RangeOp::GreaterEqual,
        RangeOp::Greater => RangeOp::Less,
        RangeOp::GreaterEqual => RangeOp::LessEqual,
    }
}
