//! Runs one rule on its schedule.

use std::collections::{BTreeMap, BTreeSet};

use eql_functions::Pipe;
use event::Timestamp;

use super::ledger::{Alert, Events, Ledger};
use super::schedule::{Run, RunId, Timeline, Window};
use super::search::{Group, Searcher};
use super::store::Store;
use super::terms::Terms;
use super::times::later;
use crate::Rule;

/// A window with as many hits as `max_signals` allows, or more.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Full {
    pub(super) window: Window,
    /// How many matches it has.
    pub(super) found: u64,
    /// How many of them were taken.
    pub(super) kept: u64,
    /// How many runs in a row have found the same.
    pub(super) runs: u64,
}

/// What a rule has found.
pub(super) struct Findings {
    pub(super) ledger: Ledger,
    pub(super) full: Vec<Full>,
    /// What `max_signals` has cut, with the last window that did.
    pub(super) cut: BTreeMap<Events, Window>,
    /// What the pipes of the query have left out.
    pub(super) piped: BTreeSet<Events>,
}

/// A rule on its way.
struct Runner<'r> {
    rule: &'r Rule,
    terms: &'r Terms,
    store: &'r Store,
    searcher: &'r Searcher,
    timeline: &'r Timeline,
    /// The times of runs from which on one more hit is found, ascending.
    arrivals: Vec<Timestamp>,
    findings: Findings,
    last: Option<Searched>,
}

/// What the last search has looked at, and what became of it.
struct Searched {
    hits: Vec<usize>,
    kept: u64,
    is_full: bool,
}

/// Runs a rule to the end of its timeline.
pub(super) fn run(
    rule: &Rule,
    terms: &Terms,
    store: &Store,
    searcher: &Searcher,
    timeline: &Timeline,
) -> Findings {
    let to = terms.schedule.to;
    let mut arrivals: Vec<_> =
        searcher.hits.iter().map(|hit| hit.seen_from.max(later(hit.when, -to))).collect();
    arrivals.sort_unstable();
    let findings = Findings {
        ledger: Ledger::default(),
        full: Vec::new(),
        cut: BTreeMap::new(),
        piped: BTreeSet::new(),
    };
    let mut runner =
        Runner { rule, terms, store, searcher, timeline, arrivals, findings, last: None };
    let mut next = timeline.first().filter(|_| !searcher.hits.is_empty());
    while let Some(id) = next {
        let run = timeline.run(id);
        run.windows.iter().for_each(|window| runner.window(window));
        next = runner.next(id, &run);
    }
    runner.findings
}

impl Runner<'_> {
    fn window(&mut self, window: &Window) {
        let hits = self.searcher.visible(window);
        if self.last.as_ref().is_some_and(|last| last.hits == hits) {
            return self.again(1);
        }
        self.findings.ledger.begin(self.terms.suppression.as_ref());
        let groups = self.searcher.search(&hits);
        let (kept, is_full) = self.cut(window, &groups);
        let kept = kept.into_iter().map(|place| &groups[place]);
        let kept: Vec<_> = kept.filter(|group| !self.searcher.has_own_alert(group)).collect();
        let count = kept.len() as u64;
        for group in kept {
            self.take(window, group);
        }
        self.last = Some(Searched { hits, kept: count, is_full });
    }

    /// Which groups are left when the size of the search and the pipes of the query have cut them.
    fn cut(&mut self, window: &Window, groups: &[Group]) -> (Vec<usize>, bool) {
        let all: Vec<usize> = (0..groups.len()).collect();
        let sized = Pipe::apply(&[self.terms.size_pipe], all.clone());
        let kept = Pipe::apply(&self.rule.query.pipes, sized.clone());
        let without = |more: &[usize], fewer: &[usize]| -> Vec<Events> {
            let gone = more.iter().filter(|place| fewer.binary_search(place).is_err());
            gone.map(|&place| self.searcher.events(&groups[place])).collect()
        };
        // Nothing is compared where nothing is cut, as nearly always.
        let cut = if sized.len() < all.len() { without(&all, &sized) } else { Vec::new() };
        let piped = if kept.len() < sized.len() { without(&sized, &kept) } else { Vec::new() };
        self.findings.cut.extend(cut.into_iter().map(|events| (events, *window)));
        self.findings.piped.extend(piped);
        let is_full = sized.len() as u64 >= self.terms.size;
        if is_full {
            let (found, kept) = (groups.len() as u64, sized.len() as u64);
            self.findings.full.push(Full { window: *window, found, kept, runs: 1 });
        }
        (kept, is_full)
    }

    fn take(&mut self, window: &Window, group: &Group) {
        let suppression = self.terms.suppression.as_ref();
        let events = self.searcher.events(group);
        let values = suppression.and_then(|suppression| {
            let event = events.first().copied().flatten()?;
            suppression.group(self.store.events[event].document())
        });
        let alert = Alert {
            window: *window,
            events,
            join_keys: group.join_keys.clone(),
            time: group.time,
            suppressed: suppression.map(|_| 0),
            is_ideal: true,
        };
        self.findings.ledger.take(alert, suppression, values);
    }

    /// So many more searches find what the last one has found.
    fn again(&mut self, runs: u64) {
        let Some(last) = &self.last else { return };
        let duplicates = &mut self.findings.ledger.duplicates;
        *duplicates = duplicates.saturating_add(runs.saturating_mul(last.kept));
        if let Some(full) = self.findings.full.last_mut().filter(|_| last.is_full) {
            full.runs = full.runs.saturating_add(runs);
        }
    }

    /// The next run that can find anything else: those on the way to it find the same.
    fn next(&mut self, id: RunId, run: &Run) -> Option<RunId> {
        let is_empty = run.windows.iter().all(|window| self.searcher.visible(window).is_empty());
        if run.windows.len() > 1 && !is_empty {
            return self.timeline.next(id, run.at);
        }
        let next = self.change(run).and_then(|time| self.timeline.next(id, time));
        let skipped = self.timeline.skipped(id, next);
        if skipped > 0 && !is_empty {
            self.again(skipped);
        }
        next
    }

    /// The earliest time of a run whose window has other hits than that of this run, which has one window or no hits.
    fn change(&self, run: &Run) -> Option<Timestamp> {
        let arrival = self.arrivals.partition_point(|arrival| *arrival <= run.at);
        let arrival = self.arrivals.get(arrival).copied();
        let oldest =
            run.windows.last().and_then(|window| self.searcher.visible(window).first().copied());
        let leaves = |hit: usize| later(self.searcher.hits[hit].when, 1 - self.terms.schedule.from);
        arrival.into_iter().chain(oldest.map(leaves)).min()
    }
}
