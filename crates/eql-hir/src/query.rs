//! The types of a lowered query.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use diagnostics::Span;
use eql_functions::arithmetic::Operator;
use eql_functions::regex::{LuceneRegex, ScriptedRegex};
use eql_functions::wildcard::WildcardPattern;
use eql_functions::{Case, FunctionId, IntWidth, Mode, Pipe, RangeOp};
use event::{Cidr, FieldPath, FieldType, Relation, Source, Value};

/// A lowered query: every name resolved, every constant folded, every leaf classified.
#[derive(Clone, PartialEq, Debug)]
pub struct Query {
    /// What it looks for.
    pub form: Form,
    /// What is kept of the matches, in order.
    pub pipes: Vec<Pipe>,
    /// The fields that it reads, by `FieldId`.
    pub fields: Vec<Field>,
    /// Its leaves, by `LeafId`, in the order of the text.
    pub leaves: Vec<Leaf>,
}

/// The forms of a query.
#[derive(Clone, PartialEq, Debug)]
pub enum Form {
    /// Single events.
    Event(Filter),
    /// Events in order.
    Sequence(Sequence),
    /// Events in any order that share keys.
    Sample(Sample),
}

/// Which field, as an index into `Query::fields`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FieldId(pub u32);

/// Which leaf, as an index into `Query::leaves`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct LeafId(pub u32);

/// A field with the type that its values are read as. One path can stand here twice with two types, where
/// nothing but the use in the query tells the type (spec 5.2).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Field {
    /// Where it is read.
    pub source: Source,
    /// The dotted path there; empty for an element itself.
    pub path: FieldPath,
    /// The type.
    pub field_type: FieldType,
}

/// The condition of `category where …`; the category is its first leaf (spec 3.1).
#[derive(Clone, PartialEq, Debug)]
pub struct Filter {
    /// What must hold.
    pub condition: Condition,
}

/// Two-valued logic over leaves (spec 7.2, 7.3).
#[derive(Clone, PartialEq, Debug)]
pub enum Condition {
    /// Always or never.
    Constant(bool),
    /// One leaf.
    Leaf(LeafId),
    /// The opposite.
    Not(Box<Condition>),
    /// All; two or more.
    And(Vec<Condition>),
    /// Some; two or more.
    Or(Vec<Condition>),
}

impl Condition {
    /// What must hold together: the parts of an `and`, or the condition alone.
    pub fn parts(&self) -> &[Self] {
        if let Self::And(parts) = self { parts } else { std::slice::from_ref(self) }
    }
}

/// The smallest predicate: it contains no `and`, `or`, `not`.
#[derive(Clone, PartialEq, Debug)]
pub struct Leaf {
    /// What it asks.
    pub test: Test,
    /// Where it stands in the query text.
    pub span: Span,
    /// As it was written, on one line and without comments.
    pub text: String,
    /// Whether the text says the opposite of the test, as `!=`, `not in` and `== null` do.
    pub is_opposite: bool,
}

/// What a leaf asks (spec 22).
#[derive(Clone, PartialEq, Debug)]
pub enum Test {
    /// One field against constants: some value of the field satisfies the predicate.
    Field(FieldId, Predicate),
    /// A boolean expression over fields: some choice of one value a field occurrence makes it true.
    Script(Script),
    /// `_arraysearch`: some element of the array at the field fulfils the condition, in which fields with
    /// `Source::Element` are read below it (spec 20.1). The leaves of the condition are leaves of the query too.
    Elements(FieldId, Box<Condition>),
    /// `descendant of [filter]`: a process that is so related to that of the event has matched the filter
    /// (spec 20.4).
    Related(Relation, Box<Filter>),
}

/// What one value of a field is asked.
#[derive(Clone, PartialEq, Debug)]
pub enum Predicate {
    /// Nothing: there is a value (`!= null`).
    Exists,
    /// It equals one of these, which are of the field's type.
    OneOf(Vec<Value<'static>>, Case),
    /// It is on this side of the constant.
    Range(RangeOp, Value<'static>),
    /// It matches one of these patterns as a whole, ASCII letters folded if asked (spec 9.6).
    Like(Vec<WildcardPattern>, Case),
    /// It matches one of these Lucene regexes as a whole (spec 9.5).
    Regex(Vec<Regex<LuceneRegex>>),
    /// It begins with this text (`startsWith` on a plain field, spec 12.3).
    Prefix(String, Case),
    /// The address lies in one of these blocks.
    Cidr(Vec<Cidr>),
}

impl Predicate {
    /// Each constant of a list with the predicate that has it alone, in the order of the list; nothing where the predicate
    /// has no list.
    pub fn alternatives(&self) -> Vec<(String, Self)> {
        match self {
            Self::Exists | Self::Range(..) | Self::Prefix(..) => Vec::new(),
            Self::OneOf(list, case) => {
                let one = |value: &Value<'static>| {
                    (value.to_string(), Self::OneOf(vec![value.clone()], *case))
                };
                list.iter().map(one).collect()
            }
            Self::Like(patterns, case) => {
                let one = |pattern: &WildcardPattern| {
                    (pattern.to_string(), Self::Like(vec![pattern.clone()], *case))
                };
                patterns.iter().map(one).collect()
            }
            Self::Regex(regexes) => {
                let one = |regex: &Regex<LuceneRegex>| {
                    (regex.text.clone(), Self::Regex(vec![regex.clone()]))
                };
                regexes.iter().map(one).collect()
            }
            Self::Cidr(blocks) => {
                blocks.iter().map(|block| (block.to_string(), Self::Cidr(vec![*block]))).collect()
            }
        }
    }
}

/// A compiled regex with the text it was made from. Equal texts under one case rule are equal.
#[derive(Clone)]
pub struct Regex<C> {
    /// As written.
    pub text: String,
    /// Whether letters are folded.
    pub case: Case,
    /// Ready to match.
    pub compiled: Arc<C>,
}

impl<C> PartialEq for Regex<C> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text && self.case == other.case
    }
}

impl<C> fmt::Debug for Regex<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Regex({:?}, {:?})", self.text, self.case)
    }
}

/// An expression over field occurrences. Each textual occurrence of a field ranges over its values
/// independently; an absent field is the one value `Null` (spec 7.3, 8.5).
#[derive(Clone, PartialEq, Debug)]
pub struct Script {
    /// The expression.
    pub expr: ScriptExpr,
    /// The field of each occurrence.
    pub occurrences: Vec<FieldId>,
}

/// A scalar expression in three-valued logic (spec 7.1).
#[derive(Clone, PartialEq, Debug)]
pub enum ScriptExpr {
    /// A constant.
    Constant(Value<'static>),
    /// The value chosen for an occurrence.
    Occurrence(usize),
    /// A function.
    Call(FunctionId, Mode, Vec<ScriptExpr>),
    /// `-x`.
    Negate(IntWidth, Box<ScriptExpr>),
    /// `a + b`.
    Arithmetic(Operator, IntWidth, Box<ScriptExpr>, Box<ScriptExpr>),
    /// `a == b`.
    Equal(Box<ScriptExpr>, Box<ScriptExpr>),
    /// `a < b`.
    Range(RangeOp, Box<ScriptExpr>, Box<ScriptExpr>),
    /// `a in (…)`, `a in~ (…)`.
    OneOf(Box<ScriptExpr>, Vec<Value<'static>>, Case),
    /// `a : "x*"`, `a like~ ("x*", "y*")`; patterns without a wildcard are a `OneOf`.
    Like(Box<ScriptExpr>, Vec<Regex<ScriptedRegex>>),
    /// `a regex "…"`.
    Regex(Box<ScriptExpr>, Vec<Regex<ScriptedRegex>>),
    /// `x == null`: never null itself (spec 7.6).
    IsNull(Box<ScriptExpr>),
    /// `not a`.
    Not(Box<ScriptExpr>),
    /// `a and b`.
    And(Vec<ScriptExpr>),
    /// `a or b`.
    Or(Vec<ScriptExpr>),
}

/// `sequence`, with `runs` expanded (spec 13.2).
#[derive(Clone, PartialEq, Debug)]
pub struct Sequence {
    /// The stages in order; two or more, at least one of them not missing.
    pub stages: Vec<Stage>,
    /// Longest time from the first to the last event, in nanoseconds.
    pub maxspan: Option<i128>,
    /// Ends pending sequences of the same key.
    pub until: Option<Stage>,
}

/// `sample` (spec 18.1).
#[derive(Clone, PartialEq, Debug)]
pub struct Sample {
    /// The parts, two to five; none of them missing.
    pub parts: Vec<Stage>,
}

/// One stage of a sequence, or one part of a sample.
#[derive(Clone, PartialEq, Debug)]
pub struct Stage {
    /// Which events it takes.
    pub filter: Filter,
    /// `![`: no such event may occur there (spec 16).
    pub missing: bool,
    /// Global keys, then its own (spec 14.1). All stages have equally many.
    pub keys: Vec<Key>,
    /// Where it stands in the query text.
    pub span: Span,
}

/// A join key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Key {
    /// The field.
    pub field: FieldId,
    /// `?`: an absent value is a key too (spec 14.4).
    pub optional: bool,
}

impl Query {
    /// The field of an id that this query gave out.
    pub fn field(&self, id: FieldId) -> &Field {
        &self.fields[id.0 as usize]
    }

    /// The leaf of an id that this query gave out.
    pub fn leaf(&self, id: LeafId) -> &Leaf {
        &self.leaves[id.0 as usize]
    }

    /// Whether a condition asks about more than the event at hand: an event matched before, or a process.
    pub fn looks_back(&self, condition: &Condition) -> bool {
        match condition {
            Condition::Constant(_) => false,
            Condition::Leaf(leaf) => self.leaf_looks_back(*leaf),
            Condition::Not(inner) => self.looks_back(inner),
            Condition::And(parts) | Condition::Or(parts) => {
                parts.iter().any(|part| self.looks_back(part))
            }
        }
    }

    /// Whether a leaf asks about more than the event at hand.
    pub fn leaf_looks_back(&self, leaf: LeafId) -> bool {
        let of_stage = |field: &FieldId| matches!(self.field(*field).source, Source::Stage(_));
        match &self.leaf(leaf).test {
            Test::Field(field, _) => of_stage(field),
            Test::Script(script) => script.occurrences.iter().any(of_stage),
            Test::Elements(array, condition) => of_stage(array) || self.looks_back(condition),
            Test::Related(..) => true,
        }
    }

    /// The leaves that some filter asks, in the order of the text: folding leaves others behind.
    pub fn asked_leaves(&self) -> BTreeSet<LeafId> {
        let mut asked = BTreeSet::new();
        for filter in self.filters() {
            self.add_leaves(&filter.condition, &mut asked);
        }
        asked
    }

    fn add_leaves(&self, condition: &Condition, asked: &mut BTreeSet<LeafId>) {
        match condition {
            Condition::Constant(_) => {}
            Condition::Leaf(leaf) => {
                asked.insert(*leaf);
                match &self.leaf(*leaf).test {
                    Test::Elements(_, inner) => self.add_leaves(inner, asked),
                    Test::Related(_, filter) => self.add_leaves(&filter.condition, asked),
                    Test::Field(..) | Test::Script(_) => {}
                }
            }
            Condition::Not(inner) => self.add_leaves(inner, asked),
            Condition::And(parts) | Condition::Or(parts) => {
                for part in parts {
                    self.add_leaves(part, asked);
                }
            }
        }
    }

    /// Every filter: the one of an event query, or those of the stages and `until`.
    pub fn filters(&self) -> Vec<&Filter> {
        match &self.form {
            Form::Event(filter) => vec![filter],
            Form::Sequence(sequence) => {
                sequence.stages.iter().chain(&sequence.until).map(|stage| &stage.filter).collect()
            }
            Form::Sample(sample) => sample.parts.iter().map(|part| &part.filter).collect(),
        }
    }

    /// The same filters, to be changed.
    pub fn filters_mut(&mut self) -> Vec<&mut Filter> {
        match &mut self.form {
            Form::Event(filter) => vec![filter],
            Form::Sequence(sequence) => {
                let stages = sequence.stages.iter_mut().chain(&mut sequence.until);
                stages.map(|stage| &mut stage.filter).collect()
            }
            Form::Sample(sample) => sample.parts.iter_mut().map(|part| &mut part.filter).collect(),
        }
    }
}
