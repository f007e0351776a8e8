//! Every EQL function and operator on values.
//!
//! Job: say what a function, an arithmetic or comparison operator, a wildcard or a regular expression gives
//! for values. Input: `event::Value`s and, for patterns, a text that is compiled once. Output: a value, null,
//! or an `EvalError`. The slow and the fast engine share this crate, so what they compute for one value is
//! the same by construction.
//!
//! It does not parse EQL, know fields, loop over the values of an array, check types of a call or decide
//! whether a leaf goes the field path or the script path; it offers both meanings where they differ
//! (`case`, `wildcard` and `regex::LuceneRegex` for fields; `FUNCTIONS`, `compare` and `regex::ScriptedRegex`
//! for scripts).
//!
//! ```
//! use eql_functions::{Case, Mode, lookup, regex::LuceneRegex, wildcard::WildcardPattern};
//! use event::Value;
//!
//! let substring = lookup("SubString").unwrap();
//! let args = [Value::text("powershell.exe"), Value::Int(-4)];
//! assert_eq!(substring.eval(&args, Mode::default()), Ok(Value::text(".exe")));
//!
//! let pattern = WildcardPattern::parse("*\\power*.exe");
//! assert!(pattern.matches("C:\\PowerShell.exe", Case::Insensitive));
//!
//! let regex = LuceneRegex::new("[a-z]+\\.exe", Case::Sensitive).unwrap();
//! assert!(regex.is_match("powershell.exe"));
//! ```

mod arguments;
pub mod arithmetic;
pub mod case;
pub mod compare;
mod eval_error;
mod functions;
pub mod logic;
pub mod number_text;
mod pipe;
mod range_op;
pub mod regex;
mod signature;
pub mod text;
mod value_text;
pub mod wildcard;

/// The most choices of one value a field occurrence that a scripted leaf tries for one event (spec 8.5). An event
/// with very many values in very many fields would otherwise never end; beyond this the leaf does not hold. The
/// last occurrence goes through its values first.
pub const MAX_CHOICES: u64 = 100_000;

pub use arithmetic::IntWidth;
pub use case::Case;
pub use eval_error::EvalError;
pub use functions::{Eval, Example, FUNCTIONS, Function, FunctionId, Hint, Mode, lookup, names};
pub use pipe::Pipe;
pub use range_op::RangeOp;
pub use signature::{Kind, OnNull, Param, Signature};
pub use value_text::text_of;
