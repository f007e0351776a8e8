//! Why a rule pack is refused.

use std::fmt;

use crate::rule_pack::VERSION;
use crate::{Section, VerifyError};

/// Why bytes are no rule pack that this version can run; the one cause, the first that was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PackError {
    /// They do not begin as a rule pack does.
    NotAPack,
    /// Another version of the format.
    Version(u16),
    /// The frame of the file is not as the format has it: cut off, or with sections that do not fit.
    Frame(&'static str),
    /// A section is not what it was when the pack was written.
    Hash(Section),
    /// A section does not hold what it has to hold, and why.
    Section(Section, String),
    /// Made by a version with other functions.
    Functions,
    /// Well-formed, but no program that may run.
    Refused(VerifyError),
    /// Two sections are about other rules; the second one.
    Disagreement(Section),
    /// A signature was asked for, and there is none.
    Unsigned,
    /// Signed with a key other than the one that was asked for; the public key, in hexadecimal.
    OtherKey(String),
    /// The signature is not one of these bytes by this key.
    WrongSignature,
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAPack => f.write_str("this is no rule pack"),
            Self::Version(version) => {
                write!(f, "the rule pack has format {version}, this version reads format {VERSION}")
            }
            Self::Frame(problem) => {
                write!(f, "the rule pack is cut off or damaged: {problem}")
            }
            Self::Hash(section) => write!(
                f,
                "the rule pack is damaged: its {section} section does not have the hash that its header says"
            ),
            Self::Section(section, problem) => {
                write!(f, "the {section} section of the rule pack cannot be read: {problem}")
            }
            Self::Functions => {
                f.write_str("the rule pack was made by a version with other functions")
            }
            Self::Refused(error) => write!(f, "the program of the rule pack is refused: {error}"),
            Self::Disagreement(section) => write!(
                f,
                "the {section} section of the rule pack is about other rules than its program"
            ),
            Self::Unsigned => f.write_str("the rule pack is not signed"),
            Self::OtherKey(key) => {
                write!(f, "the rule pack is signed with another key, whose public part is {key}")
            }
            Self::WrongSignature => {
                f.write_str("the signature of the rule pack does not fit its bytes")
            }
        }
    }
}

impl std::error::Error for PackError {}
