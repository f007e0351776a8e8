//! Positions of `substring`: units of UTF-16 in EQL, characters in other languages.

use eql_hir::{Leaf, Query, Script, ScriptExpr};
use event::Value;

use crate::{Construct, How, Loss, Seen};

/// A part of a text between positions that are known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Substring {
    /// Where it begins; negative numbers count from the end.
    pub(crate) start: i64,
    /// How long it is; to the end where nothing is said.
    pub(crate) length: Option<i64>,
}

impl Substring {
    /// The positions of a call; nothing where they are not known, or where the end counts from the end.
    pub(crate) fn new(start: &ScriptExpr, end: Option<&ScriptExpr>) -> Option<Self> {
        match (position(start)?, end.map(position)) {
            (start, None) => Some(Self { start, length: None }),
            (start, Some(Some(end))) if start >= 0 && end >= start => {
                Some(Self { start, length: Some(end - start) })
            }
            (_, Some(_)) => None,
        }
    }

    /// Whether it equals a constant in characters if and only if it does in units: at either end of the text nothing stands
    /// between it and the border, and in the constant each character is one unit.
    pub(crate) fn is_exact(self, constant: Option<&str>) -> bool {
        let at_border = self.start == 0 || self.start < 0 && self.length.is_none();
        at_border && constant.is_some_and(|text| text.chars().all(|it| it.len_utf16() == 1))
    }
}

/// That an engine counts otherwise in a leaf.
pub(crate) fn loss(query: &Query, leaf: &Leaf, script: &Script, engine: &str) -> Loss {
    let message = format!("`substring` counts characters in {engine}, and units of UTF-16 in EQL");
    let loss = Loss::lossy(Construct::Function("substring"), leaf.span, message);
    let Some(field) = script.occurrences.first().map(|id| query.field(*id)) else { return loss };
    loss.with_seen(Seen { span: leaf.span, field: field.path.clone(), how: How::Characters })
}

fn position(expr: &ScriptExpr) -> Option<i64> {
    match expr {
        ScriptExpr::Constant(Value::Int(position)) => Some(*position),
        ScriptExpr::Negate(_, inner) => position(inner).and_then(i64::checked_neg),
        ScriptExpr::Constant(_)
        | ScriptExpr::Occurrence(_)
        | ScriptExpr::Call(..)
        | ScriptExpr::Arithmetic(..)
        | ScriptExpr::Equal(..)
        | ScriptExpr::Range(..)
        | ScriptExpr::OneOf(..)
        | ScriptExpr::Like(..)
        | ScriptExpr::Regex(..)
        | ScriptExpr::IsNull(_)
        | ScriptExpr::Not(_)
        | ScriptExpr::And(_)
        | ScriptExpr::Or(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_a_border_units_are_characters() {
        let part = |start, length| Substring { start, length };
        assert!(part(-4, None).is_exact(Some(".exe")));
        assert!(part(0, Some(2)).is_exact(Some("ab")));
        assert!(!part(1, None).is_exact(Some("ab")));
        assert!(!part(-1, None).is_exact(Some("\u{1f600}")));
        assert!(!part(0, Some(2)).is_exact(None));
    }
}
