//! Three-valued `and`, `or` and `not`, as in constant folding and inside one scripted leaf (spec 7.1).
//!
//! `None` is null. Between leaves logic is two-valued; that is not here.

/// `false and null` is false, `true and null` is null.
pub fn and(left: Option<bool>, right: Option<bool>) -> Option<bool> {
    match (left, right) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        (None, _) | (_, None) => None,
    }
}

/// `true or null` is true, `false or null` is null.
pub fn or(left: Option<bool>, right: Option<bool>) -> Option<bool> {
    match (left, right) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        (None, _) | (_, None) => None,
    }
}

/// `not null` is null.
pub fn not(value: Option<bool>) -> Option<bool> {
    value.map(|value| !value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_decides_nothing() {
        let (yes, no, null) = (Some(true), Some(false), None);
        assert_eq!(
            [and(no, null), and(null, no), and(yes, null), and(null, null)],
            [no, no, null, null]
        );
        assert_eq!(
            [or(yes, null), or(null, yes), or(no, null), or(null, null)],
            [yes, yes, null, null]
        );
        assert_eq!([not(null), not(yes), and(yes, yes), or(no, no)], [null, no, yes, no]);
    }
}
