//! What evaluating takes, counted where somebody asks for it and nowhere else.
//!
//! Code that evaluates is generic over its meter. With `Unmetered`, which ordinary scans use, every call is an empty
//! function that is inlined away, so counting costs them nothing and there is no second engine to keep in step.

use std::iter::Sum;
use std::ops::AddAssign;

use event::Value;
use pack::Instruction;

/// Hears of each piece of work.
pub(crate) trait Meter {
    /// An instruction of a filter runs.
    fn instruction(&mut self, instruction: Instruction);

    /// A step of a script runs.
    fn step(&mut self);

    /// A leaf is evaluated.
    fn leaf(&mut self);

    /// Bytes of a value are looked at; how many is worked out only where it is counted.
    fn scanned(&mut self, bytes: impl FnOnce() -> usize);
}

/// Counts nothing.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Unmetered;

impl Meter for Unmetered {
    #[inline]
    fn instruction(&mut self, _: Instruction) {}

    #[inline]
    fn step(&mut self) {}

    #[inline]
    fn leaf(&mut self) {}

    #[inline]
    fn scanned(&mut self, _: impl FnOnce() -> usize) {}
}

impl<M: Meter> Meter for &mut M {
    fn instruction(&mut self, instruction: Instruction) {
        (**self).instruction(instruction);
    }

    fn step(&mut self) {
        (**self).step();
    }

    fn leaf(&mut self) {
        (**self).leaf();
    }

    fn scanned(&mut self, bytes: impl FnOnce() -> usize) {
        (**self).scanned(bytes);
    }
}

/// An amount of work. It is counted, not timed: the same rules and events give the same amounts on every machine,
/// for every number of threads, and on every run.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Work {
    /// Instructions of filters and steps of scripts.
    pub instructions: u64,
    /// Leaves evaluated; an answer that is kept from before is none.
    pub leaves: u64,
    /// Bytes of values looked at. A list of texts looks at the whole value where one of them has its length, a
    /// comparison with a literal at the bytes up to the first that differs, a search at all that it passes over, a
    /// regex at the whole value. What is no text counts as 8 bytes, an address as 16, for each constant that it is
    /// compared with.
    pub bytes: u64,
}

impl Work {
    /// Units of cost for the evaluation of a leaf: to find the values of its field takes longer than to compare them.
    pub const LEAF: u64 = 20;

    /// All of it as one number: instructions, 20 for each leaf, and bytes. The weights are rounded from a fit of measured
    /// times (`DESIGN.md`), so that a unit is about a nanosecond on the machine that was measured; they are part of
    /// what a budget means and change with no machine.
    pub fn cost(self) -> u64 {
        self.instructions + self.leaves * Self::LEAF + self.bytes
    }
}

impl Meter for Work {
    fn instruction(&mut self, _: Instruction) {
        self.instructions += 1;
    }

    fn step(&mut self) {
        self.instructions += 1;
    }

    fn leaf(&mut self) {
        self.leaves += 1;
    }

    fn scanned(&mut self, bytes: impl FnOnce() -> usize) {
        self.bytes += bytes() as u64;
    }
}

impl AddAssign for Work {
    fn add_assign(&mut self, other: Self) {
        self.instructions += other.instructions;
        self.leaves += other.leaves;
        self.bytes += other.bytes;
    }
}

impl Sum for Work {
    fn sum<I: Iterator<Item = Self>>(works: I) -> Self {
        let mut sum = Self::default();
        works.for_each(|work| sum += work);
        sum
    }
}

/// How many bytes of a value a comparison looks at.
pub(crate) fn bytes_of(value: &Value<'_>) -> usize {
    match value {
        Value::Null => 0,
        Value::Str(text) => text.len(),
        Value::Ip(_) => 16,
        Value::Bool(_)
        | Value::Int(_)
        | Value::UInt(_)
        | Value::Float(_)
        | Value::Date(_)
        | Value::Version(_) => 8,
    }
}
