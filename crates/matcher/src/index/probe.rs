//! One field and the texts that filters look for in it.

use std::collections::BTreeMap;

use event::Value;
use pack::{FieldId, PredicateId};

use super::FilterSet;
use super::cost::Cost;
use super::draft::Draft;
use super::key::{key_length, write_key};
use super::known::{Known, Turn};
use super::memory::Answers;
use super::outlook::Outlook;
use super::search::Search;
use super::text_field::shows_texts;
use super::{Index, Rules};
use crate::interner::Interner;
use crate::lists::Lists;
use crate::meter::Unmetered;
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
    search: Option<Search>,
}

/// What a look through a value takes.
pub(super) struct Looker<'l> {
    pub(super) index: &'l Index,
    pub(super) rules: Rules<'l>,
    /// The number of the event.
    pub(super) event: u64,
    /// How many texts were looked through so far.
    pub(super) texts: &'l mut u64,
    /// By literal of all probes: the last text that has it.
    pub(super) found: &'l mut [u64],
    /// Memory for a key.
    pub(super) key: &'l mut Vec<u8>,
    pub(super) draft: &'l mut Draft,
    pub(super) outlook: &'l mut Outlook,
}

impl Probe {
    /// Whether its values are looked through.
    pub(super) fn looks_through(&self) -> bool {
        self.search.is_some()
    }

    /// Whether a look through a value finds out what a predicate says, which asks for patterns.
    pub(super) fn looks_for(&self, predicate: PredicateId) -> bool {
        self.search.as_ref().is_some_and(|search| search.has(predicate))
    }

    pub(super) fn field(&self) -> FieldId {
        self.field
    }

    /// Makes what is needed to look through values.
    pub(super) fn prepare(&self, index: &Index, testers: &[Tester]) {
        if let Some(search) = &self.search {
            search.prepare(index, testers);
        }
    }

    /// Whether a text passes a predicate that a look finds out about.
    pub(super) fn passes(
        &self,
        predicate: PredicateId,
        text: &str,
        rules: (&Index, &[Tester]),
    ) -> bool {
        self.search.as_ref().is_some_and(|search| search.passes(predicate, text, rules))
    }

    /// The most literals that it has.
    pub(super) fn literals(&self) -> usize {
        self.search.as_ref().map_or(0, Search::count)
    }

    /// Whether it can name one of these filters.
    pub(super) fn names_one_of(&self, filters: &FilterSet) -> bool {
        self.nameable.meets(filters)
    }

    /// Adds the filters that the values of the event name. `place` is that of the probe.
    pub(super) fn add_candidates(
        &self,
        values: &Values<'_>,
        open: &FilterSet,
        (place, known, looker): (usize, &mut Known, &mut Looker<'_>),
        candidates: &mut FilterSet,
    ) {
        let Some(search) = &self.search else {
            return self.add_named(values, open, looker, candidates);
        };
        // It is a field of texts.
        let only = values.only_text(self.field);
        if only.is_none() && values.of(self.field).next().is_none() {
            return;
        }
        if let Turn::New(hash) = known.turn_to(place, only, looker.event) {
            self.fill(search, values, looker);
            let is_kept = known.tell((place, only, hash), looker.event, looker.draft);
            if !is_kept {
                candidates.insert_open(looker.draft.named(), open);
            }
            looker.draft.clear();
            if !is_kept {
                return;
            }
        }
        if only.is_none() && !values.are_texts(self.field) {
            known.forget_answers(place); // the predicates may see other values than texts
        }
        let value = Value::text(only.unwrap_or_default());
        known.add_candidates(place, open, candidates, |filter, answers| {
            self.may_hold(filter, &value, answers, looker)
        });
    }

    /// Whether a filter can hold for what the predicates of this field say of a value, whatever others say.
    fn may_hold(
        &self,
        filter: usize,
        value: &Value<'_>,
        answers: &mut Answers<'_>,
        looker: &mut Looker<'_>,
    ) -> bool {
        let Looker { index, rules, outlook, .. } = looker;
        outlook.may_hold(rules.code(filter), |id| {
            let Tester::Field(field, test) = &rules.testers[id.index()] else { return None };
            if index.text_field(*field) != self.field {
                return None;
            }
            let place = index.place(id);
            if place.was_looked_for {
                return Some(answers.known(place.number).unwrap_or(false));
            }
            Some(answers.of(place.number, || test.passes(rules.program, value, &mut Unmetered)))
        })
    }

    /// The same where nothing is looked for in a value.
    fn add_named(
        &self,
        values: &Values<'_>,
        open: &FilterSet,
        looker: &mut Looker<'_>,
        candidates: &mut FilterSet,
    ) {
        let mut is_present = false;
        for value in values.of(self.field) {
            is_present = true;
            if let Some(number) = self.number_of(&value, looker) {
                candidates.insert_open(self.asking.of(number), open);
            }
        }
        if is_present {
            candidates.insert_open(&self.present, open);
        }
    }

    /// The number of the key of a value, where some filter asks for it.
    fn number_of(&self, value: &Value<'_>, looker: &mut Looker<'_>) -> Option<usize> {
        if value.as_str().is_some_and(|text| self.lengths & length_bit(key_length(text)) == 0) {
            return None; // nearly always, and without a copy
        }
        write_key(value, looker.key).then(|| self.exact.find(looker.key)).flatten()
    }

    /// Drafts what there is to know of the values of the event.
    fn fill(&self, search: &Search, values: &Values<'_>, looker: &mut Looker<'_>) {
        looker.draft.name(&self.present);
        for value in values.of(self.field) {
            if let Some(number) = self.number_of(&value, looker) {
                looker.draft.name(self.asking.of(number));
            }
            if let Some(text) = value.as_str() {
                search.fill(text, looker);
            }
        }
    }
}

/// Collects what each field is looked through for.
pub(super) struct ProbeBuilder<'p> {
    rules: Rules<'p>,
    /// By field: the one that stands for it where texts are looked for.
    text_fields: &'p [FieldId],
    fields: BTreeMap<FieldId, Wanted>,
}

#[derive(Default)]
struct Wanted {
    present: Vec<u32>,
    keys: Interner,
    /// Numbers of keys, with filters that ask for them.
    exact: Vec<(usize, u32)>,
    /// Memory for one key.
    key: Vec<u8>,
    /// What is looked for by its literals, with the filters that want it; with none where the answer alone is wanted.
    searched: Vec<(PredicateId, Option<u32>)>,
}

impl<'p> ProbeBuilder<'p> {
    pub(super) fn new(rules: Rules<'p>, text_fields: &'p [FieldId]) -> Self {
        Self { rules, text_fields, fields: BTreeMap::new() }
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
        let Tester::Field(field, test) = &self.rules.testers[predicate.index()] else { return };
        let has_own_values = matches!(test, ValueTest::OneOf(_)) && !cost.is_presence();
        let field = if has_own_values { *field } else { self.text_fields[field.index()] };
        let is_searched = shows_texts(&self.rules.program.fields[field.index()]);
        let wanted = self.fields.entry(field).or_default();
        match test {
            _ if cost.is_presence() => wanted.present.push(filter),
            ValueTest::OneOf(list) => list.iter().for_each(|value| wanted.add_key(value, filter)),
            ValueTest::OneTextOf(set) => {
                set.texts(self.rules.program)
                    .for_each(|text| wanted.add_key(&Value::text(text), filter));
            }
            _ if !is_searched => wanted.present.push(filter),
            ValueTest::Like(_) | ValueTest::Prefix(..) | ValueTest::Regex(_) => {
                wanted.searched.push((predicate, Some(filter)));
            }
            ValueTest::Exists | ValueTest::Range(..) | ValueTest::Cidr(_) => {
                wanted.present.push(filter);
            }
        }
    }

    /// The probes of a program with so many filters.
    pub(super) fn build(mut self, filters: usize) -> Vec<Probe> {
        self.mark_long_lists();
        let mut probes = Vec::with_capacity(self.fields.len());
        let mut first = 0;
        for (field, wanted) in self.fields {
            let probe = wanted.build(field, filters, (self.rules.testers, first));
            first += probe.literals();
            probes.push(probe);
        }
        probes
    }

    /// Values that are looked through anyway are looked through for all long lists at once.
    fn mark_long_lists(&mut self) {
        for (id, tester) in (0..).map(PredicateId).zip(self.rules.testers) {
            if let Tester::Field(field, ValueTest::Like(set)) = tester
                && set.is_long()
                && set.has_all_literals()
                && let Some(wanted) = self.fields.get_mut(&self.text_fields[field.index()])
                && !wanted.searched.is_empty()
            {
                wanted.searched.push((id, None));
            }
        }
    }
}

impl Wanted {
    fn add_key(&mut self, value: &Value<'_>, filter: u32) {
        if write_key(value, &mut self.key) {
            self.exact.push((self.keys.add(&self.key), filter));
        }
    }

    fn build(self, field: FieldId, filters: usize, (testers, first): (&[Tester], usize)) -> Probe {
        let mut nameable = FilterSet::with_capacity(filters);
        let named = self.exact.iter().map(|(_, filter)| filter);
        let named = named.chain(self.searched.iter().filter_map(|(_, filter)| filter.as_ref()));
        for &filter in named.chain(&self.present) {
            nameable.insert(filter as usize);
        }
        let bits = self.keys.iter().map(|key| length_bit(key.len()));
        let lengths = bits.fold(0, |mask, bit| mask | bit);
        let asking = Lists::new(self.keys.len(), &self.exact);
        Probe {
            field,
            exact: self.keys,
            asking,
            lengths,
            present: self.present,
            nameable,
            search: Search::new(self.searched, testers, first),
        }
    }
}

/// A bit for each length of a key; the last one stands for all from 63 on.
fn length_bit(length: usize) -> u64 {
    1 << length.min(63)
}
