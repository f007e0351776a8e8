//! `eqlc test`: the fixtures of rules.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use harness::event_schema::Indices;
use harness::fixtures::{self, Options, Places, TestReport};
use harness::{mutation, report};

use crate::args::SequenceArgs;
use crate::exit::{Exit, Failure};
use crate::rules::RuleArgs;
use crate::terminal::Terminal;

/// Run the positive and negative fixtures of rules
#[derive(Args, Debug)]
#[command(
    after_help = "Fixtures are files of events in `positive` and `negative` folders: in a folder named like the rule beside \
                  it, or mirrored below `testdata/rules` next to the folder `rules`, or, in the folder that --fixtures or \
                  `[test] fixtures` in `eqlc.toml` names, under the id of the rule or its path. A `<case>.expect.toml` \
                  beside a case says how many matches there must be, and on which records; `matches.snap` holds those of all \
                  cases.\n\n\
                  Examples:\n  eqlc test rules\n  eqlc test rules --fixtures generated --only smb\n  eqlc test rules --mutate"
)]
pub(crate) struct Test {
    /// Folder of the fixtures, instead of those beside the rules: `DIR/<rule_id>/{positive,negative}/<case>.ndjson`, or the
    /// path of the rule in place of its id
    #[arg(long, value_name = "DIR")]
    fixtures: Option<PathBuf>,
    /// Write `matches.snap` of each rule anew instead of comparing with it
    #[arg(long, conflicts_with_all = ["mutate", "min_mutation_score"])]
    bless: bool,
    /// Say for each leaf and stage of the queries whether the cases make it true, make it false, and make it decide
    #[arg(long)]
    coverage: bool,
    /// Only rules whose name, id or path holds this word, and cases whose name does
    #[arg(long, value_name = "WORD")]
    only: Option<String>,
    /// Make mutants of each rule, a small mistake each, and list those that its cases do not notice
    #[arg(long)]
    mutate: bool,
    /// The percentage of its mutants that the cases of each rule must kill; else it fails. Implies --mutate
    #[arg(long, value_name = "PERCENT", value_parser = percentage)]
    min_mutation_score: Option<f64>,
    /// For how many of the mutants of each rule that no case notices a case is sought that would
    #[arg(long, value_name = "N", default_value_t = 20)]
    witnesses: usize,
    #[command(flatten)]
    rules: RuleArgs,
    #[command(flatten)]
    sequence: SequenceArgs,
    /// How results are printed
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Format {
    /// A line a rule, and one for each case that fails
    #[default]
    Human,
    /// One JSON object a rule
    Json,
    /// One JUnit file
    Junit,
    /// One HTML file
    Html,
}

impl Test {
    pub(crate) fn run(&self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let places = Places::of(&self.rules.paths, self.fixtures.as_deref());
        let learn = |indices: &mut Indices| fixtures::learn(indices, &places);
        let set = self.rules.load(self.sequence.mode(), learn, terminal)?;
        let options = Options {
            bless: self.bless,
            coverage: self.coverage,
            only: self.only.clone(),
            mutate: self.mutation(),
        };
        let tested = fixtures::test(&set.rules, &places, &options).map_err(|error| {
            Failure::new(format!("a compiled rule is refused, which is a bug: {error}"))
        })?;
        let findings = tested.findings();
        terminal.findings(&findings);
        tested.unusable.iter().for_each(|unusable| terminal.problem(&unusable.to_string()));
        terminal.text(&self.format.render(&tested))?;
        terminal.flush()?;
        if self.bless {
            terminal.note(&report::blessed(&tested));
        }
        if let Some(line) = report::coverage(&tested) {
            terminal.note(&line);
        }
        terminal.note(&report::summary(&tested));
        let mutants = tested.mutation();
        let is_vain = mutants.is_some_and(|mutants| mutants.has_too_many_equal());
        let is_wrong = tested.failed() > 0 || set.refused > 0 || set.errors() > 0 || is_vain;
        let is_unusable = !set.unusable.is_empty() || tested.is_unusable();
        Ok(Exit::findings(is_wrong).max(Exit::unusable(is_unusable)))
    }

    /// How mutants are made, where they are.
    fn mutation(&self) -> Option<mutation::Options> {
        let min_score = self.min_mutation_score.map(mutation::tenths);
        let wanted = self.mutate || min_score.is_some();
        wanted.then_some(mutation::Options { min_score, witnesses: self.witnesses })
    }
}

fn percentage(text: &str) -> Result<f64, String> {
    let number = text.trim_end_matches('%').trim().parse::<f64>().ok();
    number
        .filter(|number| (0.0..=100.0).contains(number))
        .ok_or_else(|| "a percentage is a number from 0 to 100".to_owned())
}

impl Format {
    fn render(self, tested: &TestReport<'_>) -> String {
        match self {
            Self::Human => report::human(tested),
            Self::Json => report::json(tested),
            Self::Junit => report::junit(tested),
            Self::Html => report::html(tested),
        }
    }
}
