//! Software versions in the order of Elasticsearch's `version` type.

use std::cmp::Ordering;
use std::fmt;

/// A version text. Valid semantic versions are ordered by precedence; every other text comes after them,
/// by its letters, and equals only itself (spec 9.3).
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Version(Box<str>);

impl Version {
    /// The version with this text; any text is one.
    pub fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// The text as it stood in the event or the query.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The parts that precedence looks at.
struct Parts<'a> {
    numbers: Vec<&'a str>,
    pre_release: Option<&'a str>,
}

/// Splits `1.2.4-SNAPSHOT+build`; `None` where the text is no version.
fn parts(text: &str) -> Option<Parts<'_>> {
    let precedence = text.split_once('+').map_or(text, |(before, _)| before);
    let (main, pre_release) = match precedence.split_once('-') {
        Some((main, pre)) => (main, Some(pre)),
        None => (precedence, None),
    };
    let numbers: Vec<&str> = main.split('.').collect();
    let numeric = numbers.iter().all(|number| is_number(number));
    let named =
        pre_release.is_none_or(|pre| !pre.is_empty() && pre.split('.').all(|id| !id.is_empty()));
    (numeric && named).then_some(Parts { numbers, pre_release })
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Digits without leading zeros compare by length, then as text: no overflow.
fn compare_numbers(left: &str, right: &str) -> Ordering {
    let (left, right) = (left.trim_start_matches('0'), right.trim_start_matches('0'));
    left.len().cmp(&right.len()).then_with(|| left.cmp(right))
}

fn compare_identifiers(left: &str, right: &str) -> Ordering {
    match (is_number(left), is_number(right)) {
        (true, true) => compare_numbers(left, right),
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
        (false, false) => left.cmp(right),
    }
}

fn compare_lists<'a>(
    left: impl Iterator<Item = &'a str>,
    mut right: impl Iterator<Item = &'a str>,
    compare: fn(&str, &str) -> Ordering,
) -> Ordering {
    for item in left {
        match right.next().map(|other| compare(item, other)) {
            None => return Ordering::Greater,
            Some(Ordering::Equal) => {}
            Some(unequal) => return unequal,
        }
    }
    if right.next().is_some() { Ordering::Less } else { Ordering::Equal }
}

fn compare_parts(left: &Parts<'_>, right: &Parts<'_>) -> Ordering {
    let numbers =
        compare_lists(left.numbers.iter().copied(), right.numbers.iter().copied(), compare_numbers);
    numbers.then_with(|| match (left.pre_release, right.pre_release) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
        (Some(left), Some(right)) => {
            compare_lists(left.split('.'), right.split('.'), compare_identifiers)
        }
    })
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        let order = match (parts(&self.0), parts(&other.0)) {
            (Some(left), Some(right)) => compare_parts(&left, &right),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        };
        order.then_with(|| self.0.cmp(&other.0))
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_ordered_by_precedence_then_invalid_ones_by_text() {
        let ascending = [
            "1.2.4-SNAPSHOT",
            "1.2.4",
            "1.5.0",
            "1.11.0-2",
            "1.11.0-10",
            "1.11.0-a",
            "1.11.3",
            "bad",
            "x.1",
        ];
        for pair in ascending.windows(2) {
            assert!(Version::new(pair[0]) < Version::new(pair[1]), "{pair:?}");
        }
    }
}
