//! For each branch a match, and for each leaf events that miss it by this leaf alone.

use eql_hir::LeafId;
use event::Document;

use super::author::Author;
use super::decide::{Decision, Goal, decisions};
use super::draft::Draft;
use super::name;
use super::search::Scene;
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

impl<'q> Author<'q> {
    /// The branches of all roles; those of one role together, the one without choices first.
    pub(super) fn branches(&self) -> Vec<Branch<'q>> {
        (0..self.play.roles.len()).flat_map(|role| self.branches_of(role)).collect()
    }

    fn branches_of(&self, role: usize) -> Vec<Branch<'q>> {
        let goal = self.play.roles[role].goal();
        let empty = Branch { role, choice: Vec::new(), decisions: Vec::new(), scene: None };
        let mut branches = vec![empty];
        for decision in decisions(goal.condition, goal.truth) {
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
            Some(decision) => format!("by_{}", self.name_of(decision.leaf)),
            None if self.play.roles[branch.role].is_taken() => "match".to_owned(),
            None => format!("match_beside_stage_{}", self.play.roles[branch.role].stage),
        }
    }

    pub(super) fn name_of(&self, leaf: LeafId) -> String {
        name::of_leaf(self.play.query.leaf(leaf))
    }

    /// A match in which the other branches do not hold; where these overlap, one by this branch whatever the others do.
    fn match_by(&self, branch: &Branch<'q>) -> Result<Scene<'q>, Unsolved> {
        let mut draft = self.draft(&self.cast_with(branch.role));
        let Some(actor) = draft.actor_in(branch.role) else { return Err(no_events()) };
        let alone = self.solved_match({
            let mut draft = draft.clone();
            draft.actors[actor].goals.extend_from_slice(&branch.choice);
            draft
        });
        alone.or_else(|unsolved| {
            let Some(first) = branch.decisions.first() else { return Err(unsolved) };
            draft.actors[actor].leaves.insert(first.leaf, first.truth);
            self.solved_match(draft).map_err(|_| unsolved)
        })
    }

    /// The scene of a draft, where its events match.
    pub(super) fn solved_match(&self, draft: Draft<'q>) -> Result<Scene<'q>, Unsolved> {
        let scene = self.search.solve(&self.play, &draft)?;
        if self.is_matched(&self.stage(&scene)) { Ok(scene) } else { Err(no_events()) }
    }

    /// For each leaf, events that would match if this leaf said the opposite.
    pub(super) fn tell_near_misses(&mut self, branches: &[Branch<'q>]) {
        for branch in branches {
            for decision in &branch.decisions {
                if !self.has_near_miss(decision.leaf) {
                    self.tell_near_miss(branch, decision);
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
        let name = format!("{}_{name}", self.name_of(decision.leaf));
        let mut failure = None;
        for scene in branch.scene.iter().map(Some).chain([None]) {
            for is_strict in [false, true] {
                let outcome = self.near_miss(branch, decision, scene, None, is_strict);
                match outcome.map(|(scene, _)| self.add_missing_by(decision, &scene, &name, None)) {
                    Ok(true) => return,
                    Ok(false) => {}
                    Err(unsolved) => failure = failure.or(Some(unsolved.cause)),
                }
            }
        }
        let matches_still =
            || Cause::NotFound("the events match whatever this clause says".to_owned());
        self.lack(Wanted::NearMiss(decision.leaf), failure.unwrap_or_else(matches_still));
    }

    /// A scene in which a leaf has the opposite of what a match needs, and all that must be beside it is there.
    ///
    /// `is_strict` asks of the others too that none of them takes the place of the one that is broken.
    pub(super) fn near_miss(
        &self,
        branch: &Branch<'q>,
        decision: &Decision<'q>,
        base: Option<&Scene<'q>>,
        shape: Option<Shape>,
        is_strict: bool,
    ) -> Result<(Scene<'q>, bool), Unsolved> {
        let mut draft = self.draft(&self.cast_with(branch.role));
        let Some(broken) = draft.actor_in(branch.role) else { return Err(no_events()) };
        for (place, actor) in draft.actors.iter_mut().enumerate() {
            let document = base.and_then(|scene| scene.documents.get(place));
            actor.base = document.cloned();
            if is_strict && place != broken {
                actor.goals.push(Goal { truth: false, ..self.play.roles[branch.role].goal() });
            }
        }
        let actor = &mut draft.actors[broken];
        actor.goals.clone_from(&decision.beside);
        actor.leaves.insert(decision.leaf, !decision.truth);
        actor.shapes.extend(shape.map(|shape| (decision.leaf, shape)));
        let scene = self.search.solve(&self.play, &draft)?;
        let is_shaped = !scene.dropped.contains(&(broken, decision.leaf));
        Ok((scene, is_shaped))
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
        let case =
            Case { name: name.to_owned(), expectation: Expectation::Negative, events, about };
        self.add_near_miss(decision.leaf, case)
    }
}

fn no_events() -> Unsolved {
    let cause = Cause::NotFound("the events that should match do not".to_owned());
    Unsolved { event: 0, leaf: None, cause }
}
