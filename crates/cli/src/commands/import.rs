//! `eqlc import`: Kibana's rules as rule files.

use std::path::PathBuf;

use clap::Args;
use harness::import::{self, Imported, Options};
use harness::scaffold;

use crate::exit::{Exit, Failure};
use crate::terminal::Terminal;

/// Make rule files of Kibana's rules
///
/// The file is what Kibana's export of rules gives, or `eqlc export --to kibana`: a JSON object a line. A rule that a file of
/// the folder has, by its `rule_id`, is brought up to date there: only the keys that differ are written, and `[metadata]`,
/// comments and layout stay. Other rules become new files, named after tactic and name. Exception lists and
/// connectors go to `exceptions/*.exceptions.toml` and `connectors/*.connectors.toml`, where an export finds them again.
#[derive(Args, Debug)]
#[command(
    after_help = "What is compared: every key and value of a rule, as the written file would be exported; queries, notes and setup guides \
                  by bytes. A difference is a finding (import/changed-value). Left out is what only Kibana keeps, such as `created_by` and \
                  `version`, and of Kibana's own exports what every rule is that says nothing (`interval` of 5m). \
                  Rule files get no comments and no order of keys from a file of Kibana's, which has none.\n\n\
                  Examples:\n  \
                  eqlc import rules_export.ndjson --out rules\n  \
                  eqlc import --check rules_export.ndjson --out rules"
)]
pub(crate) struct Import {
    /// File of rules, `-` for stdin
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Folder of the rule files
    #[arg(long, short, default_value = ".", value_name = "DIR")]
    out: PathBuf,
    /// Write nothing, name the files that would be written, and end with exit code 1 if there are any
    #[arg(long)]
    check: bool,
}

impl Import {
    pub(crate) fn run(&self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let options = Options { out: self.out.clone(), today: scaffold::today() };
        let report = import::run(&self.file, &options).map_err(Failure::new)?;
        for file in &report.files {
            terminal.line(&line(file))?;
        }
        terminal.flush()?;
        terminal.findings(&report.findings);
        report.unusable.iter().for_each(|problem| terminal.problem(&problem.to_string()));
        // A file that cannot be read may hold one of the rules, which must not become a second file.
        let is_usable = report.unusable.is_empty();
        if is_usable && !self.check {
            import::write(&report).map_err(Failure::new)?;
        }
        terminal.note(&report.summary());
        if !is_usable {
            terminal.note("nothing was written, because rule files of the folder cannot be used");
        }
        let is_behind = self.check && !report.files.is_empty();
        Ok(Exit::findings(report.has_errors() || is_behind).max(Exit::unusable(!is_usable)))
    }
}

/// `changed rules/shell.toml (query, tags)`
fn line(file: &Imported) -> String {
    let path = harness::io::shown(&file.path);
    if file.is_new {
        return format!("new     {path}");
    }
    let keys =
        if file.keys.is_empty() { String::new() } else { format!(" ({})", file.keys.join(", ")) };
    format!("changed {path}{keys}")
}
