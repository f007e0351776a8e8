//! `eqlc test`: the fixtures of rules.

use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, ValueEnum};
use harness::fixtures::{self, RuleReport, test_rules};
use harness::{LoadOptions, load, mapping};

use crate::args::{DialectArgs, FieldArgs, MappingArgs};
use crate::exit::{Exit, Failure};
use crate::terminal::Terminal;

/// Run the positive and negative fixtures of rules
#[derive(Args, Debug)]
#[command(
    after_help = "Fixtures are NDJSON files in `positive` and `negative` folders: in a folder named like the \
                        rule beside it, or mirrored below `testdata/rules` next to the folder `rules`.\n\n\
                        Example:\n  eqlc test rules"
)]
pub(crate) struct Test {
    /// Rule files, or folders searched for *.toml
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    fields: FieldArgs,
    #[command(flatten)]
    mapping: MappingArgs,
    #[command(flatten)]
    dialect: DialectArgs,
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
}

impl Test {
    pub(crate) fn run(&self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let mut indices = mapping::indices(&self.mapping.sources()).map_err(Failure::new)?;
        if let Some(indices) = &mut indices {
            fixtures::learn(indices, &self.paths);
        }
        let indices = indices.map(Arc::new);
        let dialect = self.dialect.dialect();
        let options = LoadOptions { indices, dialect, ..self.fields.load_options() };
        let set = load(&self.paths, &options);
        terminal.findings(&set.findings);
        set.unusable.iter().for_each(|unusable| terminal.problem(&unusable.to_string()));
        let reports = test_rules(&set.rules).map_err(Failure::new)?;
        for report in &reports {
            match self.format {
                Format::Human => print_rule(report, terminal)?,
                Format::Json => terminal.line(&report.json())?,
            }
        }
        terminal.flush()?;
        let failed = reports.iter().filter(|report| !report.passed()).count();
        let cases: usize = reports.iter().map(|report| report.cases.len()).sum();
        terminal.note(&format!(
            "tested {} rules on {cases} cases: {failed} rules failed",
            reports.len()
        ));
        let findings = Exit::findings(failed > 0 || set.refused > 0 || set.errors() > 0);
        Ok(findings.max(Exit::unusable(!set.unusable.is_empty())))
    }
}

fn print_rule(report: &RuleReport, terminal: &mut Terminal) -> Result<(), Failure> {
    terminal.line(&report.line())?;
    for case in report.failures() {
        terminal.line(&format!("  {}: {}", case.title, case.verdict))?;
    }
    Ok(())
}
