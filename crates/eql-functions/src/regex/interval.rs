//! `<n-m>` as an ordinary expression over digits.

use super::ast::{Ast, Class, ClassItem, Interval};

/// The same set of texts, written with classes of digits and repetition only.
pub(super) fn expand(interval: &Interval) -> Ast {
    match interval.digits {
        Some(digits) => {
            between(&digits_of(interval.least, digits), &digits_of(interval.most, digits))
        }
        None => Ast::concat(vec![zeros(), any_length(interval.least, interval.most)]),
    }
}

/// Any number of leading zeros.
fn zeros() -> Ast {
    Ast::Repeat { item: Box::new(Ast::Literal("0".to_owned())), least: 0, most: None }
}

/// The numbers of the range without leading zeros, by their lengths.
fn any_length(least: u32, most: u32) -> Ast {
    let lengths = least.to_string().len()..=most.to_string().len();
    let ranges = lengths.map(|length| {
        let smallest = if length == 1 { 0 } else { 10u64.pow(exponent(length)) };
        let largest = 10u64.pow(exponent(length) + 1) - 1;
        let (first, last) = (u64::from(least).max(smallest), u64::from(most).min(largest));
        between(&digits_of(first, length), &digits_of(last, length))
    });
    Ast::union(ranges.collect())
}

/// Of the first digit of a number with so many digits; numbers have at most ten.
fn exponent(length: usize) -> u32 {
    u32::try_from(length.saturating_sub(1)).unwrap_or(0)
}

fn digits_of(number: impl std::fmt::Display, width: usize) -> Vec<u8> {
    let text = number.to_string();
    let padding = std::iter::repeat_n(b'0', width.saturating_sub(text.len()));
    padding.chain(text.bytes()).collect()
}

/// The texts from `first` to `last`, which are equally long and in order.
fn between(first: &[u8], last: &[u8]) -> Ast {
    let (Some((&low, low_rest)), Some((&high, high_rest))) =
        (first.split_first(), last.split_first())
    else {
        return Ast::Empty;
    };
    if low == high {
        return Ast::concat(vec![digit(low, high), between(low_rest, high_rest)]);
    }
    let (nines, zeros) = (vec![b'9'; low_rest.len()], vec![b'0'; high_rest.len()]);
    let mut parts = vec![
        Ast::concat(vec![digit(low, low), between(low_rest, &nines)]),
        Ast::concat(vec![digit(high, high), between(&zeros, high_rest)]),
    ];
    if low + 1 < high {
        let free = std::iter::repeat_n(digit(b'0', b'9'), low_rest.len());
        parts.push(Ast::concat(std::iter::once(digit(low + 1, high - 1)).chain(free).collect()));
    }
    Ast::union(parts)
}

fn digit(first: u8, last: u8) -> Ast {
    if first == last {
        return Ast::Literal(char::from(first).into());
    }
    let range = ClassItem::Range(char::from(first), char::from(last));
    Ast::Class(Class { negated: false, items: vec![range] })
}
