//! The compiled program: instructions, encoding, verifier, listing.
//!
//! Job: hold what the matcher runs. Input: a `Program` that the compiler built, or the bytes of a rule pack.
//! Output: the same program, verified, as bytes, or as a listing for people.
//!
//! It cannot read EQL, evaluates nothing, and reads no files.
//!
//! ```
//! use pack::{Program, decode, encode, verify};
//! let program = Program::default();
//! verify(&program).unwrap();
//! let bytes = encode(&program);
//! assert_eq!(decode(&bytes).unwrap(), program);
//! assert!(decode(&bytes[..bytes.len() - 1]).is_err());
//! ```

mod constant;
mod encoding;
mod instruction;
mod listing;
mod program;
mod verifier;

pub use constant::Constant;
pub use encoding::{DecodeError, decode, encode};
pub use instruction::{Instruction, ScriptInstruction};
pub use listing::listing;
pub use program::{
    Clock, ClockId, ConstId, Field, FieldId, FieldTest, Filter, FilterId, Key, Plan, Predicate,
    PredicateId, Program, Rule, RuleId, Script, ScriptId, SequencePlan, StagePlan, Test,
};
pub use verifier::{VerifyError, verify};
