//! `cargo xtask engines`: exported rules on the engines that they are for, match for match with our matcher.
//!
//! An engine is one file in `engines`, with the script that drives it beside it, and one line in `ENGINES`. What it
//! needs comes from the package registries into the target folder; an engine that cannot be had is one line, or a
//! failure with `EQLC_REQUIRE_ENGINES=1`. Only rules that a backend calls exact are compared, so any difference is a
//! bug: of the backend, of the matcher or of the engine.

mod answer;
mod asked;
mod chdb;
mod difference;
mod dotted;
mod duckdb;
mod engine;
mod esql;
mod exported;
mod home;
mod kept;
mod kusto;
mod nested;
mod node;
mod program;
mod python;
mod record;
mod rsigma;
mod sheet;
mod sigma_check;
mod sources;
mod spark;
mod table;

use std::cell::OnceCell;
use std::io::Write;
use std::path::{Path, PathBuf};

use harness::rule_export::backend;
use harness::{LoadOptions, RuleSet, load};

use crate::bench::timed;
use crate::{Failure, Verdict, disk};
use engine::{Engine, Tool};
use exported::Exported;
use home::Home;
use record::Record;
use sheet::Sheet;

/// Every engine, in the order of the table.
const ENGINES: &[&Engine] = &[
    &duckdb::ENGINE,
    &rsigma::ENGINE,
    &sigma_check::ENGINE,
    &kusto::ENGINE,
    &esql::ENGINE,
    &chdb::ENGINE,
    &spark::ENGINE,
];

/// The folder of the differences, below that of the engine.
const KEPT: &str = "differences";

/// Run exported rules on other engines and compare every match with our matcher.
#[derive(clap::Args, Clone, Debug)]
pub struct Args {
    /// Only this engine; repeatable.
    #[arg(long, value_name = "ENGINE")]
    only: Vec<String>,
    /// Rule files, or folders searched for *.toml; the bundled rules otherwise.
    #[arg(long, value_name = "PATH")]
    rules: Vec<PathBuf>,
    /// A folder of fixtures as `eqlc generate` writes it; made of the rules otherwise.
    #[arg(long, value_name = "DIR")]
    fixtures: Option<PathBuf>,
    /// The most of these cases for a rule that has to see each alone: a sequence or a sample.
    #[arg(long, default_value_t = usize::MAX, hide_default_value = true, value_name = "N")]
    cases: usize,
    /// Events that all rules run over too; repeatable.
    #[arg(long, value_name = "FILE")]
    events: Vec<PathBuf>,
    /// The most events of each of these files.
    #[arg(long, default_value_t = 20_000, value_name = "N")]
    limit: usize,
    /// The rsigma binary; built from its sources otherwise, which takes minutes.
    #[arg(long, value_name = "PATH")]
    rsigma: Option<PathBuf>,
    /// Write the figures and all differences as JSON too.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

/// Prints a line for each engine that is skipped and for each difference, then a table.
pub fn run(args: &Args, root: &Path, out: &mut dyn Write) -> Result<Verdict, Failure> {
    let job = Job {
        args,
        root,
        home: Home::new(args.rsigma.clone())?,
        set: rules(args, root)?,
        sheets: OnceCell::new(),
    };
    let mut records = Vec::new();
    for engine in wanted(&args.only)? {
        let Some(tool) = job.home.start(engine, out)? else { continue };
        let record = job.ask(engine, &tool)?;
        record.print_differences(&job.home.folder(engine.name).join(KEPT), out)?;
        records.push(record);
    }
    table::write(&records, out)?;
    if let Some(path) = &args.json {
        disk::write_text(path, &record::json(&records)?)?;
    }
    let is_wrong = records.iter().any(|record| !record.differences.is_empty());
    Ok(if is_wrong { Verdict::Failed } else { Verdict::Passed })
}

/// The engines with these names; all where none is named.
fn wanted(names: &[String]) -> Result<Vec<&'static Engine>, Failure> {
    let known = |name: &String| ENGINES.iter().any(|engine| engine.name == name);
    if let Some(unknown) = names.iter().find(|name| !known(name)) {
        let names: Vec<_> = ENGINES.iter().map(|engine| engine.name).collect();
        return Err(Failure::new(format!("no engine `{unknown}`; there are {}", names.join(", "))));
    }
    let is_wanted = |engine: &Engine| names.is_empty() || names.iter().any(|it| it == engine.name);
    Ok(ENGINES.iter().copied().filter(|engine| is_wanted(engine)).collect())
}

fn rules(args: &Args, root: &Path) -> Result<RuleSet, Failure> {
    let set = load(&args.rule_paths(root), &LoadOptions::default());
    if set.rules.is_empty() {
        return Err(Failure::new("there is no rule that can run"));
    }
    Ok(set)
}

impl Args {
    /// The bundled rules unless others are named.
    fn rule_paths(&self, root: &Path) -> Vec<PathBuf> {
        if self.rules.is_empty() { vec![root.join("rules")] } else { self.rules.clone() }
    }
}

/// One run of this verb.
struct Job<'a> {
    args: &'a Args,
    root: &'a Path,
    home: Home,
    set: RuleSet,
    sheets: OnceCell<Vec<Sheet>>,
}

impl Job<'_> {
    /// What an engine says about the rules that are exact for it.
    fn ask(&self, engine: &'static Engine, tool: &Tool) -> Result<Record, Failure> {
        let folder = self.home.folder(engine.name);
        let backend = backend(engine.backend)
            .ok_or_else(|| Failure::new(format!("there is no backend `{}`", engine.backend)))?;
        let exported = Exported::write(backend, &self.set, &folder.join("export"))?;
        let mut record = Record::new(engine, &exported);
        match tool {
            Tool::Reads(read) => {
                let (complaints, elapsed) = timed(|| read(&exported))?;
                record.read(complaints, elapsed);
            }
            Tool::Runs(run) => {
                for sheet in self.sheets()? {
                    let sheet =
                        &if engine.takes_dots { sheet.spelled(&folder)? } else { sheet.clone() };
                    let asked = sheet.ask(&exported, &folder)?;
                    let (answers, elapsed) = timed(|| run(&asked))?;
                    record.answered(sheet, &asked, &answers, elapsed);
                }
            }
        }
        kept::write(&folder.join(KEPT), &record.differences)?;
        Ok(record)
    }

    /// Events and questions; they are only made where an engine runs rules.
    fn sheets(&self) -> Result<&[Sheet], Failure> {
        if self.sheets.get().is_none() {
            let sheets = sources::sheets(self.args, self.root, &self.set, &self.home)?;
            // It was empty a moment ago, and nobody else fills it.
            let _ = self.sheets.set(sheets);
        }
        Ok(self.sheets.get().map_or(&[], Vec::as_slice))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_engine_has_a_name_of_its_own_and_a_backend() {
        for engine in ENGINES {
            assert_eq!(wanted(&[engine.name.to_owned()]).unwrap().len(), 1, "{}", engine.name);
            assert!(backend(engine.backend).is_some(), "{}: {}", engine.name, engine.backend);
        }
        assert!(wanted(&["postgres".to_owned()]).is_err());
    }
}
