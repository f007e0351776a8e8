//! The state of one stream: what the sequences and samples of all rules hold.

use event::{JoinKey, SequenceMode, Timestamp};
use pack::{Plan, RuleId};

use crate::Matcher;
use crate::bounds::{Bounds, Held, oldest_eighth};
use crate::filter::StageHit;
use crate::look_back::{Excerpt, Ground, Processes};
use crate::sample::{Candidate, Sample};
use crate::sequence::{Complete, Layout, MOST_PENDING, Role, Sequence, Step};

/// A sequence or sample that is complete. `E` is the caller's name for an event, or the event itself.
#[derive(Clone, PartialEq, Debug)]
pub struct Match<E> {
    /// The rule.
    pub rule: RuleId,
    /// The keys that its events share.
    pub join_keys: JoinKey,
    /// The time of the last event; `None` where none of a sample has one.
    pub time: Option<Timestamp>,
    /// One event a stage; `None` for a missing one.
    pub events: Vec<Option<E>>,
}

/// How a stream is run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StreamOptions {
    /// What the end of the input means to a missing event.
    pub mode: SequenceMode,
    /// The most samples of one key (spec 18.2).
    pub max_samples_per_key: usize,
    /// How much it may hold.
    pub bounds: Bounds,
}

impl Default for StreamOptions {
    fn default() -> Self {
        Self { mode: SequenceMode::default(), max_samples_per_key: 1, bounds: Bounds::default() }
    }
}

/// All pending sequences and samples of one stream; it holds the events that are part of them.
#[derive(Debug)]
pub struct State<E> {
    rules: Vec<RuleState<E>>,
    options: StreamOptions,
    /// The number of the next event.
    serial: u64,
    /// The time of the latest event.
    watermark: Option<Timestamp>,
    /// How much memory an event takes.
    weigh: fn(&E) -> u64,
    /// How many keys all rules hold.
    keys: usize,
    /// At how many keys memory is counted next.
    next_count: usize,
    /// The memory of the events taken since it was counted.
    weight: u64,
    dropped: u64,
    /// What events have said about processes.
    processes: Processes,
    errors: u64,
}

#[derive(Debug)]
enum RuleState<E> {
    Event,
    Sequence(Sequence<E>),
    Sample(Sample<E>),
}

/// How many keys more there are before memory is counted again, beside an eighth of them.
const COUNT_INTERVAL: usize = 1024;

impl<E> RuleState<E> {
    fn held(&self) -> Option<&dyn Held<E>> {
        match self {
            Self::Event => None,
            Self::Sequence(sequence) => Some(sequence),
            Self::Sample(sample) => Some(sample),
        }
    }

    fn keys(&self) -> usize {
        self.held().map_or(0, Held::keys)
    }

    fn held_mut(&mut self) -> Option<&mut dyn Held<E>> {
        match self {
            Self::Event => None,
            Self::Sequence(sequence) => Some(sequence),
            Self::Sample(sample) => Some(sample),
        }
    }
}

impl<E> State<E> {
    /// The same with another measure of how much memory an event takes; by default that of `E` itself.
    #[must_use]
    pub fn weighing(self, weigh: fn(&E) -> u64) -> Self {
        Self { weigh, ..self }
    }

    /// How many pending sequences, samples, remembered missing events and processes went because the state was full. If
    /// there are any, the matches are partial.
    pub fn dropped(&self) -> u64 {
        self.dropped
    }

    /// Errors in filters that look back, which were taken as null; those of other filters are in `Scratch`.
    pub fn errors(&self) -> u64 {
        self.errors
    }

    /// How many pending sequences and keys of samples there are, over all rules, and how many processes are known.
    pub fn keys(&self) -> usize {
        self.keys
    }

    fn held(&self) -> impl Iterator<Item = &dyn Held<E>> {
        let processes: &dyn Held<E> = &self.processes;
        self.rules.iter().filter_map(RuleState::held).chain([processes])
    }

    fn bytes(&self) -> u64 {
        self.held().map(|held| held.bytes(self.weigh)).sum()
    }

    /// Drops the oldest items while there is too much. Memory is counted only after an eighth more keys or
    /// memory, so the cost for each is constant.
    fn keep_bounds(&mut self) {
        let most = self.options.bounds.keys.min(MOST_PENDING);
        while self.keys > most && self.drop_oldest() {}
        if self.keys >= self.next_count || self.weight > self.options.bounds.bytes / 8 {
            while self.bytes() > self.options.bounds.bytes && self.drop_oldest() {}
            self.next_count = self.keys + self.keys / 8 + COUNT_INTERVAL;
            self.weight = 0;
        }
    }

    /// Drops the oldest eighth of everything; false if there is nothing.
    fn drop_oldest(&mut self) -> bool {
        let mut ages = Vec::new();
        self.held().for_each(|held| held.ages(&mut ages));
        let Some(age) = oldest_eighth(&mut ages) else { return false };
        self.dropped += self
            .rules
            .iter_mut()
            .filter_map(RuleState::held_mut)
            .map(|held| held.drop_until(age))
            .sum::<u64>();
        self.dropped += Held::<E>::drop_until(&mut self.processes, age);
        self.keys = self.held().map(Held::keys).sum();
        true
    }
}

impl<E: Clone> State<E> {
    /// The matches of one rule that an event completes or decides.
    fn take(
        &mut self,
        matcher: &Matcher,
        event: &E,
        time: Option<Timestamp>,
        hits: &[StageHit],
    ) -> Vec<Match<E>> {
        let rule = hits[0].rule;
        let ground = Ground::new(matcher, &self.processes);
        let found = match (&mut self.rules[rule.index()], &matcher.rule(rule).plan) {
            (RuleState::Sequence(sequence), Plan::Sequence(plan)) => {
                // An event without a time takes part in no sequence (spec 13.5).
                let Some(time) = time else { return Vec::new() };
                let layout = matcher.layout(rule);
                let serial = self.serial;
                let step = Step { plan, layout, event, time, serial, ground: &ground };
                with_gaps(rule, layout, sequence.advance(&step, hits))
            }
            (RuleState::Sample(sample), Plan::Sample(parts)) => {
                let max_groups = self.options.max_samples_per_key;
                let candidate = || Candidate { serial: self.serial, time, event: event.clone() };
                sample.add(hits, parts.len(), max_groups, candidate, &ground);
                Vec::new()
            }
            (_, _) => Vec::new(),
        };
        self.errors += ground.errors();
        found
    }

    /// Takes what an event says about processes; the event rules that it decides.
    fn observe(&mut self, matcher: &Matcher, excerpt: &Excerpt) -> Vec<RuleId> {
        let Some(process) = &excerpt.process else { return self.decide(matcher, excerpt) };
        self.processes.tell(process, self.serial);
        for &filter in &excerpt.marks {
            self.processes.mark(process, filter, self.serial);
        }
        for &filter in &excerpt.open_marks {
            let ground = Ground::new(matcher, &self.processes);
            let holds = ground.holds(filter, excerpt, &[]);
            self.errors += ground.errors();
            if holds {
                self.processes.mark(process, filter, self.serial);
            }
        }
        self.decide(matcher, excerpt)
    }

    /// The open event rules that match.
    fn decide(&mut self, matcher: &Matcher, excerpt: &Excerpt) -> Vec<RuleId> {
        let ground = Ground::new(matcher, &self.processes);
        let holds = |rule: &RuleId| match matcher.rule(*rule).plan {
            Plan::Event(filter) => ground.holds(filter, excerpt, &[]),
            Plan::Sequence(_) | Plan::Sample(_) => false,
        };
        let found = excerpt.open_rules.iter().copied().filter(holds).collect();
        self.errors += ground.errors();
        found
    }

    fn end(&mut self, matcher: &Matcher, rule: RuleId) -> Vec<Match<E>> {
        let watermark = self.watermark.filter(|_| self.options.mode == SequenceMode::Strict);
        match (&mut self.rules[rule.index()], &matcher.rule(rule).plan) {
            (RuleState::Sequence(sequence), Plan::Sequence(plan)) => {
                let maxspan = plan.maxspan.unwrap_or_default();
                with_gaps(rule, matcher.layout(rule), sequence.finish(maxspan, watermark))
            }
            (RuleState::Sample(sample), _) => {
                let groups = sample.finish(self.options.max_samples_per_key).into_iter();
                let found = groups.map(|group| Match {
                    rule,
                    join_keys: group.key,
                    time: group.time,
                    events: group.events.into_iter().map(Some).collect(),
                });
                found.collect()
            }
            (_, _) => Vec::new(),
        }
    }
}

/// The matches with a gap for each missing stage (spec 15.9).
fn with_gaps<E>(rule: RuleId, layout: &Layout, complete: Vec<Complete<E>>) -> Vec<Match<E>> {
    let to_match = |complete: Complete<E>| {
        let mut events = complete.events.into_iter();
        let slots = layout.roles().iter().map(|role| match role {
            Role::Positive(_) => events.next(),
            Role::Missing(_) => None,
        });
        let (events, time) = (slots.collect(), Some(complete.time));
        Match { rule, events, time, join_keys: complete.key }
    };
    complete.into_iter().map(to_match).collect()
}

impl Matcher {
    /// The state of a stream that begins.
    pub fn create_state<E>(&self, options: StreamOptions) -> State<E> {
        let empty = |rule: &pack::Rule| match rule.plan {
            Plan::Event(_) => RuleState::Event,
            Plan::Sequence(_) => RuleState::Sequence(Sequence::default()),
            Plan::Sample(_) => RuleState::Sample(Sample::default()),
        };
        State {
            rules: self.program.rules.iter().map(empty).collect(),
            options,
            serial: 0,
            watermark: None,
            weigh: |_| size_of::<E>() as u64,
            keys: 0,
            next_count: COUNT_INTERVAL,
            weight: 0,
            dropped: 0,
            processes: Processes::default(),
            errors: 0,
        }
    }

    /// Takes what the filters have remembered of an event, before `advance` takes the event itself. Calls `found` for
    /// each event rule that looks back and matches it.
    pub fn observe<E: Clone>(
        &self,
        state: &mut State<E>,
        excerpt: &Excerpt,
        found: impl FnMut(RuleId),
    ) {
        let before = Held::<E>::keys(&state.processes);
        state.observe(self, excerpt).into_iter().for_each(found);
        state.keys = state.keys + Held::<E>::keys(&state.processes) - before;
        state.serial += 1;
        state.weight = state.weight.saturating_add(excerpt.bytes());
        state.keep_bounds();
    }

    /// Takes one event, with the hits that `filter` gave for it. Events come in the order of their clock; one
    /// without a time takes part in samples only.
    ///
    /// Calls `found` for each match that the event completes or decides: by rule; those it completes by key
    /// (spec 15.9).
    pub fn advance<E: Clone>(
        &self,
        state: &mut State<E>,
        event: &E,
        time: Option<Timestamp>,
        hits: &[StageHit],
        mut found: impl FnMut(Match<E>),
    ) {
        state.watermark = state.watermark.max(time);
        for hits in hits.chunk_by(|left, right| left.rule == right.rule) {
            let rule = hits[0].rule.index();
            let before = state.rules[rule].keys();
            state.take(self, event, time, hits).into_iter().for_each(&mut found);
            state.keys = state.keys + state.rules[rule].keys() - before;
        }
        state.serial += 1;
        state.weight = state.weight.saturating_add((state.weigh)(event));
        state.keep_bounds();
    }

    /// Ends the stream: calls `found` for each sequence that waited for a missing event and for each sample.
    pub fn finish<E: Clone>(&self, mut state: State<E>, mut found: impl FnMut(Match<E>)) {
        for rule in (0..).map(RuleId).take(state.rules.len()) {
            state.end(self, rule).into_iter().for_each(&mut found);
        }
    }
}
