//! Why a call has no answer although no argument is null.

use std::fmt;

/// An error of one evaluation. Elasticsearch fails the query; engines here take null instead and count it,
/// and constant folding reports it (spec 9.8, 12.12).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum EvalError {
    /// The result does not fit the integer type of the operation.
    Overflow,
    /// An integer divided by zero, or its remainder.
    DivisionByZero,
    /// The text is no number of the base.
    BadNumber,
    /// The text is no address.
    BadAddress,
    /// The text is no block of addresses.
    BadBlock,
    /// A value has a type that the parameter does not take; a checked query over typed fields never has one.
    WrongType,
}

impl EvalError {
    /// Every kind, in order: the index of a kind is `kind as usize`, for counters.
    pub const ALL: [Self; 6] = [
        Self::Overflow,
        Self::DivisionByZero,
        Self::BadNumber,
        Self::BadAddress,
        Self::BadBlock,
        Self::WrongType,
    ];
}

impl fmt::Display for EvalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Overflow => "the result is too large for its integer type",
            Self::DivisionByZero => "an integer is divided by zero",
            Self::BadNumber => "the text is no number of this base",
            Self::BadAddress => "the text is no IP address",
            Self::BadBlock => "the text is no block of IP addresses",
            Self::WrongType => "a value has a type that this function does not take",
        })
    }
}

impl std::error::Error for EvalError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_in_the_order_of_the_kinds() {
        for (index, kind) in EvalError::ALL.into_iter().enumerate() {
            assert_eq!(kind as usize, index);
        }
    }
}
