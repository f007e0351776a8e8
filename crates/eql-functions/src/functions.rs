//! The table of functions: what there is, by name and by id (spec 11).
//!
//! Each file below has one function: signature, null rules, examples and the computation for one value of each
//! argument. Arrays are not seen here: an engine computes a call for every choice of values and asks whether
//! some choice fulfils the leaf (spec 8.5).

use event::Value;
use serde::{Deserialize, Serialize};

use crate::arithmetic::{IntWidth, Operator};
use crate::{Case, EvalError, Signature};

mod add;
mod between;
mod cidr_match;
mod concat;
mod divide;
mod ends_with;
mod index_of;
mod length;
mod modulo;
mod multiply;
mod number;
mod starts_with;
mod string;
mod string_contains;
mod substring;
mod subtract;

/// Every function, in the order of their names. A rule pack refers to a function by its place here.
pub static FUNCTIONS: &[&Function] = &[
    &add::FUNCTION,
    &between::FUNCTION,
    &cidr_match::FUNCTION,
    &concat::FUNCTION,
    &divide::FUNCTION,
    &ends_with::FUNCTION,
    &index_of::FUNCTION,
    &length::FUNCTION,
    &modulo::FUNCTION,
    &multiply::FUNCTION,
    &number::FUNCTION,
    &starts_with::FUNCTION,
    &string::FUNCTION,
    &string_contains::FUNCTION,
    &substring::FUNCTION,
    &subtract::FUNCTION,
];

/// One function of EQL.
pub struct Function {
    /// As documented, e.g. `cidrMatch`; a query may write it in any letter case.
    pub name: &'static str,
    /// What it takes and gives.
    pub signature: Signature,
    /// Whether `name~` exists.
    pub case_variant: bool,
    /// Computes a call.
    pub eval: Eval,
    /// What it does, in one sentence.
    pub summary: &'static str,
    /// What null arguments and special values do.
    pub details: &'static str,
    /// The statement of the semantics that it follows, e.g. `12.9`.
    pub spec: &'static str,
    /// What an optimiser may use.
    pub hint: Option<Hint>,
    /// Calls and their results; a test runs each.
    pub examples: &'static [Example],
}

/// Computes a call from its arguments: one value for each argument given, `Null` for an absent one.
///
/// Optional arguments may be left out. Texts in the result borrow from the arguments where they can.
pub type Eval = for<'a> fn(&[Value<'a>], Mode) -> Result<Value<'a>, EvalError>;

/// What is known of a call before it runs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
pub struct Mode {
    /// `f~(…)` is `Insensitive`.
    pub case: Case,
    /// The integer type of an arithmetic function; other functions do not look at it.
    pub width: IntWidth,
}

/// What an optimiser may know of a function whose first argument is a field and whose others are constants.
/// It never changes a result.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Hint {
    /// The value must begin with the second argument, taken literally.
    LiteralPrefix,
    /// On a field, the call is the Lucene wildcard `*` + second argument (spec 12.6).
    WildcardSuffix,
    /// On a field, the call is the Lucene wildcard `*` + second argument + `*` (spec 12.6).
    WildcardContains,
    /// The address must lie in one of the other arguments.
    CidrBlocks,
    /// The call is this operator on its two arguments.
    Operator(Operator),
}

/// A call and its result, both written in EQL.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Example {
    /// E.g. `length("abc")`.
    pub call: &'static str,
    /// E.g. `3`.
    pub result: &'static str,
}

/// A function by its place in `FUNCTIONS`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FunctionId(u16);

impl FunctionId {
    /// The id with this place in `FUNCTIONS`; `None` where there is no such place.
    pub fn new(index: u16) -> Option<Self> {
        FUNCTIONS.get(usize::from(index)).map(|_| Self(index))
    }

    /// Its place in `FUNCTIONS`.
    pub fn index(self) -> u16 {
        self.0
    }

    /// The function.
    pub fn function(self) -> &'static Function {
        FUNCTIONS[usize::from(self.0)]
    }

    /// Computes a call; see `Eval`.
    ///
    /// # Errors
    /// Those of the function; engines take `Null` instead.
    pub fn eval<'a>(self, args: &[Value<'a>], mode: Mode) -> Result<Value<'a>, EvalError> {
        (self.function().eval)(args, mode)
    }
}

/// The function with this name, in any letter case and without `~` (spec 11.1).
pub fn lookup(name: &str) -> Option<FunctionId> {
    let index = FUNCTIONS.iter().position(|function| function.name.eq_ignore_ascii_case(name))?;
    u16::try_from(index).ok().map(FunctionId)
}

/// The names as documented, in order.
pub fn names() -> impl Iterator<Item = &'static str> {
    FUNCTIONS.iter().map(|function| function.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_any_letter_case() {
        let name = |text| lookup(text).map(|id| id.function().name);
        assert_eq!(name("STARTSWITH"), Some("startsWith"));
        assert_eq!(name("cidrmatch"), Some("cidrMatch"));
        assert_eq!(name("arraySearch"), None);
        assert_eq!(name("startsWith~"), None);
    }

    #[test]
    fn the_table_is_in_the_order_of_names() {
        let names: Vec<String> = names().map(str::to_lowercase).collect();
        assert!(names.is_sorted() && names.len() == 16, "{names:?}");
    }

    #[test]
    fn an_id_is_a_place_in_the_table() {
        let id = lookup("length").unwrap();
        assert_eq!(FunctionId::new(id.index()), Some(id));
        assert_eq!(FunctionId::new(16), None);
        assert_eq!(id.eval(&[Value::text("abc")], Mode::default()), Ok(Value::Int(3)));
    }
}
