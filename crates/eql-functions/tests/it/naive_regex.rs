//! The definition of Lucene's regular expressions: sets of positions, without any automaton.

use std::collections::BTreeSet;

use eql_functions::Case;
use eql_functions::regex::{Ast, Class, ClassItem, Interval, Shorthand};

/// Positions of a text at which a match that began somewhere can end.
type Ends = BTreeSet<usize>;

/// Whether the expression takes the whole text.
pub(crate) fn is_match(ast: &Ast, text: &str, case: Case) -> bool {
    let text: Vec<char> = text.chars().collect();
    Naive { text: &text, case }.ends(ast, 0).contains(&text.len())
}

struct Naive<'a> {
    text: &'a [char],
    case: Case,
}

impl Naive<'_> {
    fn ends(&self, ast: &Ast, start: usize) -> Ends {
        let all = start..=self.text.len();
        match ast {
            Ast::Empty => Ends::from([start]),
            Ast::Nothing => Ends::new(),
            Ast::AnyString => all.collect(),
            Ast::AnyChar => self.one(start, |_| true),
            Ast::Class(class) => self.one(start, |found| self.in_class(class, found)),
            Ast::Literal(text) => text.chars().fold(Ends::from([start]), |ends, expected| {
                ends.into_iter()
                    .flat_map(|at| self.one(at, |found| self.same(expected, found)))
                    .collect()
            }),
            Ast::Interval(interval) => {
                all.filter(|&end| is_number(interval, &self.text[start..end])).collect()
            }
            Ast::Concat(items) => {
                items.iter().fold(Ends::from([start]), |ends, item| self.step(item, &ends))
            }
            Ast::Union(items) => items.iter().flat_map(|item| self.ends(item, start)).collect(),
            Ast::Intersection(items) => {
                let sets: Vec<Ends> = items.iter().map(|item| self.ends(item, start)).collect();
                all.filter(|end| sets.iter().all(|set| set.contains(end))).collect()
            }
            Ast::Complement(item) => {
                let ends = self.ends(item, start);
                all.filter(|end| !ends.contains(end)).collect()
            }
            Ast::Repeat { item, least, most } => self.repeat(item, *least, *most, start),
        }
    }

    fn step(&self, item: &Ast, starts: &Ends) -> Ends {
        starts.iter().flat_map(|&start| self.ends(item, start)).collect()
    }

    /// Counts up; with no greatest count, until one more round finds nothing new.
    fn repeat(&self, item: &Ast, least: u32, most: Option<u32>, start: usize) -> Ends {
        let mut last = (0..least).fold(Ends::from([start]), |ends, _| self.step(item, &ends));
        let mut found = last.clone();
        let rounds = most.map_or(self.text.len() + 1, |most| (most - least) as usize);
        for _ in 0..rounds {
            last = self.step(item, &last);
            found.extend(&last);
        }
        found
    }

    fn one(&self, start: usize, takes: impl Fn(char) -> bool) -> Ends {
        self.text.get(start).filter(|&&found| takes(found)).map(|_| start + 1).into_iter().collect()
    }

    fn same(&self, expected: char, found: char) -> bool {
        expected == found
            || (self.case == Case::Insensitive && expected.eq_ignore_ascii_case(&found))
    }

    fn in_class(&self, class: &Class, found: char) -> bool {
        let mut items = class.items.iter();
        class.negated
            != items.any(|item| match *item {
                ClassItem::Char(expected) => self.same(expected, found),
                ClassItem::Range(first, last) => (first..=last).contains(&found),
                ClassItem::Shorthand { shorthand, negated } => {
                    negated != in_shorthand(shorthand, found)
                }
            })
    }
}

fn in_shorthand(shorthand: Shorthand, found: char) -> bool {
    match shorthand {
        Shorthand::Digit => found.is_ascii_digit(),
        Shorthand::Space => matches!(found, ' ' | '\t' | '\n' | '\r'),
        Shorthand::Word => found.is_ascii_alphanumeric() || found == '_',
    }
}

fn is_number(interval: &Interval, text: &[char]) -> bool {
    let digits: String = text.iter().filter(|digit| digit.is_ascii_digit()).collect();
    let number: Option<u64> = digits.parse().ok();
    digits.len() == text.len()
        && interval.digits.is_none_or(|width| width == digits.len())
        && number
            .is_some_and(|number| (interval.least.into()..=interval.most.into()).contains(&number))
}
