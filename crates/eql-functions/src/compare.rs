//! Comparison of two values in scripted leaves and constant folding: three-valued, as Java compares (spec 7.1, 9.4).
//!
//! Field leaves compare with `event::Value::compare` instead: texts by bytes, numbers exactly.

use std::cmp::Ordering;

use event::{Value, Version};

use crate::case;
use crate::text::utf16_cmp;

/// The order of two values; `None` (null) where one is null or their types do not compare.
///
/// Texts go by UTF-16 unit. With a double on either side both are compared as doubles in Java's total order:
/// -0.0 is less than 0.0, NaN equals NaN and is the greatest. A version compares with a text as a version,
/// an address with a text by its canonical text.
pub fn compare(left: &Value<'_>, right: &Value<'_>) -> Option<Ordering> {
    match (left, right) {
        (Value::Str(left), Value::Str(right)) => Some(utf16_cmp(left, right)),
        (Value::Float(_), _) | (_, Value::Float(_)) => {
            Some(compare_doubles(left.as_f64()?, right.as_f64()?))
        }
        (Value::Version(version), Value::Str(text)) => Some(version.cmp(&Version::new(text))),
        (Value::Str(text), Value::Version(version)) => Some(Version::new(text).cmp(version)),
        (Value::Ip(ip), Value::Str(text)) => Some(ip.to_string().as_str().cmp(text)),
        (Value::Str(text), Value::Ip(ip)) => Some((**text).cmp(&ip.to_string())),
        (left, right) => left.compare(right),
    }
}

/// Java's `Double.compare`.
fn compare_doubles(left: f64, right: f64) -> Ordering {
    let canonical = |number: f64| if number.is_nan() { f64::NAN } else { number };
    canonical(left).total_cmp(&canonical(right))
}

/// `left == right`.
pub fn equals(left: &Value<'_>, right: &Value<'_>) -> Option<bool> {
    compare(left, right).map(Ordering::is_eq)
}

/// `left != right`.
pub fn not_equals(left: &Value<'_>, right: &Value<'_>) -> Option<bool> {
    compare(left, right).map(Ordering::is_ne)
}

/// `left < right`.
pub fn less(left: &Value<'_>, right: &Value<'_>) -> Option<bool> {
    compare(left, right).map(Ordering::is_lt)
}

/// `left <= right`.
pub fn less_equal(left: &Value<'_>, right: &Value<'_>) -> Option<bool> {
    compare(left, right).map(Ordering::is_le)
}

/// `left > right`.
pub fn greater(left: &Value<'_>, right: &Value<'_>) -> Option<bool> {
    compare(left, right).map(Ordering::is_gt)
}

/// `left >= right`.
pub fn greater_equal(left: &Value<'_>, right: &Value<'_>) -> Option<bool> {
    compare(left, right).map(Ordering::is_ge)
}

/// `left : "right"` without wildcards and one element of `in~`: texts without letter case, other types as `==`.
pub fn equals_ignore_case(left: &Value<'_>, right: &Value<'_>) -> Option<bool> {
    match (left, right) {
        (Value::Str(left), Value::Str(right)) => Some(case::eq_ignore_case(left, right)),
        (left, right) => equals(left, right),
    }
}

/// `value in (list)` with one of the two equalities above: true if some element equals, else null if some
/// comparison was null, else false.
pub fn one_of<'v>(
    value: &Value<'_>,
    list: impl IntoIterator<Item = &'v Value<'v>>,
    equality: fn(&Value<'_>, &Value<'_>) -> Option<bool>,
) -> Option<bool> {
    let mut found = if value.is_null() { None } else { Some(false) };
    for element in list {
        match equality(value, element) {
            Some(true) => return Some(true),
            Some(false) => {}
            None => found = None,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use event::Ip;

    #[test]
    fn null_and_unlike_types_compare_to_null() {
        assert_eq!(equals(&Value::Null, &Value::Null), None);
        assert_eq!(less(&Value::Int(1), &Value::Null), None);
        assert_eq!(equals(&Value::text("1"), &Value::Int(1)), None);
        assert_eq!(equals(&Value::text("1"), &Value::Float(1.0)), None);
        assert_eq!(not_equals(&Value::Bool(true), &Value::Bool(false)), Some(true));
    }

    #[test]
    fn doubles_have_a_total_order() {
        let float = Value::Float;
        assert_eq!(equals(&float(f64::NAN), &float(-f64::NAN)), Some(true));
        assert_eq!(greater(&float(f64::NAN), &float(f64::INFINITY)), Some(true));
        assert_eq!(less(&float(-0.0), &float(0.0)), Some(true));
        assert_eq!(equals(&Value::Int(5), &float(5.0)), Some(true));
        assert_eq!(equals(&Value::Int((1 << 53) + 1), &float(9_007_199_254_740_992.0)), Some(true));
        assert_eq!(greater_equal(&Value::UInt(u64::MAX), &Value::Int(-1)), Some(true));
    }

    #[test]
    fn texts_go_by_unit_and_letter_case_counts() {
        let text = |text| Value::text(text);
        assert_eq!(less(&text("Foo"), &text("foo")), Some(true));
        assert_eq!(less(&text("😀"), &text("\u{E000}")), Some(true));
        assert_eq!(less_equal(&text("a"), &text("ab")), Some(true));
        assert_eq!(equals_ignore_case(&text("É"), &text("é")), Some(true));
        assert_eq!(equals_ignore_case(&Value::Int(4), &Value::Int(4)), Some(true));
    }

    #[test]
    fn texts_compare_with_versions_and_addresses() {
        let version = Value::Version(Version::new("1.11.3"));
        assert_eq!(greater(&version, &Value::text("1.5.0")), Some(true));
        assert_eq!(less(&Value::text("1.5.0"), &version), Some(true));
        let ip = Value::Ip(Ip::parse("::1").unwrap());
        assert_eq!(equals(&ip, &Value::text("::1")), Some(true));
        assert_eq!(equals(&Value::text("0::1"), &ip), Some(false));
    }

    #[test]
    fn a_list_with_null_never_says_no() {
        let list = [Value::Int(1), Value::Null];
        assert_eq!(one_of(&Value::Int(1), &list, equals), Some(true));
        assert_eq!(one_of(&Value::Int(2), &list, equals), None);
        assert_eq!(one_of(&Value::Int(2), &list[..1], equals), Some(false));
        assert_eq!(one_of(&Value::Null, &list[..1], equals), None);
        assert_eq!(one_of(&Value::text("A"), &[Value::text("a")], equals_ignore_case), Some(true));
    }
}
