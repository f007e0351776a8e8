//! A condition while it is being lowered: constants fold in three-valued logic (spec 7.1).

use crate::Condition;

/// A condition, or a constant that may be null.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Truth {
    /// Folded; `None` is null.
    Known(Option<bool>),
    /// Depends on the event.
    Open(Condition),
}

impl Truth {
    /// `not`: null stays null.
    pub(crate) fn not(self) -> Self {
        match self {
            Self::Known(value) => Self::Known(value.map(|value| !value)),
            Self::Open(Condition::Not(inner)) => Self::Open(*inner),
            Self::Open(condition) => Self::Open(Condition::Not(Box::new(condition))),
        }
    }

    /// `and`. Null beside something open is no match, as at a leaf (spec 7.2).
    pub(crate) fn all(parts: Vec<Self>) -> Self {
        combine(parts, true, Condition::And)
    }

    /// `or`. Null beside something open is no match, as at a leaf (spec 7.2).
    pub(crate) fn any(parts: Vec<Self>) -> Self {
        combine(parts, false, Condition::Or)
    }

    /// The condition of a filter: null is no match (spec 10.3).
    pub(crate) fn into_condition(self) -> Condition {
        match self {
            Self::Known(value) => Condition::Constant(value == Some(true)),
            Self::Open(condition) => condition,
        }
    }
}

/// `neutral` is the constant that changes nothing: true for `and`, false for `or`.
fn combine(parts: Vec<Truth>, neutral: bool, join: fn(Vec<Condition>) -> Condition) -> Truth {
    let mut open = Vec::new();
    let mut null = false;
    for part in parts {
        match part {
            Truth::Known(Some(value)) if value != neutral => return Truth::Known(Some(value)),
            Truth::Known(value) => null |= value.is_none(),
            Truth::Open(condition) => open.push(condition),
        }
    }
    match (open.len(), null) {
        (0, true) => Truth::Known(None),
        (0, false) => Truth::Known(Some(neutral)),
        (_, true) if neutral => Truth::Known(Some(false)),
        (1, _) => Truth::Open(open.swap_remove(0)),
        _ => Truth::Open(join(open)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::LeafId;

    const TRUE: Truth = Truth::Known(Some(true));
    const FALSE: Truth = Truth::Known(Some(false));
    const NULL: Truth = Truth::Known(None);

    #[test]
    fn constants_fold_in_three_valued_logic() {
        assert_eq!(Truth::any(vec![TRUE, NULL]), TRUE);
        assert_eq!(Truth::any(vec![FALSE, NULL]), NULL);
        assert_eq!(Truth::all(vec![FALSE, NULL]), FALSE);
        assert_eq!(Truth::all(vec![TRUE, NULL]), NULL);
        assert_eq!(NULL.not(), NULL);
    }

    #[test]
    fn null_beside_a_leaf_is_no_match() {
        let leaf = || Truth::Open(Condition::Leaf(LeafId(0)));
        assert_eq!(Truth::all(vec![leaf(), NULL]), FALSE);
        assert_eq!(Truth::any(vec![leaf(), NULL]), leaf());
        assert_eq!(Truth::all(vec![leaf(), TRUE]), leaf());
    }
}
