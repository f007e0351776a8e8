//! Two ways to read an input: record by record, and by blocks as a caller with several threads does.

use std::collections::{BTreeMap, VecDeque};

use event_input::{Block, Counts, Mapped, Reader};

use crate::support::show_record;

/// All records as text, and what was counted.
pub(crate) type Outcome = (Vec<String>, Counts);

pub(crate) fn one_by_one(mut reader: Reader) -> Outcome {
    let records = reader.by_ref().map(show_record).collect();
    (records, reader.counts())
}

/// How a caller goes about it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct BlockReader {
    /// How many blocks it takes before it looks at the first; none is one.
    pub(crate) ahead: usize,
    /// It gives back clones, and what it found in a block it uses again when the block comes again.
    pub(crate) remembers: bool,
    /// It also gives back every line that is this one of its block, good or not; 0 for none.
    pub(crate) whim: usize,
}

/// What a caller finds in a block: its events up to the first line that is none, and where that is.
type Found = (Vec<Mapped>, Option<usize>);

impl BlockReader {
    pub(crate) fn read(self, mut reader: Reader) -> Outcome {
        let mut records = Vec::new();
        let mut taken: VecDeque<Block> = VecDeque::new();
        let mut memory: BTreeMap<(u64, usize), Found> = BTreeMap::new();
        loop {
            while taken.len() < self.ahead.max(1)
                && let Some(block) = reader.next_block()
            {
                if self.remembers {
                    memory.entry(place(&block)).or_insert_with(|| self.look_at(&block));
                }
                taken.push_back(block);
            }
            let Some(block) = taken.pop_front() else {
                match reader.next() {
                    Some(record) => records.push(show_record(record)),
                    None => return (records, reader.counts()),
                }
                continue;
            };
            let known = memory.remove(&place(&block));
            let (events, stop) = known.unwrap_or_else(|| self.look_at(&block));
            let first = reader.count_records(events.len() as u64);
            for (record, Mapped { document, unmapped }) in (first..).zip(events) {
                records.push(format!("{record} {}", serde_json::to_string(&document).unwrap()));
                reader.count_unmapped(unmapped.map(|event| (event, 1)));
            }
            let Some(offset) = stop else {
                reader.recycle(block);
                continue;
            };
            let clones = if self.remembers { taken.clone() } else { VecDeque::new() };
            taken.drain(..).rev().for_each(|later| reader.give_back(later, 0));
            reader.give_back(block, offset);
            drop(clones);
        }
    }

    fn look_at(self, block: &Block) -> Found {
        let mut events = Vec::new();
        for (offset, line) in block.lines() {
            match block.event(line) {
                Some(event) if events.len() + 1 != self.whim => events.push(event),
                _ => return (events, Some(offset)),
            }
        }
        (events, None)
    }
}

fn place(block: &Block) -> (u64, usize) {
    (block.position(), block.text().len())
}
