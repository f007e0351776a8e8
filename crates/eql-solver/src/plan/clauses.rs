//! For each branch a match, and for each leaf events that miss it by this leaf alone.

use eql_hir::LeafId;
use event::{Document, Json};

use super::author::Author;
use super::decide::{Decision, Goal, decisions};
use super::draft::{Draft, KeyMode};
use super::search::Scene;
use super::{name, variety};
use crate::documents;
use crate::{About, Case, Cause, Expectation, Shape, Unsolved, Wanted};

/// Leaves of one filter that decide under the same choices between branches.
#[derive(Clone, Debug)]
pub(crate) struct Branch<'q> {
    /// The role whose filter it is.
    pub(crate) role: usize,
    /// What of the other branches must not hold; empty where the leaves are needed on every branch.
    pub(crate) choice: Vec<Goal<'q>>,
    /// The leaves.
    pub(crate) decisions: Vec<Decision<'q>>,
    /// A match by this branch.
    pub(crate) scene: Option<Scene<'q>>,
}

/// How a near miss is sought.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Manner {
    /// As a change of the match by its branch.
    OfMatch,
    /// The same, and no other event takes the place of the one that is broken.
    OfMatchStrictly,
    /// The same, and the leaf may ask about join keys: the event then has the shared value beside its own.
    LooseKeys,
    /// From nothing.
    Anew,
}

impl<'q> Author<'q> {
    /// The branches of all roles; those of one role together, the one without choices first.
    pub(super) fn branches(&self) -> Vec<Branch<'q>> {
        (0..self.play.roles.len()).flat_map(|role| self.branches_of(role)).collect()
    }

    fn branches_of(&self, role: usize) -> Vec<Branch<'q>> {
        let own = &self.play.roles[role];
        let empty = Branch { role, choice: Vec::new(), decisions: Vec::new(), scene: None };
        let mut branches = vec![empty];
        for decision in decisions(own.filter, own.is_taken()) {
            match branches.iter_mut().find(|branch| branch.choice == decision.branch) {
                Some(branch) => branch.decisions.push(decision),
                None => branches.push(Branch {
                    role,
                    choice: decision.branch.clone(),
                    decisions: vec![decision],
                    scene: None,
                }),
            }
        }
        branches
    }

    /// A match by each branch.
    pub(super) fn tell_matches(&mut self, branches: &mut [Branch<'q>]) {
        for branch in branches {
            let scene = self.match_by(branch);
            let about = branch.decisions.iter().map(|decision| About::Leaf(decision.leaf));
            let name = self.branch_name(branch);
            match scene {
                Ok(scene) => {
                    let events = self.stage(&scene);
                    self.notes.add(Case {
                        name,
                        expectation: Expectation::Positive,
                        events,
                        about: about.collect(),
                        counts_matches: false,
                    });
                    branch.scene = Some(scene);
                }
                Err(unsolved) => self.lack_branch(branch, unsolved.cause),
            }
        }
    }

    fn lack_branch(&mut self, branch: &Branch<'q>, cause: Cause) {
        let leaf = branch.decisions.first().map(|decision| decision.leaf);
        self.lack(leaf.map_or(Wanted::Match, Wanted::Branch), cause);
    }

    fn branch_name(&self, branch: &Branch<'q>) -> String {
        match branch.decisions.first().filter(|_| !branch.choice.is_empty()) {
            Some(decision) => format!("by_{}", self.name_of(branch.role, decision.leaf)),
            None if self.play.roles[branch.role].is_taken() => "match".to_owned(),
            None => format!("match_beside_stage_{}", self.play.roles[branch.role].stage),
        }
    }

    /// The words of a clause, behind its stage where there are several.
    pub(super) fn name_of(&self, role: usize, leaf: LeafId) -> String {
        let words = name::of_leaf(self.play.query.leaf(leaf));
        match self.play.roles.len() {
            1 => words,
            _ => format!("stage_{}_{words}", self.play.roles[role].stage),
        }
    }

    /// A match in which the other branches do not hold; where these overlap, one by this branch whatever the others do.
    fn match_by(&self, branch: &Branch<'q>) -> Result<Scene<'q>, Unsolved> {
        let mut draft = self.draft(&self.cast_with(branch.role));
        let Some(actor) = draft.actor_in(branch.role) else { return Err(no_events()) };
        let mut alone = draft.clone();
        alone.actors[actor].goals.extend_from_slice(&branch.choice);
        self.solved_match(&alone).or_else(|unsolved| {
            let Some(first) = branch.decisions.first() else { return Err(unsolved) };
            draft.actors[actor].leaves.insert(first.leaf, first.truth);
            self.solved_match(&draft).map_err(|_| unsolved)
        })
    }

    /// The scene of a draft, where its events match.
    pub(super) fn solved_match(&self, draft: &Draft<'q>) -> Result<Scene<'q>, Unsolved> {
        let scene = self.search.solve(&self.play, draft)?;
        if self.is_matched(&self.stage(&scene)) { Ok(scene) } else { Err(no_events()) }
    }

    /// For each leaf, events that would match if this leaf said the opposite.
    pub(super) fn tell_near_misses(&mut self, branches: &[Branch<'q>]) {
        for branch in branches {
            for decision in &branch.decisions {
                let inside = decision.inside(self.play.query);
                for decision in std::iter::once(decision).chain(&inside) {
                    if !self.has_near_miss(decision.leaf) {
                        self.tell_near_miss(branch, decision);
                    }
                }
            }
        }
        for leaf in self.leaves() {
            let is_told =
                |unsolved: &crate::UnsolvedClause| unsolved.wanted == Wanted::NearMiss(leaf);
            if !self.has_near_miss(leaf) && !self.notes.unsolved.iter().any(is_told) {
                let cause = Cause::Unsupported("the clause is inside of another one".to_owned());
                self.lack(Wanted::NearMiss(leaf), cause);
            }
        }
    }

    fn tell_near_miss(&mut self, branch: &Branch<'q>, decision: &Decision<'q>) {
        let name = if decision.truth { "broken" } else { "excluded" };
        let name = format!("{}_{name}", self.name_of(branch.role, decision.leaf));
        let mut failure = None;
        for manner in [Manner::OfMatch, Manner::OfMatchStrictly, Manner::LooseKeys, Manner::Anew] {
            let outcome = self.near_miss(branch, decision, manner, None);
            match outcome.map(|(scene, _)| self.add_missing_by(decision, &scene, &name, None)) {
                Ok(true) => return,
                Ok(false) => {}
                Err(unsolved) => failure = failure.or(Some(unsolved.cause)),
            }
        }
        let matches_still =
            || Cause::NotFound("the events match whatever this clause says".to_owned());
        self.lack(Wanted::NearMiss(decision.leaf), failure.unwrap_or_else(matches_still));
    }

    /// A scene in which a leaf has the opposite of what a match needs, and all that must be beside it is there; and whether
    /// the leaf has the shape that was asked for. Of a stage that is repeated only the last event is so.
    pub(super) fn near_miss(
        &self,
        branch: &Branch<'q>,
        decision: &Decision<'q>,
        manner: Manner,
        shape: Option<Shape>,
    ) -> Result<(Scene<'q>, bool), Unsolved> {
        let mut draft = self.draft(&self.cast_with(branch.role));
        let Some(broken) = draft.actor_in(branch.role) else { return Err(no_events()) };
        let base = branch.scene.as_ref().filter(|_| manner != Manner::Anew);
        for (place, actor) in draft.actors.iter_mut().enumerate() {
            actor.base = base.map(|scene| scene.documents[place].clone());
            if manner == Manner::OfMatchStrictly && place != broken {
                actor.goals.push(Goal::new(self.play.roles[branch.role].filter, false));
            }
        }
        let loose = self.loosened(&mut draft, broken, decision, manner);
        let actor = &mut draft.actors[broken];
        actor.goals.clone_from(&decision.beside);
        actor.leaves.extend(decision.within.iter().copied());
        actor.leaves.insert(decision.leaf, !decision.truth);
        actor.shapes.extend(shape.map(|shape| (decision.leaf, shape)));
        let mut scene = self.search.solve(&self.play, &draft)?;
        for key in loose {
            self.add_key(&mut scene, broken, key);
        }
        let is_repeated = self.play.roles[branch.role].copies > 1;
        scene.intact =
            base.filter(|_| is_repeated).map(|base| (broken, base.documents[broken].clone()));
        let is_shaped = !scene.dropped.contains(&(broken, decision.leaf));
        Ok((scene, is_shaped))
    }

    /// Asks a leaf for nothing but its truth where its field is a join key; gives these keys.
    fn loosened(
        &self,
        draft: &mut Draft<'q>,
        broken: usize,
        decision: &Decision<'q>,
        manner: Manner,
    ) -> Vec<usize> {
        let role = &self.play.roles[draft.actors[broken].role];
        let fields = variety::fields(self.play.query, decision.leaf);
        let is_asked =
            |key: &usize| fields.contains(&&self.play.query.field(role.keys[*key].field).path);
        let keys = (0..draft.keys.len()).filter(is_asked);
        let keys: Vec<_> = keys.filter(|_| manner == Manner::LooseKeys).collect();
        for &key in &keys {
            draft.keys[key] = KeyMode::Loose(broken);
        }
        keys
    }

    /// Adds the value that the others share to those that an actor has of a key: it is among several then.
    fn add_key(&self, scene: &mut Scene<'q>, actor: usize, key: usize) {
        let path = |place: usize| {
            let role = &self.play.roles[scene.draft.actors[place].role];
            &self.play.query.field(role.keys[key].field).path
        };
        let Some(other) = (0..scene.documents.len()).find(|place| *place != actor) else { return };
        let own = path(actor);
        let values = scene.documents[actor].values(own).into_iter();
        let shared = scene.documents[other].values(path(other)).into_iter();
        let all = values.chain(shared).map(|value| Json::from(&value)).collect();
        let mut document = documents::without(&scene.documents[actor], own.as_str());
        documents::put_json(&mut document, own, Json::Array(all));
        scene.documents[actor] = document;
    }

    /// Adds a near miss if it is one.
    pub(super) fn add_missing_by(
        &mut self,
        decision: &Decision<'q>,
        scene: &Scene<'q>,
        name: &str,
        shape: Option<Shape>,
    ) -> bool {
        let shaped = shape.map(|shape| About::Shaped(decision.leaf, shape));
        let about = std::iter::once(About::Leaf(decision.leaf)).chain(shaped).collect();
        let events: Vec<Document> = self.stage(scene);
        let (name, expectation) = (name.to_owned(), Expectation::Negative);
        let case = Case { name, expectation, events, about, counts_matches: false };
        self.add_near_miss(decision.leaf, case)
    }
}

fn no_events() -> Unsolved {
    let cause = Cause::NotFound("the events that should match do not".to_owned());
    Unsolved { event: 0, leaf: None, cause }
}
