//! What the actors of a case must be.

use std::collections::BTreeMap;

use eql_hir::LeafId;
use event::Document;

use super::decide::Goal;
use super::play::Play;
use crate::{Place, Puzzle, Shape, Wish};

/// An event to be.
#[derive(Clone, Debug)]
pub(crate) struct Actor<'q> {
    /// Its role.
    pub(crate) role: usize,
    /// Conditions that must come out so, however their leaves do.
    pub(crate) goals: Vec<Goal<'q>>,
    /// Leaves whose truth is chosen.
    pub(crate) leaves: BTreeMap<LeafId, bool>,
    /// How leaves come about.
    pub(crate) shapes: Vec<(LeafId, Shape)>,
    /// What it is but for what is asked.
    pub(crate) base: Option<Document>,
}

/// How the events stand to each other in one join key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum KeyMode {
    /// All have one value.
    Shared,
    /// None has a value.
    Absent,
    /// All have one value but this actor, which has another.
    Other(usize),
    /// All have one value but this actor, which has none.
    AbsentIn(usize),
    /// All have one value but this actor, who is asked for nothing.
    Loose(usize),
}

/// What the actors of a case must be.
#[derive(Clone, Debug)]
pub(crate) struct Draft<'q> {
    /// The actors, in the order of the query.
    pub(crate) actors: Vec<Actor<'q>>,
    /// By join key.
    pub(crate) keys: Vec<KeyMode>,
}

impl Actor<'_> {
    /// Who is asked for nothing.
    pub(crate) fn in_role(role: usize) -> Self {
        let (goals, leaves, shapes) = (Vec::new(), BTreeMap::new(), Vec::new());
        Self { role, goals, leaves, shapes, base: None }
    }
}

impl<'q> Draft<'q> {
    /// An actor for each of these roles, who is what a match needs of the role.
    pub(crate) fn new(play: &Play<'q>, roles: &[usize], keys: &[KeyMode]) -> Self {
        let actor =
            |&role: &usize| Actor { goals: vec![play.roles[role].goal()], ..Actor::in_role(role) };
        Self { actors: roles.iter().map(actor).collect(), keys: keys.to_vec() }
    }

    /// The actor in a role.
    pub(crate) fn actor_in(&self, role: usize) -> Option<usize> {
        self.actors.iter().position(|actor| actor.role == role)
    }

    /// The demands on leaves and keys as the solver takes them.
    pub(crate) fn puzzle(&self, play: &Play<'q>) -> Puzzle {
        let events = (0..self.actors.len()).map(|actor| self.wish(play, actor)).collect();
        let mut puzzle = Puzzle { events, ..Puzzle::default() };
        for (key, mode) in self.keys.iter().enumerate() {
            self.share(play, key, *mode, &mut puzzle);
        }
        puzzle
    }

    fn wish(&self, play: &Play<'q>, place: usize) -> Wish {
        let actor = &self.actors[place];
        let before = self.actors[..place].iter().enumerate();
        let taken = before.filter(|(_, actor)| play.roles[actor.role].is_taken());
        let stages =
            taken.flat_map(|(place, actor)| vec![place; play.roles[actor.role].copies]).collect();
        Wish {
            leaves: actor.leaves.iter().map(|(leaf, truth)| (*leaf, *truth)).collect(),
            shapes: actor.shapes.clone(),
            base: actor.base.clone(),
            stages,
            has_relatives: true,
            ..Wish::default()
        }
    }

    fn share(&self, play: &Play<'q>, key: usize, mode: KeyMode, puzzle: &mut Puzzle) {
        let mut equal = Vec::new();
        let mut apart = None;
        for (event, actor) in self.actors.iter().enumerate() {
            let place = Place { event, field: play.roles[actor.role].keys[key].field };
            let wish = &mut puzzle.events[event];
            match mode {
                KeyMode::Absent => wish.absent.push(place.field),
                KeyMode::AbsentIn(one) if one == event => wish.absent.push(place.field),
                KeyMode::Loose(one) if one == event => {}
                KeyMode::Other(one) if one == event => {
                    wish.present.push(place.field);
                    apart = Some(place);
                }
                KeyMode::Shared | KeyMode::Other(_) | KeyMode::AbsentIn(_) | KeyMode::Loose(_) => {
                    wish.present.push(place.field);
                    equal.push(place);
                }
            }
        }
        puzzle.different.extend(apart.zip(equal.first().copied()));
        if equal.len() > 1 {
            puzzle.equal.push(equal);
        }
    }
}
