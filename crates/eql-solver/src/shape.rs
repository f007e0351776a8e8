//! The ways in which a leaf can be true or false.

use std::fmt;

/// One way in which a leaf becomes true or false. An item is an element of the leaf's list, from 0: a constant, a
/// pattern, a regular expression or a block of addresses.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Shape {
    /// True: by this item and, where that is possible, by no other. Each `*` of it takes at least one character.
    Item(usize),
    /// True: by this item with each `*` taking nothing.
    Empty(usize),
    /// True: by another word of this regular expression; the words take its branches one after the other, from 1.
    Variant(usize, usize),
    /// By this item in other letter case: true where letter case does not count, else false.
    OtherCase(usize),
    /// False: a text of this item and one more character behind it.
    Longer(usize),
    /// False: a text of this item and one more character before it.
    Ahead(usize),
    /// False: a text of this item with a character changed.
    Changed(usize),
    /// On the edge: the last value that holds or the first that does not.
    Bound,
    /// True: the first address of this block.
    First(usize),
    /// True: the last address of this block.
    Last(usize),
    /// False: the address before this block.
    Before(usize),
    /// False: the address behind this block.
    After(usize),
    /// False: the field has no value.
    Absent,
    /// True: by the last of several values alone. False: by none of several values.
    Several,
}

/// What is done to a text that is an item.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Twist {
    OtherCase,
    /// One more character behind it.
    Longer,
    /// One more character before it.
    Ahead,
}

impl Shape {
    /// What is done to a text of the item, where that is all.
    pub(crate) fn twist(self) -> Option<Twist> {
        match self {
            Self::OtherCase(_) => Some(Twist::OtherCase),
            Self::Longer(_) => Some(Twist::Longer),
            Self::Ahead(_) => Some(Twist::Ahead),
            Self::Item(_)
            | Self::Empty(_)
            | Self::Variant(..)
            | Self::Changed(_)
            | Self::Bound
            | Self::First(_)
            | Self::Last(_)
            | Self::Before(_)
            | Self::After(_)
            | Self::Absent
            | Self::Several => None,
        }
    }

    /// The item that it is about.
    pub(crate) fn item(self) -> Option<usize> {
        match self {
            Self::Item(item)
            | Self::Empty(item)
            | Self::Variant(item, _)
            | Self::OtherCase(item)
            | Self::Longer(item)
            | Self::Ahead(item)
            | Self::Changed(item)
            | Self::First(item)
            | Self::Last(item)
            | Self::Before(item)
            | Self::After(item) => Some(item),
            Self::Bound | Self::Absent | Self::Several => None,
        }
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Item(item) => write!(f, "item {item} alone"),
            Self::Empty(item) => write!(f, "item {item} with empty wildcards"),
            Self::Variant(item, word) => write!(f, "word {word} of item {item}"),
            Self::OtherCase(item) => write!(f, "item {item} in other letter case"),
            Self::Longer(item) => write!(f, "item {item} and one more character"),
            Self::Ahead(item) => write!(f, "one more character and item {item}"),
            Self::Changed(item) => write!(f, "item {item} with a character changed"),
            Self::Bound => f.write_str("on the bound"),
            Self::First(item) => write!(f, "first address of item {item}"),
            Self::Last(item) => write!(f, "last address of item {item}"),
            Self::Before(item) => write!(f, "the address before item {item}"),
            Self::After(item) => write!(f, "the address behind item {item}"),
            Self::Absent => f.write_str("no value"),
            Self::Several => f.write_str("several values"),
        }
    }
}
