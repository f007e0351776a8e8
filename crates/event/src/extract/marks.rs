//! Where the quotes, backslashes and control bytes of a text are: all that can end or change a JSON string.

/// One bit for each byte of one text; the memory is reused.
#[derive(Default, Debug)]
pub(super) struct Marks {
    masks: Vec<u64>,
}

/// Bytes looked at in one go: as many as a mask has bits.
const BLOCK: usize = 64;

impl Marks {
    /// Marks the bytes of this text, and those of no other.
    pub(super) fn mark(&mut self, text: &[u8]) {
        self.masks.clear();
        let (blocks, rest) = text.as_chunks::<BLOCK>();
        self.masks.extend(blocks.iter().map(mask));
        let mut last = [b' '; BLOCK];
        last[..rest.len()].copy_from_slice(rest);
        self.masks.extend([mask(&last), 0]);
    }

    /// The first marked position from this one on.
    #[inline]
    pub(super) fn from(&self, at: usize) -> Option<usize> {
        let [this, next] = self.masks.get(at / BLOCK..)?.first_chunk()?;
        // The 64 bits from here on, so that only a long way to the next mark takes another turn.
        let ahead = this >> (at % BLOCK) | next << 1 << (BLOCK - 1 - at % BLOCK);
        if ahead == 0 {
            self.far(at / BLOCK + 1)
        } else {
            Some(at + ahead.trailing_zeros() as usize)
        }
    }

    /// The first marked position in this block or after it.
    fn far(&self, block: usize) -> Option<usize> {
        let masks = (block..).zip(self.masks.get(block..)?);
        let (block, mask) = masks.into_iter().find(|(_, mask)| **mask != 0)?;
        Some(block * BLOCK + mask.trailing_zeros() as usize)
    }
}

/// One bit for each marked byte, the first byte lowest. The comparisons become vector instructions.
#[inline]
fn mask(block: &[u8; BLOCK]) -> u64 {
    let marked = block.map(|byte| u8::from(byte == b'"' || byte == b'\\' || byte < 0x20));
    let (lanes, _) = marked.as_chunks::<8>();
    lanes.iter().rev().fold(0, |mask, lane| mask << 8 | lowest_bits(*lane))
}

/// The lowest bits of eight bytes that are 0 or 1, gathered by the carries of one multiplication.
#[inline]
fn lowest_bits(lane: [u8; 8]) -> u64 {
    u64::from_le_bytes(lane).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_judged_alike_at_every_place() {
        let bytes: Vec<u8> = (0..=255).cycle().take(1_000).collect();
        let marked = |byte: u8| byte == b'"' || byte == b'\\' || byte < 0x20;
        let mut marks = Marks::default();
        for start in 0..256 {
            let text = &bytes[start..];
            marks.mark(text);
            for from in 0..=text.len() {
                let next = (from..text.len()).find(|at| marked(text[*at]));
                assert_eq!(marks.from(from), next);
            }
        }
    }

    #[test]
    fn nothing_is_marked_after_the_end() {
        let mut marks = Marks::default();
        marks.mark(&[b'"'; 200]);
        marks.mark(b"\"");
        assert_eq!(marks.from(0), Some(0));
        assert_eq!(marks.from(1), None);
        assert_eq!(marks.from(1_000), None);
    }
}
