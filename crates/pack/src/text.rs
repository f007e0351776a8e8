//! Texts that share memory.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

use serde::{Serialize, Serializer};

/// A text that does not change, perhaps a part of a longer one that others are parts of too: a program has thousands, and
/// they are read into one memory.
#[derive(Clone)]
pub struct Text {
    whole: Arc<str>,
    /// From where to where it stands in the whole; both are bounds of characters.
    start: u32,
    end: u32,
}

impl Text {
    /// The text.
    pub fn as_str(&self) -> &str {
        self.whole.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

impl From<&str> for Text {
    /// Texts have fewer than 2^32 bytes.
    fn from(text: &str) -> Self {
        Self { whole: text.into(), start: 0, end: u32::try_from(text.len()).unwrap_or(u32::MAX) }
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl Borrow<str> for Text {
    fn borrow(&self) -> &str {
        self
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Text {}

impl PartialOrd for Text {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Text {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl Hash for Text {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().fmt(f)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

/// Texts in one memory, taken in their order.
#[derive(Debug)]
pub(crate) struct Shared {
    whole: Arc<str>,
    /// Where the next one starts.
    next: u32,
}

impl Shared {
    /// `None` where they are not UTF-8 together, or 4 GiB.
    pub(crate) fn new<'b>(texts: impl Iterator<Item = &'b [u8]> + Clone) -> Option<Self> {
        let mut all = Vec::with_capacity(texts.clone().map(<[u8]>::len).sum());
        texts.for_each(|text| all.extend_from_slice(text));
        u32::try_from(all.len()).ok()?;
        Some(Self { whole: String::from_utf8(all).ok()?.into(), next: 0 })
    }

    /// The next text, of so many bytes; `None` where it does not begin and end with a character.
    pub(crate) fn next(&mut self, length: usize) -> Option<Text> {
        let start = self.next;
        let end = start.checked_add(u32::try_from(length).ok()?)?;
        self.whole.get(start as usize..end as usize)?;
        self.next = end;
        Some(Text { whole: Arc::clone(&self.whole), start, end })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_one_memory_are_what_they_were() {
        let texts = ["äb", "", "c"];
        let mut shared = Shared::new(texts.iter().map(|text| text.as_bytes())).unwrap();
        assert_eq!(texts.map(|text| shared.next(text.len()).unwrap()), texts.map(Text::from));
        assert_eq!(shared.next(1), None);
        assert!(Text::from("a") < Text::from("b"));
    }

    #[test]
    fn a_character_is_not_cut_in_two() {
        let (head, tail) = "ä".as_bytes().split_at(1);
        let mut shared = Shared::new([head, tail].into_iter()).unwrap();
        assert_eq!(shared.next(1), None);
        assert!(Shared::new([head].into_iter()).is_none());
    }
}
