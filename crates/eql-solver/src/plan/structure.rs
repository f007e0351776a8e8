//! How the events of sequences and samples stand to each other: order, time, keys, absence.

use eql_functions::Pipe;
use event::Document;

use super::author::Author;
use super::decide::Goal;
use super::draft::{Draft, KeyMode};
use super::play::Part;
use super::search::Scene;
use super::staging::{self, Cue, MILLI};
use crate::{About, Case, Cause, Expectation, Structure, Wanted};

/// Pipes that keep so many matches get no case of more.
const MANY: u64 = 20;

impl<'q> Author<'q> {
    /// The cases that a match in its natural order gives by changing one thing.
    pub(super) fn tell_structure(&mut self, scene: &Scene<'q>) {
        self.tell_pipes(scene);
        if self.play.roles.len() > 1 || self.play.roles.iter().any(|role| role.copies > 1) {
            self.tell_absence(scene);
            self.tell_span(scene);
            self.tell_order();
            self.tell_keys();
            self.tell_until();
            self.tell_missing();
        }
    }

    fn tell(&mut self, structure: Structure, expectation: Expectation, events: Vec<Document>) {
        let name = super::name::words(&structure.to_string(), usize::MAX);
        let about = vec![About::Structure(structure)];
        let counts_matches = structure == Structure::MoreThanKept;
        let case = Case { name, expectation, events, about, counts_matches };
        if !self.add(case) {
            let cause = match expectation {
                Expectation::Positive => "the events do not match",
                Expectation::Negative => "the events match all the same",
            };
            self.lack(Wanted::Structure(structure), Cause::NotFound(cause.to_owned()));
        }
    }

    /// Adds the events that a draft gives, changed by `events`.
    fn tell_draft(
        &mut self,
        draft: &Draft<'q>,
        structure: Structure,
        expectation: Expectation,
        events: impl Fn(&Self, &Scene<'q>) -> Vec<Document>,
    ) {
        match self.search.solve(&self.play, draft) {
            Ok(scene) => {
                let events = events(self, &scene);
                self.tell(structure, expectation, events);
            }
            Err(unsolved) => self.lack(Wanted::Structure(structure), unsolved.cause),
        }
    }

    /// The events of a scene at these times.
    fn at(&self, scene: &Scene<'q>, cues: &[Cue]) -> Vec<Document> {
        staging::events(scene, cues, self.options)
    }

    fn cues(&self, scene: &Scene<'q>) -> Vec<Cue> {
        staging::evenly(&self.play, &staging::order(&self.play, &scene.draft))
    }

    /// One match more than any pipe keeps, where that are not many.
    fn tell_pipes(&mut self, scene: &Scene<'q>) {
        let kept = self.play.query.pipes.iter().map(|pipe| match pipe {
            Pipe::Head(count) | Pipe::Tail(count) => *count,
        });
        let Some(most) = kept.max().filter(|most| *most < MANY) else { return };
        let cues = self.cues(scene);
        let length = cues.last().map_or(0, |last| last.at) + staging::gap(&self.play, cues.len());
        let later = |round: u64| {
            let start = i128::from(round) * length;
            cues.iter().map(move |cue| Cue { at: start + cue.at, ..*cue })
        };
        let cues: Vec<Cue> = (0..=most).flat_map(later).collect();
        let events = self.at(scene, &cues);
        self.tell(Structure::MoreThanKept, Expectation::Positive, events);
    }

    /// A stage without its event, or with one less than it needs.
    fn tell_absence(&mut self, scene: &Scene<'q>) {
        let cues = self.cues(scene);
        for (actor, it) in scene.draft.actors.iter().enumerate() {
            let (stage, copies) = (self.play.roles[it.role].stage, self.play.roles[it.role].copies);
            let others: Vec<_> = cues.iter().filter(|cue| cue.actor != actor).copied().collect();
            if !others.is_empty() {
                let events = self.at(scene, &others);
                self.tell(Structure::WithoutStage(stage), Expectation::Negative, events);
            }
            if let Some(one) =
                cues.iter().rposition(|cue| cue.actor == actor).filter(|_| copies > 1)
            {
                let mut fewer = cues.clone();
                fewer.remove(one);
                let events = self.at(scene, &fewer);
                self.tell(Structure::OneRunFewer(stage), Expectation::Negative, events);
            }
        }
    }

    /// The longest that a match may take, and a millisecond more.
    fn tell_span(&mut self, scene: &Scene<'q>) {
        let Some(maxspan) = self.play.maxspan else { return };
        let mut cues = self.cues(scene);
        if cues.len() < 2 {
            return;
        }
        for (structure, expectation, span) in [
            (Structure::ExactMaxspan, Expectation::Positive, maxspan),
            (Structure::OverMaxspan, Expectation::Negative, maxspan + MILLI),
        ] {
            cues.iter_mut().next_back().into_iter().for_each(|last| last.at = span);
            let events = self.at(scene, &cues);
            self.tell(structure, expectation, events);
        }
    }

    /// The events of neighbouring stages swapped, where one of them is not taken by the other's stage.
    fn tell_order(&mut self) {
        if !self.play.is_ordered {
            return;
        }
        let taken = self.play.taken();
        for pair in taken.windows(2) {
            let scene = self.apart((pair[0], pair[1])).or_else(|| self.apart((pair[1], pair[0])));
            let Some(scene) = scene else { continue };
            let stage = self.play.roles[pair[0]].stage;
            let mut order = staging::order(&self.play, &scene.draft);
            let role = |actor: usize| scene.draft.actors[actor].role;
            let (from, to) = (
                order.iter().position(|&actor| role(actor) == pair[0]),
                order.iter().rposition(|&actor| role(actor) == pair[1]),
            );
            let natural = self.stage(&scene);
            if let (Some(from), Some(to)) = (from, to) {
                let copies = self.play.roles[pair[0]].copies;
                order[from..=to].rotate_left(copies);
                let events = self.at(&scene, &staging::evenly(&self.play, &order));
                self.tell(Structure::Swapped(stage), Expectation::Positive, natural);
                self.tell(Structure::Swapped(stage), Expectation::Negative, events);
            }
        }
    }

    /// A match in which the event of one role does not fit the other.
    fn apart(&self, (one, other): (usize, usize)) -> Option<Scene<'q>> {
        let mut draft = self.draft(&self.play.taken());
        let actor = draft.actor_in(one)?;
        let filter = self.play.roles[other].filter;
        draft.actors[actor].goals.push(Goal::new(filter, false));
        self.solved_match(&draft).ok()
    }

    /// Each join key with another value in one stage, and without any.
    fn tell_keys(&mut self) {
        let roles = self.play.taken();
        for key in 0..self.keys.len() {
            if self.keys[key] == KeyMode::Absent {
                continue;
            }
            for (actor, &role) in roles.iter().enumerate().skip(1) {
                let structure = Structure::OtherKey(self.play.roles[role].stage, key + 1);
                self.tell_key(key, KeyMode::Other(actor), structure, Expectation::Negative);
            }
            let is_optional = roles.iter().all(|&role| self.play.roles[role].keys[key].optional);
            let expectation =
                if is_optional { Expectation::Positive } else { Expectation::Negative };
            self.tell_key(key, KeyMode::Absent, Structure::KeyAbsent(key + 1), expectation);
            if is_optional && roles.len() > 1 {
                let last = KeyMode::AbsentIn(roles.len() - 1);
                self.tell_key(key, last, Structure::KeyAbsentOnce(key + 1), Expectation::Negative);
            }
        }
    }

    fn tell_key(
        &mut self,
        key: usize,
        mode: KeyMode,
        structure: Structure,
        expectation: Expectation,
    ) {
        let mut draft = self.draft(&self.play.taken());
        draft.keys[key] = mode;
        self.tell_draft(&draft, structure, expectation, Self::stage);
    }

    /// The draft of a match with an event that fulfils the filter of a role that a match has no event of.
    fn with_event_of(&self, role: usize) -> Option<(Draft<'q>, usize)> {
        let mut draft = self.draft(&self.cast_with(role));
        let actor = draft.actor_in(role)?;
        draft.actors[actor].goals = vec![Goal::new(self.play.roles[role].filter, true)];
        Some((draft, actor))
    }

    /// An event of `until` that ends nothing.
    fn tell_until(&mut self) {
        for role in self.play.of_part(Part::Until) {
            let Some((mut draft, until)) = self.with_event_of(role) else { continue };
            let last = |author: &Self, scene: &Scene<'q>| {
                let mut order = staging::order(&author.play, &scene.draft);
                order.sort_by_key(|&actor| actor == until);
                author.at(scene, &staging::evenly(&author.play, &order))
            };
            self.tell_draft(&draft, Structure::UntilTooLate, Expectation::Positive, last);
            if let Some(key) = draft.keys.first_mut() {
                *key = KeyMode::Other(until);
                let structure = Structure::UntilOfOtherKey;
                self.tell_draft(&draft, structure, Expectation::Positive, Self::stage);
            }
        }
    }

    /// An event that must be missing where it may be, and on the last millisecond where it may not.
    fn tell_missing(&mut self) {
        let Some(maxspan) = self.play.maxspan else { return };
        for role in self.play.of_part(Part::Missing) {
            let Some((mut draft, actor)) = self.with_event_of(role) else { continue };
            let stage = self.play.roles[role].stage;
            if let Ok(scene) = self.search.solve(&self.play, &draft) {
                self.tell_missing_at(&scene, (actor, stage), maxspan);
            }
            if let Some(key) = draft.keys.first_mut() {
                *key = KeyMode::Other(actor);
                let structure = Structure::MissingOfOtherKey(stage);
                self.tell_draft(&draft, structure, Expectation::Positive, Self::stage);
            }
        }
    }

    /// Before the first event, behind the last one, or between two, as the stage stands.
    fn tell_missing_at(
        &mut self,
        scene: &Scene<'q>,
        (actor, stage): (usize, usize),
        maxspan: i128,
    ) {
        let order = staging::order(&self.play, &scene.draft);
        let taken: Vec<usize> = order.iter().filter(|&&it| it != actor).copied().collect();
        let mut cues = staging::evenly(&self.play, &taken);
        let (Some(first), Some(last)) = (cues.first().copied(), cues.last().copied()) else {
            return;
        };
        let (bound, beyond) = match order.iter().position(|&it| it == actor) {
            Some(0) => (Some(last.at - maxspan), last.at - maxspan - MILLI),
            Some(place) if place + 1 == order.len() => {
                (Some(first.at + maxspan), first.at + maxspan + MILLI)
            }
            _ => (None, last.at + MILLI),
        };
        let mut tell = |at: i128, structure, expectation| {
            let own = Cue { actor, at };
            let place = cues.iter().position(|cue| cue.at > at).unwrap_or(cues.len());
            cues.insert(place, own);
            let events = self.at(scene, &cues);
            self.tell(structure, expectation, events);
            cues.remove(place);
        };
        tell(beyond, Structure::MissingElsewhere(stage), Expectation::Positive);
        if let Some(bound) = bound {
            tell(bound, Structure::MissingOnBound(stage), Expectation::Negative);
        }
    }
}
