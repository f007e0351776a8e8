//! The state of sequences (spec 15): one pending instance for each key and stage.

use event::{JoinKey, Timestamp};
use hashbrown::HashMap;
use pack::{Plan, RuleId, SequencePlan};

use crate::Matcher;
use crate::filter::{StageHit, StageRef};

/// A sequence that is complete. `E` is the caller's name for an event, or the event itself.
#[derive(Clone, PartialEq, Debug)]
pub struct Match<E> {
    /// The rule.
    pub rule: RuleId,
    /// The keys that its events share.
    pub join_keys: JoinKey,
    /// One event a stage.
    pub events: Vec<E>,
}

/// All pending sequences of one stream; it holds the events that are part of them.
#[derive(Debug)]
pub struct Sequences<E> {
    rules: Vec<Slots<E>>,
}

/// The pending instances of one rule.
#[derive(Debug)]
struct Slots<E> {
    /// By key. Looked up and swept, never walked through for a result, so its order is nobody's.
    instances: HashMap<JoinKey, Vec<Option<Pending<E>>>>,
    /// When instances that maxspan has ended are looked for next.
    sweep: Option<Timestamp>,
}

#[derive(Debug)]
struct Pending<E> {
    first: Timestamp,
    events: Vec<E>,
}

impl Matcher {
    /// The state of a stream that begins.
    pub fn create_sequences<E>(&self) -> Sequences<E> {
        let empty = || Slots { instances: HashMap::new(), sweep: None };
        Sequences { rules: self.program.rules.iter().map(|_| empty()).collect() }
    }

    /// Takes one event, with the hits that `filter` gave for it. Events come in the order of their clock.
    ///
    /// Calls `found` for each sequence that the event completes: by rule, then by key (spec 15.9).
    pub fn advance<E: Clone>(
        &self,
        sequences: &mut Sequences<E>,
        event: &E,
        time: Timestamp,
        hits: &[StageHit],
        mut found: impl FnMut(Match<E>),
    ) {
        for hits in hits.chunk_by(|left, right| left.rule == right.rule) {
            let rule = hits[0].rule;
            let Plan::Sequence(plan) = &self.rule(rule).plan else { continue };
            let step = Step { rule, plan, event, time };
            let mut completed = step.run(&mut sequences.rules[rule.index()], hits);
            completed.sort_by(|left, right| left.join_keys.cmp(&right.join_keys));
            completed.into_iter().for_each(&mut found);
        }
    }
}

/// One event at one rule.
struct Step<'s, E> {
    rule: RuleId,
    plan: &'s SequencePlan,
    event: &'s E,
    time: Timestamp,
}

impl<E: Clone> Step<'_, E> {
    /// The hits come with the last stage first and `until` at the end (spec 15.1, 15.2).
    fn run(&self, slots: &mut Slots<E>, hits: &[StageHit]) -> Vec<Match<E>> {
        let mut completed = Vec::new();
        for hit in hits {
            match hit.stage {
                StageRef::Until => {
                    hit.keys.iter().for_each(|key| drop(slots.instances.remove(key)))
                }
                StageRef::Stage(0) => hit.keys.iter().for_each(|key| self.begin(slots, key)),
                StageRef::Stage(stage) => {
                    let stage = stage as usize;
                    completed
                        .extend(hit.keys.iter().filter_map(|key| self.enter(slots, stage, key)));
                }
            }
        }
        self.sweep(slots);
        completed
    }

    /// A new start replaces one that is pending (spec 15.1).
    fn begin(&self, slots: &mut Slots<E>, key: &JoinKey) {
        let pending = Pending { first: self.time, events: vec![self.event.clone()] };
        let empty = || (1..self.plan.stages.len()).map(|_| None).collect();
        slots.instances.entry(key.clone()).or_insert_with(empty)[0] = Some(pending);
    }

    /// Fills a stage for one key; the match, if it was the last stage. An advance takes the pending instance
    /// away even where maxspan then refuses it (spec 15.5).
    fn enter(&self, slots: &mut Slots<E>, stage: usize, key: &JoinKey) -> Option<Match<E>> {
        let instances = slots.instances.get_mut(key)?;
        let mut pending = instances[stage - 1].take()?;
        let mut complete = None;
        if self.within(pending.first) {
            pending.events.push(self.event.clone());
            match instances.get_mut(stage) {
                Some(slot) => *slot = Some(pending),
                None => complete = Some(pending.events),
            }
        }
        if instances.iter().all(Option::is_none) {
            slots.instances.remove(key);
        }
        complete.map(|events| Match { rule: self.rule, join_keys: key.clone(), events })
    }

    fn within(&self, first: Timestamp) -> bool {
        self.plan.maxspan.is_none_or(|maxspan| self.time.nanos() - first.nanos() <= maxspan)
    }

    /// Frees what maxspan has ended, once a maxspan: an expired instance can never complete (spec 21.1).
    fn sweep(&self, slots: &mut Slots<E>) {
        let Some(maxspan) = self.plan.maxspan else { return };
        if slots.sweep.is_some_and(|due| self.time < due) {
            return;
        }
        slots.instances.retain(|_, instances| {
            instances
                .iter_mut()
                .for_each(|slot| drop(slot.take_if(|pending| !self.within(pending.first))));
            instances.iter().any(Option::is_some)
        });
        slots.sweep = Some(Timestamp::from_nanos(self.time.nanos() + maxspan));
    }
}
