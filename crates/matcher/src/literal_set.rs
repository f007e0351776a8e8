//! Many literals, looked for in one pass over a text.

use crate::literal::{MIN_LENGTH, frequent_word};

/// Where a literal has so many bytes, so many of them are looked for first.
const GRAM: usize = 4;

/// Sets with more literals have a large filter.
const FEW: usize = 128;

/// Literals that can be found in texts, without case.
///
/// Of each literal the bytes are taken that are the rarest. A text is read once; at each of its places the bytes there
/// are asked for in a bit set, and only where they may be those of a literal, the literal itself is compared. Against an
/// automaton this has little to build, a table that stays in the nearest cache, and steps that do not wait for each
/// other.
#[derive(Debug, Default)]
pub(crate) struct LiteralSet {
    /// All literals in lower case, one behind the other.
    bytes: Vec<u8>,
    /// By literal: where it ends in `bytes`.
    ends: Vec<usize>,
    /// How many bytes a gram has: three, where a literal has no more.
    width: usize,
    filter: Filter,
    /// By bucket: where its grams begin.
    starts: Vec<usize>,
    /// How far a hash is shifted to be a bucket.
    bucket_shift: u32,
    /// By bucket.
    grams: Vec<Gram>,
}

/// By hash: whether there is such a gram, as bits. So many that of the places where nothing stands nearly all are known.
#[derive(Debug)]
enum Filter {
    Small(Box<[u64; 64]>),
    Large(Box<[u64; 1024]>),
}

/// The part of a literal that is looked for first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Gram {
    /// The gram in the high bytes, below it what stands before it in the literal, as far as there is room; folded.
    bytes: u64,
    /// The bits of `bytes` that are known.
    known: u64,
    /// Where the gram ends in the literal.
    end: usize,
    literal: usize,
}

impl LiteralSet {
    /// Each literal has at least `MIN_LENGTH` bytes.
    pub(crate) fn new<'l>(literals: impl Iterator<Item = &'l [u8]>) -> Self {
        let mut set = Self::default();
        for literal in literals {
            debug_assert!(literal.len() >= MIN_LENGTH, "{literal:?} is too short to be found");
            set.bytes.extend_from_slice(literal);
            set.ends.push(set.bytes.len());
        }
        set.bytes.make_ascii_lowercase();
        let lengths = (0..set.ends.len()).map(|id| set.literal(id).len());
        set.width = lengths.min().unwrap_or(GRAM).clamp(MIN_LENGTH, GRAM);
        let grams = (0..set.ends.len()).map(|id| Gram::rarest(set.literal(id), set.width, id));
        set.grams = grams.collect();
        set.fill_tables();
        set
    }

    fn fill_tables(&mut self) {
        let buckets = self.grams.len().next_power_of_two().max(2);
        self.bucket_shift = 32 - buckets.trailing_zeros();
        let hashes: Vec<_> = self.grams.iter().map(|gram| gram.hash(self.width)).collect();
        let bucket_of = |hash: &u32| (hash >> self.bucket_shift) as usize;
        self.starts = vec![0; buckets + 1];
        for bucket in hashes.iter().map(bucket_of) {
            self.starts[bucket + 1] += 1;
        }
        for bucket in 0..buckets {
            self.starts[bucket + 1] += self.starts[bucket];
        }
        let (mut next, mut sorted) = (self.starts.clone(), self.grams.clone());
        for (bucket, gram) in hashes.iter().map(bucket_of).zip(&self.grams) {
            sorted[next[bucket]] = *gram;
            next[bucket] += 1;
        }
        self.grams = sorted;
        let hashes = hashes.into_iter();
        self.filter = if self.grams.len() <= FEW {
            Filter::Small(Box::new(filled(hashes)))
        } else {
            Filter::Large(Box::new(filled(hashes)))
        };
    }

    fn literal(&self, id: usize) -> &[u8] {
        let start = if id == 0 { 0 } else { self.ends[id - 1] };
        &self.bytes[start..self.ends[id]]
    }

    /// Calls `found` with each literal that stands in the text, each time that it does, until it says `true`; says
    /// whether it did.
    pub(crate) fn any(&self, text: &[u8], mut found: impl FnMut(usize) -> bool) -> bool {
        let found = &mut found;
        match (&self.filter, self.width) {
            (Filter::Small(filter), GRAM) => self.any_of::<GRAM, 64>(filter, text, found),
            (Filter::Small(filter), _) => self.any_of::<MIN_LENGTH, 64>(filter, text, found),
            (Filter::Large(filter), GRAM) => self.any_of::<GRAM, 1024>(filter, text, found),
            (Filter::Large(filter), _) => self.any_of::<MIN_LENGTH, 1024>(filter, text, found),
        }
    }

    /// The same with grams of `WIDTH` bytes.
    fn any_of<const WIDTH: usize, const WORDS: usize>(
        &self,
        filter: &[u64; WORDS],
        text: &[u8],
        found: &mut impl FnMut(usize) -> bool,
    ) -> bool {
        // Eight bytes hold the grams of four places and more.
        let mut at = 0;
        while let Some(bytes) = text.get(at..).and_then(<[u8]>::first_chunk::<8>) {
            let bytes = u64::from_le_bytes(*bytes);
            let hashes = [0, 8, 16, 24].map(|shift| hash::<WIDTH>(bytes >> shift));
            if hashes.iter().fold(0, |bits, hash| bits | bit(filter, *hash)) == 1 {
                for (end, hash) in (at + WIDTH..).zip(hashes) {
                    if bit(filter, hash) == 1 && self.any_in(hash, text, end, found) {
                        return true;
                    }
                }
            }
            at += 4;
        }
        (at + WIDTH..=text.len()).any(|end| {
            let hash = hash::<WIDTH>(last_bytes(&text[..end]) >> (64 - 8 * WIDTH));
            bit(filter, hash) == 1 && self.any_in(hash, text, end, found)
        })
    }

    #[inline(never)] // it would crowd the registers of the loop that nearly never calls it
    fn any_in(
        &self,
        hash: u32,
        text: &[u8],
        end: usize,
        found: &mut impl FnMut(usize) -> bool,
    ) -> bool {
        let bucket = hash >> self.bucket_shift;
        let (before, after) = text.split_at(end);
        let bytes = last_bytes(before);
        let grams = self.starts[bucket as usize]..self.starts[bucket as usize + 1];
        self.grams[grams].iter().filter(|gram| bytes & gram.known == gram.bytes).any(|gram| {
            let (head, tail) = self.literal(gram.literal).split_at(gram.end);
            starts_with(after, tail) && ends_with(before, head) && found(gram.literal)
        })
    }
}

impl Gram {
    /// The gram of a literal that stands in the fewest texts.
    fn rarest(literal: &[u8], width: usize, id: usize) -> Self {
        const LOOKED_AT: usize = 32;
        const BEFORE: usize = 8;
        // By place, behind some zeros: how much the bytes before it tell together.
        let mut told = [0u32; BEFORE + LOOKED_AT + 1];
        let looked_at = literal.len().min(LOOKED_AT);
        let (mut sum, mut behind_word) = (0, 0);
        for (at, &byte) in literal[..looked_at].iter().enumerate() {
            if at >= behind_word {
                match frequent_word(&literal[at..]) {
                    Some(word) => behind_word = at + word.len(),
                    None => sum += RARITY[usize::from(byte)],
                }
            }
            told[BEFORE + at + 1] = sum;
        }
        // What stands before a gram is compared with it, and counts less.
        let told_before = |end: usize, bytes: usize| told[BEFORE + end - bytes];
        let score = |end: &usize| {
            2 * told_before(*end, 0) - told_before(*end, width) - told_before(*end, BEFORE)
        };
        let end = (width..=looked_at).max_by_key(score).unwrap_or(width);
        let known = u64::MAX << (64 - 8 * end.min(8));
        Self { bytes: last_bytes(&literal[..end]) & known, known, end, literal: id }
    }

    fn hash(&self, width: usize) -> u32 {
        match width {
            GRAM => hash::<GRAM>(self.bytes >> (64 - 8 * GRAM)),
            _ => hash::<MIN_LENGTH>(self.bytes >> (64 - 8 * MIN_LENGTH)),
        }
    }
}

/// How much a byte tells, roughly: bytes that stand in most paths and command lines tell least.
const RARITY: [u32; 256] = {
    let (mut rarity, mut byte) = ([0; 256], 0u8);
    loop {
        rarity[byte as usize] = match byte {
            b'\\' | b'/' | b'.' | b' ' | b':' | b'-' | b'_' => 1,
            b'e' | b'a' | b'i' | b'o' | b'n' | b'r' | b's' | b't' => 2,
            b'd' | b'l' | b'c' | b'm' | b'u' | b'p' | b'0'..=b'9' => 3,
            b'b' | b'f' | b'g' | b'h' | b'v' | b'w' => 4,
            _ => 6,
        };
        if byte == u8::MAX {
            break rarity;
        }
        byte += 1;
    }
};

/// The bit that letters of either case differ in is set; so are some that are no letters.
const FOLD: u8 = 0x20;

/// The last eight bytes of a text, folded, the last one highest.
fn last_bytes(text: &[u8]) -> u64 {
    let bytes = text.last_chunk::<8>().map_or_else(
        || text.iter().fold(0, |bytes, byte| bytes >> 8 | u64::from(*byte) << 56),
        |bytes| u64::from_le_bytes(*bytes),
    );
    bytes | u64::from_le_bytes([FOLD; 8])
}

/// Of the low bytes, folded. Its high bits are the ones to use.
#[expect(clippy::cast_possible_truncation, reason = "the low bytes are the gram")]
fn hash<const WIDTH: usize>(bytes: u64) -> u32 {
    let mask = u32::MAX >> (8 * (GRAM - WIDTH));
    let gram = (bytes as u32 | u32::from_le_bytes([FOLD; GRAM])) & mask;
    gram.wrapping_mul(0x9E37_79B1)
}

/// Whether a filter has a hash: 1 or 0.
fn bit<const WORDS: usize>(filter: &[u64; WORDS], hash: u32) -> u64 {
    let place = hash >> (32 - 6 - WORDS.trailing_zeros());
    filter[place as usize / 64 % WORDS] >> (place % 64) & 1
}

fn filled<const WORDS: usize>(hashes: impl Iterator<Item = u32>) -> [u64; WORDS] {
    let mut filter = [0; WORDS];
    for hash in hashes {
        let place = hash >> (32 - 6 - WORDS.trailing_zeros());
        filter[place as usize / 64 % WORDS] |= 1 << (place % 64);
    }
    filter
}

impl Default for Filter {
    fn default() -> Self {
        Self::Small(Box::new([0; 64]))
    }
}

/// Whether a text begins with a literal, which is in lower case.
fn starts_with(text: &[u8], literal: &[u8]) -> bool {
    text.get(..literal.len()).is_some_and(|head| head.eq_ignore_ascii_case(literal))
}

/// Whether a text ends with a literal, which is in lower case.
fn ends_with(text: &[u8], literal: &[u8]) -> bool {
    let tail = text.len().checked_sub(literal.len()).map(|start| &text[start..]);
    tail.is_some_and(|tail| tail.eq_ignore_ascii_case(literal))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(literals: &[&str], text: &str) -> Vec<usize> {
        let mut found = Vec::new();
        LiteralSet::new(literals.iter().map(|literal| literal.as_bytes())).any(
            text.as_bytes(),
            |id| {
                found.push(id);
                false
            },
        );
        found.sort_unstable();
        found
    }

    #[test]
    fn literals_are_found_wherever_they_stand_whatever_their_case() {
        let literals = ["cmd", "\\cmd.exe", "powershell", "mimikatz", "éclair", "Windows"];
        assert_eq!(found(&literals, "C:\\Windows\\System32\\CMD.exe /c cmd"), [0, 0, 1, 5]);
        assert_eq!(found(&literals, "PowerShell"), [2]);
        assert_eq!(found(&literals, "xéclair"), [4]);
        assert_eq!(found(&literals, "xÉclair"), [0; 0], "letters fold in ASCII only");
        assert_eq!(found(&literals, "cm"), [0; 0]);
        assert_eq!(found(&[], "cmd"), [0; 0]);
    }

    #[test]
    fn the_search_ends_where_it_is_told_to() {
        let mut asked = 0;
        assert!(LiteralSet::new(["abc".as_bytes()].into_iter()).any(b"abc abc", |_| {
            asked += 1;
            true
        }));
        assert_eq!(asked, 1);
    }

    #[test]
    fn the_rarest_bytes_of_a_literal_are_looked_for() {
        let gram = |literal: &str| {
            let end = Gram::rarest(literal.as_bytes(), GRAM, 0).end;
            literal[end - GRAM..end].to_owned()
        };
        assert_eq!(gram("\\windows\\system32\\wbem\\"), "wbem");
        assert_eq!(gram("mimikatz.exe"), "katz");
    }

    proptest! {
        #[test]
        fn it_finds_what_is_found_one_by_one(
            literals in prop::collection::vec("[ab.\\\\xE]{3,9}", 0..20),
            text in "[aAbB.\\\\xé]{0,60}",
        ) {
            let lower = text.to_ascii_lowercase();
            let expected = (0..).zip(&literals).flat_map(|(id, literal)| {
                let literal = literal.to_ascii_lowercase();
                let stands_at = |at: &usize| lower.as_bytes()[*at..].starts_with(literal.as_bytes());
                vec![id; (0..lower.len()).filter(stands_at).count()]
            });
            let literals: Vec<_> = literals.iter().map(String::as_str).collect();
            prop_assert_eq!(found(&literals, &text), expected.collect::<Vec<usize>>());
        }
    }
}
