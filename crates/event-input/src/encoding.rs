//! Byte order marks: UTF-8's is skipped, UTF-16 is turned into UTF-8.
//!
//! Windows PowerShell writes UTF-16 where it is not told otherwise, so exported events often come that way. A
//! broken surrogate pair becomes U+FFFD, as PowerShell itself would show it.

use std::collections::VecDeque;
use std::io::{self, Read};

use crate::source::Source;

/// The input as UTF-8 without a byte order mark.
pub(crate) fn as_utf8(mut source: Source) -> Source {
    source.fill_to(3);
    match source.data() {
        [0xef, 0xbb, 0xbf, ..] => source.consume(3),
        [0xff, 0xfe, ..] => return decoded(source, u16::from_le_bytes),
        [0xfe, 0xff, ..] => return decoded(source, u16::from_be_bytes),
        _ => {}
    }
    source
}

fn decoded(mut source: Source, unit: fn([u8; 2]) -> u16) -> Source {
    source.consume(2);
    Source::new(Box::new(Utf16 { source, unit, lead: None, ready: VecDeque::new() }))
}

/// Reads UTF-16, gives UTF-8.
struct Utf16 {
    source: Source,
    unit: fn([u8; 2]) -> u16,
    /// The first half of a surrogate pair whose second half is not read yet.
    lead: Option<u16>,
    ready: VecDeque<u8>,
}

impl Read for Utf16 {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.ready.is_empty() && self.decode_some() {}
        if self.ready.is_empty() {
            return self
                .source
                .take_failure()
                .map_or(Ok(0), |failure| Err(io::Error::other(failure)));
        }
        self.ready.read(buffer)
    }
}

impl Utf16 {
    /// Decodes what is read; false at the end of the input.
    fn decode_some(&mut self) -> bool {
        self.source.fill_to(2);
        let whole = self.source.data().len() & !1;
        if whole == 0 {
            return self.decode_rest();
        }
        let pairs = self.source.data()[..whole].chunks_exact(2);
        let mut units: Vec<u16> = self.lead.take().into_iter().collect();
        units.extend(pairs.map(|pair| (self.unit)([pair[0], pair[1]])));
        self.lead = units.pop_if(|last| is_lead(*last));
        self.source.consume(whole);
        self.push(&units);
        true
    }

    /// An odd byte or half a pair at the very end.
    fn decode_rest(&mut self) -> bool {
        let rest = self.lead.take().is_some() || !self.source.data().is_empty();
        self.source.consume_all();
        if rest {
            self.push(&[0xfffd]);
        }
        rest
    }

    fn push(&mut self, units: &[u16]) {
        self.ready.extend(String::from_utf16_lossy(units).into_bytes());
    }
}

fn is_lead(unit: u16) -> bool {
    (0xd800..0xdc00).contains(&unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: Vec<u8>) -> String {
        let mut source = as_utf8(Source::new(Box::new(io::Cursor::new(bytes))));
        while source.fill() {}
        String::from_utf8(source.data().to_vec()).unwrap()
    }

    #[test]
    fn marks_choose_the_encoding() {
        assert_eq!(text(b"\xef\xbb\xbf{}".to_vec()), "{}");
        assert_eq!(text(b"{}".to_vec()), "{}");
        assert_eq!(text(b"\xff\xfe{\0}\0".to_vec()), "{}");
        assert_eq!(text(b"\xfe\xff\0{\0}".to_vec()), "{}");
    }

    #[test]
    fn pairs_survive_the_edge_of_a_read_and_broken_ones_do_not_stop_it() {
        let long: String = "\u{1f600}".repeat(50_000);
        let bytes =
            [vec![0xff, 0xfe, b'x', 0], long.encode_utf16().flat_map(u16::to_le_bytes).collect()]
                .concat();
        assert_eq!(text(bytes), format!("x{long}"));
        assert_eq!(text(vec![0xff, 0xfe, 0x3d, 0xd8, b'a', 0, b'b']), "\u{fffd}a\u{fffd}");
    }
}
