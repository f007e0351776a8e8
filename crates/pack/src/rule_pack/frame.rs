//! The frame of a pack: where each section is. Nothing is allocated for what the header claims.

use sha2::{Digest, Sha256};

use super::Section;
use crate::PackError;
use crate::signature::{SIGNATURE, Signature};

/// The first bytes of every rule pack.
pub const MAGIC: [u8; 8] = *b"EQLPACK\0";
/// Changes with every change of the frame, of a section, or of the types in `program` and `instruction`.
pub const VERSION: u16 = 3;
/// How many sections there are.
pub(super) const SECTIONS: u16 = 4;
/// Magic, version, number of sections, four bytes of zero.
pub(super) const HEADER: usize = MAGIC.len() + 2 + 2 + 4;
/// Tag, four bytes of zero, length, hash.
pub(super) const ENTRY: usize = 4 + 4 + 8 + HASH;
/// SHA-256.
const HASH: usize = 32;

/// Where everything is.
#[derive(Clone, Debug)]
pub(super) struct Frame<'b> {
    /// In the order of `Section::ALL`.
    sections: [Slice<'b>; Section::ALL.len()],
    /// All that a signature is of: everything in front of it.
    pub(super) signed: &'b [u8],
    pub(super) signature: Option<Signature>,
}

/// A section with the hash that the table says.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Slice<'b> {
    pub(super) bytes: &'b [u8],
    hash: [u8; HASH],
}

impl<'b> Slice<'b> {
    /// The bytes, if they have their hash.
    pub(super) fn checked(self, section: Section) -> Result<&'b [u8], PackError> {
        if hash(self.bytes) == self.hash { Ok(self.bytes) } else { Err(PackError::Hash(section)) }
    }
}

impl<'b> Frame<'b> {
    pub(super) fn read(bytes: &'b [u8]) -> Result<Self, PackError> {
        let mut rest = bytes.strip_prefix(&MAGIC).ok_or(PackError::NotAPack)?;
        let version = u16::from_le_bytes(take(&mut rest, "the header is cut off")?);
        if version != VERSION {
            return Err(PackError::Version(version));
        }
        let count = u16::from_le_bytes(take(&mut rest, "the header is cut off")?);
        if count != SECTIONS {
            return Err(PackError::Frame("it has not as many sections as the format"));
        }
        zero(&mut rest)?;
        let mut table = [(0, [0; HASH]); Section::ALL.len()];
        for (section, entry) in Section::ALL.into_iter().zip(&mut table) {
            *entry = read_entry(&mut rest, section)?;
        }
        let mut sections = [Slice::default(); Section::ALL.len()];
        for ((length, hash), slice) in table.into_iter().zip(&mut sections) {
            let length = usize::try_from(length).unwrap_or(usize::MAX);
            let (bytes, behind) = rest
                .split_at_checked(length)
                .ok_or(PackError::Frame("a section is longer than the file"))?;
            *slice = Slice { bytes, hash };
            rest = behind;
        }
        let (signed, _) = bytes.split_at(bytes.len() - rest.len());
        Ok(Self { sections, signed, signature: read_signature(rest)? })
    }

    pub(super) fn section(&self, section: Section) -> Slice<'b> {
        self.sections[section as usize]
    }
}

/// The length and the hash of a section.
fn read_entry(rest: &mut &[u8], section: Section) -> Result<(u64, [u8; HASH]), PackError> {
    const CUT: &str = "the table of sections is cut off";
    if take(rest, CUT)? != section.tag() {
        return Err(PackError::Frame("a section that the format has not in this place"));
    }
    zero(rest)?;
    Ok((u64::from_le_bytes(take(rest, CUT)?), take(rest, CUT)?))
}

fn read_signature(rest: &[u8]) -> Result<Option<Signature>, PackError> {
    if rest.is_empty() {
        return Ok(None);
    }
    let block: &[u8; SIGNATURE] = rest
        .try_into()
        .map_err(|_| PackError::Frame("what is behind the last section is no signature"))?;
    let signature = Signature::read(block);
    signature.map(Some).ok_or(PackError::Frame("what is behind the last section is no signature"))
}

/// Four bytes that have no meaning yet.
fn zero(rest: &mut &[u8]) -> Result<(), PackError> {
    if take(rest, "the header is cut off")? == [0; 4] {
        Ok(())
    } else {
        Err(PackError::Frame("bytes that must be zero are not"))
    }
}

fn take<const N: usize>(rest: &mut &[u8], cut: &'static str) -> Result<[u8; N], PackError> {
    let (taken, behind) = rest.split_first_chunk().ok_or(PackError::Frame(cut))?;
    *rest = behind;
    Ok(*taken)
}

pub(super) fn hash(bytes: &[u8]) -> [u8; HASH] {
    Sha256::digest(bytes).into()
}
