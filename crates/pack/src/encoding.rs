//! A program as bytes and back.

use std::fmt;

use crate::{Program, VerifyError, verify};

/// The first bytes of every rule pack.
const MAGIC: [u8; 8] = *b"EQLPACK\0";
/// Changes with every change of the types in `program` and `instruction`.
const VERSION: u16 = 2;
/// Magic, version, function table.
const HEADER: usize = MAGIC.len() + 2 + 8;

/// Why bytes are no rule pack that this version can run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DecodeError {
    /// They do not begin as a rule pack does.
    NotAPack,
    /// Another version of the format.
    Version(u16),
    /// Made by a version with other functions.
    Functions,
    /// Cut off or damaged.
    Damaged,
    /// Well-formed, but no program that may run.
    Refused(VerifyError),
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAPack => f.write_str("this is no rule pack"),
            Self::Version(version) => {
                write!(f, "the rule pack has format {version}, this version reads format {VERSION}")
            }
            Self::Functions => {
                f.write_str("the rule pack was made by a version with other functions")
            }
            Self::Damaged => f.write_str("the rule pack is cut off or damaged"),
            Self::Refused(error) => write!(f, "the rule pack is refused: {error}"),
        }
    }
}

impl std::error::Error for DecodeError {}

/// The bytes of a program; equal programs have equal bytes.
pub fn encode(program: &Program) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    bytes.extend(VERSION.to_le_bytes());
    bytes.extend(function_table().to_le_bytes());
    // The types hold nothing that has no bytes, so this cannot fail.
    bytes.extend(postcard::to_stdvec(program).unwrap_or_default());
    bytes
}

/// The program of these bytes, verified.
pub fn decode(bytes: &[u8]) -> Result<Program, DecodeError> {
    let (header, body) = bytes.split_at_checked(HEADER).ok_or(DecodeError::NotAPack)?;
    let (magic, rest) = header.split_at(MAGIC.len());
    if magic != MAGIC {
        return Err(DecodeError::NotAPack);
    }
    let (version, functions) = rest.split_at(2);
    if version != VERSION.to_le_bytes() {
        return Err(DecodeError::Version(u16::from_le_bytes([version[0], version[1]])));
    }
    if functions != function_table().to_le_bytes() {
        return Err(DecodeError::Functions);
    }
    let (program, rest) = postcard::take_from_bytes(body).map_err(|_| DecodeError::Damaged)?;
    if !rest.is_empty() {
        return Err(DecodeError::Damaged);
    }
    verify(&program).map_err(DecodeError::Refused)?;
    Ok(program)
}

/// A fingerprint of the names of all functions in their order (FNV-1a): calls name functions by place.
fn function_table() -> u64 {
    let names =
        eql_functions::FUNCTIONS.iter().flat_map(|function| function.name.bytes().chain([0]));
    names.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
