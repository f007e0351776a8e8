//! One field and the texts that filters look for in it.

use std::collections::{BTreeMap, BTreeSet};

use event::Value;
use pack::{FieldId, PredicateId};

use super::FilterSet;
use super::cost::Cost;
use super::key::write_key;
use super::marks::Marks;
use super::memo::Memo;
use crate::interner::Interner;
use crate::lists::Lists;
use crate::literal::Literal;
use crate::literal_set::LiteralSet;
use crate::predicate::{Tester, ValueTest};
use crate::values::Values;

/// From the values of one field to the filters that look for them.
#[derive(Debug)]
pub(super) struct Probe {
    field: FieldId,
    /// The keys of whole values.
    exact: Interner,
    /// By number of a key: the filters that ask for it.
    asking: Lists<u32>,
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
    /// By literal: the filters that it makes candidates.
    filters: Lists<u32>,
    /// By literal: the patterns that it is the literal of, by their place in the list of their predicate.
    patterns: Lists<(PredicateId, u32)>,
    /// The number of the first literal among those of all probes.
    first: usize,
}

impl Probe {
    /// Whether a look costs so much that it is worth to remember what it gave.
    pub(super) fn is_dear(&self) -> bool {
        self.literals.is_some()
    }

    /// How many literals it has.
    pub(super) fn literals(&self) -> usize {
        self.literals.as_ref().map_or(0, |literals| literals.filters.len())
    }

    /// Whether it can name one of these filters.
    pub(super) fn names_one_of(&self, filters: &FilterSet) -> bool {
        self.nameable.meets(filters)
    }

    /// Adds the filters that the values of the event name.
    pub(super) fn add_candidates(
        &self,
        values: &Values<'_>,
        open: &FilterSet,
        (memo, marks, key): (&mut Memo, &mut Marks, &mut Vec<u8>),
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
                && let Some(number) = self.exact.find(key)
            {
                candidates.insert_open(self.asking.of(number), open);
            }
            if let (Some(literals), Value::Str(_)) = (&self.literals, value) {
                literals.find(memo, key, |literal| {
                    if marks.find(literals.first + literal) {
                        candidates.insert_open(literals.filters.of(literal), open);
                        for &(predicate, pattern) in literals.patterns.of(literal) {
                            marks.add(predicate, pattern);
                        }
                    }
                });
            }
        }
    }
}

impl Literals {
    /// `None` where there is none.
    fn new(wanted: &Wanted<'_>, testers: &[Tester], first: usize) -> Option<Self> {
        let (mut texts, mut lower) = (Interner::default(), Vec::new());
        let mut number = |text: &str| {
            lower.clear();
            lower.extend_from_slice(text.as_bytes());
            lower.make_ascii_lowercase();
            texts.add(&lower)
        };
        let filters = wanted.literals.iter().map(|&(text, filter)| (number(text), filter));
        let filters: Vec<_> = filters.collect();
        let mut patterns = Vec::new();
        for &id in &wanted.sets {
            if let Tester::Field(_, ValueTest::Like(set)) = &testers[id.index()] {
                let literals = set.literals();
                let literals = literals.map(|(place, literal)| (number(literal.text), (id, place)));
                patterns.extend(literals);
            }
        }
        (texts.len() > 0).then(|| Self {
            set: LiteralSet::new(texts.iter()),
            filters: Lists::new(texts.len(), &filters),
            patterns: Lists::new(texts.len(), &patterns),
            first,
        })
    }

    /// Calls `found` with each literal that stands in a text, at least once.
    fn find(&self, memo: &mut Memo, key: &[u8], mut found: impl FnMut(usize)) {
        let text = &key[1..];
        let list = |list: &mut Vec<usize>| {
            self.set.any(text, |literal| {
                list.push(literal);
                false
            });
        };
        if let Some(literals) = memo.recall(key, list) {
            for &literal in literals {
                found(literal);
            }
        } else {
            self.set.any(text, |literal| {
                found(literal);
                false
            });
        }
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
    keys: Interner,
    /// Numbers of keys, with filters that ask for them.
    exact: Vec<(usize, u32)>,
    /// Memory for one key.
    key: Vec<u8>,
    /// With the filters that they make candidates.
    literals: Vec<(&'p str, u32)>,
    /// The predicates that do, ascending.
    sets: BTreeSet<PredicateId>,
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
            ValueTest::OneOf(list) => list.iter().for_each(|value| wanted.add_key(value, filter)),
            ValueTest::OneTextOf(set) => {
                set.texts().for_each(|text| wanted.add_key(&Value::text(text), filter));
            }
            ValueTest::Like(set) => {
                let literals = set.literals();
                wanted.literals.extend(literals.map(|(_, literal)| (literal.text, filter)));
                wanted.sets.insert(predicate);
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

    /// The probes of a program with so many filters, and by predicate the probe that marks its patterns.
    pub(super) fn build(mut self, filters: usize) -> (Vec<Probe>, Vec<Option<usize>>) {
        self.mark_long_lists();
        let mut marking = vec![None; self.testers.len()];
        let mut probes = Vec::with_capacity(self.fields.len());
        let mut literals = 0;
        for (field, wanted) in self.fields {
            for id in &wanted.sets {
                marking[id.index()] = Some(probes.len());
            }
            let probe = wanted.build(field, filters, self.testers, literals);
            literals += probe.literals();
            probes.push(probe);
        }
        (probes, marking)
    }

    /// Values that are looked through anyway are looked through for all long lists at once.
    fn mark_long_lists(&mut self) {
        for (id, tester) in (0..).map(PredicateId).zip(self.testers) {
            if let Tester::Field(field, ValueTest::Like(set)) = tester
                && set.is_long()
                && set.has_all_literals()
                && let Some(wanted) = self.fields.get_mut(field)
                && !wanted.literals.is_empty()
            {
                wanted.sets.insert(id);
            }
        }
    }
}

impl Wanted<'_> {
    fn add_key(&mut self, value: &Value<'_>, filter: u32) {
        if write_key(value, &mut self.key) {
            self.exact.push((self.keys.add(&self.key), filter));
        }
    }

    /// `first` is the number of literals in the probes before this one.
    fn build(self, field: FieldId, filters: usize, testers: &[Tester], first: usize) -> Probe {
        let mut nameable = FilterSet::with_capacity(filters);
        let named = self.exact.iter().map(|(_, filter)| filter);
        let named = named.chain(self.literals.iter().map(|(_, filter)| filter));
        for &filter in named.chain(&self.present) {
            nameable.insert(filter as usize);
        }
        let bits = self.keys.iter().map(|key| 1 << key.len().min(63));
        let lengths = bits.fold(0, |mask, bit: u64| mask | bit);
        let literals = Literals::new(&self, testers, first);
        let asking = Lists::new(self.keys.len(), &self.exact);
        Probe {
            field,
            exact: self.keys,
            asking,
            lengths,
            present: self.present,
            nameable,
            literals,
        }
    }
}
