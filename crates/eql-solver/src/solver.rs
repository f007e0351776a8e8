//! From a puzzle to documents.

use eql_hir::{LeafId, Query};
use event::Document;
use oracle::Oracle;

use crate::elements::{WAYS, is_of_element};
use crate::run::Run;
use crate::{Cause, Puzzle, Solution, Unsolved};

/// Finds events for the leaves of one query.
#[derive(Clone, Debug)]
pub struct Solver<'q> {
    query: &'q Query,
}

impl<'q> Solver<'q> {
    /// The solver of a query.
    pub fn new(query: &'q Query) -> Self {
        Self { query }
    }

    /// Finds a document for each event of a puzzle. The same puzzle and seed give the same documents.
    ///
    /// # Errors
    /// Where the demands contradict each other, or nothing was found within bounds.
    pub fn solve(&self, puzzle: &Puzzle, seed: u64) -> Result<Solution, Unsolved> {
        let mut way = 0;
        loop {
            let mut run = Run::new(self.query, puzzle, seed, way)?;
            way += 1;
            let solved = self.run(&mut run, puzzle);
            if solved.is_ok() || !run.board.has_ways || way >= WAYS {
                return solved;
            }
        }
    }

    fn run(&self, run: &mut Run<'_>, puzzle: &Puzzle) -> Result<Solution, Unsolved> {
        run.settle_all()?;
        let events = run.documents();
        self.verify(puzzle, &events)?;
        Ok(Solution { events, dropped: std::mem::take(&mut run.dropped) })
    }

    /// The oracle has the last word.
    fn verify(&self, puzzle: &Puzzle, events: &[Document]) -> Result<(), Unsolved> {
        let oracle = Oracle::new(self.query);
        for (event, (wish, document)) in puzzle.events.iter().zip(events).enumerate() {
            let is_alone =
                |leaf| !self.query.leaf_looks_back(leaf) && !is_of_element(self.query, leaf);
            let alone = wish.leaves.iter().filter(|(leaf, _)| is_alone(*leaf));
            let wrong = |(leaf, truth): &&(LeafId, bool)| oracle.leaf(*leaf, document) != *truth;
            if let Some(&(leaf, truth)) = alone.clone().find(wrong) {
                let text = &self.query.leaf(leaf).text;
                let cause =
                    Cause::NotFound(format!("those that were tried do not make `{text}` {truth}"));
                return Err(Unsolved { event, leaf: Some(leaf), cause });
            }
        }
        Ok(())
    }
}
