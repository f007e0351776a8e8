//! Makes the cases of one query: what it needs, in the order of how much it tells, up to a bound.

use eql_hir::{LeafId, Query};
use event::{Document, Ordinal};
use oracle::{Oracle, Stamped};

use super::draft::{Draft, KeyMode};
use super::notebook::Notebook;
use super::play::Play;
use super::search::{Scene, Search};
use super::staging;
use crate::{About, Case, Cause, Expectation, Generated, Options, UnsolvedClause, Wanted};

/// Makes the cases of one query.
pub(crate) struct Author<'q> {
    pub(super) play: Play<'q>,
    pub(super) options: &'q Options,
    pub(super) search: Search<'q>,
    pub(super) notes: Notebook,
    /// How the actors of a match share each join key.
    pub(super) keys: Vec<KeyMode>,
}

impl<'q> Author<'q> {
    pub(crate) fn new(query: &'q Query, options: &'q Options) -> Self {
        let play = Play::of(query);
        let keys = play.shared_keys();
        let search = Search::new(query, options.seed, options.max_calls);
        Self { play, options, search, notes: Notebook::default(), keys }
    }

    /// All cases.
    pub(crate) fn write(mut self) -> Generated {
        match self.first_scene() {
            Ok(scene) => {
                let mut branches = self.branches();
                self.tell_matches(&mut branches);
                self.tell_near_misses(&branches);
                self.tell_structure(&scene);
                self.vary(&branches);
            }
            Err(cause) => self.tell_nothing(&cause),
        }
        Generated { cases: self.notes.cases, unsolved: self.notes.unsolved }
    }

    /// A query that no events were found for.
    fn tell_nothing(&mut self, cause: &Cause) {
        self.lack(Wanted::Match, cause.clone());
        for leaf in self.leaves() {
            self.lack(Wanted::NearMiss(leaf), cause.clone());
        }
    }

    /// The leaves of the query, in the order of the text.
    pub(super) fn leaves(&self) -> impl Iterator<Item = LeafId> + use<> {
        (0..).map(LeafId).take(self.play.query.leaves.len())
    }

    pub(super) fn lack(&mut self, wanted: Wanted, cause: Cause) {
        self.notes.unsolved.push(UnsolvedClause { wanted, cause });
    }

    /// The simplest match. Where its events cannot have a value of a key that may be absent, they have none.
    pub(super) fn first_scene(&mut self) -> Result<Scene<'q>, Cause> {
        let first = self.solve_match();
        if first.is_ok() {
            return first;
        }
        for key in 0..self.keys.len() {
            let is_optional = self.play.roles.iter().all(|role| role.keys[key].optional);
            if is_optional {
                self.keys[key] = KeyMode::Absent;
                let scene = self.solve_match();
                if scene.is_ok() {
                    return scene;
                }
                self.keys[key] = KeyMode::Shared;
            }
        }
        first
    }

    fn solve_match(&self) -> Result<Scene<'q>, Cause> {
        let draft = self.draft(&self.play.taken());
        let scene = self.search.solve(&self.play, &draft).map_err(|unsolved| unsolved.cause)?;
        if self.is_matched(&self.stage(&scene)) {
            return Ok(scene);
        }
        Err(Cause::NotFound("the events that should match do not".to_owned()))
    }

    /// What the actors of a match must be.
    pub(super) fn draft(&self, roles: &[usize]) -> Draft<'q> {
        Draft::new(&self.play, roles, &self.keys)
    }

    /// The roles of a match, and this one.
    pub(super) fn cast_with(&self, role: usize) -> Vec<usize> {
        let roles = 0..self.play.roles.len();
        roles.filter(|&other| other == role || self.play.roles[other].is_taken()).collect()
    }

    /// The events of a scene in their natural order.
    pub(super) fn stage(&self, scene: &Scene<'q>) -> Vec<Document> {
        staging::natural_events(&self.play, scene, self.options)
    }

    /// Whether the query matches on these events.
    pub(super) fn is_matched(&self, events: &[Document]) -> bool {
        are_matched(self.play.query, events, self.options)
    }

    /// Adds a case if the oracle finds it as it should be.
    pub(super) fn add(&mut self, case: Case) -> bool {
        let is_right = self.is_matched(&case.events) == (case.expectation == Expectation::Positive);
        if is_right {
            self.notes.add(case);
        }
        is_right
    }

    /// Adds events that match once this leaf says the opposite of one of them, or of all, and do not as it is.
    pub(super) fn add_near_miss(&mut self, leaf: LeafId, case: Case) -> bool {
        let plain = Oracle::new(self.play.query);
        let of_one = (0..case.events.len())
            .map(|event| plain.with_flipped_at(oracle::Part::Leaf(leaf), event));
        let mut flipped = of_one.chain([plain.with_flipped(leaf)]);
        flipped.any(|flipped| is_match_of(&flipped, &case.events, self.options)) && self.add(case)
    }

    pub(super) fn is_full(&self) -> bool {
        self.notes.cases.len() >= self.options.max_cases
    }

    /// Whether a leaf has a near miss.
    pub(super) fn has_near_miss(&self, leaf: LeafId) -> bool {
        self.notes.has(Expectation::Negative, About::Leaf(leaf))
    }
}

/// Whether a query matches on these events.
pub(crate) fn are_matched(query: &Query, events: &[Document], options: &Options) -> bool {
    is_match_of(&Oracle::new(query), events, options)
}

/// How often a query matches on these events.
pub(super) fn count_matches(query: &Query, events: &[Document], options: &Options) -> usize {
    matches_of(&Oracle::new(query), events, options)
}

fn is_match_of(oracle: &Oracle<'_>, events: &[Document], options: &Options) -> bool {
    matches_of(oracle, events, options) > 0
}

fn matches_of(oracle: &Oracle<'_>, events: &[Document], options: &Options) -> usize {
    let time = (&options.timestamp_field, options.timestamp_type);
    let tiebreaker = options.tiebreaker_field.as_ref();
    let stamped = events.iter().zip(0..).map(|(document, position)| Stamped {
        document,
        ordinal: Ordinal::typed(document, time, tiebreaker, position),
    });
    let mut stamped: Vec<_> = stamped.collect();
    stamped.sort_by(|left, right| left.ordinal.cmp(&right.ordinal));
    oracle.run(&stamped).len()
}
