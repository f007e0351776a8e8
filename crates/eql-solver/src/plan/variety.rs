//! Every way in which a leaf can be true or false, as far as there is room.
//!
//! One match shows a way for many leaves at once, one for each field. A near miss shows one way of one leaf.

use std::collections::VecDeque;

use eql_hir::{LeafId, Query, Test};
use event::FieldPath;

use super::author::Author;
use super::clauses::{Branch, Manner};
use super::name;
use crate::{About, Case, Expectation, Shape, shapes};

/// How long the words of a shape may be in a name, in bytes.
const LONGEST: usize = 40;

/// The shapes of one leaf that are still to be shown.
struct Pending {
    branch: usize,
    decision: usize,
    leaf: LeafId,
    shapes: VecDeque<Shape>,
    /// Those that could not be shown together with others.
    alone: VecDeque<Shape>,
}

impl<'q> Author<'q> {
    /// Shows matches and near misses by turns until there is nothing left to show or no room.
    pub(super) fn vary(&mut self, branches: &[Branch<'q>]) {
        let mut matches = self.pending(branches, |truth| truth);
        let mut misses = self.pending(branches, |truth| !truth);
        while !self.is_full() {
            let positives = self.notes.count(Expectation::Positive);
            let is_behind = positives <= self.notes.count(Expectation::Negative);
            let shown = (is_behind && self.vary_match(branches, &mut matches))
                || self.vary_miss(branches, &mut misses)
                || self.vary_match(branches, &mut matches);
            if !shown {
                return;
            }
        }
    }

    fn pending(&self, branches: &[Branch<'q>], truth: fn(bool) -> bool) -> VecDeque<Pending> {
        let mut pending = VecDeque::new();
        for (place, branch) in branches.iter().enumerate().filter(|(_, it)| it.scene.is_some()) {
            for (decision, it) in branch.decisions.iter().enumerate() {
                let shapes = shapes(self.play.query, it.leaf, truth(it.truth)).into();
                let alone = VecDeque::new();
                pending.push_back(Pending {
                    branch: place,
                    decision,
                    leaf: it.leaf,
                    shapes,
                    alone,
                });
            }
        }
        pending
    }

    /// Tries the next way of the leaf whose turn it is; false where no leaf has one left.
    fn vary_miss(&mut self, branches: &[Branch<'q>], turns: &mut VecDeque<Pending>) -> bool {
        while let Some(mut pending) = turns.pop_front() {
            let Some(shape) = pending.shapes.pop_front() else { continue };
            let branch = &branches[pending.branch];
            let decision = &branch.decisions[pending.decision];
            turns.push_back(pending);
            let scene = self.near_miss(branch, decision, Manner::OfMatch, Some(shape));
            if let Ok((scene, true)) = scene {
                let name = self.shape_name(branch.role, decision.leaf, shape);
                self.add_missing_by(decision, &scene, &name, Some(shape));
            }
            return true;
        }
        false
    }

    fn shape_name(&self, role: usize, leaf: LeafId, shape: Shape) -> String {
        format!("{}_{}", self.name_of(role, leaf), name::words(&shape.to_string(), LONGEST))
    }

    /// Tries the next ways of the leaves of one branch, one for each field; false where no leaf has one left.
    fn vary_match(&mut self, branches: &[Branch<'q>], turns: &mut VecDeque<Pending>) -> bool {
        turns.retain(|pending| !pending.shapes.is_empty() || !pending.alone.is_empty());
        let Some(first) = turns.front() else { return false };
        let place = first.branch;
        let chosen = self.choose(place, turns);
        let shown = self.show(&branches[place], &chosen);
        let is_alone = chosen.len() == 1;
        for (leaf, shape) in chosen.iter().filter(|chosen| !shown.contains(chosen) && !is_alone) {
            let pending = turns.iter_mut().find(|it| it.branch == place && it.leaf == *leaf);
            if let Some(pending) = pending {
                pending.alone.push_back(*shape);
            }
        }
        // The next turn is another branch's.
        let (own, others): (VecDeque<_>, VecDeque<_>) =
            turns.drain(..).partition(|pending| pending.branch == place);
        turns.extend(others);
        turns.extend(own);
        true
    }

    /// The next shape of each leaf of a branch whose fields no other one has; else one shape alone.
    fn choose(&self, branch: usize, turns: &mut VecDeque<Pending>) -> Vec<(LeafId, Shape)> {
        let mut chosen = Vec::new();
        let mut taken: Vec<&FieldPath> = Vec::new();
        let mut own: Vec<_> = turns.iter_mut().filter(|it| it.branch == branch).collect();
        own.sort_by_key(|pending| std::cmp::Reverse(pending.shapes.len()));
        for pending in &mut own {
            let fields = fields(self.play.query, pending.leaf);
            if fields.iter().any(|field| taken.contains(field)) {
                continue;
            }
            if let Some(shape) = pending.shapes.pop_front() {
                taken.extend(fields);
                chosen.push((pending.leaf, shape));
            }
        }
        if chosen.is_empty() {
            let alone = own.iter_mut().find_map(|it| Some((it.leaf, it.alone.pop_front()?)));
            chosen.extend(alone);
        }
        chosen
    }

    /// Adds a match by a branch in which leaves come about in these ways; gives those that did.
    fn show(&mut self, branch: &Branch<'q>, chosen: &[(LeafId, Shape)]) -> Vec<(LeafId, Shape)> {
        let mut draft = self.draft(&self.cast_with(branch.role));
        let Some(place) = draft.actor_in(branch.role) else { return Vec::new() };
        for (actor, document) in
            draft.actors.iter_mut().zip(branch.scene.iter().flat_map(|scene| &scene.documents))
        {
            actor.base = Some(document.clone());
        }
        let actor = &mut draft.actors[place];
        actor.goals.extend_from_slice(&branch.choice);
        for (leaf, shape) in chosen {
            let decision = branch.decisions.iter().find(|decision| decision.leaf == *leaf);
            actor.leaves.extend(decision.map(|decision| (*leaf, decision.truth)));
            actor.shapes.push((*leaf, *shape));
        }
        let Ok(scene) = self.solved_match(&draft) else { return Vec::new() };
        let is_shown = |(leaf, _): &&(LeafId, Shape)| !scene.dropped.contains(&(place, *leaf));
        let shown: Vec<_> = chosen.iter().filter(is_shown).copied().collect();
        if let Some((leaf, shape)) = shown.first() {
            let name = self.shape_name(branch.role, *leaf, *shape);
            let about = shown.iter().map(|(leaf, shape)| About::Shaped(*leaf, *shape)).collect();
            let events = self.stage(&scene);
            let (expectation, counts_matches) = (Expectation::Positive, false);
            self.notes.add(Case { name, expectation, events, about, counts_matches });
        }
        shown
    }
}

/// The fields that a leaf reads.
pub(super) fn fields(query: &Query, leaf: LeafId) -> Vec<&FieldPath> {
    let path = |field: &eql_hir::FieldId| &query.field(*field).path;
    match &query.leaf(leaf).test {
        Test::Field(field, _) | Test::Elements(field, _) => vec![path(field)],
        Test::Script(script) => script.occurrences.iter().map(path).collect(),
        Test::Related(..) => Vec::new(),
    }
}
