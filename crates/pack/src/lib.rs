//! The compiled program and the rule pack: instructions, file format, verifier, listing.
//!
//! Job: hold what the matcher runs. Input: a `Program` that the compiler built, or the bytes of a rule pack.
//! Output: the same program, verified, as bytes, or as a listing for people. The file is described in `FORMAT.md`.
//!
//! It cannot read EQL, evaluates nothing, and reads no files.
//!
//! ```
//! use pack::{Contents, PackError, RulePack};
//! let bytes = Contents::default().encode();
//! let pack = RulePack::read(&bytes).unwrap();
//! assert!(pack.program().unwrap().rules.is_empty());
//! assert_eq!(RulePack::read(b"#!/bin/sh").unwrap_err(), PackError::NotAPack);
//! ```

mod constant;
mod encoding;
mod instruction;
mod listing;
mod pack_error;
mod program;
mod raw;
mod rule_pack;
mod signature;
mod text;
mod verified;
mod verifier;

pub use constant::Constant;
pub use encoding::{decode, encode, function_table};
pub use instruction::{Instruction, ScriptInstruction};
pub use listing::listing;
pub use pack_error::PackError;
pub use program::{
    Clock, ClockId, ConstId, Field, FieldId, FieldTest, Filter, FilterId, Key, Plan, Predicate,
    PredicateId, Program, Rule, RuleId, Script, ScriptId, SequencePlan, StagePlan, Test,
};
pub use rule_pack::{
    Contents, MAGIC, Provenance, RuleHash, RuleInfo, RulePack, RuleQuery, SchemaVersion, Section,
    VERSION, sign,
};
pub use signature::{KeyError, SigningKey, VerifyingKey};
pub use text::Text;
pub use verified::VerifiedProgram;
pub use verifier::{VerifyError, verify};
