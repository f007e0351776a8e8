//! From drafts to scenes: which leaves must be what, so that conditions come out as they should.
//!
//! A draft first asks for nothing but the leaves that are chosen. What the solver then gives is looked at: a condition
//! that came out wrong adds the leaves that put it right, one way after the other. So exclusions cost nothing as long as
//! they do not apply.

use std::cell::Cell;

use eql_hir::{Condition, LeafId, Query};
use event::Document;
use oracle::Oracle;

use super::decide::Goal;
use super::draft::{Actor, Draft};
use super::play::Play;
use crate::{Cause, Solver, Unsolved};

/// How many ways to put one condition right are looked at.
const MAX_WAYS: usize = 12;
/// How often one draft may ask the solver.
const MAX_CALLS: usize = 40;

/// Leaves with the truth they must have.
type Way = Vec<(LeafId, bool)>;

/// The actors of a case as documents, which have no time yet.
#[derive(Clone, Debug)]
pub(crate) struct Scene<'q> {
    /// What they had to be, with all leaves that were chosen on the way.
    pub(crate) draft: Draft<'q>,
    /// One an actor.
    pub(crate) documents: Vec<Document>,
    /// The leaves, with their actors, that are not in the shape that was asked for.
    pub(crate) dropped: Vec<(usize, LeafId)>,
    /// Events before them, of the processes that leaves ask about.
    pub(crate) relatives: Vec<Document>,
    /// Where only the last event of an actor is its document, what the ones before it are.
    pub(crate) intact: Option<(usize, Document)>,
}

impl<'q> Scene<'q> {
    fn new(draft: Draft<'q>, documents: Vec<Document>, dropped: Vec<(usize, LeafId)>) -> Self {
        Self { draft, documents, dropped, relatives: Vec::new(), intact: None }
    }
}

/// Solves the drafts of one query.
pub(crate) struct Search<'q> {
    query: &'q Query,
    solver: Solver<'q>,
    oracle: Oracle<'q>,
    seed: u64,
    /// How often the solver may still be asked for this query.
    calls: Cell<usize>,
}

impl<'q> Search<'q> {
    /// For the drafts of a query, which may ask the solver so many times.
    pub(crate) fn new(query: &'q Query, seed: u64, calls: usize) -> Self {
        let (solver, oracle) = (Solver::new(query), Oracle::new(query));
        Self { query, solver, oracle, seed, calls: Cell::new(calls) }
    }

    /// The scene of a draft.
    pub(crate) fn solve(&self, play: &Play<'q>, draft: &Draft<'q>) -> Result<Scene<'q>, Unsolved> {
        let mut scene = self.unrelated(play, draft)?;
        self.relate(play, &mut scene, 0)?;
        Ok(scene)
    }

    /// The same without the events of other processes that its leaves ask for.
    pub(super) fn unrelated(
        &self,
        play: &Play<'q>,
        draft: &Draft<'q>,
    ) -> Result<Scene<'q>, Unsolved> {
        let documents =
            draft.actors.iter().map(|actor| actor.base.clone().unwrap_or_default()).collect();
        self.settle(play, Scene::new(draft.clone(), documents, Vec::new()), &mut 0)
    }

    /// The query.
    pub(super) fn query(&self) -> &'q Query {
        self.query
    }

    /// Puts the first wrong condition right, in one way after the other, and what then is wrong likewise. Where
    /// nothing is wrong from the start the solver has to be asked all the same.
    fn settle(
        &self,
        play: &Play<'q>,
        scene: Scene<'q>,
        calls: &mut usize,
    ) -> Result<Scene<'q>, Unsolved> {
        let (event, ways) = match self.wrong(&scene) {
            None if *calls > 0 => return Ok(scene),
            None => (0, vec![Way::new()]),
            Some(wrong) => wrong,
        };
        let mut failure = dead_end(event, &scene);
        for way in ways {
            let mut draft = scene.draft.clone();
            draft.actors[event].leaves.extend(way);
            match self.ask(play, draft, calls).and_then(|next| self.settle(play, next, calls)) {
                Ok(scene) => return Ok(scene),
                Err(unsolved) => failure = unsolved,
            }
        }
        Err(failure)
    }

    fn ask(
        &self,
        play: &Play<'q>,
        draft: Draft<'q>,
        calls: &mut usize,
    ) -> Result<Scene<'q>, Unsolved> {
        if *calls >= MAX_CALLS || self.calls.get() == 0 {
            let cause = match self.calls.get() {
                0 => "the bound of the search in one query was reached".to_owned(),
                _ => format!("none with {calls} choices of clauses"),
            };
            let cause = Cause::NotFound(cause);
            return Err(Unsolved { event: 0, leaf: None, cause });
        }
        *calls += 1;
        self.calls.set(self.calls.get() - 1);
        let solution = self.solver.solve(&draft.puzzle(play), self.seed)?;
        let (documents, dropped) = (solution.events, solution.dropped);
        Ok(Scene::new(draft, documents, dropped))
    }

    /// The first actor with a wrong condition, and the ways to put it right.
    fn wrong(&self, scene: &Scene<'q>) -> Option<(usize, Vec<Way>)> {
        scene.draft.actors.iter().zip(&scene.documents).enumerate().find_map(
            |(event, (actor, document))| {
                let truths = self.truths(actor, document);
                let mut goals = actor.goals.iter();
                let goal = goals.find(|goal| !truths.is_met(**goal))?;
                Some((event, truths.all(goal.conditions(), goal.truth)))
            },
        )
    }

    fn truths<'s>(&'s self, actor: &'s Actor<'q>, document: &'s Document) -> Truths<'s, 'q> {
        let known = vec![Cell::new(None); self.query.leaves.len()];
        Truths { search: self, actor, document, known }
    }
}

fn dead_end(event: usize, scene: &Scene<'_>) -> Unsolved {
    let leaf = scene.draft.actors[event].leaves.keys().next_back().copied();
    let cause =
        Cause::Contradiction("what it needs is excluded elsewhere in the filter".to_owned());
    Unsolved { event, leaf, cause }
}

/// What the leaves say about one document.
struct Truths<'s, 'q> {
    search: &'s Search<'q>,
    actor: &'s Actor<'q>,
    document: &'s Document,
    known: Vec<Cell<Option<bool>>>,
}

impl Truths<'_, '_> {
    fn is_met(&self, goal: Goal<'_>) -> bool {
        goal.conditions().all(|condition| self.of(condition) == goal.truth)
    }

    fn of(&self, condition: &Condition) -> bool {
        match condition {
            Condition::Constant(value) => *value,
            Condition::Leaf(leaf) => self.leaf(*leaf),
            Condition::Not(inner) => !self.of(inner),
            Condition::And(parts) => parts.iter().all(|part| self.of(part)),
            Condition::Or(parts) => parts.iter().any(|part| self.of(part)),
        }
    }

    /// A leaf that was chosen is what it was chosen to be: the solver sees to that.
    fn leaf(&self, leaf: LeafId) -> bool {
        if let Some(chosen) = self.actor.leaves.get(&leaf) {
            return *chosen;
        }
        let slot = &self.known[leaf.0 as usize];
        slot.get().unwrap_or_else(|| {
            let truth = self.search.oracle.leaf(leaf, self.document);
            slot.set(Some(truth));
            truth
        })
    }

    /// The ways to give a condition a truth, those with the fewest new leaves first.
    fn ways(&self, condition: &Condition, truth: bool) -> Vec<Way> {
        if self.of(condition) == truth {
            return vec![Way::new()];
        }
        match condition {
            Condition::Constant(_) => Vec::new(),
            Condition::Leaf(leaf) if self.actor.leaves.contains_key(leaf) => Vec::new(),
            Condition::Leaf(leaf) => vec![vec![(*leaf, truth)]],
            Condition::Not(inner) => self.ways(inner, !truth),
            Condition::And(parts) if truth => self.all(parts.iter(), truth),
            Condition::Or(parts) if !truth => self.all(parts.iter(), truth),
            Condition::And(parts) | Condition::Or(parts) => self.some(parts, truth),
        }
    }

    fn all<'c>(&self, parts: impl Iterator<Item = &'c Condition>, truth: bool) -> Vec<Way> {
        let mut ways = vec![Way::new()];
        for part in parts {
            let own = self.ways(part, truth);
            let joined =
                ways.iter().flat_map(|way| own.iter().map(|more| [&way[..], more].concat()));
            ways = joined.take(MAX_WAYS).collect();
        }
        ways
    }

    fn some(&self, parts: &[Condition], truth: bool) -> Vec<Way> {
        let mut ways: Vec<Way> = parts.iter().flat_map(|part| self.ways(part, truth)).collect();
        ways.sort_by_key(Vec::len);
        ways.truncate(MAX_WAYS);
        ways
    }
}
