//! What one rule finds among some of its events.

use std::cmp::Ordering;

use event::{Document, FieldPath, JoinKey, Ordinal, Timestamp};
use matcher::{Matcher, StageHit, StreamOptions};
use pack::{Plan, RuleId};

use super::ReplayError;
use super::exceptions::Hidden;
use super::ledger::Events;
use super::schedule::Window;
use super::store::{Store, Stored};
use super::terms::Terms;
use crate::Rule;

/// An event that the filters of a rule take. Found groups name it by its place in the list of all of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    /// Its place in the store.
    pub(super) event: usize,
    /// The time that windows go by.
    pub(super) when: Timestamp,
    /// From when on it is indexed.
    pub(super) indexed: Timestamp,
    /// From when on the rule sees it: it is indexed, and no exception hides it.
    pub(super) seen_from: Timestamp,
    /// Whether it is an alert of the rule itself.
    is_own_alert: bool,
}

/// The events of one match: hits by their place, `None` for a missing event.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Group {
    pub(super) events: Vec<Option<usize>>,
    pub(super) join_keys: JoinKey,
    /// The time of the last event.
    pub(super) time: Option<Timestamp>,
}

/// The hits of a rule, and how to search among them.
pub(super) struct Searcher {
    /// In the order of the time that windows go by.
    pub(super) hits: Vec<Hit>,
    /// By hit, its place in the order of the query.
    ranks: Vec<usize>,
    /// By hit, the time in the order of the query.
    times: Vec<Option<Timestamp>>,
    /// Where the rule is no query of single events.
    stages: Option<Stages>,
    /// How many events exceptions and filters hide for good.
    pub(super) hidden: u64,
}

/// The stages of one rule alone, so that a state is small.
struct Stages {
    matcher: Matcher,
    /// By hit.
    hits: Vec<Vec<StageHit>>,
    options: StreamOptions,
}

impl Searcher {
    pub(super) fn new(
        rule: &Rule,
        terms: &Terms,
        store: &Store,
        taken: &[usize],
        options: StreamOptions,
    ) -> Result<Self, ReplayError> {
        let (mut hits, mut hidden) = (Vec::new(), 0);
        for &event in taken {
            let stored = &store.events[event];
            // No window holds an event without a time; the store has counted it.
            let (Some(when), Some(indexed)) = (terms.time(stored.document()), stored.visible)
            else {
                continue;
            };
            let seen_from = match terms.hidden(stored.document()) {
                Hidden::Never => indexed,
                Hidden::Until(time) => indexed.max(time),
                Hidden::Always => {
                    hidden += 1;
                    continue;
                }
            };
            let is_own_alert = is_alert_of(stored.document(), &rule.id);
            hits.push(Hit { event, when, indexed, seen_from, is_own_alert });
        }
        hits.sort_by_key(|hit| hit.when);
        let (ranks, times) = order(&hits, terms, store);
        let stages = Stages::new(rule, &hits, store, options)?;
        Ok(Self { hits, ranks, times, stages, hidden })
    }

    /// The hits that a search of a window finds.
    pub(super) fn visible(&self, window: &Window) -> Vec<usize> {
        let begin = self.hits.partition_point(|hit| hit.when < window.from);
        let end = self.hits.partition_point(|hit| hit.when <= window.to);
        (begin..end).filter(|&hit| self.hits[hit].seen_from <= window.run).collect()
    }

    /// All matches among some hits, in the order in which a limit counts them.
    pub(super) fn search(&self, hits: &[usize]) -> Vec<Group> {
        let mut ordered = hits.to_vec();
        ordered.sort_unstable_by_key(|&hit| self.ranks[hit]);
        match &self.stages {
            None => ordered.into_iter().map(|hit| self.single(hit)).collect(),
            Some(stages) => self.groups(stages, &ordered),
        }
    }

    /// Whether an alert of the rule itself is among the events: Kibana makes no alert of such a match.
    pub(super) fn has_own_alert(&self, group: &Group) -> bool {
        group.events.iter().flatten().any(|&hit| self.hits[hit].is_own_alert)
    }

    /// The events of a group by their place in the store.
    pub(super) fn events(&self, group: &Group) -> Events {
        group.events.iter().map(|hit| hit.map(|hit| self.hits[hit].event)).collect()
    }

    fn single(&self, hit: usize) -> Group {
        Group { events: vec![Some(hit)], join_keys: JoinKey::default(), time: self.times[hit] }
    }

    fn groups(&self, stages: &Stages, ordered: &[usize]) -> Vec<Group> {
        let Stages { matcher, hits, options } = stages;
        let mut groups = Vec::new();
        let mut add = |found: matcher::Match<usize>| {
            let matcher::Match { events, join_keys, time, .. } = found;
            groups.push(Group { events, join_keys, time });
        };
        let mut state = matcher.create_state(*options);
        for &hit in ordered {
            matcher.advance(&mut state, &hit, self.times[hit], &hits[hit], &mut add);
        }
        matcher.finish(state, &mut add);
        // Samples stay in the order of their keys, in which a limit counts them (spec 18.8).
        if matches!(matcher.rule(RuleId(0)).plan, Plan::Sequence(_)) {
            groups.sort_by(|left, right| self.compare(left, right));
        }
        groups
    }

    /// By the last event, then by keys (spec 15.9).
    fn compare(&self, left: &Group, right: &Group) -> Ordering {
        let last = |group: &Group| group.events.iter().flatten().map(|&hit| self.ranks[hit]).max();
        last(left).cmp(&last(right)).then_with(|| left.join_keys.cmp(&right.join_keys))
    }
}

/// By hit, its place in the order of the query, and its time there.
fn order(hits: &[Hit], terms: &Terms, store: &Store) -> (Vec<usize>, Vec<Option<Timestamp>>) {
    let ordinal = |stored: &Stored| {
        let (path, field_type) = &terms.timestamp;
        let time = (path, *field_type);
        Ordinal::typed(stored.document(), time, terms.tiebreaker.as_ref(), stored.position)
    };
    let ordinals: Vec<_> = hits.iter().map(|hit| ordinal(&store.events[hit.event])).collect();
    let mut places: Vec<usize> = (0..hits.len()).collect();
    // Those without a time in the order of the query come last, as Elasticsearch sorts them.
    places.sort_by_key(|&hit| {
        let ordinal = ordinals[hit].as_ref();
        (ordinal.is_none(), ordinal, store.events[hits[hit].event].position)
    });
    let mut ranks = vec![0; hits.len()];
    for (rank, hit) in places.into_iter().enumerate() {
        ranks[hit] = rank;
    }
    let times = ordinals.iter().map(|ordinal| ordinal.as_ref().map(|ordinal| ordinal.time));
    (ranks, times.collect())
}

fn is_alert_of(document: &Document, id: &str) -> bool {
    let names = |path: &str| {
        let values = document.values(&FieldPath::new(path));
        values.iter().any(|value| value.as_str() == Some(id))
    };
    names("kibana.alert.rule.rule_id") || names("kibana.alert.ancestors.rule")
}

impl Stages {
    fn new(
        rule: &Rule,
        hits: &[Hit],
        store: &Store,
        options: StreamOptions,
    ) -> Result<Option<Self>, ReplayError> {
        if matches!(rule.query.form, eql_hir::Form::Event(_)) || hits.is_empty() {
            return Ok(None);
        }
        let program = eql_compiler::compile(&[rule.compiler_source()]);
        let matcher = Matcher::new(program).map_err(ReplayError::Refused)?;
        let mut scratch = matcher.create_scratch();
        let stages = |hit: &Hit| {
            matcher.filter(&mut scratch, store.events[hit.event].document()).stages.clone()
        };
        let hits = hits.iter().map(stages).collect();
        Ok(Some(Self { matcher, hits, options }))
    }
}
