//! One field and the texts that filters look for in it.

use std::collections::BTreeMap;

use event::Value;
use hashbrown::HashMap;
use pack::{FieldId, PredicateId};

use super::FilterSet;
use super::cost::Cost;
use super::key::{key_of, write_key};
use super::memo::Memo;
use crate::literal::Literal;
use crate::literal_set::LiteralSet;
use crate::predicate::{Tester, ValueTest};
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
    set: LiteralSet,
    /// By literal.
    filters: Vec<Vec<u32>>,
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
    fn new(literals: Vec<(&str, u32)>) -> Self {
        let folded = literals.into_iter().map(|(text, filter)| (text.to_ascii_lowercase(), filter));
        let (texts, filters): (Vec<_>, Vec<_>) = grouped(folded.collect()).into_iter().unzip();
        Self { set: LiteralSet::new(texts.iter().map(String::as_str)), filters }
    }

    /// Calls `named` with the filters of each literal that stands in a text, each time that it does.
    fn find(&self, key: &[u8], mut named: impl FnMut(&[u32])) {
        self.set.any(&key[1..], |literal| {
            named(&self.filters[literal]);
            false
        });
    }

    /// Adds the same filters, each once.
    fn list(&self, key: &[u8], list: &mut Vec<u32>) {
        self.find(key, |named| list.extend_from_slice(named));
        list.sort_unstable();
        list.dedup();
    }
}

/// Collects what each field is looked through for.
pub(super) struct ProbeBuilder<'p> {
    testers: &'p [Tester],
    fields: BTreeMap<FieldId, Wanted<'p>>,
}

#[derive(Default)]
struct Wanted<'p> {
    present: Vec<u32>,
    exact: Vec<(Vec<u8>, u32)>,
    literals: Vec<(&'p str, u32)>,
}

impl<'p> ProbeBuilder<'p> {
    pub(super) fn new(testers: &'p [Tester]) -> Self {
        Self { testers, fields: BTreeMap::new() }
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
        let Tester::Field(field, test) = &self.testers[predicate.index()] else { return };
        let wanted = self.fields.entry(*field).or_default();
        match test {
            _ if cost.is_presence() => wanted.present.push(filter),
            ValueTest::OneOf(list) => wanted.add_keys(list.iter().filter_map(key_of), filter),
            ValueTest::OneTextOf(set) => {
                let keys = set.texts().iter().filter_map(|text| key_of(&Value::text(text)));
                wanted.add_keys(keys, filter);
            }
            ValueTest::Like(set) => {
                wanted.literals.extend(set.literals().map(|literal| (literal.text, filter)));
            }
            ValueTest::Prefix(text, _) => {
                let literal = Literal::of_text(text);
                wanted.literals.extend(literal.map(|literal| (literal.text, filter)));
            }
            ValueTest::Exists
            | ValueTest::Range(..)
            | ValueTest::Regex(..)
            | ValueTest::Cidr(_) => wanted.present.push(filter),
        }
    }

    /// The probes of a program with so many filters.
    pub(super) fn build(self, filters: usize) -> Vec<Probe> {
        self.fields.into_iter().map(|(field, wanted)| wanted.build(field, filters)).collect()
    }
}

impl Wanted<'_> {
    fn add_keys(&mut self, keys: impl Iterator<Item = Vec<u8>>, filter: u32) {
        self.exact.extend(keys.map(|key| (key, filter)));
    }

    fn build(self, field: FieldId, filters: usize) -> Probe {
        let mut nameable = FilterSet::with_capacity(filters);
        let named = self.exact.iter().map(|(_, filter)| filter);
        let named = named.chain(self.literals.iter().map(|(_, filter)| filter));
        for &filter in named.chain(&self.present) {
            nameable.insert(filter as usize);
        }
        let bits = self.exact.iter().map(|(key, _)| 1 << key.len().min(63));
        let lengths = bits.fold(0, |mask, bit: u64| mask | bit);
        let exact = grouped(self.exact).into_iter().collect();
        let literals = (!self.literals.is_empty()).then(|| Literals::new(self.literals));
        Probe { field, exact, lengths, present: self.present, nameable, literals }
    }
}

/// By key, ascending: the filters that it was given for.
fn grouped<K: Ord>(mut pairs: Vec<(K, u32)>) -> Vec<(K, Vec<u32>)> {
    pairs.sort_unstable();
    let mut groups: Vec<(K, Vec<u32>)> = Vec::new();
    for (key, filter) in pairs {
        match groups.last_mut() {
            Some((last, filters)) if *last == key => filters.push(filter),
            _ => groups.push((key, vec![filter])),
        }
    }
    groups
}
