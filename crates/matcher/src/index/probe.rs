//! One field and the texts that filters look for in it.

use std::collections::{BTreeMap, BTreeSet};

use event::Value;
use hashbrown::HashMap;
use pack::{FieldId, PredicateId};

use super::FilterSet;
use super::cost::Cost;
use super::key::{key_of, write_key};
use super::marks::Marks;
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
    named: Vec<Named>,
    /// The number of the first literal among those of all probes.
    first: usize,
}

/// What a literal stands for.
#[derive(Debug, Default)]
struct Named {
    /// The filters that it makes candidates.
    filters: Vec<u32>,
    /// The patterns that it is the literal of, by their place in the list of their predicate.
    patterns: Vec<(PredicateId, u32)>,
}

impl Probe {
    /// Whether a look costs so much that it is worth to remember what it gave.
    pub(super) fn is_dear(&self) -> bool {
        self.literals.is_some()
    }

    /// How many literals it has.
    pub(super) fn literals(&self) -> usize {
        self.literals.as_ref().map_or(0, |literals| literals.named.len())
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
                && let Some(filters) = self.exact.get(key.as_slice())
            {
                candidates.insert_open(filters, open);
            }
            if let (Some(literals), Value::Str(_)) = (&self.literals, value) {
                literals.find(memo, key, |literal| {
                    if marks.find(literals.first + literal) {
                        literals.named[literal].note(marks, open, candidates);
                    }
                });
            }
        }
    }
}

impl Literals {
    /// `None` where there is none.
    fn new(wanted: &Wanted<'_>, testers: &[Tester], first: usize) -> Option<Self> {
        let mut by_text: BTreeMap<String, Named> = BTreeMap::new();
        for &(text, filter) in &wanted.literals {
            by_text.entry(text.to_ascii_lowercase()).or_default().filters.push(filter);
        }
        for &id in &wanted.sets {
            if let Tester::Field(_, ValueTest::Like(set)) = &testers[id.index()] {
                for (place, literal) in (0..).zip(set.literals()) {
                    let named = by_text.entry(literal.text.to_ascii_lowercase()).or_default();
                    named.patterns.push((id, place));
                }
            }
        }
        let (texts, named): (Vec<_>, Vec<_>) = by_text.into_iter().unzip();
        let set = LiteralSet::new(texts.iter().map(String::as_str));
        (!named.is_empty()).then_some(Self { set, named, first })
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

impl Named {
    #[inline]
    fn note(&self, marks: &mut Marks, open: &FilterSet, candidates: &mut FilterSet) {
        candidates.insert_open(&self.filters, open);
        for &(predicate, pattern) in &self.patterns {
            marks.add(predicate, pattern);
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
    exact: Vec<(Vec<u8>, u32)>,
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
            ValueTest::OneOf(list) => wanted.add_keys(list.iter().filter_map(key_of), filter),
            ValueTest::OneTextOf(set) => {
                let keys = set.texts().iter().filter_map(|text| key_of(&Value::text(text)));
                wanted.add_keys(keys, filter);
            }
            ValueTest::Like(set) => {
                wanted.literals.extend(set.literals().map(|literal| (literal.text, filter)));
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
    fn add_keys(&mut self, keys: impl Iterator<Item = Vec<u8>>, filter: u32) {
        self.exact.extend(keys.map(|key| (key, filter)));
    }

    /// `first` is the number of literals in the probes before this one.
    fn build(self, field: FieldId, filters: usize, testers: &[Tester], first: usize) -> Probe {
        let mut nameable = FilterSet::with_capacity(filters);
        let named = self.exact.iter().map(|(_, filter)| filter);
        let named = named.chain(self.literals.iter().map(|(_, filter)| filter));
        for &filter in named.chain(&self.present) {
            nameable.insert(filter as usize);
        }
        let bits = self.exact.iter().map(|(key, _)| 1 << key.len().min(63));
        let lengths = bits.fold(0, |mask, bit: u64| mask | bit);
        let literals = Literals::new(&self, testers, first);
        let mut exact: HashMap<Vec<u8>, Vec<u32>> = HashMap::new();
        for (key, filter) in self.exact {
            exact.entry(key).or_default().push(filter);
        }
        Probe { field, exact, lengths, present: self.present, nameable, literals }
    }
}
