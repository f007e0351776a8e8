//! Reading the arguments of a call: `None` is null or left out, a value of another type is an error.

use std::borrow::Cow;

use event::Value;

use crate::EvalError;

/// The argument with this index, from 0.
pub(crate) fn argument<'s, 'a>(args: &'s [Value<'a>], index: usize) -> Option<&'s Value<'a>> {
    args.get(index).filter(|value| !value.is_null())
}

/// A text.
pub(crate) fn text<'s, 'a>(
    args: &'s [Value<'a>],
    index: usize,
) -> Result<Option<&'s Cow<'a, str>>, EvalError> {
    match argument(args, index) {
        None => Ok(None),
        Some(Value::Str(text)) => Ok(Some(text)),
        Some(_) => Err(EvalError::WrongType),
    }
}

/// An index: Java takes the low 32 bits of a longer integer.
pub(crate) fn index(args: &[Value<'_>], index: usize) -> Result<Option<i32>, EvalError> {
    let Some(value) = argument(args, index) else { return Ok(None) };
    let number = value.integer().ok_or(EvalError::WrongType)?;
    #[expect(clippy::cast_possible_truncation, reason = "Java's `Number.intValue` truncates so")]
    let low = number as i32;
    Ok(Some(low))
}

/// A boolean.
pub(crate) fn boolean(args: &[Value<'_>], index: usize) -> Result<Option<bool>, EvalError> {
    let Some(value) = argument(args, index) else { return Ok(None) };
    value.as_bool().map(Some).ok_or(EvalError::WrongType)
}
