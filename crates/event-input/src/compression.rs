//! Compressed or not: found by the first bytes, so that a wrong or missing extension does no harm.
//!
//! A name that promises compression over bytes that are not compressed is refused: the file is damaged from its
//! first byte, and reading it as JSON would only give a confusing answer.

mod damage;
mod zstd_frames;

use std::io::{self, BufReader, Cursor, Read};

use flate2::bufread::MultiGzDecoder;

use damage::Damage;
use zstd_frames::ZstdFrames;

use crate::open::Problem;

/// A way to compress.
pub(crate) struct Compression {
    /// What an error calls it.
    name: &'static str,
    extension: &'static str,
    recognises: fn(&[u8]) -> bool,
    decode: fn(BufReader<Whole>) -> Box<dyn Read + Send>,
}

/// The bytes as they are stored: the first ones, which were looked at, and the rest.
type Whole = io::Chain<Cursor<Vec<u8>>, Box<dyn Read + Send>>;

/// Every compression that is read.
static COMPRESSIONS: [Compression; 2] = [
    Compression {
        name: "gzip",
        extension: ".gz",
        recognises: |head| head.starts_with(&[0x1f, 0x8b]),
        decode: |stored| Box::new(MultiGzDecoder::new(stored)),
    },
    Compression {
        name: "zstd",
        extension: ".zst",
        recognises: zstd_frames::recognises,
        decode: |stored| Box::new(ZstdFrames::new(stored)),
    },
];

/// How many first bytes tell a compression.
const HEAD_SIZE: u64 = 4;

/// The bytes decompressed, and the name without the extension of the compression.
pub(crate) fn decompressed(
    name: &str,
    mut stored: Box<dyn Read + Send>,
) -> Result<(&str, Box<dyn Read + Send>), Problem> {
    let mut head = Vec::new();
    stored.by_ref().take(HEAD_SIZE).read_to_end(&mut head).map_err(Problem::Unreadable)?;
    let found = COMPRESSIONS.iter().find(|compression| (compression.recognises)(&head));
    let promised = COMPRESSIONS.iter().find(|compression| ends_with(name, compression.extension));
    let inner_name = promised.map_or(name, |named| &name[..name.len() - named.extension.len()]);
    let whole: Whole = Cursor::new(head).chain(stored);
    match (found, promised) {
        (Some(found), _) => {
            let decoder = (found.decode)(BufReader::new(whole));
            Ok((inner_name, Box::new(Damage::new(found.name, decoder))))
        }
        (None, Some(promised)) => Err(Problem::NotCompressed(promised.name)),
        (None, None) => Ok((inner_name, Box::new(Damage::new("input", whole)))),
    }
}

/// Whether the name ends with this ASCII extension, in any case.
pub(crate) fn ends_with(name: &str, extension: &str) -> bool {
    let start = name.len().checked_sub(extension.len());
    start.and_then(|start| name.get(start..)).is_some_and(|end| end.eq_ignore_ascii_case(extension))
}
