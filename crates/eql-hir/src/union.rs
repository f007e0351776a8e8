//! Several queries over one list of fields and leaves, so that what they ask can be compared and combined.

use eql_functions::wildcard::WildcardPattern;
use event::Value;

use crate::{
    Condition, Field, FieldId, Filter, Form, Key, Leaf, LeafId, Predicate, Query, Sample, Script,
    Sequence, Stage, Test,
};

/// The fields and leaves of all queries that were added. What asks the same is one leaf: lists may stand in another
/// order.
#[derive(Clone, Debug, Default)]
pub struct Union {
    fields: Vec<Field>,
    leaves: Vec<Leaf>,
}

/// A query as a union has it.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its form with the ids of the union.
    pub form: Form,
    /// Which leaf of the union each of its own leaves is.
    pub leaves: Vec<LeafId>,
}

impl Union {
    /// Adds a query.
    pub fn add(&mut self, query: &Query) -> Member {
        let fields = query.fields.iter().map(|field| self.field(field)).collect();
        let mut joining = Joining { union: self, query, fields };
        let leaves = (0..).map(LeafId).take(query.leaves.len()).map(|id| joining.leaf(id));
        let leaves = leaves.collect();
        Member { form: joining.form(&query.form), leaves }
    }

    /// A query over all fields and leaves; its form has ids of the union.
    pub fn query(&self, form: Form) -> Query {
        let (fields, leaves) = (self.fields.clone(), self.leaves.clone());
        Query { form, pipes: Vec::new(), fields, leaves }
    }

    fn field(&mut self, field: &Field) -> FieldId {
        let known = self.fields.iter().position(|known| known == field);
        FieldId(number(known.unwrap_or_else(|| {
            self.fields.push(field.clone());
            self.fields.len() - 1
        })))
    }
}

/// A query on its way into a union.
struct Joining<'a> {
    union: &'a mut Union,
    query: &'a Query,
    /// Which field of the union each of its own is.
    fields: Vec<FieldId>,
}

impl Joining<'_> {
    fn leaf(&mut self, id: LeafId) -> LeafId {
        let leaf = self.query.leaf(id);
        let test = self.test(&leaf.test);
        let known = self.union.leaves.iter().position(|known| asks_the_same(&known.test, &test));
        LeafId(number(known.unwrap_or_else(|| {
            self.union.leaves.push(Leaf { test, ..leaf.clone() });
            self.union.leaves.len() - 1
        })))
    }

    fn test(&mut self, test: &Test) -> Test {
        match test {
            Test::Field(field, predicate) => Test::Field(self.field(*field), predicate.clone()),
            Test::Script(script) => Test::Script(Script {
                expr: script.expr.clone(),
                occurrences: script.occurrences.iter().map(|field| self.field(*field)).collect(),
            }),
            Test::Elements(array, condition) => {
                Test::Elements(self.field(*array), Box::new(self.condition(condition)))
            }
            Test::Related(relation, filter) => {
                Test::Related(*relation, Box::new(self.filter(filter)))
            }
        }
    }

    fn field(&self, field: FieldId) -> FieldId {
        self.fields[field.0 as usize]
    }

    fn filter(&mut self, filter: &Filter) -> Filter {
        Filter { condition: self.condition(&filter.condition) }
    }

    fn condition(&mut self, condition: &Condition) -> Condition {
        match condition {
            Condition::Constant(value) => Condition::Constant(*value),
            Condition::Leaf(leaf) => Condition::Leaf(self.leaf(*leaf)),
            Condition::Not(inner) => Condition::Not(Box::new(self.condition(inner))),
            Condition::And(parts) => Condition::And(self.conditions(parts)),
            Condition::Or(parts) => Condition::Or(self.conditions(parts)),
        }
    }

    fn conditions(&mut self, parts: &[Condition]) -> Vec<Condition> {
        parts.iter().map(|part| self.condition(part)).collect()
    }

    fn stage(&mut self, stage: &Stage) -> Stage {
        let keys = stage.keys.iter().map(|key| Key { field: self.field(key.field), ..*key });
        let keys = keys.collect();
        Stage { filter: self.filter(&stage.filter), keys, ..*stage }
    }

    fn stages(&mut self, stages: &[Stage]) -> Vec<Stage> {
        stages.iter().map(|stage| self.stage(stage)).collect()
    }

    fn form(&mut self, form: &Form) -> Form {
        match form {
            Form::Event(filter) => Form::Event(self.filter(filter)),
            Form::Sequence(sequence) => Form::Sequence(Sequence {
                stages: self.stages(&sequence.stages),
                maxspan: sequence.maxspan,
                until: sequence.until.as_ref().map(|until| self.stage(until)),
            }),
            Form::Sample(sample) => Form::Sample(Sample { parts: self.stages(&sample.parts) }),
        }
    }
}

/// Whether two tests over the same fields ask the same, whatever the order of their lists.
fn asks_the_same(one: &Test, other: &Test) -> bool {
    if let (Test::Field(field, one), Test::Field(other_field, other)) = (one, other) {
        return field == other_field && passes_the_same(one, other);
    }
    one == other
}

fn passes_the_same(one: &Predicate, other: &Predicate) -> bool {
    match (one, other) {
        (Predicate::OneOf(one, case), Predicate::OneOf(other, other_case)) => {
            case == other_case && same_list::<Value<'static>>(one, other)
        }
        (Predicate::Like(one, case), Predicate::Like(other, other_case)) => {
            case == other_case && same_list::<WildcardPattern>(one, other)
        }
        (Predicate::Regex(one), Predicate::Regex(other)) => same_list(one, other),
        (Predicate::Cidr(one), Predicate::Cidr(other)) => same_list(one, other),
        (_, _) => one == other,
    }
}

fn same_list<T: PartialEq>(one: &[T], other: &[T]) -> bool {
    one == other
        || (one.iter().all(|item| other.contains(item))
            && other.iter().all(|item| one.contains(item)))
}

/// A query is bounded by its text, so its ids fit 32 bits.
fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
