//! `eqlc diff`: what differs between two sets of rules.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use harness::LoadOptions;
use harness::diff::{self, Diff as Found, Versions};
use harness::pack_file::PackProblem;

use crate::args::FieldArgs;
use crate::exit::{Exit, Failure};
use crate::schemas::MeaningArgs;
use crate::terminal::Terminal;

/// Compare two sets of rules, and prove or show what the changes mean
///
/// A rule is the same rule by its id. Its keys are compared one by one; its query by its clauses, so that layout, comments
/// and order make no difference. Where clauses differ, it is proved that the rule finds the same, or events are sought that
/// only the old or only the new rule matches; both engines have run both rules over them. Fields and mappings that are
/// named hold for both sides, but for a rule pack, which has what it was compiled with.
#[derive(Args, Debug)]
#[command(after_help = "JSON has one object a change, with `change`, `rule`, `file` and:\n  \
                  added, removed  nothing more\n  \
                  metadata        `key`, `old`, `new`; of lists `added` and `removed`, of texts\n                  \
                  `lines_added` and `lines_removed`\n  \
                  query           `reason`: why the meaning is not known; null if it is the same\n  \
                  logic           `verdict` (equal, narrower, wider, different, not-told-apart),\n                  \
                  `proof`; `only_old`, `only_new` or `both` with events and matches\n  \
                  clause          `kind` (added, removed, changed), `what`, `stage`, `within`,\n                  \
                  `old`, `new`, `old_line`, `new_line`\n\n\
                  Examples:\n  eqlc diff main/rules rules\n  eqlc diff last.eqlpack rules --format markdown > changes.md\n  \
                  eqlc diff --exit-code old.toml new.toml")]
pub(crate) struct Diff {
    /// Rule file, folder searched for *.toml, or rule pack
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The same, later
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// End with exit code 1 where something differs
    #[arg(long)]
    exit_code: bool,
    #[command(flatten)]
    fields: FieldArgs,
    #[command(flatten)]
    meaning: MeaningArgs,
    /// How the comparison is printed
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Format {
    /// For people
    #[default]
    Human,
    /// For a pull request or a changelog
    Markdown,
    /// One JSON object a change
    Json,
}

impl Diff {
    pub(crate) fn run(&self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let options = self.meaning.load_options(self.fields.load_options())?;
        let old = Self::read(&self.old, &options, terminal)?;
        let new = Self::read(&self.new, &options, terminal)?;
        let (Some(old), Some(new)) = (old, new) else { return Ok(Exit::Findings) };
        let found = diff::compare(&old, &new);
        terminal.text(&self.format.render(&found))?;
        terminal.flush()?;
        terminal.note(&diff::summary(&found));
        let unusable = !old.problems.is_empty() || !new.problems.is_empty();
        Ok(Exit::findings(self.exit_code && !found.is_empty()).max(Exit::unusable(unusable)))
    }

    /// The rules of one side; nothing of a pack that is refused.
    fn read(
        path: &Path,
        options: &LoadOptions,
        terminal: &mut Terminal,
    ) -> Result<Option<Versions>, Failure> {
        let versions = match Versions::read(path, options) {
            Ok(versions) => versions,
            Err(PackProblem::Unusable(problem)) => return Err(Failure::new(problem)),
            Err(refused @ PackProblem::Refused { .. }) => {
                terminal.problem(&refused.to_string());
                return Ok(None);
            }
        };
        terminal.findings(&versions.findings);
        versions.problems.iter().for_each(|problem| terminal.problem(problem));
        Ok(Some(versions))
    }
}

impl Format {
    fn render(self, found: &Found) -> String {
        match self {
            Self::Human => diff::human(found),
            Self::Markdown => diff::markdown(found),
            Self::Json => diff::json(found),
        }
    }
}
