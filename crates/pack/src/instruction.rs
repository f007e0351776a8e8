//! The instructions of filters and scripts.

use eql_functions::arithmetic::Operator;
use eql_functions::{Case, IntWidth, Mode, RangeOp};
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
    Negate(IntWidth),
    /// Replaces the two topmost by their sum, difference, product, quotient or rest.
    Arithmetic(Operator, IntWidth),
    /// Replaces the two topmost by whether they are equal.
    Equal,
    /// Replaces the two topmost by whether their order is this one.
    Range(RangeOp),
    /// Replaces the top by whether it is one of these.
    OneOf(Vec<ConstId>, Case),
    /// Replaces the top by whether it matches one of these patterns of `like`.
    Like(Vec<ConstId>, Case),
    /// Replaces the top by whether it matches one of these Java regexes.
    Regex(Vec<ConstId>, Case),
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
        /// The `~` form, and the integer type of arithmetic.
        mode: Mode,
    },
}
