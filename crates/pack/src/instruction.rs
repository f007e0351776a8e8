//! The instructions of filters and scripts.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::{ConstId, PredicateId};

/// One step of a filter. There is one accumulator, a boolean; jumps only go forward, so every filter ends.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Instruction {
    /// The accumulator becomes a constant.
    Set(bool),
    /// The accumulator becomes the answer of a predicate.
    Test(PredicateId),
    /// The accumulator is inverted.
    Not,
    /// Goes on at an instruction of the filter where the accumulator is false.
    JumpIfFalse(u32),
    /// Goes on at an instruction of the filter where the accumulator is true.
    JumpIfTrue(u32),
}

/// One step of a script: a machine with a stack of values, in three-valued logic (spec 7.1).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum ScriptInstruction {
    /// Pushes a constant.
    Push(ConstId),
    /// Pushes the value chosen for a field occurrence.
    Load(u32),
    /// Replaces the top by its negative.
    Negate(Width),
    /// Replaces the two topmost by their sum, difference, product, quotient or rest.
    Arithmetic(Operator, Width),
    /// Replaces the two topmost by whether they are equal.
    Equal,
    /// Replaces the two topmost by whether their order is this one.
    Range(RangeOp),
    /// Replaces the top by whether it is one of these; `true`: ignoring case.
    OneOf(Vec<ConstId>, bool),
    /// Replaces the top by whether it matches one of these Lucene wildcard patterns; `true`: ignoring case.
    Like(Vec<ConstId>, bool),
    /// Replaces the top by whether it matches one of these regexes; `true`: ignoring case.
    Regex(Vec<ConstId>, bool),
    /// Replaces the top by whether it is null.
    IsNull,
    /// Replaces the top by its opposite.
    Not,
    /// Replaces so many by whether all are true.
    All(u32),
    /// Replaces so many by whether one is true.
    Any(u32),
    /// Replaces the arguments by the value of a function.
    Call {
        /// The function's place in the registry.
        function: u16,
        /// How many arguments.
        count: u32,
        /// The `~` form.
        ignore_case: bool,
        /// The integer type, for arithmetic.
        width: Width,
    },
}

/// The integer type of an operation (spec 9.8).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Width {
    /// 32 bits with sign.
    I32,
    /// 64 bits with sign.
    I64,
    /// 64 bits without sign.
    U64,
}

/// `+ - * / %`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Operator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `%`
    Modulo,
}

/// `< <= > >=`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum RangeOp {
    /// `<`
    Less,
    /// `<=`
    LessEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterEqual,
}

impl RangeOp {
    /// Whether a value with this order to the constant is on the right side.
    pub fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Less => order.is_lt(),
            Self::LessEqual => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::GreaterEqual => order.is_ge(),
        }
    }

    /// As written.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Less => "<",
            Self::LessEqual => "<=",
            Self::Greater => ">",
            Self::GreaterEqual => ">=",
        }
    }
}
