//! The literals that filters look for anywhere in the values of one field.

use std::sync::OnceLock;

use pack::PredicateId;

use super::Index;
use super::probe::Looker;
use crate::interner::Interner;
use crate::lists::Lists;
use crate::literal::Literal;
use crate::literal_set::LiteralSet;
use crate::predicate::{Tester, ValueTest, literals_of_all};

/// What a look through the values of a field is for.
#[derive(Debug)]
pub(super) struct Search {
    /// The predicates that hold only where a literal of theirs is, ascending, with the filters that it makes candidates;
    /// with none where the answer alone is wanted.
    wanted: Vec<(PredicateId, Option<u32>)>,
    /// The number of the first literal among those of all fields.
    first: usize,
    /// The most literals that there are.
    count: usize,
    /// Made with the memory of the first thread.
    literals: OnceLock<Box<Literals>>,
}

/// The literals.
#[derive(Debug)]
struct Literals {
    set: LiteralSet,
    /// By literal: the filters that it makes candidates.
    filters: Lists<u32>,
    /// By literal: the patterns that it is the literal of.
    patterns: Lists<Pattern>,
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

impl Search {
    /// `None` where there is no literal.
    pub(super) fn new(
        mut wanted: Vec<(PredicateId, Option<u32>)>,
        testers: &[Tester],
        first: usize,
    ) -> Option<Self> {
        wanted.sort_unstable();
        let uses = wanted.chunk_by(|(left, _), (right, _)| left == right);
        let count = uses.map(|uses| literals_of(&testers[uses[0].0.index()]).count()).sum();
        (count > 0).then(|| Self { wanted, first, count, literals: OnceLock::new() })
    }

    /// The most literals that there are.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Whether a look finds out what a predicate says, which asks for patterns.
    pub(super) fn has(&self, predicate: PredicateId) -> bool {
        let place = self.wanted.partition_point(|(id, _)| *id < predicate);
        self.wanted.get(place).is_some_and(|(id, _)| *id == predicate)
    }

    /// Makes what is needed to look for the literals, so that no value has to wait for it.
    pub(super) fn prepare(&self, index: &Index, testers: &[Tester]) {
        self.literals(index, testers);
    }

    fn literals(&self, index: &Index, testers: &[Tester]) -> &Literals {
        self.literals.get_or_init(|| Literals::new(self, index, testers).into())
    }

    /// Whether a text passes a predicate that a look finds out about.
    pub(super) fn passes(
        &self,
        predicate: PredicateId,
        text: &str,
        rules: (&Index, &[Tester]),
    ) -> bool {
        let (index, testers) = rules;
        let literals = self.literals(index, testers);
        literals.set.any(text.as_bytes(), |literal| {
            let mut patterns = literals.patterns.of(literal).iter();
            patterns.any(|pattern| {
                pattern.predicate == predicate
                    && testers[predicate.index()].matches_at(pattern.place, text)
            })
        })
    }

    /// Drafts what there is to know of one text.
    pub(super) fn fill(&self, text: &str, looker: &mut Looker<'_>) {
        let literals = self.literals(looker.index, looker.rules.testers);
        *looker.texts += 1;
        let this = *looker.texts;
        literals.set.any(text.as_bytes(), |literal| {
            let seen = &mut looker.found[self.first + literal];
            if std::mem::replace(seen, this) != this {
                looker.draft.name(literals.filters.of(literal));
                for pattern in literals.patterns.of(literal) {
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

impl Literals {
    fn new(search: &Search, index: &Index, testers: &[Tester]) -> Self {
        let (mut texts, mut lower) = (Interner::with_capacity(search.count), Vec::new());
        let mut number_of = |text: &str| {
            lower.clear();
            lower.extend_from_slice(text.as_bytes());
            lower.make_ascii_lowercase();
            texts.add(&lower)
        };
        let (mut filters, mut patterns) = (Vec::new(), Vec::with_capacity(search.count));
        for uses in search.wanted.chunk_by(|(left, _), (right, _)| left == right) {
            let predicate = uses[0].0;
            let tester = &testers[predicate.index()];
            let number = index.place(predicate).number;
            for (place, literal) in literals_of(tester) {
                let literal = number_of(literal.text);
                filters.extend(uses.iter().filter_map(|(_, filter)| Some((literal, (*filter)?))));
                if tester.is_like() {
                    patterns.push((literal, Pattern { predicate, number, place }));
                }
            }
        }
        Self {
            set: LiteralSet::new(texts.iter()),
            filters: Lists::new(texts.len(), &filters),
            patterns: Lists::new(texts.len(), &patterns),
        }
    }
}

/// The literals of a leaf of which one is in each value that passes it, with the place of the pattern that they are of.
fn literals_of(tester: &Tester) -> impl Iterator<Item = (u32, Literal<'_>)> {
    let test = if let Tester::Field(_, test) = tester { Some(test) } else { None };
    let patterns = test
        .and_then(|test| if let ValueTest::Like(set) = test { Some(set.literals()) } else { None });
    let others = test.and_then(|test| match test {
        ValueTest::Prefix(text, _) => Literal::of_text(text).map(|literal| vec![literal]),
        ValueTest::Regex(regexes) => literals_of_all(regexes),
        ValueTest::Exists
        | ValueTest::OneOf(_)
        | ValueTest::OneTextOf(_)
        | ValueTest::Range(..)
        | ValueTest::Like(_)
        | ValueTest::Cidr(_) => None,
    });
    patterns.into_iter().flatten().chain((0..).zip(others.into_iter().flatten()))
}
