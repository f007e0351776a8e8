//! Blocks of one input that are being read, in their order.

use std::collections::VecDeque;

use event_input::{Block, Reader};

use super::pool::{Pending, Pool};

/// The blocks that were taken from a reader and not yet given back or done with.
#[derive(Default)]
pub(super) struct Blocks {
    pending: VecDeque<(Block, Pending)>,
    /// Blocks that were given back, with the outcomes that they had or will have: they may come again.
    known: VecDeque<(Block, Pending)>,
}

impl Blocks {
    /// The next block, after so many were begun as keep the pool busy.
    pub(super) fn next(
        &mut self,
        reader: &mut Reader,
        pool: &Pool<'_>,
        ahead: usize,
    ) -> Option<(Block, Pending)> {
        while self.pending.len() < ahead
            && let Some(block) = reader.next_block()
        {
            let pending = self.recall(&block).unwrap_or_else(|| pool.begin(&block));
            self.pending.push_back((block, pending));
        }
        self.pending.pop_front()
    }

    /// Gives back a block from a line on, and all behind it.
    pub(super) fn give_back(&mut self, reader: &mut Reader, block: Block, offset: usize) {
        for (block, _) in self.pending.iter().rev() {
            reader.give_back(block.clone(), 0);
        }
        self.pending.append(&mut self.known);
        std::mem::swap(&mut self.pending, &mut self.known);
        reader.give_back(block, offset);
    }

    /// What was begun before the same block was given back.
    fn recall(&mut self, block: &Block) -> Option<Pending> {
        while self.known.front().is_some_and(|(known, _)| known.position() < block.position()) {
            self.known.pop_front();
        }
        let same = |(known, _): &(Block, Pending)| {
            known.position() == block.position() && known.text().len() == block.text().len()
        };
        self.known
            .front()
            .is_some_and(same)
            .then(|| self.known.pop_front())?
            .map(|(_, pending)| pending)
    }
}
