//! `eqlc check`: every finding of every rule.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use diagnostics::Severity;
use diagnostics::render::{self, Color};
use harness::LoadOptions;
use harness::check::{self, CheckOptions, Level, Report, Selector};

use crate::exit::{Exit, Failure};
use crate::findings::sarif;
use crate::schemas::MeaningArgs;
use crate::terminal::Terminal;

/// Load, validate and compile rules and report everything that is wrong with them
///
/// The policy of a rule is the `eqlc.toml` nearest above it; `eqlc explain config` shows all its keys.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  eqlc check rules\n  eqlc check --format concise rules/windows/*.toml\n  eqlc check --deny rule/revoked-subtechnique --allow rule/tag-case rules\n  eqlc check --schema schemas --stack 8.19 --stack 9.3 rules"
)]
pub(crate) struct Check {
    /// Rule files, or folders searched for *.toml
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How findings are printed
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
    /// Apply fixes that keep the meaning, and report what is left
    #[arg(long)]
    fix: bool,
    /// Apply fixes that may change the meaning too
    #[arg(long, requires = "fix")]
    unsafe_fixes: bool,
    #[command(flatten)]
    levels: LevelArgs,
    #[command(flatten)]
    meaning: MeaningArgs,
}

/// How bad findings are, whatever `eqlc.toml` says.
#[derive(Args, Clone, Debug)]
struct LevelArgs {
    /// Leave out findings of this id, of a family such as `eql`, or `all`; repeatable
    #[arg(long, value_name = "ID")]
    allow: Vec<Selector>,
    /// Make them warnings
    #[arg(long, value_name = "ID")]
    warn: Vec<Selector>,
    /// Make them errors
    #[arg(long, value_name = "ID")]
    deny: Vec<Selector>,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Format {
    /// With the source line and carets
    #[default]
    Human,
    /// One line a finding
    Concise,
    /// One JSON object a finding
    Json,
    /// One SARIF 2.1.0 log, for code scanning
    Sarif,
    /// GitHub annotations
    Github,
    /// One JUnit file
    Junit,
}

impl LevelArgs {
    /// A wider name comes first, so that the closest one has the last word; of equals the strictest.
    fn levels(&self) -> Vec<(Selector, Level)> {
        let of = |selectors: &[Selector], level| {
            selectors.iter().map(|selector| (selector.clone(), level)).collect::<Vec<_>>()
        };
        let mut levels = of(&self.allow, Level::Allow);
        levels.extend(of(&self.warn, Level::Warning));
        levels.extend(of(&self.deny, Level::Error));
        levels.sort_by(|left, right| left.0.cmp(&right.0));
        levels
    }
}

impl Check {
    pub(crate) fn run(&self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let load = self.meaning.load_options(LoadOptions::default())?;
        let options =
            CheckOptions { load, levels: self.levels.levels(), stacks: self.meaning.stacks() };
        let report = self.report(&options, terminal)?;
        terminal.text(&self.format.render(&report))?;
        terminal.flush()?;
        report.unusable.iter().for_each(|unusable| terminal.problem(&unusable.to_string()));
        terminal.note(&report.line());
        Ok(Exit::findings(report.count(Severity::Error) > 0)
            .max(Exit::unusable(!report.unusable.is_empty())))
    }
}

impl Check {
    fn report(&self, options: &CheckOptions, terminal: &mut Terminal) -> Result<Report, Failure> {
        if !self.fix {
            return Ok(check::check(&self.paths, options));
        }
        let fixed = check::fix(&self.paths, options, self.unsafe_fixes);
        let (report, fixed) = fixed.map_err(Failure::new)?;
        terminal.note(&format!("applied {} fixes", fixed.fixes));
        Ok(report)
    }
}

impl Format {
    fn render(self, report: &Report) -> String {
        let findings = &report.findings;
        match self {
            Self::Human => render::human(findings, Color::Always),
            Self::Concise => render::concise(findings),
            Self::Json => render::json(findings),
            Self::Sarif => sarif(findings),
            Self::Github => render::github(findings),
            Self::Junit => render::junit(findings, &report.files),
        }
    }
}
