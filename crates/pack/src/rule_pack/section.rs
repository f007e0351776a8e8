//! The parts of a pack.

use std::fmt;

/// A part of a pack that can be read by itself.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Section {
    /// What the matcher runs.
    Program,
    /// What an alert shows of each rule.
    Rules,
    /// What the pack was made of.
    Provenance,
    /// The queries as they were written.
    Sources,
}

impl Section {
    /// All sections, in the order of the file.
    pub const ALL: [Self; 4] = [Self::Program, Self::Rules, Self::Provenance, Self::Sources];

    /// The four letters of the table.
    pub(super) fn tag(self) -> [u8; 4] {
        match self {
            Self::Program => *b"PROG",
            Self::Rules => *b"RULE",
            Self::Provenance => *b"PROV",
            Self::Sources => *b"SRCS",
        }
    }

    /// The word for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Program => "program",
            Self::Rules => "rules",
            Self::Provenance => "provenance",
            Self::Sources => "sources",
        }
    }
}

impl fmt::Display for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
