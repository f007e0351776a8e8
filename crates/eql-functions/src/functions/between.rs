//! `between(source, left, right[, greedy])`: the text between two others (spec 12.9).
//!
//! Elasticsearch takes positions in the lower-case texts for `between~` and cuts the original there; so does
//! this, although some letters (`İ`) have a longer lower case.

use std::borrow::Cow;

use event::Value;

use super::{Example, Function, Mode};
use crate::arguments::{boolean, text};
use crate::text::{byte_slice, utf16_len, utf16_slice};
use crate::{Case, EvalError, Kind, Param, Signature};

pub(super) static FUNCTION: Function = Function {
    name: "between",
    signature: Signature::optional(
        &[
            Param::new("source", Kind::String),
            Param::new("left", Kind::String),
            Param::new("right", Kind::String),
            Param::new("greedy", Kind::Boolean),
        ],
        3,
        Kind::String,
    ),
    case_variant: true,
    eval,
    summary: "The part of a text between the first `left` and the next `right`, or with `greedy` the last `right`.",
    details: "Null if an argument is null. Empty if `left` or `right` is not found. \
              The whole source if the source, `left` or `right` is empty.",
    spec: "12.9",
    hint: None,
    examples: &[
        Example { call: r#"between("a [b] [c]", "[", "]")"#, result: r#""b""# },
        Example { call: r#"between("a [b] [c]", "[", "]", true)"#, result: r#""b] [c""# },
        Example { call: r#"between("a [b]", "(", ")")"#, result: r#""""# },
        Example { call: r#"between~("User=ann;", "user=", ";")"#, result: r#""ann""# },
        Example { call: r#"between(null, "[", "]")"#, result: "null" },
    ],
};

fn eval<'a>(args: &[Value<'a>], mode: Mode) -> Result<Value<'a>, EvalError> {
    let greedy = if args.len() > 3 { boolean(args, 3)? } else { Some(false) };
    let (Some(source), Some(left), Some(right), Some(greedy)) =
        (text(args, 0)?, text(args, 1)?, text(args, 2)?, greedy)
    else {
        return Ok(Value::Null);
    };
    if source.is_empty() || left.is_empty() || right.is_empty() {
        return Ok(Value::Str(source.clone()));
    }
    Ok(Value::Str(between(source, left, right, greedy, mode.case)))
}

fn between<'a>(
    source: &Cow<'a, str>,
    left: &str,
    right: &str,
    greedy: bool,
    case: Case,
) -> Cow<'a, str> {
    let folded = case.fold(source);
    let Some((start, end)) = span(&folded, &case.fold(left), &case.fold(right), greedy) else {
        return Cow::Borrowed("");
    };
    if case == Case::Sensitive || source.is_ascii() {
        return byte_slice(source, start, end);
    }
    let unit = |byte| folded.get(..byte).map_or(0, utf16_len);
    let (start, end) = (unit(start), unit(end));
    // Java's `substring` would throw where the folded text is longer and the end lies behind the original.
    if end > utf16_len(source) { Cow::Borrowed("") } else { utf16_slice(source, start, end) }
}

/// The bytes between `left` and `right`; the end may lie before the start when greedy.
fn span(text: &str, left: &str, right: &str, greedy: bool) -> Option<(usize, usize)> {
    let start = text.find(left)? + left.len();
    let end = if greedy { text.rfind(right)? } else { start + text.get(start..)?.find(right)? };
    Some((start, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_grow_in_lower_case_shift_the_cut() {
        let cut = |source| between(&Cow::Borrowed(source), "<", ">", false, Case::Insensitive);
        assert_eq!(cut("É<a>"), "a");
        assert_eq!(cut("İ<a>b"), ">");
        assert_eq!(cut("İ<a>"), ">");
        assert_eq!(cut("İ<>"), "");
        assert_eq!(cut("İİ<a>"), "");
    }
}
