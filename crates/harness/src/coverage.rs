//! What fixtures show of a rule: which leaves and stages they make true, make false, and make decide its matches.
//!
//! A part *decides* where its answer about one event alone, turned round, would change the matches of the case. Where every
//! leaf decides both when it is true and when it is false, no leaf could be taken away or turned round unnoticed (MC/DC).
//! Only cases that passed count, and the denominator is all leaves after folding, a list being one.

mod effect;
mod idle;
mod stages;
mod trial;

use std::collections::BTreeMap;

use diagnostics::Span;
use oracle::{Oracle, Part};

use crate::Rule;
use crate::fixtures::{CaseReport, Expectation};
use effect::Effects;
use idle::Constants;
use trial::Trial;

pub(crate) use stages::{Kind as StageKind, Written, written};

/// What the fixtures of a rule show.
#[derive(Clone, PartialEq, Debug)]
pub struct Coverage {
    /// In the order of the text.
    pub leaves: Vec<Covered>,
    /// The stages of a sequence with its `until`, or the parts of a sample, in the order of the text.
    pub stages: Vec<Covered>,
}

/// What the fixtures show of one leaf or stage.
#[derive(Clone, PartialEq, Debug)]
pub struct Covered {
    /// Which part it is.
    pub part: Part,
    /// A leaf as it is written, a stage by its number: `stage 1`, `missing event 2`, `until`, `part 1`. All runs of a stage
    /// are one.
    pub text: String,
    /// Where it stands in the query.
    pub span: Span,
    /// The constants of a list that no event hits.
    pub idle: Vec<String>,
    /// Events of which it holds; of a stage, those that it takes.
    pub when_true: Side,
    /// Events of which it does not hold; of a stage, those that it refuses.
    pub when_false: Side,
}

/// One of the two answers of a part.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Side {
    /// The first event that it was given for.
    pub seen: Option<Sighting>,
    /// The first for which it decides.
    pub decides: Option<Sighting>,
}

/// An event of a case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sighting {
    /// What the case expects.
    pub expectation: Expectation,
    /// The title of the case.
    pub case: String,
    /// The record, from 1.
    pub record: usize,
}

/// Looks at the cases of a rule.
struct Watch<'r> {
    rule: &'r Rule,
    oracle: Oracle<'r>,
    effects: Effects<'r>,
    lists: Vec<Constants>,
}

impl<'r> Watch<'r> {
    fn new(rule: &'r Rule) -> Self {
        let query = &rule.query;
        let asked = query.asked_leaves().into_iter();
        let lists = asked.filter_map(|leaf| Constants::of(query, leaf)).collect();
        Self {
            rule,
            oracle: Oracle::new(query).in_mode(rule.sequence_mode),
            effects: Effects::new(query),
            lists,
        }
    }

    fn case(&mut self, report: &CaseReport, coverage: &mut Coverage) {
        let trial = Trial::new(self.rule, self.oracle, &self.effects, &report.case);
        let mut tried = BTreeMap::new();
        for answer in trial.answers().iter().copied() {
            let (document, record) = trial.event(answer.event);
            let hit = |list: &&mut Constants| answer.holds && answer.part == Part::Leaf(list.leaf);
            for list in self.lists.iter_mut().filter(hit) {
                list.hit(&self.oracle, document);
            }
            let sighting = || Sighting {
                expectation: report.case.expectation,
                case: report.case.title(),
                record,
            };
            let Some(covered) = coverage.part(answer.part) else { continue };
            let side = if answer.holds { &mut covered.when_true } else { &mut covered.when_false };
            side.seen.get_or_insert_with(sighting);
            if side.decides.is_none() && trial.decides(answer, &mut tried) {
                side.decides = Some(sighting());
            }
        }
    }
}

impl Coverage {
    /// What these cases show of a rule.
    pub fn of(rule: &Rule, cases: &[CaseReport]) -> Self {
        let leaf = |id| {
            let leaf = rule.query.leaf(id);
            Covered::new(Part::Leaf(id), leaf.text.clone(), leaf.span)
        };
        let leaves = rule.query.asked_leaves().into_iter().map(leaf).collect();
        let mut coverage = Self { leaves, stages: stages(rule) };
        let mut watch = Watch::new(rule);
        for case in cases.iter().filter(|case| case.verdict.is_passed()) {
            watch.case(case, &mut coverage);
        }
        for list in watch.lists {
            if let Some(leaf) = coverage.part(Part::Leaf(list.leaf)) {
                leaf.idle = list.into_idle();
            }
        }
        coverage
    }

    fn part(&mut self, part: Part) -> Option<&mut Covered> {
        let parts = match part {
            Part::Leaf(_) => &mut self.leaves,
            Part::Stage(_) => &mut self.stages,
        };
        // All runs of a stage are one.
        let behind = parts.partition_point(|covered| covered.part <= part);
        parts.get_mut(behind.checked_sub(1)?)
    }

    /// How many leaves and how many stages are covered.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for leaf in &self.leaves {
            counts.leaves += 1;
            counts.made_true += usize::from(leaf.when_true.seen.is_some());
            counts.made_false += usize::from(leaf.when_false.seen.is_some());
            counts.covered += usize::from(leaf.is_covered());
        }
        counts.stages = self.stages.len();
        counts.covered_stages = self.stages.iter().filter(|stage| stage.is_covered()).count();
        counts
    }

    /// All leaves and stages that are not covered, in the order of the text.
    pub fn uncovered(&self) -> impl Iterator<Item = &Covered> {
        self.leaves.iter().chain(&self.stages).filter(|part| !part.is_covered())
    }
}

/// Numbers of leaves and stages.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// All leaves.
    pub leaves: usize,
    /// Those that some event makes true.
    pub made_true: usize,
    /// Those that some event makes false.
    pub made_false: usize,
    /// Those that decide both when true and when false.
    pub covered: usize,
    /// All stages.
    pub stages: usize,
    /// Those that take an event, and refuse one where that decides.
    pub covered_stages: usize,
}

impl Counts {
    /// The sum.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            leaves: self.leaves + other.leaves,
            made_true: self.made_true + other.made_true,
            made_false: self.made_false + other.made_false,
            covered: self.covered + other.covered,
            stages: self.stages + other.stages,
            covered_stages: self.covered_stages + other.covered_stages,
        }
    }

    /// How many percent of the leaves are covered; of none, all.
    #[expect(clippy::cast_precision_loss, reason = "shown with one digit")]
    pub fn percent(&self) -> f64 {
        if self.leaves == 0 { 100.0 } else { self.covered as f64 * 100.0 / self.leaves as f64 }
    }
}

impl Covered {
    fn new(part: Part, text: String, span: Span) -> Self {
        let (when_true, when_false) = (Side::default(), Side::default());
        Self { part, text, span, idle: Vec::new(), when_true, when_false }
    }

    /// A leaf that decides both ways; a stage that takes an event, and refuses one where that decides.
    pub fn is_covered(&self) -> bool {
        self.gaps().is_empty()
    }

    /// What no event shows, in words.
    pub fn gaps(&self) -> Vec<&'static str> {
        let (yes, no) = (&self.when_true, &self.when_false);
        let shows =
            [yes.seen.is_some(), yes.decides.is_some(), no.seen.is_some(), no.decides.is_some()];
        match (self.part, shows) {
            (Part::Stage(_), [false, _, false, _]) => vec!["never reached"],
            (Part::Stage(_), [takes, _, _, decides]) => {
                let gaps = [
                    (takes, "never takes an event"),
                    (decides, "refuses no event where that decides"),
                ];
                gaps.into_iter().filter(|(shown, _)| !shown).map(|(_, gap)| gap).collect()
            }
            (Part::Leaf(_), [false, _, false, _]) => vec!["never asked"],
            (Part::Leaf(_), _) => {
                let of = |side: &Side, never, idle| match (&side.seen, &side.decides) {
                    (None, _) => Some(never),
                    (Some(_), None) => Some(idle),
                    (Some(_), Some(_)) => None,
                };
                let yes = of(yes, "never true", "never decides when true");
                yes.into_iter().chain(of(no, "never false", "never decides when false")).collect()
            }
        }
    }

    /// The negative case in which it decides: the one that would match if it said the opposite.
    pub fn noticed_by(&self) -> Option<&str> {
        let sides = [&self.when_false, &self.when_true].into_iter();
        let mut negative = sides
            .filter_map(|side| side.decides.as_ref())
            .filter(|sighting| sighting.expectation == Expectation::Negative);
        negative.next().map(|sighting| sighting.case.as_str())
    }
}

fn stages(rule: &Rule) -> Vec<Covered> {
    let written = written(&rule.query).into_iter();
    written
        .map(|it| Covered::new(Part::Stage(it.first), it.name_with_runs(), it.stage.span))
        .collect()
}
