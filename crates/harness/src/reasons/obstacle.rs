//! What stands in the way of a sequence or sample: the least that must be ignored for a match.

use eql_hir::{Form, Query, Stage};
use event::{Document, JoinKey, Timestamp, Value, join_keys};
use oracle::Oracle;

use super::record::{Change, Records, Wanted};
use super::relaxation::{self, Relaxation};
use super::stages::{self, Role, StageReason};
use super::tree::Seen;
use crate::Rule;
use crate::fixtures::{self, Matches, Ordered};

/// The least that must be ignored for a match, and the match that there would be.
#[derive(Clone, PartialEq, Debug)]
pub struct Obstacles {
    /// The records of the match that there would be, one a stage; `None` for a missing one. Empty where the events
    /// do not even stand in the right order.
    pub closest: Vec<Option<usize>>,
    /// What is in its way, in the order of the query.
    pub facts: Vec<Fact>,
}

/// One thing that is in the way of a match.
#[derive(Clone, PartialEq, Debug)]
pub enum Fact {
    /// No event can be at this stage, whatever changes.
    Impossible {
        /// Which stage.
        role: Role,
    },
    /// The event of a stage does not fit its filter.
    Clauses {
        /// Which stage.
        role: Role,
        /// The event.
        record: usize,
        /// The clauses that refuse it.
        changes: Vec<Change>,
    },
    /// The events do not share a join key.
    Key {
        /// The field and its values at each event, with the record.
        values: Vec<(usize, Seen)>,
    },
    /// The events are too far apart. Nanoseconds.
    Maxspan {
        /// How far they may be apart.
        maxspan: i128,
        /// How far they are.
        span: i128,
    },
    /// An event ended the sequence.
    Until {
        /// The event.
        record: usize,
    },
    /// An event occurred that must be missing.
    Occurred {
        /// Which stage.
        role: Role,
        /// The event.
        record: usize,
    },
    /// The events of a stage have no time.
    Untimed {
        /// Which stage.
        role: Role,
    },
    /// A stage that is repeated takes fewer events than it needs.
    TooFew {
        /// Which stage.
        role: Role,
        /// How many it needs.
        runs: usize,
        /// How many it takes.
        taken: usize,
    },
    /// The events of the stages do not stand in their order in time.
    Order,
}

/// Finds the obstacles of a rule that does not match.
pub(super) fn find(rule: &Rule, events: &[Document], stages: &[StageReason]) -> Option<Obstacles> {
    let impossible = stages.iter().filter(|stage| stage.role.is_needed() && stage.taken.is_empty());
    let impossible = impossible
        .filter(|stage| stage.record.as_ref().is_none_or(|nearest| nearest.changes.is_none()));
    let facts: Vec<_> = impossible.map(|stage| Fact::Impossible { role: stage.role }).collect();
    if !facts.is_empty() {
        return (!events.is_empty()).then_some(Obstacles { closest: Vec::new(), facts });
    }
    let search = Search { rule, events, times: times(rule, events) };
    let clauses = clauses(&rule.query, stages);
    Some(search.least(&clauses).unwrap_or_else(|| search.out_of_order(stages)))
}

/// The clauses of the stages that take no event, as the nearest event needs them.
fn clauses(query: &Query, stages: &[StageReason]) -> Vec<Relaxation> {
    let lacking = stages.iter().filter(|stage| stage.role.is_needed() && stage.taken.is_empty());
    let changes = lacking.filter_map(|stage| stage.record.as_ref()?.changes.as_ref()).flatten();
    let test =
        |change: &Change| (change.wanted == Wanted::Hold) != query.leaf(change.leaf).is_opposite;
    changes.map(|change| Relaxation::Clause(change.leaf, test(change))).collect()
}

/// The time of each event.
fn times(rule: &Rule, events: &[Document]) -> Vec<Option<Timestamp>> {
    let mut times = vec![None; events.len()];
    for (record, time) in Ordered::new(rule, events).moments() {
        times[record - 1] = time;
    }
    times
}

struct Search<'r> {
    rule: &'r Rule,
    events: &'r [Document],
    times: Vec<Option<Timestamp>>,
}

impl Search<'_> {
    /// The fewest things that must be ignored beside these clauses: none, one, two, or else all.
    fn least(&self, clauses: &[Relaxation]) -> Option<Obstacles> {
        let all = relaxation::all(&self.rule.query);
        let mut tries = vec![Vec::new()];
        tries.extend(all.iter().map(|one| vec![*one]));
        for (at, first) in all.iter().enumerate() {
            tries.extend(all[at + 1..].iter().map(|second| vec![*first, *second]));
        }
        tries.push(all);
        tries.iter().find_map(|ignored| self.ignoring(clauses, ignored))
    }

    /// What is in the way of the best match that there would be without these things.
    fn ignoring(&self, clauses: &[Relaxation], ignored: &[Relaxation]) -> Option<Obstacles> {
        let relaxations = [clauses, ignored].concat();
        let relaxed = relaxation::relaxed(&self.rule.query, &relaxations);
        let matches = fixtures::by_oracle(self.rule, &Oracle::new(&relaxed), self.events);
        let closest = self.closest(matches)?;
        let facts = self.facts(&closest, ignored);
        Some(Obstacles { closest, facts })
    }

    /// The match of the shortest span; of equal ones the first.
    fn closest(&self, matches: Matches) -> Option<Vec<Option<usize>>> {
        let matches = matches.into_iter().map(|(records, _)| records);
        matches.min_by_key(|records| self.span(records))
    }

    fn span(&self, records: &[Option<usize>]) -> Option<i128> {
        let times = records.iter().flatten().map(|record| self.times[record - 1]);
        let times: Option<Vec<_>> = times.map(|time| Some(time?.nanos())).collect();
        let times = times?;
        Some(times.iter().max()? - times.iter().min()?)
    }

    fn facts(&self, closest: &[Option<usize>], ignored: &[Relaxation]) -> Vec<Fact> {
        let stages = stages::of(&self.rule.query);
        let mut facts = self.refused(closest, &stages);
        let keyed = !ignored.iter().any(|ignored| matches!(ignored, Relaxation::Key(_)));
        let fact = |relaxation: &Relaxation| match relaxation {
            Relaxation::Clause(..) => None,
            Relaxation::Key(at) => Some(self.key(*at, closest, &stages)),
            Relaxation::Maxspan => self.maxspan(closest),
            Relaxation::Until => {
                let at = stages.iter().position(|(role, _)| *role == Role::Until)?;
                let record = self.culprit(at, closest, &stages, keyed)?;
                Some(Fact::Until { record })
            }
            Relaxation::Missing(at) => {
                let record = self.culprit(*at, closest, &stages, keyed)?;
                Some(Fact::Occurred { role: stages[*at].0, record })
            }
        };
        facts.extend(ignored.iter().filter_map(fact));
        facts
    }

    /// The first event that a stage takes where it must not: between the events of the match that stand around it,
    /// or within maxspan where none does. It shares their keys, unless keys are ignored too.
    fn culprit(
        &self,
        at: usize,
        closest: &[Option<usize>],
        stages: &[(Role, &Stage)],
        keyed: bool,
    ) -> Option<usize> {
        let time = |record: &usize| Some(self.times[record - 1]?.nanos());
        let (before, after) = closest.split_at(at.min(closest.len()));
        let is_until = stages[at].0 == Role::Until;
        let first = closest.iter().flatten().next().and_then(time)?;
        let last = closest.iter().flatten().next_back().and_then(time)?;
        let maxspan = self.maxspan_nanos().unwrap_or(i128::MAX >> 1);
        let from = before.iter().flatten().next_back().filter(|_| !is_until);
        let from = if is_until { first } else { from.and_then(time).unwrap_or(last - maxspan) };
        let to = after.iter().flatten().next();
        let to = if is_until { last } else { to.and_then(time).unwrap_or(first + maxspan) };
        let keys = self.keys(closest, stages);
        let records =
            Records { rule: self.rule, filter: &stages[at].1.filter, events: self.events };
        let is_there = |place: &usize| {
            let time = self.times[*place].map(Timestamp::nanos);
            time.is_some_and(|time| (from..=to).contains(&time))
                && !closest.contains(&Some(place + 1))
                && (!keyed
                    || self.keys_at(stages[at].1, *place).iter().any(|key| keys.contains(key)))
        };
        records.taken().into_iter().find(is_there).map(|place| place + 1)
    }

    /// The keys of the first event of a match.
    fn keys(&self, closest: &[Option<usize>], stages: &[(Role, &Stage)]) -> Vec<JoinKey> {
        let mut events = stages.iter().zip(closest);
        let first = events.find_map(|((_, stage), record)| Some((*stage, (*record)?)));
        first.map(|(stage, record)| self.keys_at(stage, record - 1)).unwrap_or_default()
    }

    fn keys_at(&self, stage: &Stage, place: usize) -> Vec<JoinKey> {
        let values = stage.keys.iter().map(|key| {
            let field = self.rule.query.field(key.field);
            (self.events[place].typed_values(&field.path, field.field_type), key.optional)
        });
        join_keys(&values.collect::<Vec<_>>())
    }

    /// The events that do not fit their stage.
    fn refused(&self, closest: &[Option<usize>], stages: &[(Role, &Stage)]) -> Vec<Fact> {
        let refused = |((role, stage), record): (&(Role, &Stage), &Option<usize>)| {
            let record = (*record)?;
            let records = Records { rule: self.rule, filter: &stage.filter, events: self.events };
            let changes = records.changes_at(record - 1).filter(|changes| !changes.is_empty())?;
            Some(Fact::Clauses { role: *role, record, changes })
        };
        stages.iter().zip(closest).filter_map(refused).collect()
    }

    /// What the events have at a join key.
    fn key(&self, at: usize, closest: &[Option<usize>], stages: &[(Role, &Stage)]) -> Fact {
        let seen = |((_, stage), record): (&(Role, &Stage), &Option<usize>)| {
            let record = (*record)?;
            let field = self.rule.query.field(stage.keys[at].field);
            let values = self.events[record - 1].values(&field.path);
            let values = values.into_iter().map(Value::into_owned).collect();
            Some((record, Seen { field: field.path.as_str().to_owned(), values }))
        };
        Fact::Key { values: stages.iter().zip(closest).filter_map(seen).collect() }
    }

    fn maxspan(&self, closest: &[Option<usize>]) -> Option<Fact> {
        Some(Fact::Maxspan { maxspan: self.maxspan_nanos()?, span: self.span(closest)? })
    }

    fn maxspan_nanos(&self) -> Option<i128> {
        let Form::Sequence(sequence) = &self.rule.query.form else { return None };
        sequence.maxspan
    }

    /// Every stage has events, but not enough of them, or not in their order.
    fn out_of_order(&self, stages: &[StageReason]) -> Obstacles {
        let first = stages.iter().filter(|stage| stage.role.is_needed());
        let untimed =
            |stage: &StageReason| stage.taken.iter().all(|record| self.times[record - 1].is_none());
        let too_few = |stage: &StageReason| {
            let (role, runs, taken) = (stage.role, stage.runs, stage.taken.len());
            (taken < runs).then_some(Fact::TooFew { role, runs, taken })
        };
        let fact = match first.clone().find(|stage| untimed(stage)) {
            Some(stage) => Fact::Untimed { role: stage.role },
            None => first.clone().find_map(too_few).unwrap_or(Fact::Order),
        };
        Obstacles { closest: Vec::new(), facts: vec![fact] }
    }
}
