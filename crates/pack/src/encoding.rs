//! A program as bytes and back: the first section of a rule pack.

use crate::{PackError, Program, Section, VerifiedProgram};

/// How many bytes stand for the table of functions.
const TABLE: usize = 8;

/// The bytes of a program; equal programs have equal bytes.
pub fn encode(program: &Program) -> Vec<u8> {
    let mut bytes = function_table().to_le_bytes().to_vec();
    // The types hold nothing that has no bytes, so this cannot fail.
    bytes.extend(postcard::to_stdvec(program).unwrap_or_default());
    bytes
}

/// The program of these bytes, verified.
pub fn decode(bytes: &[u8]) -> Result<VerifiedProgram, PackError> {
    let damaged = |problem| PackError::Section(Section::Program, problem);
    let (functions, body) =
        bytes.split_at_checked(TABLE).ok_or_else(|| damaged("it is cut off".to_owned()))?;
    if functions != function_table().to_le_bytes() {
        return Err(PackError::Functions);
    }
    let (program, rest) = postcard::take_from_bytes::<Program>(body)
        .map_err(|_| damaged("it is cut off or holds what no program holds".to_owned()))?;
    if !rest.is_empty() {
        return Err(damaged(format!("there are {} bytes behind its end", rest.len())));
    }
    VerifiedProgram::try_from(program).map_err(PackError::Refused)
}

/// A fingerprint of the names of all functions in their order (FNV-1a): calls name functions by place.
pub fn function_table() -> u64 {
    let names =
        eql_functions::FUNCTIONS.iter().flat_map(|function| function.name.bytes().chain([0]));
    names.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
