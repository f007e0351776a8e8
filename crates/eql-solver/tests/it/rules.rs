//! The leaves of published rules, where those are at hand.

use std::collections::BTreeMap;

use eql_hir::{Condition, LeafId, Query};
use eql_solver::{Puzzle, Solver, Unsolved, Wish, shapes};
use testkit::shared;

use crate::lowered;

/// Name and query of each rule.
#[expect(clippy::disallowed_methods, reason = "a test reads its cases")]
fn rules(folder: &std::path::Path) -> Vec<(String, String)> {
    let mut rules = Vec::new();
    for file in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let path = file.expect("a readable folder").into_path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let rule: toml::Table =
                toml::from_str(&std::fs::read_to_string(&path).expect("a text")).expect("a rule");
            let query = rule["rule"]["query"].as_str().expect("a query").to_owned();
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            rules.push((name, query));
        }
    }
    rules
}

/// Solved and asked, and what was not solved by cause.
#[derive(Default)]
struct Tally {
    asked: usize,
    solved: usize,
    /// What was solved without the shape that was asked for.
    dropped: Vec<String>,
    unsolved: BTreeMap<&'static str, Vec<String>>,
}

impl Tally {
    fn add(&mut self, what: &str, result: &Result<eql_solver::Solution, Unsolved>) {
        self.asked += 1;
        match result {
            Ok(solution) => {
                self.solved += 1;
                if !solution.dropped.is_empty() {
                    self.dropped.push(what.to_owned());
                }
            }
            Err(unsolved) => {
                self.unsolved
                    .entry(unsolved.cause.kind())
                    .or_default()
                    .push(format!("{what}: {unsolved}"));
            }
        }
    }

    /// Says what was not solved, and fails below a floor in percent.
    #[expect(clippy::print_stdout, reason = "whoever works on the solver reads it")]
    fn report(&self, name: &str, floor: usize) {
        let (asked, dropped) = (self.asked, self.dropped.len());
        println!("{name}: {} of {asked} solved, {dropped} without the shape", self.solved);
        self.dropped.iter().take(20).for_each(|text| println!("  {text:.300}"));
        for (cause, all) in &self.unsolved {
            println!("  {cause}: {}", all.len());
            all.iter().take(20).for_each(|text| println!("    {text:.400}"));
        }
        assert!(self.solved * 100 >= asked * floor, "{name}: {} of {asked}", self.solved);
    }
}

/// The leaves that make a condition what it shall be, the first branch of each choice.
fn simplest(condition: &Condition, truth: bool, leaves: &mut Vec<(LeafId, bool)>) -> bool {
    match condition {
        Condition::Constant(value) => *value == truth,
        Condition::Leaf(leaf) => {
            leaves.push((*leaf, truth));
            true
        }
        Condition::Not(inner) => simplest(inner, !truth, leaves),
        Condition::And(parts) | Condition::Or(parts) => {
            if matches!(condition, Condition::And(_)) == truth {
                return parts.iter().all(|part| simplest(part, truth, leaves));
            }
            parts.iter().any(|part| {
                let before = leaves.len();
                let found = simplest(part, truth, leaves);
                if !found {
                    leaves.truncate(before);
                }
                found
            })
        }
    }
}

fn each_leaf(query: &Query) -> impl Iterator<Item = LeafId> {
    (0..query.leaves.len()).map(|leaf| LeafId(u32::try_from(leaf).expect("few leaves")))
}

#[test]
fn leaves_of_published_rules_are_solved() {
    let Some(shared) = shared("leaves_of_published_rules_are_solved") else { return };
    let rules = rules(&shared.join("data/rules/detection-rules-eql"));
    let (mut leaves, mut shaped, mut filters) =
        (Tally::default(), Tally::default(), Tally::default());
    for (name, text) in &rules {
        let query = lowered(text);
        let solver = Solver::new(&query);
        for leaf in each_leaf(&query) {
            for truth in [true, false] {
                let what = format!("{name}: {} is {truth}", query.leaf(leaf).text);
                let wish = Wish::of(vec![(leaf, truth)]);
                leaves.add(&what, &solver.solve(&Puzzle::of(wish.clone()), 1));
                for shape in shapes(&query, leaf, truth) {
                    let wish = Wish { shapes: vec![(leaf, shape)], ..wish.clone() };
                    shaped.add(&format!("{what} ({shape})"), &solver.solve(&Puzzle::of(wish), 1));
                }
            }
        }
        for filter in query.filters() {
            let mut wanted = Vec::new();
            assert!(simplest(&filter.condition, true, &mut wanted), "{name}");
            let solution = solver.solve(&Puzzle::of(Wish::of(wanted)), 1);
            if let Ok(solution) = &solution {
                assert!(oracle::Oracle::new(&query).holds(filter, &solution.events[0]), "{name}");
            }
            filters.add(name, &solution);
        }
    }
    leaves.report("leaves", 100);
    shaped.report("shapes", 100);
    filters.report("filters", 99);
}

/// Each leaf of the simplest demand of each filter in each shape, and broken in each shape, beside all others.
#[test]
fn near_misses_of_published_rules_are_solved() {
    let Some(shared) = shared("near_misses_of_published_rules_are_solved") else { return };
    let rules = rules(&shared.join("data/rules/detection-rules-eql"));
    let (mut held, mut broken) = (Tally::default(), Tally::default());
    // Every fourth rule: all of them take a minute.
    for (name, text) in rules.iter().step_by(4) {
        let query = lowered(text);
        let solver = Solver::new(&query);
        for filter in query.filters() {
            let mut wanted = Vec::new();
            assert!(simplest(&filter.condition, true, &mut wanted), "{name}");
            for place in 0..wanted.len() {
                let (leaf, truth) = wanted[place];
                let ask = |truth: bool, tally: &mut Tally| {
                    let mut leaves = wanted.clone();
                    leaves[place].1 = truth;
                    for shape in shapes(&query, leaf, truth) {
                        let shapes = vec![(leaf, shape)];
                        let wish = Wish { leaves: leaves.clone(), shapes, ..Wish::default() };
                        let what =
                            format!("{name}: {} is {truth} ({shape})", query.leaf(leaf).text);
                        tally.add(&what, &solver.solve(&Puzzle::of(wish), 1));
                    }
                };
                ask(truth, &mut held);
                ask(!truth, &mut broken);
            }
        }
    }
    held.report("held", 99);
    broken.report("broken", 99);
}
