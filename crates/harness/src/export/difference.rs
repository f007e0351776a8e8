//! Events on which an engine differs from a rule.

use std::cell::OnceCell;

use eql_hir::Query;
use eql_solver::{About, Case, Options, distinguish, generate, taken_once};
use event::{Document, FieldPath};
use oracle::Oracle;
use rule_export::{Differs, Loss, Seen};

use crate::Rule;
use crate::fixtures::by_oracle;

/// How many lists of events are tried at most for one loss, twice. Where a clause decides something, a few do.
const MOST_TRIED: usize = 10_000;

/// Looks for the events of one rule's losses.
pub(super) struct Differences<'r> {
    rule: &'r Rule,
    options: Options,
    /// Matches and near misses of the rule, made once a loss needs them.
    needed: OnceCell<Vec<Case>>,
    /// The same with all ways in which leaves come about, for what the others do not show.
    varied: OnceCell<Vec<Case>>,
}

impl<'r> Differences<'r> {
    pub(super) fn of(rule: &'r Rule) -> Self {
        let options = Options {
            timestamp_field: FieldPath::new(&rule.timestamp_field),
            timestamp_type: rule.timestamp_type,
            tiebreaker_field: rule.tiebreaker_field.as_deref().map(FieldPath::new),
            ..Options::default()
        };
        Self { rule, options, needed: OnceCell::new(), varied: OnceCell::new() }
    }

    /// Events of which the rule says other than what the engine has in its place; one a JSON object, several a list of them.
    pub(super) fn example(&self, loss: &Loss) -> Option<String> {
        let query = &self.rule.query;
        let events = match loss.differs.as_ref()? {
            Differs::Instead(other) => self.instead(other)?,
            Differs::Seen(seen) => self.seen(seen)?,
            Differs::Again => taken_once(query, &self.options)?,
        };
        // A document always has a JSON form.
        Some(match events.as_slice() {
            [one] => serde_json::to_string(one).unwrap_or_default(),
            several => serde_json::to_string(several).unwrap_or_default(),
        })
    }

    /// Events that only one of the queries takes.
    fn instead(&self, other: &Query) -> Option<Vec<Document>> {
        if let Some(witness) = distinguish(&self.rule.query, other, &self.options) {
            return Some(witness.events);
        }
        let (own, other) = (Oracle::new(&self.rule.query), Oracle::new(other));
        let differs =
            |case: &&Case| self.matches(&own, &case.events) != self.matches(&other, &case.events);
        self.varied().iter().find(differs).map(|case| case.events.clone())
    }

    /// Events of which the rule and the engine, which sees other values, say something else. Cases about the leaf come first.
    fn seen(&self, seen: &Seen) -> Option<Vec<Document>> {
        let asked = seen.query(&self.rule.query);
        let (own, asked) = (Oracle::new(&self.rule.query), Oracle::new(&asked));
        let differs = |events: &Vec<Document>| {
            let shown: Vec<_> = events.iter().map(|event| seen.shown(event)).collect();
            self.matches(&own, events) != self.matches(&asked, &shown)
        };
        let among = |cases: &[Case]| {
            let mut cases: Vec<_> = cases.iter().collect();
            cases.sort_by_key(|case| !self.is_about(case, seen));
            let tried = cases.into_iter().flat_map(|case| disguised(seen, &case.events));
            tried.take(MOST_TRIED).find(differs)
        };
        among(self.needed()).or_else(|| among(self.varied()))
    }

    fn matches(&self, oracle: &Oracle<'_>, events: &[Document]) -> bool {
        !by_oracle(self.rule, oracle, events).is_empty()
    }

    fn needed(&self) -> &[Case] {
        let options = || Options { max_cases: 0, ..self.options.clone() };
        self.needed.get_or_init(|| generate(&self.rule.query, &options()).cases)
    }

    fn varied(&self) -> &[Case] {
        self.varied.get_or_init(|| generate(&self.rule.query, &self.options).cases)
    }

    fn is_about(&self, case: &Case, seen: &Seen) -> bool {
        let leaf = |about: &About| match about {
            About::Leaf(leaf) | About::Shaped(leaf, _) => Some(*leaf),
            About::Structure(_) => None,
        };
        let mut leaves = case.about.iter().filter_map(leaf);
        leaves.any(|leaf| self.rule.query.leaf(leaf).span == seen.span)
    }
}

/// The events with another one in place of one of them, in all ways.
fn disguised(seen: &Seen, events: &[Document]) -> impl Iterator<Item = Vec<Document>> {
    (0..events.len()).flat_map(move |place| {
        seen.disguised(&events[place]).into_iter().map(move |other| {
            let mut events = events.to_vec();
            events[place] = other;
            events
        })
    })
}
