//! Which keys lead to wanted fields, and where.

use std::collections::BTreeMap;

/// No slot, or no node.
pub(super) const NONE: u32 = u32::MAX;

/// What a value at some place of a document is wanted for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Place {
    /// The slot that takes the scalars here, or `NONE`.
    pub(super) slot: u32,
    /// The node that knows the keys of an object here, or `NONE`.
    pub(super) node: u32,
}

impl Place {
    /// Nothing here or below is wanted.
    pub(super) const UNWANTED: Self = Self { slot: NONE, node: NONE };
}

/// The node of the document itself.
pub(super) const ROOT: u32 = 0;

/// All nodes. A node stands for the part of a path before a dot, however keys spell that part, so a node has
/// a key for every run of segments that can follow: with `a.b.c` wanted, the root knows `a`, `a.b` and `a.b.c`.
#[derive(Debug)]
pub(super) struct Trie {
    nodes: Vec<Node>,
    entries: Vec<Entry>,
    keys: Vec<u8>,
}

/// A hash table among the entries: `mask + 1` of them from `start`, most of them empty.
#[derive(Clone, Copy, Debug)]
struct Node {
    start: usize,
    mask: usize,
}

/// One key; the empty entry has the length `NONE`.
#[derive(Clone, Copy, Debug)]
struct Entry {
    words: Words,
    start: u32,
    place: Place,
}

/// The first sixteen bytes of a key and its length: most keys wholly.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Words {
    head: [u64; 2],
    length: u32,
}

const EMPTY: Entry =
    Entry { words: Words { head: [0; 2], length: NONE }, start: 0, place: Place::UNWANTED };

impl Trie {
    /// The trie of these paths with their slots.
    pub(super) fn new<'p>(paths: impl Iterator<Item = (u32, &'p str)>) -> Self {
        let mut builder = Builder::default();
        builder.node("");
        for (slot, path) in paths {
            builder.add(path, slot);
        }
        builder.build()
    }

    /// Where `text[start..end]`, a key of an object at this node, leads.
    #[inline]
    pub(super) fn find(&self, node: u32, text: &[u8], start: usize, end: usize) -> Place {
        let Some(node) = self.nodes.get(node as usize) else { return Place::UNWANTED };
        let words = Words::of(text, start, end);
        let mut hash = words.hash();
        while let Some(entry) = self.entries.get(node.start + (hash & node.mask)) {
            if entry.words == words && self.is_key(entry, text, start, end) {
                return entry.place;
            }
            if entry.words.length == NONE {
                break;
            }
            hash += 1;
        }
        Place::UNWANTED
    }

    /// Whether a key with the same words is the same in the middle too.
    #[inline]
    fn is_key(&self, entry: &Entry, text: &[u8], start: usize, end: usize) -> bool {
        let length = end - start;
        let from = entry.start as usize;
        length <= 16 || self.keys.get(from..from + length) == text.get(start..end)
    }
}

/// What a key of up to sixteen bytes leaves of the sixteen that start with it.
const KEPT: [[u64; 2]; 17] = {
    let mut kept = [[0; 2]; 17];
    let mut length = 0;
    while length <= 16 {
        kept[length] = [ones(length), ones(length.saturating_sub(8))];
        length += 1;
    }
    kept
};

/// As many bytes of ones, lowest first.
const fn ones(bytes: usize) -> u64 {
    if bytes >= 8 { u64::MAX } else { (1 << (8 * bytes)) - 1 }
}

impl Words {
    #[inline]
    fn of(text: &[u8], start: usize, end: usize) -> Self {
        let length = end - start;
        let kept = KEPT[length.min(16)];
        let [first, second] = sixteen(text, start);
        let head = [first & kept[0], second & kept[1]];
        Self { head, length: u32::try_from(length).unwrap_or(NONE - 1) }
    }

    #[inline]
    fn hash(&self) -> usize {
        let mixed = self.head[0] ^ self.head[1].rotate_left(29) ^ u64::from(self.length);
        (mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 39) as usize
    }
}

/// Sixteen bytes of a text, with zeros for those after its end.
#[inline]
fn sixteen(text: &[u8], at: usize) -> [u64; 2] {
    let rest = text.get(at..).unwrap_or_default();
    let bytes = rest.first_chunk::<16>().copied().unwrap_or_else(|| sixteen_at_end(rest));
    let (words, _) = bytes.as_chunks::<8>();
    [u64::from_le_bytes(words[0]), u64::from_le_bytes(words[1])]
}

#[cold]
fn sixteen_at_end(rest: &[u8]) -> [u8; 16] {
    let mut bytes = [0; 16];
    bytes[..rest.len()].copy_from_slice(rest);
    bytes
}

/// The nodes by the part of the path before them, and the keys of each.
#[derive(Default, Debug)]
struct Builder<'p> {
    numbers: BTreeMap<&'p str, u32>,
    nodes: Vec<BTreeMap<&'p str, Place>>,
}

impl<'p> Builder<'p> {
    /// The node after this part of a path, which ends with a dot or is empty.
    fn node(&mut self, before: &'p str) -> u32 {
        let next = number(self.nodes.len());
        let number = *self.numbers.entry(before).or_insert(next);
        if number == next {
            self.nodes.push(BTreeMap::new());
        }
        number
    }

    fn add(&mut self, path: &'p str, slot: u32) {
        // Where a part of the path can begin, with the node there.
        let mut starts = vec![(0, ROOT)];
        for (dot, _) in path.match_indices('.') {
            let below = self.node(&path[..=dot]);
            for &(start, node) in &starts {
                self.place(node, &path[start..dot]).node = below;
            }
            starts.push((dot + 1, below));
        }
        for (start, node) in starts {
            self.place(node, &path[start..]).slot = slot;
        }
    }

    fn place(&mut self, node: u32, key: &'p str) -> &mut Place {
        self.nodes[node as usize].entry(key).or_insert(Place::UNWANTED)
    }

    fn build(self) -> Trie {
        let mut trie = Trie { nodes: Vec::new(), entries: Vec::new(), keys: Vec::new() };
        trie.entries.reserve_exact(self.nodes.iter().map(|keys| size_of_table(keys.len())).sum());
        for keys in &self.nodes {
            trie.push_node(keys);
        }
        trie
    }
}

impl Trie {
    fn push_node(&mut self, keys: &BTreeMap<&str, Place>) {
        let size = size_of_table(keys.len());
        let node = Node { start: self.entries.len(), mask: size - 1 };
        self.nodes.push(node);
        self.entries.resize(self.entries.len() + size, EMPTY);
        for (key, place) in keys {
            self.push_key(node, key.as_bytes(), *place);
        }
    }

    fn push_key(&mut self, node: Node, key: &[u8], place: Place) {
        let words = Words::of(key, 0, key.len());
        let entry = Entry { words, start: number(self.keys.len()), place };
        self.keys.extend_from_slice(key);
        let mut hash = words.hash();
        while self.entries[node.start + (hash & node.mask)].words.length != NONE {
            hash += 1;
        }
        self.entries[node.start + (hash & node.mask)] = entry;
    }
}

/// How many places there are for so many keys.
fn size_of_table(keys: usize) -> usize {
    (4 * keys).next_power_of_two()
}

/// A count of parts of paths, which are far fewer than 2^32.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(NONE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(trie: &Trie, node: u32, key: &str) -> Place {
        let text = format!("\"{key}\":");
        trie.find(node, text.as_bytes(), 1, 1 + key.len())
    }

    #[test]
    fn every_spelling_of_a_path_leads_to_its_slot() {
        let trie = Trie::new((0..).zip(["a.bb.ccc", "a.bb"]));
        let below = find(&trie, ROOT, "a");
        let deep = find(&trie, below.node, "bb");
        assert_eq!(deep.slot, 1);
        assert_eq!(find(&trie, ROOT, "a.bb"), deep);
        assert_eq!(find(&trie, deep.node, "ccc"), Place { slot: 0, node: NONE });
        assert_eq!(find(&trie, ROOT, "a.bb.ccc").slot, 0);
        assert_eq!(find(&trie, ROOT, "bb"), Place::UNWANTED);
        assert_eq!(find(&trie, NONE, "a"), Place::UNWANTED);
    }

    #[test]
    fn long_keys_that_differ_in_the_middle_are_told_apart() {
        let paths = ["beginning_one_the_same_end", "beginning_two_the_same_end"];
        let trie = Trie::new((0..).zip(paths));
        assert_eq!(find(&trie, ROOT, "beginning_one_the_same_end").slot, 0);
        assert_eq!(find(&trie, ROOT, "beginning_two_the_same_end").slot, 1);
        assert_eq!(find(&trie, ROOT, "beginning_six_the_same_end"), Place::UNWANTED);
    }

    #[test]
    fn a_key_at_the_very_end_of_a_text_is_found() {
        let trie = Trie::new((0..).zip(["ab", ""]));
        assert_eq!(trie.find(ROOT, b"ab", 0, 2).slot, 0);
        assert_eq!(trie.find(ROOT, b"", 0, 0).slot, 1);
        assert_eq!(trie.find(ROOT, b"a\0", 0, 1), Place::UNWANTED);
    }
}
