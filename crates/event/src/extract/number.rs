//! The grammar of JSON numbers.

use crate::Json;

/// Digits that no float overflows with, whatever they are.
const SAFE_LENGTH: usize = 300;

/// The end of the number that starts here; the position of the fault where it is no number or out of range.
#[inline]
pub(super) fn end(text: &[u8], start: usize) -> Result<usize, usize> {
    let unsigned = start + usize::from(text.get(start) == Some(&b'-'));
    let whole = match text.get(unsigned) {
        Some(b'0') => unsigned + 1,
        _ => digits(text, unsigned)?,
    };
    match text.get(whole) {
        Some(b'.' | b'e' | b'E') => end_with_fraction(text, start, whole),
        Some(b'0'..=b'9') => Err(whole), // after a leading zero
        _ => in_range(text, start, whole),
    }
}

/// The same from the end of the whole part, where there is more than that.
fn end_with_fraction(text: &[u8], start: usize, whole: usize) -> Result<usize, usize> {
    let mut end = whole;
    if text.get(end) == Some(&b'.') {
        end = digits(text, end + 1)?;
    }
    if let Some(b'e' | b'E') = text.get(end) {
        let sign = usize::from(matches!(text.get(end + 1), Some(b'+' | b'-')));
        end = digits(text, end + 1 + sign)?;
        return checked_range(text, start, end);
    }
    in_range(text, start, end)
}

/// The end of one digit or more.
#[inline]
fn digits(text: &[u8], start: usize) -> Result<usize, usize> {
    let mut end = start;
    while let Some(b'0'..=b'9') = text.get(end) {
        end += 1;
    }
    if end > start { Ok(end) } else { Err(end) }
}

/// The end of a number without an exponent: only a very long one can be out of range.
#[inline]
fn in_range(text: &[u8], start: usize, end: usize) -> Result<usize, usize> {
    if end - start > SAFE_LENGTH { checked_range(text, start, end) } else { Ok(end) }
}

/// The end, where the reader of documents can hold the number.
#[cold]
fn checked_range(text: &[u8], start: usize, end: usize) -> Result<usize, usize> {
    let number = text.get(start..end).unwrap_or_default();
    serde_json::from_slice::<Json>(number).map_or(Err(start), |_| Ok(end))
}
