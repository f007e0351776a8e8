//! One field and the texts that filters look for in it.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use event::Value;
use hashbrown::HashMap;
use pack::{FieldId, FieldTest, PredicateId, Program, Test};

use super::FilterSet;
use super::cost::Cost;
use super::key::{key_of, write_key};
use super::literal::Literal;
use super::memo::Memo;
use crate::predicate::{patterns, values as constants};
use crate::values::Values;

/// From the values of one field to the filters that look for them.
#[derive(Debug)]
pub(super) struct Probe {
    field: FieldId,
    /// By the key of a whole value.
    exact: HashMap<Vec<u8>, Vec<u32>>,
    /// Which lengths of keys there are; the last bit stands for all from 63 on.
    lengths: u64,
    /// The filters that ask for any value.
    present: Vec<u32>,
    /// All filters that it can name.
    nameable: FilterSet,
    /// None where there is no literal.
    literals: Option<Literals>,
}

/// The literals that filters look for anywhere in a value.
#[derive(Debug)]
struct Literals {
    texts: Vec<String>,
    /// By literal.
    filters: Vec<Vec<u32>>,
    /// Made when a value is first looked through: that takes longer than all the rest of the index, and many
    /// inputs have no value for most fields.
    automaton: OnceLock<Option<AhoCorasick>>,
}

impl Probe {
    /// Whether a look costs so much that it is worth to remember what it gave.
    pub(super) fn is_dear(&self) -> bool {
        self.literals.is_some()
    }

    /// Whether it can name one of these filters.
    pub(super) fn names_one_of(&self, filters: &FilterSet) -> bool {
        self.nameable.meets(filters)
    }

    /// Adds the filters that the values of the event name.
    pub(super) fn add_candidates(
        &self,
        memo: &mut Memo,
        values: &Values<'_>,
        key: &mut Vec<u8>,
        open: &FilterSet,
        candidates: &mut FilterSet,
    ) {
        if !self.present.is_empty() && values.of(self.field).next().is_some() {
            candidates.insert_open(&self.present, open);
        }
        for value in values.of(self.field) {
            if !write_key(&value, key) {
                continue;
            }
            if self.lengths >> key.len().min(63) & 1 == 1
                && let Some(filters) = self.exact.get(key.as_slice())
            {
                candidates.insert_open(filters, open);
            }
            if let (Some(literals), Value::Str(_)) = (&self.literals, value) {
                match memo.recall(key, |named| literals.list(key, named)) {
                    Some(named) => candidates.insert_open(named, open),
                    None => literals.find(key, |named| candidates.insert_open(named, open)),
                }
            }
        }
    }
}

impl Literals {
    /// Calls `named` with the filters of each literal that stands in a text, each time that it does; of all literals
    /// where there is no automaton.
    fn find(&self, key: &[u8], mut named: impl FnMut(&[u32])) {
        let Some(automaton) = self.automaton.get_or_init(|| automaton(&self.texts)) else {
            return self.filters.iter().for_each(|filters| named(filters));
        };
        for found in automaton.find_overlapping_iter(&key[1..]) {
            named(&self.filters[found.pattern().as_usize()]);
        }
    }

    /// Adds the same filters, each once.
    fn list(&self, key: &[u8], list: &mut Vec<u32>) {
        self.find(key, |named| list.extend_from_slice(named));
        list.sort_unstable();
        list.dedup();
    }
}

/// `None` where there are too many texts for one.
fn automaton(texts: &[String]) -> Option<AhoCorasick> {
    let builder = &mut AhoCorasick::builder();
    builder.match_kind(MatchKind::Standard).kind(Some(AhoCorasickKind::DFA)).build(texts).ok()
}

/// Collects what each field is looked through for.
pub(super) struct ProbeBuilder<'p> {
    program: &'p Program,
    fields: BTreeMap<FieldId, Wanted>,
}

#[derive(Default)]
struct Wanted {
    present: Vec<u32>,
    exact: BTreeMap<Vec<u8>, Vec<u32>>,
    literals: BTreeMap<String, Vec<u32>>,
}

impl<'p> ProbeBuilder<'p> {
    pub(super) fn new(program: &'p Program) -> Self {
        Self { program, fields: BTreeMap::new() }
    }

    /// Looks out for predicates, whose costs are by predicate, for a filter.
    pub(super) fn add_all(&mut self, needed: &[PredicateId], costs: &[Option<Cost>], filter: u32) {
        for &predicate in needed {
            if let Some(cost) = costs[predicate.index()] {
                self.add(predicate, cost, filter);
            }
        }
    }

    /// Looks out for a predicate of this cost, for a filter.
    fn add(&mut self, predicate: PredicateId, cost: Cost, filter: u32) {
        let program = self.program;
        let Test::Field(field, test) = &program.predicates[predicate.index()].test else { return };
        let wanted = self.fields.entry(*field).or_default();
        match test {
            _ if cost.is_presence() => wanted.present.push(filter),
            FieldTest::OneOf(list, _) => {
                let keys = constants(program, list);
                keys.iter()
                    .filter_map(key_of)
                    .for_each(|key| wanted.exact.entry(key).or_default().push(filter));
            }
            FieldTest::Like(list, _) => {
                for pattern in patterns(program, list) {
                    wanted.add_literal(Literal::of_pattern(&pattern), filter);
                }
            }
            FieldTest::Prefix(text, _) => {
                wanted.add_literal(Literal::of_text(program.text(*text)), filter);
            }
            FieldTest::Exists
            | FieldTest::Range(..)
            | FieldTest::Regex(..)
            | FieldTest::Cidr(_) => wanted.present.push(filter),
        }
    }

    pub(super) fn build(self) -> Vec<Probe> {
        let filters = self.program.filters.len();
        self.fields.into_iter().map(|(field, wanted)| wanted.build(field, filters)).collect()
    }
}

impl Wanted {
    fn add_literal(&mut self, literal: Option<Literal>, filter: u32) {
        if let Some(literal) = literal {
            self.literals.entry(literal.text).or_default().push(filter);
        }
    }

    fn build(self, field: FieldId, filters: usize) -> Probe {
        let mut nameable = FilterSet::with_capacity(filters);
        let named = self.exact.values().chain(self.literals.values()).flatten();
        for &filter in named.chain(&self.present) {
            nameable.insert(filter as usize);
        }
        let lengths = self
            .exact
            .keys()
            .map(|key| 1 << key.len().min(63))
            .fold(0, |mask, bit: u64| mask | bit);
        let (texts, filters): (Vec<_>, Vec<_>) = self.literals.into_iter().unzip();
        let literals =
            (!texts.is_empty()).then(|| Literals { texts, filters, automaton: OnceLock::new() });
        let (exact, present) = (self.exact.into_iter().collect(), self.present);
        Probe { field, exact, lengths, present, nameable, literals }
    }
}
