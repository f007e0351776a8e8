//! One puzzle on its way to documents.

use std::borrow::Cow;

use eql_functions::Case;
use eql_hir::{LeafId, Predicate, Query};
use event::{Document, Value, coerce};

use crate::board::{Board, VariableId};
use crate::demand::Demand;
use crate::dice::Dice;
use crate::documents;
use crate::hints;
use crate::settle::{Effort, Failure, Settled, settle};
use crate::variable::Variable;
use crate::{Cause, Puzzle, Unsolved};

/// What is asked, and what is settled.
pub(crate) struct Run<'q> {
    pub(crate) query: &'q Query,
    pub(crate) board: Board<'q>,
    puzzle: &'q Puzzle,
    seed: u64,
    /// How long values are looked for.
    pub(crate) effort: Effort,
    /// What is settled, by unknown; none where nothing is yet.
    pub(crate) values: Vec<Option<Vec<Value<'static>>>>,
    /// The leaves, with their events, whose shapes could not be had.
    pub(crate) dropped: Vec<(usize, LeafId)>,
}

/// A state to come back to.
pub(crate) struct Saved<'q> {
    unknowns: Vec<(VariableId, Variable<'q>, Option<Vec<Value<'static>>>)>,
    dropped: usize,
}

impl<'q> Run<'q> {
    /// Nothing is settled.
    ///
    /// # Errors
    /// Where a demand is of a kind that cannot be looked for, or the puzzle contradicts itself.
    pub(crate) fn new(
        query: &'q Query,
        puzzle: &'q Puzzle,
        seed: u64,
        way: usize,
    ) -> Result<Self, Unsolved> {
        let board = Board::new(query, puzzle, way)?;
        let values = vec![None; board.variables.len()];
        let effort = Effort::Thorough;
        Ok(Self { query, board, puzzle, seed, effort, values, dropped: Vec::new() })
    }

    /// Finds values for everything.
    pub(crate) fn settle_all(&mut self) -> Result<(), Unsolved> {
        for id in hints::order(&self.board.variables) {
            self.settle(id)?;
        }
        self.repair_scripts()
    }

    /// Finds values for one unknown, beside those that are settled.
    pub(crate) fn settle(&mut self, id: VariableId) -> Result<(), Unsolved> {
        let apart = self.apart(id);
        let hints = hints::of(&self.board.variables, &self.values, self.puzzle, id);
        let variable = &mut self.board.variables[id];
        let own = variable.demands.len();
        let is_apart = !apart.is_empty();
        variable.demands.extend(apart);
        let dice = Dice::of(self.seed, variable.name());
        let found = settle(variable, &hints, &dice, self.effort);
        let result = match found {
            Ok(Settled { values, dropped }) => {
                self.values[id] = Some(values);
                self.dropped.extend(dropped);
                Ok(())
            }
            // Other values of what it must differ from could leave room.
            Err(_) if is_apart => Err(self.unsolved(id, &Failure::GaveUp)),
            Err(failure) => Err(self.unsolved(id, &failure)),
        };
        self.board.variables[id].demands.truncate(own);
        result
    }

    /// The values that are settled already and that an unknown must not have.
    fn apart(&self, id: VariableId) -> Vec<Demand<'q>> {
        let other = |&(one, other): &(VariableId, VariableId)| {
            if one == id { Some(other) } else { (other == id).then_some(one) }
        };
        let others = self.board.different.iter().filter_map(other);
        let taken: Vec<_> =
            others.filter_map(|other| self.values[other].clone()).flatten().collect();
        if taken.is_empty() {
            return Vec::new();
        }
        let variable = &self.board.variables[id];
        let event = variable.places.first().map_or(0, |(event, _)| *event);
        let refused = |&field_type: &event::FieldType| {
            let typed = taken.iter().map(|value| coerce(value.borrowed(), field_type).into_owned());
            let predicate = Cow::Owned(Predicate::OneOf(typed.collect(), Case::Sensitive));
            Demand { event, leaf: None, field_type, predicate, truth: false, shape: None }
        };
        variable.types.iter().map(refused).collect()
    }

    fn unsolved(&self, id: VariableId, failure: &Failure) -> Unsolved {
        let variable = &self.board.variables[id];
        let asked = variable.demands.iter().filter_map(|demand| {
            let text = &self.query.leaf(demand.leaf?).text;
            Some(if demand.truth { format!("`{text}`") } else { format!("not `{text}`") })
        });
        let asked: Vec<_> = asked.collect();
        let name = variable.name();
        let what = if variable.is_absent {
            format!("`{name}` must be absent, and have a value for {}", asked.join(" and "))
        } else {
            format!("no value of `{name}` is at once {}", asked.join(" and "))
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

    /// The state of some unknowns as it is.
    pub(crate) fn save(&self, ids: &[VariableId]) -> Saved<'q> {
        let of = |&id: &VariableId| (id, self.board.variables[id].clone(), self.values[id].clone());
        Saved { unknowns: ids.iter().map(of).collect(), dropped: self.dropped.len() }
    }

    /// Goes back.
    pub(crate) fn restore(&mut self, saved: Saved<'q>) {
        for (id, variable, values) in saved.unknowns {
            self.board.variables[id] = variable;
            self.values[id] = values;
        }
        self.dropped.truncate(saved.dropped);
    }

    /// The events with what is settled.
    pub(crate) fn documents(&self) -> Vec<Document> {
        let mut events: Vec<Document> =
            self.puzzle.events.iter().map(|wish| wish.base.clone().unwrap_or_default()).collect();
        let pairs = self.board.variables.iter().zip(&self.values);
        let mut settled: Vec<_> = pairs
            .flat_map(|(variable, values)| {
                let values = values.as_deref().unwrap_or_default();
                variable.places.iter().map(move |place| (place, values))
            })
            .collect();
        settled.sort_by_key(|(place, _)| *place);
        for ((event, path), _) in &settled {
            events[*event] = documents::without(&events[*event], path.as_str());
        }
        for ((event, path), values) in settled {
            documents::put(&mut events[event.to_owned()], path, values);
        }
        events
    }
}
