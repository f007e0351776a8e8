//! The results of mutation for people and for programs.

use std::collections::BTreeMap;

use eql_mutants::Mutant;
use serde_json::{Value, json};

use super::{EqualMutant, RuleMutation, Survivor, Tally, Unscored, Witness};

/// The largest share of mutants that may be proved equal, in tenths of a percent of a run.
const MAX_EQUAL_SHARE: usize = 50;

/// What became of the mutants of all rules.
#[derive(Clone, Debug, Default)]
pub struct Totals {
    /// By kind.
    pub kinds: BTreeMap<&'static str, Tally>,
    /// How many rules have a score.
    pub rules: usize,
    /// How many have none.
    pub unscored: usize,
    /// How many mutants were not made.
    pub cut: usize,
}

impl Totals {
    /// Adds a rule.
    pub fn add(&mut self, result: &Result<RuleMutation, Unscored>) {
        match result {
            Err(_) => self.unscored += 1,
            Ok(mutation) => {
                self.rules += 1;
                self.cut += mutation.cut;
                for (kind, tally) in &mutation.kinds {
                    self.kinds.entry(kind).or_default().add(*tally);
                }
            }
        }
    }

    /// How many of all kinds.
    pub fn tally(&self) -> Tally {
        let mut all = Tally::default();
        self.kinds.values().for_each(|tally| all.add(*tally));
        all
    }

    /// Whether more mutants are proved equal than a run may have: then the score says little.
    pub fn has_too_many_equal(&self) -> bool {
        self.tally().equal_share() > MAX_EQUAL_SHARE
    }

    /// `41 of 44 mutants killed (93.1 %)`
    pub fn summary(&self) -> String {
        let tally = self.tally();
        let score = percent(tally.score());
        format!("{} of {} mutants killed ({score})", tally.killed, tally.total())
    }

    /// The lines below the rules: a table of the kinds, the worst first, and the sum.
    pub fn lines(&self) -> String {
        let mut kinds: Vec<_> = self.kinds.iter().collect();
        kinds.sort_by_key(|(kind, tally)| (tally.score(), **kind));
        let rows = kinds.into_iter().map(|(kind, tally)| row(kind, *tally));
        let heading = format!(
            "{:<16} {:>8} {:>8} {:>8} {:>6}\n",
            "mutants", "killed", "survived", "equal", "score"
        );
        let sum = row("all", self.tally());
        let cut = match self.cut {
            0 => String::new(),
            cut => format!("{cut} mutants were not made: a list has too many elements\n"),
        };
        let equal = if self.has_too_many_equal() {
            let share = percent(self.tally().equal_share());
            let most = percent(MAX_EQUAL_SHARE);
            format!(
                "{share} of the mutants are proved equal, and no more than {most} may be: the score is not worth much\n"
            )
        } else {
            String::new()
        };
        format!("{heading}{}{sum}{cut}{equal}", rows.collect::<String>())
    }

    /// The same for programs.
    pub fn json(&self) -> Value {
        let kinds = self.kinds.iter().map(|(kind, tally)| ((*kind).to_owned(), counts(*tally)));
        let kinds: serde_json::Map<_, _> = kinds.collect();
        let mut all = counts(self.tally());
        all["kinds"] = Value::Object(kinds);
        all["rules"] = json!(self.rules);
        all["unscored"] = json!(self.unscored);
        all["not_made"] = json!(self.cut);
        all
    }
}

fn row(kind: &str, tally: Tally) -> String {
    let score = percent(tally.score());
    format!("{kind:<16} {:>8} {:>8} {:>8} {score:>7}\n", tally.killed, tally.survived, tally.equal)
}

/// `93.2 %` of tenths of a percent.
pub fn percent(tenths: usize) -> String {
    format!("{}.{} %", tenths / 10, tenths % 10)
}

/// The lines of one rule, below its own.
pub fn lines(result: &Result<RuleMutation, Unscored>) -> String {
    match result {
        Err(reason) => format!("  mutants: no score, {reason}\n"),
        Ok(mutation) => mutation.lines(),
    }
}

impl RuleMutation {
    /// `mutants: 41/44 killed (93.1 %), 2 more proved equal`
    pub(crate) fn summary(&self) -> String {
        let tally = self.tally();
        let equal = match tally.equal {
            0 => String::new(),
            equal => format!(", {equal} more proved equal"),
        };
        let score = percent(tally.score());
        format!("mutants: {}/{} killed ({score}){equal}", tally.killed, tally.total())
    }

    fn lines(&self) -> String {
        let survivors = self.survivors.iter().map(|survivor| {
            let witness = survivor.witness.as_ref().map(Witness::lines).unwrap_or_default();
            format!("    {}\n{witness}", survivor.line())
        });
        let equal =
            self.equal.iter().map(|equal| format!("    {}\n      {}\n", equal.line(), equal.proof));
        let below: String = survivors.chain(equal).collect();
        format!("  {}\n{below}", self.summary())
    }

    /// One JSON object.
    pub fn json(&self) -> Value {
        let mut all = counts(self.tally());
        let survivors = self.survivors.iter().map(|it| {
            let mut line = mutant(it.line, &it.mutant);
            line["killed_by"] = json!(it.witness.as_ref().map(Witness::json));
            line
        });
        let equal = self.equal.iter().map(|it| {
            let mut line = mutant(it.line, &it.mutant);
            line["proof"] = json!(it.proof.to_string());
            line
        });
        all["survivors"] = survivors.collect();
        all["proved_equal"] = equal.collect();
        all["not_made"] = json!(self.cut);
        all
    }
}

impl Survivor {
    /// How it reads in one line.
    pub(crate) fn line(&self) -> String {
        line(self.line, &self.mutant)
    }
}

impl EqualMutant {
    /// How it reads in one line.
    pub(crate) fn line(&self) -> String {
        line(self.line, &self.mutant)
    }
}

/// `line 12: letter-case: process.name : "a" -> process.name == "a"`
fn line(line: usize, mutant: &Mutant) -> String {
    format!("line {line}: {}: {} -> {}", mutant.kind, mutant.before, mutant.after)
}

fn mutant(line: usize, mutant: &Mutant) -> Value {
    json!({ "line": line, "kind": mutant.kind, "before": mutant.before, "after": mutant.after })
}

#[expect(clippy::cast_precision_loss, reason = "a percentage of at most 1000 tenths")]
fn counts(tally: Tally) -> Value {
    json!({
        "killed": tally.killed,
        "survived": tally.survived,
        "equal": tally.equal,
        "score": tally.score() as f64 / 10.0,
    })
}
