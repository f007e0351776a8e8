//! Mistakes planted on the matcher's side, one at a time: the generated pairs must find each.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a mistake is about one variant and leaves all others as they are"
)]

mod leaves;
mod plans;

use matcher::Matcher;
use pack::Program;

use super::engines::{Difference, ENGINES, Matches, OPTIONS, Prepared, is_same};
use super::feeding::Feeding;
use super::pair::Pair;

/// One mistake.
#[derive(Clone, Copy)]
pub(super) struct Bug {
    pub(super) name: &'static str,
    plant: Plant,
}

/// A mistake in a program by name; the function says `false` where there is nothing to be wrong about.
type Mistake = (&'static str, fn(&mut Program) -> bool);

/// Where a mistake is made.
#[derive(Clone, Copy)]
enum Plant {
    /// In the program.
    Program(fn(&mut Program) -> bool),
    /// In how events go in and matches come out.
    Feeding(Feeding),
}

/// Mistakes that are not in the program.
const FEEDINGS: &[(&str, Feeding)] = &[
    ("events of one time are in the wrong order", Feeding::TiesReversed),
    ("an event without a time takes part in sequences", Feeding::TimeInvented),
    ("events are not put in order", Feeding::Unordered),
    ("stages are tried from first to last", Feeding::HitsReversed),
    ("only the first of several keys counts", Feeding::FirstKeyOnly),
    ("what waits at the end of the input is lost", Feeding::Unfinished),
    ("the modes of missing events are swapped", Feeding::OtherMode),
    ("one sample a key too many", Feeding::OneSampleMore),
    ("matches are piped in the order in which they are found", Feeding::FoundOrder),
];

/// Mistakes that take too many pairs for an ordinary run.
const RARE: &[&str] = &[
    "a backslash escapes nothing",
    "a function with ~ looks at letter case",
    "a function without ~ does not look at letter case",
    "a missing event has the keys of the first stage",
    "an address without a length is a block",
    "endsWith is stringContains",
    "letter case counts in `in~` and in `:` without a wildcard",
    "letter case counts in startsWith~ of a field",
    "letter case does not count in patterns",
    "plus is minus",
    "startsWith is endsWith",
    "the end of substring is ignored",
    "the last argument of concat is dropped",
    "the start of indexOf is ignored",
];

/// All mistakes, or those that are found soon.
pub(super) fn bugs(with_rare: bool) -> Vec<Bug> {
    let of_programs = plans::BUGS.iter().chain(leaves::BUGS);
    let of_programs = of_programs.map(|&(name, plant)| Bug { name, plant: Plant::Program(plant) });
    let of_feedings =
        FEEDINGS.iter().map(|&(name, feeding)| Bug { name, plant: Plant::Feeding(feeding) });
    let all = of_programs.chain(of_feedings);
    all.filter(|bug| with_rare || !RARE.contains(&bug.name)).collect()
}

/// The mistake with this name.
pub(super) fn bug(name: &str) -> Bug {
    bugs(true).into_iter().find(|bug| bug.name == name).unwrap()
}

impl Bug {
    /// What the matcher with this mistake finds that the oracle does not, or the other way round; `expected` is what
    /// the oracle finds, and `matcher` has no mistake.
    pub(super) fn shown(
        self,
        prepared: &Prepared,
        pair: &Pair,
        matcher: &Matcher,
        expected: &[Matches; 2],
    ) -> Option<Difference> {
        match self.plant {
            Plant::Feeding(feeding) => difference(matcher, pair, feeding, expected),
            Plant::Program(plant) => {
                let mut program = prepared.program.clone();
                if !plant(&mut program) {
                    return None;
                }
                match ENGINES[0].build(&program) {
                    Ok(wrong) => difference(&wrong, pair, Feeding::Right, expected),
                    Err(_) => Some(refused(expected)),
                }
            }
        }
    }
}

/// A mistake that the verifier finds before anything runs.
fn refused(expected: &[Matches; 2]) -> Difference {
    let (oracle, matcher) = (expected[0].clone(), Matches::default());
    Difference { engine: "the verifier", options: OPTIONS[0], oracle, matcher }
}

fn difference(
    matcher: &Matcher,
    pair: &Pair,
    feeding: Feeding,
    expected: &[Matches; 2],
) -> Option<Difference> {
    let engine = &ENGINES[0];
    OPTIONS.into_iter().zip(expected).find_map(|(options, oracle)| {
        let found = engine.run(matcher, pair, options, feeding);
        let differ = !is_same(oracle, &found);
        let (engine, oracle) = (engine.name, oracle.clone());
        differ.then_some(Difference { engine, options, oracle, matcher: found })
    })
}
