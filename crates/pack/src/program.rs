//! The tables of a program.

use eql_functions::{Case, Pipe, RangeOp};
use event::{FieldType, Relation, Source};
use serde::{Deserialize, Serialize};

use crate::{Constant, Instruction, ScriptInstruction, Text, raw};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        pub struct $name(pub u32);

        impl $name {
            /// As an index into its table.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// A place in `Program::fields`.
    FieldId,
    /// A place in `Program::constants`.
    ConstId,
    /// A place in `Program::predicates`.
    PredicateId,
    /// A place in `Program::scripts`.
    ScriptId,
    /// A place in `Program::filters`.
    FilterId,
    /// A place in `Program::clocks`.
    ClockId,
    /// A place in `Program::rules`.
    RuleId,
}

/// Everything that the matcher runs: a set of rules that share fields, constants, predicates and filters.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Program {
    /// The fields that are read.
    pub fields: Vec<Field>,
    /// Texts, numbers and other values, each once.
    #[serde(deserialize_with = "raw::constants")]
    pub constants: Vec<Constant>,
    /// The leaves of all rules, each once.
    #[serde(deserialize_with = "raw::predicates")]
    pub predicates: Vec<Predicate>,
    /// The expressions of scripted leaves.
    pub scripts: Vec<Script>,
    /// The filters of events and stages, each once.
    pub filters: Vec<Filter>,
    /// The orders in which sequences see events.
    pub clocks: Vec<Clock>,
    /// The rules.
    pub rules: Vec<Rule>,
}

/// A field with the type that its values are read as.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Field {
    /// Where it is read.
    pub source: Source,
    /// The dotted path there; empty for an element itself.
    pub path: String,
    /// The type.
    pub field_type: FieldType,
}

/// A leaf, shared by all rules that ask the same.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
pub struct Predicate {
    /// What it asks.
    pub test: Test,
    /// The text of the leaf in the first rule that has it, for listings.
    pub source: Text,
}

/// What a leaf asks.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Test {
    /// Some value of the field passes.
    Field(FieldId, FieldTest),
    /// Some choice of one value a field occurrence makes the script true.
    Script(ScriptId),
    /// Some element of the array at the field fulfils the filter (spec 20.1).
    Elements(FieldId, FilterId),
    /// A process that is so related to that of the event has matched the filter (spec 20.4).
    Related(Relation, FilterId),
}

/// What one value of a field is asked.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum FieldTest {
    /// Nothing: there is a value.
    Exists,
    /// It equals one of these; without case, ASCII letters are folded.
    OneOf(Vec<ConstId>, Case),
    /// It is on this side of the constant.
    Range(RangeOp, ConstId),
    /// It matches one of these Lucene wildcard patterns as a whole; without case, ASCII
    /// letters are folded.
    Like(Vec<ConstId>, Case),
    /// It matches one of these Lucene regexes as a whole.
    Regex(Vec<ConstId>, Case),
    /// It begins with this text; without case, ASCII letters are folded.
    Prefix(ConstId, Case),
    /// The address lies in one of these blocks, which are texts.
    Cidr(Vec<ConstId>),
}

/// An expression over field occurrences; true for some choice of values or not.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Script {
    /// The field of each occurrence.
    pub occurrences: Vec<FieldId>,
    /// Leaves one value on the stack.
    pub code: Vec<ScriptInstruction>,
}

/// A condition on one event.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Filter {
    /// The steps; the accumulator after the last one is the answer.
    pub code: Vec<Instruction>,
}

/// How a rule orders events (spec 13.5).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Clock {
    /// The time of an event.
    pub timestamp: FieldId,
    /// Decides between events of one time.
    pub tiebreaker: Option<FieldId>,
}

/// One rule.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Rule {
    /// Its id; for an ad-hoc query a name of the caller's.
    pub id: String,
    /// Its name, for matches.
    pub name: Option<String>,
    /// Its severity, for matches.
    pub severity: Option<String>,
    /// Its risk score, 0 to 100, for matches.
    pub risk_score: Option<i64>,
    /// How it orders events.
    pub clock: ClockId,
    /// What it looks for.
    pub plan: Plan,
    /// What is kept of its matches, in order.
    pub pipes: Vec<Pipe>,
}

/// What a rule looks for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Plan {
    /// Single events.
    Event(FilterId),
    /// Events in order.
    Sequence(SequencePlan),
    /// Events in any order that share keys; two to five parts, all with equally many keys.
    Sample(Vec<StagePlan>),
}

/// A sequence (spec 13 to 15).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SequencePlan {
    /// The stages in order; two or more, all with equally many keys, at least one of them not missing.
    pub stages: Vec<StagePlan>,
    /// Ends pending sequences of the same key.
    pub until: Option<StagePlan>,
    /// Longest time from the first to the last event, in nanoseconds.
    pub maxspan: Option<i128>,
}

/// A stage of a sequence, or a part of a sample.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct StagePlan {
    /// Which events it takes.
    pub filter: FilterId,
    /// No such event may occur there (spec 16).
    pub missing: bool,
    /// The join keys.
    pub keys: Vec<Key>,
}

/// A join key.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Key {
    /// The field.
    pub field: FieldId,
    /// An absent value is a key too (spec 14.4).
    pub optional: bool,
}

impl Program {
    /// The text of a constant; empty where it is no text, which the verifier excludes.
    pub fn text(&self, id: ConstId) -> &str {
        self.constants.get(id.index()).and_then(Constant::text).unwrap_or_default()
    }

    /// Whether all of these constants are texts.
    pub fn are_texts(&self, ids: &[ConstId]) -> bool {
        ids.iter().all(|id| {
            self.constants.get(id.index()).is_some_and(|constant| constant.text().is_some())
        })
    }
}
