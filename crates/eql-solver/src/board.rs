//! The unknowns of a puzzle and what is asked of each.

use std::borrow::Cow;
use std::collections::BTreeMap;

use eql_hir::{Condition, FieldId, LeafId, Query, Script, Test};
use event::{FieldPath, Source, Value};
use event_schema::Ecs;

use crate::demand::Demand;
use crate::elements::{assignment, is_of_element};
use crate::variable::{Presence, Variable};
use crate::{Cause, Place, Puzzle, Shape, Unsolved, Wish};

/// An unknown, by its place in `Board::variables`.
pub(crate) type VariableId = usize;

/// Everything that is asked, by unknown.
#[derive(Clone, Debug)]
pub(crate) struct Board<'q> {
    query: &'q Query,
    pub(crate) variables: Vec<Variable<'q>>,
    of: BTreeMap<(usize, FieldPath), VariableId>,
    /// Leaves over several fields.
    pub(crate) scripts: Vec<Scripted<'q>>,
    /// Unknowns that must differ.
    pub(crate) different: Vec<(VariableId, VariableId)>,
    /// Whether a condition on elements could be had in other ways too.
    pub(crate) has_ways: bool,
    /// The event and the path of the array of each search around a leaf, the outermost first.
    arrays: Vec<(usize, FieldPath)>,
    /// Which way is taken.
    way: usize,
}

/// A script that must be true or not.
#[derive(Clone, Debug)]
pub(crate) struct Scripted<'q> {
    pub(crate) event: usize,
    pub(crate) leaf: LeafId,
    pub(crate) script: &'q Script,
    pub(crate) truth: bool,
    pub(crate) shape: Option<Shape>,
    /// The unknown of each occurrence.
    pub(crate) variables: Vec<VariableId>,
}

impl<'q> Board<'q> {
    /// Sorts what a puzzle asks by unknown. Where elements of arrays are asked for, `way` says which of their leaves
    /// hold; the array then has one element.
    pub(crate) fn new(query: &'q Query, puzzle: &Puzzle, way: usize) -> Result<Self, Unsolved> {
        let mut board = Self {
            query,
            variables: Vec::new(),
            of: BTreeMap::new(),
            scripts: Vec::new(),
            different: Vec::new(),
            has_ways: false,
            arrays: Vec::new(),
            way,
        };
        for places in &puzzle.equal {
            board.unite(places, puzzle)?;
        }
        for (event, wish) in puzzle.events.iter().enumerate() {
            board.ask(event, wish, puzzle)?;
        }
        for (left, right) in &puzzle.different {
            board.part(*left, *right, puzzle)?;
        }
        Ok(board)
    }

    /// Makes the values at these places one unknown, which must be there.
    fn unite(&mut self, places: &[Place], puzzle: &Puzzle) -> Result<(), Unsolved> {
        let Some((first, rest)) = places.split_first() else { return Ok(()) };
        let kept = self.variable(first.event, first.field, puzzle)?;
        self.variables[kept].need(Presence::Required);
        for place in rest {
            let other = self.variable(place.event, place.field, puzzle)?;
            if other != kept {
                let absorbed = std::mem::take(&mut self.variables[other]);
                self.variables[kept].absorb(absorbed);
                self.of.values_mut().filter(|id| **id == other).for_each(|id| *id = kept);
            }
        }
        Ok(())
    }

    fn part(&mut self, left: Place, right: Place, puzzle: &Puzzle) -> Result<(), Unsolved> {
        let one = self.variable(left.event, left.field, puzzle)?;
        let other = self.variable(right.event, right.field, puzzle)?;
        if one == other {
            let name = self.variables[one].name();
            let why = format!("`{name}` must be equal and different at once");
            return Err(Unsolved {
                event: left.event,
                leaf: None,
                cause: Cause::Contradiction(why),
            });
        }
        self.variables[one].need(Presence::Required);
        self.variables[other].need(Presence::Required);
        self.different.push((one, other));
        Ok(())
    }

    fn ask(&mut self, event: usize, wish: &Wish, puzzle: &Puzzle) -> Result<(), Unsolved> {
        for &field in &wish.present {
            let id = self.variable(event, field, puzzle)?;
            self.variables[id].need(Presence::Required);
        }
        for &field in &wish.absent {
            let id = self.variable(event, field, puzzle)?;
            self.variables[id].is_absent = true;
        }
        for &(leaf, truth) in &wish.leaves {
            if is_of_element(self.query, leaf) {
                continue;
            }
            let asked = self.ask_leaf(event, leaf, truth, wish.shape(leaf), puzzle);
            asked.map_err(|unsolved| Unsolved { leaf: Some(leaf), ..unsolved })?;
        }
        Ok(())
    }

    fn ask_leaf(
        &mut self,
        event: usize,
        leaf: LeafId,
        truth: bool,
        shape: Option<Shape>,
        puzzle: &Puzzle,
    ) -> Result<(), Unsolved> {
        match &self.query.leaf(leaf).test {
            Test::Field(field, predicate) => {
                let id = self.variable(event, *field, puzzle)?;
                let field_type = self.query.field(*field).field_type;
                let (leaf, predicate) = (Some(leaf), Cow::Borrowed(predicate));
                self.variables[id].demand(Demand {
                    event,
                    leaf,
                    field_type,
                    predicate,
                    truth,
                    shape,
                });
            }
            Test::Script(script) => {
                let of = |field: &FieldId| self.variable(event, *field, puzzle);
                let variables = script.occurrences.iter().map(of).collect::<Result<Vec<_>, _>>()?;
                for &id in &variables {
                    self.variables[id].need(Presence::Wanted);
                }
                self.scripts.push(Scripted { event, leaf, script, truth, shape, variables });
            }
            Test::Elements(array, condition) => {
                self.ask_elements(event, *array, condition, truth, puzzle)?;
            }
            Test::Related(..) if puzzle.events[event].has_relatives => {}
            Test::Related(..) => return Err(unsupported(event, "relations between processes")),
        }
        Ok(())
    }

    /// Asks the leaves of a condition of the one element of an array: those that the wish names, or some that do.
    fn ask_elements(
        &mut self,
        event: usize,
        array: FieldId,
        condition: &'q Condition,
        truth: bool,
        puzzle: &Puzzle,
    ) -> Result<(), Unsolved> {
        self.has_ways = true;
        let place = self.place(event, array, puzzle)?;
        let named = named(condition, &puzzle.events[event]);
        let some = || assignment(condition, truth, &mut self.way);
        let Some(leaves) = (!named.is_empty()).then_some(named).or_else(some) else {
            let why = "a condition on elements is constant".to_owned();
            return Err(Unsolved { event, leaf: None, cause: Cause::Contradiction(why) });
        };
        self.arrays.push(place);
        let asked = leaves
            .iter()
            .try_for_each(|&(leaf, truth)| self.ask_leaf(event, leaf, truth, None, puzzle));
        self.arrays.pop();
        asked
    }

    /// The event and the path that a field is read at.
    fn place(
        &self,
        event: usize,
        field: FieldId,
        puzzle: &Puzzle,
    ) -> Result<(usize, FieldPath), Unsolved> {
        let known = self.query.field(field);
        let place = match known.source {
            Source::Event => Some((event, known.path.clone())),
            Source::Stage(stage) => {
                let stages = puzzle.events.get(event).map(|wish| wish.stages.as_slice());
                let of = stages.and_then(|stages| stages.get(stage as usize));
                of.map(|&event| (event, known.path.clone()))
            }
            Source::Element(depth) => self.arrays.get(depth as usize).map(|(event, array)| {
                let path = [array.as_str(), known.path.as_str()].join(".");
                (*event, FieldPath::new(path.trim_end_matches('.')))
            }),
        };
        let place = place.filter(|(event, _)| *event < puzzle.events.len());
        place.ok_or_else(|| unsupported(event, "a field of an event that is not in the puzzle"))
    }

    /// The unknown of a field of an event.
    fn variable(
        &mut self,
        event: usize,
        field: FieldId,
        puzzle: &Puzzle,
    ) -> Result<VariableId, Unsolved> {
        let (event, path) = self.place(event, field, puzzle)?;
        let next = self.variables.len();
        let id = *self.of.entry((event, path.clone())).or_insert(next);
        if id == next {
            let base = puzzle.events[event].base.as_ref().map(|base| base.values(&path));
            let base = base.unwrap_or_default().into_iter().filter(|value| !value.is_null());
            self.variables.push(Variable {
                base: base.map(Value::into_owned).collect(),
                is_list: Ecs.is_list(path.as_str()).unwrap_or(false),
                places: vec![(event, path)],
                ..Variable::default()
            });
        }
        self.variables[id].read_as(self.query.field(field).field_type);
        Ok(id)
    }
}

/// The leaves of a condition whose truth is wished.
fn named(condition: &Condition, wish: &Wish) -> Vec<(LeafId, bool)> {
    match condition {
        Condition::Constant(_) => Vec::new(),
        Condition::Leaf(leaf) => {
            wish.leaves.iter().filter(|(wished, _)| wished == leaf).copied().collect()
        }
        Condition::Not(inner) => named(inner, wish),
        Condition::And(parts) | Condition::Or(parts) => {
            parts.iter().flat_map(|part| named(part, wish)).collect()
        }
    }
}

fn unsupported(event: usize, what: &str) -> Unsolved {
    Unsolved { event, leaf: None, cause: Cause::Unsupported(what.to_owned()) }
}
