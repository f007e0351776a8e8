//! Whether every text of one wildcard pattern is a text of some of several others.
//!
//! All texts of the one are walked through at once, character by character: a state is the places in the one that can
//! be reached and those in the others. Characters that no pattern names behave alike, so one stands for all of them.

use std::collections::BTreeSet;

use eql_functions::Case;
use eql_functions::wildcard::{Segment, WildcardPattern};

/// The most steps; beyond them nothing is claimed.
const MAX_STEPS: usize = 20_000;

/// One place of a pattern.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Symbol {
    Character(char),
    One,
    Run,
}

/// A pattern as a row of places.
struct Row {
    symbols: Vec<Symbol>,
    case: Case,
}

/// The places in a pattern from which the rest of a text must match.
type Places = BTreeSet<usize>;

/// Whether it is so. False also where it takes too long.
pub(super) fn is_covered(
    pattern: &WildcardPattern,
    case: Case,
    others: &[(WildcardPattern, Case)],
) -> bool {
    let is_wider = |other: Case| other == case || other == Case::Insensitive;
    if others.iter().any(|(other, case)| other == pattern && is_wider(*case)) {
        return true;
    }
    let own = Row::of(pattern, case);
    // A pattern that does not even take this text is of little help; without the others the walk is short.
    let sample = own.sample();
    let helpful = others.iter().filter(|(other, case)| other.matches(&sample, *case));
    let rows: Vec<Row> = helpful.map(|(other, case)| Row::of(other, *case)).collect();
    if rows.is_empty() {
        return false;
    }
    let letters = letters(&own, &rows);
    let start = (own.closed(&Places::from([0])), starts(&rows));
    let mut open = vec![start.clone()];
    let mut seen = BTreeSet::from([start]);
    let mut steps = 0;
    while let Some((places, in_others)) = open.pop() {
        if own.is_end(&places) && !(0..rows.len()).any(|row| rows[row].is_end(&in_others[row])) {
            return false;
        }
        for letter in &letters {
            steps += 1;
            if steps > MAX_STEPS {
                return false;
            }
            let next = own.step(&places, *letter);
            if next.is_empty() {
                continue;
            }
            let in_others = rows.iter().zip(&in_others).map(|(row, at)| row.step(at, *letter));
            let state = (next, in_others.collect::<Vec<_>>());
            if seen.insert(state.clone()) {
                open.push(state);
            }
        }
    }
    true
}

fn starts(rows: &[Row]) -> Vec<Places> {
    rows.iter().map(|row| row.closed(&Places::from([0]))).collect()
}

/// Every character that some pattern names, in both letter cases, and `None` for all others.
fn letters(own: &Row, rows: &[Row]) -> Vec<Option<char>> {
    let mut letters = BTreeSet::from([None]);
    for symbol in rows.iter().chain([own]).flat_map(|row| &row.symbols) {
        if let Symbol::Character(character) = symbol {
            letters.insert(Some(character.to_ascii_lowercase()));
            letters.insert(Some(character.to_ascii_uppercase()));
        }
    }
    letters.into_iter().collect()
}

impl Row {
    fn of(pattern: &WildcardPattern, case: Case) -> Self {
        let symbols = |segment: &Segment| match segment {
            Segment::Literal(text) => text.chars().map(Symbol::Character).collect(),
            Segment::One => vec![Symbol::One],
            Segment::Run => vec![Symbol::Run],
        };
        Self { symbols: pattern.segments().iter().flat_map(symbols).collect(), case }
    }

    /// A text of the pattern with a character that no pattern names wherever any character may stand.
    fn sample(&self) -> String {
        let character = |symbol: &Symbol| match symbol {
            Symbol::Character(character) => *character,
            Symbol::One | Symbol::Run => '\u{1}',
        };
        self.symbols.iter().map(character).collect()
    }

    /// The places with those behind their runs, which may be empty.
    fn closed(&self, places: &Places) -> Places {
        let mut closed = places.clone();
        for &place in places {
            let mut at = place;
            while self.symbols.get(at) == Some(&Symbol::Run) {
                at += 1;
                closed.insert(at);
            }
        }
        closed
    }

    fn step(&self, places: &Places, letter: Option<char>) -> Places {
        let next = places.iter().filter_map(|&place| match self.symbols.get(place)? {
            Symbol::Run => Some(place),
            Symbol::One => Some(place + 1),
            Symbol::Character(own) => self.is_same(*own, letter?).then_some(place + 1),
        });
        self.closed(&next.collect())
    }

    fn is_same(&self, own: char, letter: char) -> bool {
        match self.case {
            Case::Sensitive => own == letter,
            Case::Insensitive => own.eq_ignore_ascii_case(&letter),
        }
    }

    fn is_end(&self, places: &Places) -> bool {
        places.contains(&self.symbols.len())
    }
}
