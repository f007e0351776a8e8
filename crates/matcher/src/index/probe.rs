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
use super::numbers::Numbers;
use super::outlook::Outlook;
use super::text_field::shows_texts;
use super::{Index, Rules};
use crate::interner::Interner;
use crate::lists::Lists;
use crate::literal::Literal;
use crate::literal_set::LiteralSet;
use crate::meter::Unmetered;
use crate::predicate::{Tester, ValueTest, literals_of_all};
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

/// The literals that filters look for anywhere in a value.
#[derive(Debug)]
struct Literals {
    set: LiteralSet,
    /// By literal: the filters that it makes candidates.
    filters: Lists<u32>,
    /// By literal: the patterns that it is the literal of.
    patterns: Lists<Pattern>,
    /// The predicates that have such patterns, by their numbers among those of the field.
    answered: Vec<bool>,
    /// The number of the first literal among those of all probes.
    first: usize,
}

/// A pattern of a predicate.
#[derive(Clone, Copy, Debug)]
struct Pattern {
    predicate: PredicateId,
    /// The number of the predicate among those of the field.
    number: u32,
    /// Its place in the list.
    place: u32,
}

impl Probe {
    /// Whether its values are looked through.
    pub(super) fn looks_through(&self) -> bool {
        self.literals.is_some()
    }

    /// Whether a look through a value finds out what a predicate says, by its number among those of the field.
    pub(super) fn looks_for(&self, predicate: u32) -> bool {
        let answered = self.literals.as_ref().and_then(|all| all.answered.get(predicate as usize));
        answered.copied().unwrap_or_default()
    }

    pub(super) fn field(&self) -> FieldId {
        self.field
    }

    /// How many literals it has.
    pub(super) fn literals(&self) -> usize {
        self.literals.as_ref().map_or(0, |literals| literals.filters.len())
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
        let Some(literals) = &self.literals else {
            return self.add_named(values, open, looker, candidates);
        };
        // It is a field of texts.
        let only = values.only_text(self.field);
        if only.is_none() && values.of(self.field).next().is_none() {
            return;
        }
        if let Turn::New(hash) = known.turn_to(place, only, looker.event) {
            self.fill(literals, values, looker);
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
            Some(answers.of(place.number, || test.passes(value, &mut Unmetered)))
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
    fn fill(&self, literals: &Literals, values: &Values<'_>, looker: &mut Looker<'_>) {
        looker.draft.name(&self.present);
        for value in values.of(self.field) {
            if let Some(number) = self.number_of(&value, looker) {
                looker.draft.name(self.asking.of(number));
            }
            if let Some(text) = value.as_str() {
                literals.fill(text, looker);
            }
        }
    }
}

impl Literals {
    /// `None` where there is none.
    fn new(
        wanted: &Wanted<'_>,
        predicates: usize,
        (numbers, testers): (&Numbers, &[Tester]),
        first: usize,
    ) -> Option<Self> {
        let (mut texts, mut lower) = (Interner::with_capacity(wanted.count(testers)), Vec::new());
        let mut number = |text: &str| {
            lower.clear();
            lower.extend_from_slice(text.as_bytes());
            lower.make_ascii_lowercase();
            texts.add(&lower)
        };
        let filters = wanted.literals.iter().map(|&(text, filter)| (number(text), filter));
        let mut filters: Vec<_> = filters.collect();
        let (mut patterns, mut answered) = (Vec::new(), vec![false; predicates]);
        for uses in wanted.sets.chunk_by(|(left, _), (right, _)| left == right) {
            let predicate = uses[0].0;
            if let Tester::Field(_, ValueTest::Like(set)) = &testers[predicate.index()] {
                let rank = numbers.of(predicate);
                answered[rank as usize] = true;
                for (place, literal) in set.literals() {
                    let literal = number(literal.text);
                    patterns.push((literal, Pattern { predicate, number: rank, place }));
                    filters
                        .extend(uses.iter().filter_map(|(_, filter)| Some((literal, (*filter)?))));
                }
            }
        }
        (texts.len() > 0).then(|| Self {
            set: LiteralSet::new(texts.iter()),
            filters: Lists::new(texts.len(), &filters),
            patterns: Lists::new(texts.len(), &patterns),
            answered,
            first,
        })
    }

    /// Drafts what there is to know of one text.
    fn fill(&self, text: &str, looker: &mut Looker<'_>) {
        *looker.texts += 1;
        let this = *looker.texts;
        self.set.any(text.as_bytes(), |literal| {
            let seen = &mut looker.found[self.first + literal];
            if std::mem::replace(seen, this) != this {
                looker.draft.name(self.filters.of(literal));
                for pattern in self.patterns.of(literal) {
                    looker.draft.affirm(pattern.number, || {
                        looker.rules.testers[pattern.predicate.index()]
                            .matches_at(pattern.place, text)
                    });
                }
            }
            false
        });
    }
}

/// Collects what each field is looked through for.
pub(super) struct ProbeBuilder<'p> {
    rules: Rules<'p>,
    /// By field: the one that stands for it where texts are looked for.
    text_fields: &'p [FieldId],
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
    /// Lists of patterns whose literals do; with no filter where the answer alone is wanted.
    sets: Vec<(PredicateId, Option<u32>)>,
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
                set.texts().for_each(|text| wanted.add_key(&Value::text(text), filter));
            }
            _ if !is_searched => wanted.present.push(filter),
            ValueTest::Like(_) => wanted.sets.push((predicate, Some(filter))),
            ValueTest::Prefix(text, _) => {
                let literal = Literal::of_text(text);
                wanted.literals.extend(literal.map(|literal| (literal.text, filter)));
            }
            ValueTest::Regex(regexes) => {
                let literals = literals_of_all(regexes).into_iter().flatten();
                wanted.literals.extend(literals.map(|literal| (literal.text, filter)));
            }
            ValueTest::Exists | ValueTest::Range(..) | ValueTest::Cidr(_) => {
                wanted.present.push(filter);
            }
        }
    }

    /// The probes of a program with so many filters.
    pub(super) fn build(mut self, filters: usize, numbers: &Numbers) -> Vec<Probe> {
        self.mark_long_lists();
        let mut probes = Vec::with_capacity(self.fields.len());
        let mut first = 0;
        for (field, mut wanted) in self.fields {
            let asked = (numbers, self.rules.testers);
            wanted.sets.sort_unstable();
            let literals = Literals::new(&wanted, numbers.count(field), asked, first);
            let probe = wanted.build(field, filters, literals);
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
                && !(wanted.literals.is_empty() && wanted.sets.is_empty())
            {
                wanted.sets.push((id, None));
            }
        }
    }
}

impl Wanted<'_> {
    /// How many literals are looked for, some more than once.
    fn count(&self, testers: &[Tester]) -> usize {
        let sets = self.sets.chunk_by(|(left, _), (right, _)| left == right);
        let of_set = |(id, _): &(PredicateId, _)| match &testers[id.index()] {
            Tester::Field(_, ValueTest::Like(set)) => set.len(),
            Tester::Field(..) | Tester::Script(_) | Tester::Elements(..) | Tester::Related(..) => 0,
        };
        self.literals.len() + sets.map(|uses| of_set(&uses[0])).sum::<usize>()
    }

    fn add_key(&mut self, value: &Value<'_>, filter: u32) {
        if write_key(value, &mut self.key) {
            self.exact.push((self.keys.add(&self.key), filter));
        }
    }

    fn build(self, field: FieldId, filters: usize, literals: Option<Literals>) -> Probe {
        let mut nameable = FilterSet::with_capacity(filters);
        let named = self.exact.iter().map(|(_, filter)| filter);
        let named = named.chain(self.literals.iter().map(|(_, filter)| filter));
        let named = named.chain(self.sets.iter().filter_map(|(_, filter)| filter.as_ref()));
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
            literals,
        }
    }
}

/// A bit for each length of a key; the last one stands for all from 63 on.
fn length_bit(length: usize) -> u64 {
    1 << length.min(63)
}
