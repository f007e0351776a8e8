//! From a puzzle to documents.

use std::borrow::Cow;

use eql_functions::Case;
use eql_hir::{Predicate, Query};
use event::{Document, Value, coerce};
use oracle::Oracle;

use crate::board::{Board, VariableId};
use crate::demand::Demand;
use crate::dice::Dice;
use crate::documents;
use crate::filler::Hints;
use crate::hints;
use crate::settle::{Failure, Settled, settle};
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
        let board = Board::new(self.query, puzzle)?;
        let mut run =
            Run { query: self.query, board, seed, values: Vec::new(), dropped: Vec::new() };
        run.values = vec![None; run.board.variables.len()];
        run.settle_all()?;
        let events = run.documents(puzzle);
        self.verify(puzzle, &events)?;
        Ok(Solution { events, dropped: run.dropped })
    }

    /// The oracle has the last word.
    fn verify(&self, puzzle: &Puzzle, events: &[Document]) -> Result<(), Unsolved> {
        let oracle = Oracle::new(self.query);
        for (event, (wish, document)) in puzzle.events.iter().zip(events).enumerate() {
            let alone = wish.leaves.iter().filter(|(leaf, _)| !self.query.leaf_looks_back(*leaf));
            for &(leaf, truth) in alone {
                if oracle.leaf(leaf, document) != truth {
                    let tried = format!(
                        "the values that were found do not make `{}` {truth}",
                        self.query.leaf(leaf).text
                    );
                    return Err(Unsolved {
                        event,
                        leaf: Some(leaf),
                        cause: Cause::NotFound(tried),
                    });
                }
            }
        }
        Ok(())
    }
}

/// One puzzle on its way.
struct Run<'q> {
    query: &'q Query,
    board: Board<'q>,
    seed: u64,
    /// What is settled, by unknown.
    values: Vec<Option<Vec<Value<'static>>>>,
    dropped: Vec<(usize, eql_hir::LeafId)>,
}

impl Run<'_> {
    fn settle_all(&mut self) -> Result<(), Unsolved> {
        for id in hints::order(&self.board.variables) {
            self.settle(id)?;
        }
        match self.board.scripts.first() {
            None => Ok(()),
            Some(script) => {
                let cause = Cause::Unsupported("an expression over fields".to_owned());
                Err(Unsolved { event: script.event, leaf: Some(script.leaf), cause })
            }
        }
    }

    fn settle(&mut self, id: VariableId) -> Result<(), Unsolved> {
        self.keep_apart(id);
        let hints = self.hints(id);
        let variable = &self.board.variables[id];
        let dice = Dice::of(self.seed, variable.name());
        match settle(variable, &hints, &dice) {
            Ok(Settled { values, dropped }) => {
                self.values[id] = Some(values);
                self.dropped.extend(dropped);
                Ok(())
            }
            Err(failure) => Err(self.unsolved(id, &failure)),
        }
    }

    fn hints(&self, id: VariableId) -> Hints {
        hints::of(&self.board.variables, &self.values, id)
    }

    /// What is settled already and must differ is refused.
    fn keep_apart(&mut self, id: VariableId) {
        let others: Vec<_> = self
            .board
            .different
            .iter()
            .filter_map(
                |&(one, other)| {
                    if one == id { Some(other) } else { (other == id).then_some(one) }
                },
            )
            .collect();
        for other in others {
            let Some(taken) = self.values[other].clone() else { continue };
            let variable = &mut self.board.variables[id];
            for field_type in variable.types.clone() {
                let typed =
                    taken.iter().map(|value| coerce(value.borrowed(), field_type).into_owned());
                let predicate = Cow::Owned(Predicate::OneOf(typed.collect(), Case::Sensitive));
                let event = variable.places.first().map_or(0, |(event, _)| *event);
                variable.demand(Demand {
                    event,
                    leaf: None,
                    field_type,
                    predicate,
                    truth: false,
                    shape: None,
                });
            }
        }
    }

    fn unsolved(&self, id: VariableId, failure: &Failure) -> Unsolved {
        let variable = &self.board.variables[id];
        let asked = variable.demands.iter().filter_map(|demand| {
            let text = &self.query.leaf(demand.leaf?).text;
            Some(if demand.truth { format!("`{text}`") } else { format!("not `{text}`") })
        });
        let asked: Vec<_> = asked.collect();
        let what = match (variable.is_absent, variable.is_present) {
            (true, _) => {
                format!("`{}` must be absent beside {}", variable.name(), asked.join(", "))
            }
            _ => format!("no value of `{}` is at once {}", variable.name(), asked.join(", ")),
        };
        let cause = match failure {
            Failure::Proved => Cause::Contradiction(what),
            Failure::GaveUp => Cause::NotFound(what),
        };
        let last = variable.demands.iter().rev().find(|demand| demand.leaf.is_some());
        let event = variable.places.first().map_or(0, |(event, _)| *event);
        Unsolved {
            event: last.map_or(event, |it| it.event),
            leaf: last.and_then(|it| it.leaf),
            cause,
        }
    }

    fn documents(&self, puzzle: &Puzzle) -> Vec<Document> {
        let mut events: Vec<Document> =
            puzzle.events.iter().map(|wish| wish.base.clone().unwrap_or_default()).collect();
        let settled = || {
            let pairs = self.board.variables.iter().zip(&self.values);
            pairs.flat_map(|(variable, values)| {
                variable
                    .places
                    .iter()
                    .map(move |place| (place, values.as_deref().unwrap_or_default()))
            })
        };
        for ((event, path), _) in settled() {
            events[*event] = documents::without(&events[*event], path.as_str());
        }
        let mut all: Vec<_> = settled().collect();
        all.sort_by(|(left, _), (right, _)| left.cmp(right));
        for ((event, path), values) in all {
            documents::put(&mut events[*event], path, values);
        }
        events
    }
}
