//! `eqlc export`: rules as the packs of other engines.

mod field_maps;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use diagnostics::render;
use harness::export::{self, Pack, Tally};
use harness::rule_export::{self, BACKENDS, Backend, KibanaOptions, Layout, Names, Setting};
use harness::{RuleSet, load};

use super::scan::report_refused;
use crate::args::FieldArgs;
use crate::exit::{Exit, Failure};
use crate::findings::sarif;
use crate::schemas::MeaningArgs;
use crate::terminal::Terminal;

/// What `--to` takes for every backend.
const ALL: &str = "all";

/// Write rules for other engines
///
/// A rule that an engine cannot hold is refused, with the place in the query and the reason; one that would find
/// something else on some events is lossy, and is written with `--allow-lossy` only. A rule that is left out is an error,
/// also with `--dry-run`, unless `--allow-refused` is given.
#[derive(Args, Debug)]
#[command(
    after_help = "Exit codes: 0 every rule is written, or would be with --dry-run; 1 rules were left out, or do \
    not compile; 2 the command line or a file could not be used.\n\n\
    Examples:\n  \
    eqlc export --list\n  \
    eqlc export --to sigma --out sigma rules\n  \
    eqlc export --to kibana rules > rules.ndjson\n  \
    eqlc export --to all --dry-run --allow-refused rules\n  \
    eqlc export --to duckdb --dry-run --format github rules"
)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(crate) struct Export {
    /// Rule files, or folders searched for *.toml
    #[arg(required_unless_present = "list", value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Print what each backend holds, and end
    #[arg(long, conflicts_with_all = ["paths", "to", "out", "dry_run", "strict", "allow_lossy",
        "allow_refused", "fields", "field_maps", "lock", "shipped", "no_metadata", "fixtures"])]
    list: bool,
    /// The engine to write for, as `--list` names it, or `all`; repeatable
    #[arg(long, required_unless_present = "list", value_name = "BACKEND", value_parser = backend_name)]
    to: Vec<String>,
    /// Where to write: a file, or a folder for backends that write several files; with several backends a folder with one
    /// of each in it. Without it a pack of one file goes to stdout
    #[arg(long, short, value_name = "PATH")]
    out: Option<PathBuf>,
    /// Write nothing; print how many rules each backend holds, and the commonest reasons. Findings and exit code are those
    /// of an export
    #[arg(long, conflicts_with = "out")]
    dry_run: bool,
    /// Leave lossy rules out; the default
    #[arg(long, conflicts_with = "allow_lossy")]
    strict: bool,
    /// Write lossy rules too, with what is lost as a comment
    #[arg(long)]
    allow_lossy: bool,
    /// End with 0 though rules were left out, which then are warnings
    #[arg(long)]
    allow_refused: bool,
    /// Names of fields, for backends that leave the choice: Sigma
    #[arg(long, value_enum, value_name = "NAMES")]
    fields: Option<NamesArg>,
    /// Field map to use instead of the backend's own; of several backends that read one, say whose it is; repeatable
    #[arg(long = "field-map", value_name = "[BACKEND=]FILE")]
    field_maps: Vec<String>,
    /// Version lock with the versions of the rules, for Kibana and Fleet
    #[arg(long, value_name = "FILE")]
    lock: Option<PathBuf>,
    /// For Kibana: texts as Elastic's build ships them, with their lines joined
    #[arg(long)]
    shipped: bool,
    /// For Kibana: nothing of the rule file in `meta`
    #[arg(long)]
    no_metadata: bool,
    /// For the Navigator: folder of the fixtures, instead of those beside the rules
    #[arg(long, value_name = "DIR")]
    fixtures: Option<PathBuf>,
    #[command(flatten)]
    event_fields: FieldArgs,
    #[command(flatten)]
    meaning: MeaningArgs,
    /// How the report is printed
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
enum Format {
    /// Findings and a summary on stderr
    #[default]
    Human,
    /// One JSON object a rule and backend on stdout
    Json,
    /// Findings on stdout as one SARIF 2.1.0 log, for code scanning
    Sarif,
    /// Findings on stdout as GitHub annotations
    Github,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum NamesArg {
    /// Those of the Elastic Common Schema, the default
    Ecs,
    /// Those of Sysmon's events
    Sysmon,
}

fn backend_name(name: &str) -> Result<String, String> {
    if name == ALL || rule_export::backend(name).is_some() {
        return Ok(name.to_owned());
    }
    let names: Vec<_> = BACKENDS.iter().map(|backend| backend.name()).collect();
    Err(format!("there are {} and `{ALL}`", names.join(", ")))
}

impl Export {
    pub(crate) fn run(&self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        if self.list {
            return self.list(terminal);
        }
        let backends = self.backends();
        self.refuse_mixed_output(&backends)?;
        self.refuse_foreign_output(&backends)?;
        self.refuse_idle_options(&backends)?;
        let field_maps = field_maps::read(&self.field_maps, &backends)?;
        let options = self.meaning.load_options(self.event_fields.load_options())?;
        let set = load(&self.paths, &options);
        if matches!(self.format, Format::Human | Format::Json) {
            terminal.findings(&set.findings);
        }
        set.unusable.iter().for_each(|unusable| terminal.problem(&unusable.to_string()));
        report_refused(&set, terminal);
        let category = options.category_field.as_deref();
        let options = self.export_options(&backends, &set, terminal)?;
        let packs: Vec<_> = backends
            .into_iter()
            .map(|backend| {
                let field_map = field_maps.get(backend.name()).cloned();
                let options = rule_export::Options { field_map, ..options.clone() };
                export::run(&set, backend, &options, category)
            })
            .collect();
        self.write(&packs, terminal)?;
        self.report(&set, &packs, terminal)?;
        Ok(self.exit(&set, &packs))
    }

    fn list(&self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        match self.format {
            Format::Human => terminal.text(&export::matrix())?,
            Format::Json => {
                for line in export::matrix_json() {
                    terminal.line(&line)?;
                }
            }
            Format::Sarif | Format::Github => {
                return Err(Failure::new(
                    "`--list` has no findings; its formats are human and json",
                ));
            }
        }
        Ok(Exit::Done)
    }

    /// Each once, in the order of the list.
    fn backends(&self) -> Vec<&'static dyn Backend> {
        let is_named = |backend: &&dyn Backend| {
            self.to.iter().any(|name| name == ALL || name == backend.name())
        };
        BACKENDS.iter().copied().filter(is_named).collect()
    }

    /// An option that no backend reads would be taken for one that had an effect.
    fn refuse_idle_options(&self, backends: &[&'static dyn Backend]) -> Result<(), Failure> {
        let given = [
            (Setting::FieldMap, !self.field_maps.is_empty()),
            (Setting::Names, self.fields.is_some()),
            (Setting::Lock, self.lock.is_some()),
            (Setting::Shipped, self.shipped),
            (Setting::WithoutMetadata, self.no_metadata),
            (Setting::Fixtures, self.fixtures.is_some()),
        ];
        let reads = |backend: &&dyn Backend, setting| backend.reads().contains(&setting);
        let is_idle = |setting| !backends.iter().any(|backend| reads(backend, setting));
        let idle = given.into_iter().find(|(setting, is_given)| *is_given && is_idle(*setting));
        let Some((setting, _)) = idle else { return Ok(()) };
        let readers = BACKENDS.iter().filter(|backend| reads(backend, setting));
        let readers: Vec<_> = readers.map(|backend| format!("`{}`", backend.name())).collect();
        let (option, readers) = (setting.option(), readers.join(", "));
        Err(Failure::new(format!("`{option}` has no effect here: it is for {readers}")))
    }

    /// Stdout takes one file, and nothing beside it.
    fn refuse_mixed_output(&self, backends: &[&'static dyn Backend]) -> Result<(), Failure> {
        if self.out.is_some() || self.dry_run {
            return Ok(());
        }
        if let [backend] = backends
            && matches!(backend.layout(), Layout::File(_))
        {
            return match self.format {
                Format::Human => Ok(()),
                Format::Json | Format::Sarif | Format::Github => Err(Failure::new(
                    "the pack and the report cannot both go to stdout; name a file with `--out`",
                )),
            };
        }
        Err(Failure::new("there are several files to write; name a folder with `--out`"))
    }

    /// Folders know their files by a list.
    fn refuse_foreign_output(&self, backends: &[&'static dyn Backend]) -> Result<(), Failure> {
        match (&self.out, backends) {
            (Some(path), [backend]) if matches!(backend.layout(), Layout::File(_)) => {
                export::check_file(path, *backend, &self.paths).map_err(Failure::new)
            }
            (_, _) => Ok(()),
        }
    }

    fn export_options(
        &self,
        backends: &[&'static dyn Backend],
        set: &RuleSet,
        terminal: &mut Terminal,
    ) -> Result<rule_export::Options, Failure> {
        let is_asked = |name: &str| backends.iter().any(|backend| backend.name() == name);
        let mut options = rule_export::Options {
            allow_lossy: self.allow_lossy,
            names: match self.fields {
                None | Some(NamesArg::Ecs) => Names::Ecs,
                Some(NamesArg::Sysmon) => Names::Sysmon,
            },
            ..rule_export::Options::default()
        };
        if is_asked("kibana") || is_asked("fleet") {
            options.kibana = self.kibana_options(terminal)?;
        }
        if is_asked("navigator") {
            let navigator = export::of_navigator(set, &self.paths, self.fixtures.as_deref());
            options.navigator = navigator.map_err(|error| {
                Failure::new(format!("a compiled rule is refused, which is a bug: {error}"))
            })?;
        }
        Ok(options)
    }

    fn kibana_options(&self, terminal: &mut Terminal) -> Result<KibanaOptions, Failure> {
        let beside = export::of_kibana(&self.paths, self.lock.as_deref()).map_err(Failure::new)?;
        if let Some(problem) = beside.unusable.first() {
            return Err(Failure::new(problem));
        }
        if let Some(line) = beside.stale_line() {
            terminal.note(&line);
        }
        Ok(KibanaOptions {
            without_metadata: self.no_metadata,
            shipped: self.shipped,
            ..beside.kibana
        })
    }

    fn write(&self, packs: &[Pack], terminal: &mut Terminal) -> Result<(), Failure> {
        match (&self.out, packs) {
            (None, _) if self.dry_run => Ok(()),
            (None, packs) => {
                let mut files = packs.iter().flat_map(|pack| &pack.files);
                Ok(files.try_for_each(|file| terminal.text(&file.text))?)
            }
            (Some(path), [pack]) => match pack.backend.layout() {
                Layout::File(_) => export::write_file(path, pack).map_err(Failure::new),
                Layout::Folder => {
                    export::write_folders(&[(path.clone(), pack)]).map_err(Failure::new)
                }
            },
            (Some(path), packs) => write_all(path, packs),
        }
    }

    fn report(
        &self,
        set: &RuleSet,
        packs: &[Pack],
        terminal: &mut Terminal,
    ) -> Result<(), Failure> {
        let of_packs: Vec<_> =
            packs.iter().flat_map(|pack| pack.findings(self.allow_refused)).collect();
        let all = || [set.findings.clone(), of_packs.clone()].concat();
        match self.format {
            Format::Human => terminal.findings(&of_packs),
            Format::Json => {
                for line in packs.iter().flat_map(Pack::json) {
                    terminal.line(&line)?;
                }
            }
            Format::Sarif => terminal.text(&sarif(&all()))?,
            Format::Github => terminal.text(&render::github(&all()))?,
        }
        if self.dry_run && self.format == Format::Human {
            terminal.text(&export::table(packs))?;
            return Ok(terminal.flush()?);
        }
        terminal.flush()?;
        for line in packs.iter().flat_map(|pack| Tally::of(pack).lines()) {
            terminal.note(&line);
        }
        Ok(())
    }

    fn exit(&self, set: &RuleSet, packs: &[Pack]) -> Exit {
        let left_out = packs.iter().any(|pack| pack.left_out() > 0);
        let findings = set.refused > 0 || (left_out && !self.allow_refused);
        Exit::findings(findings).max(Exit::unusable(!set.unusable.is_empty()))
    }
}

/// A folder a backend, below one.
fn write_all(path: &Path, packs: &[Pack]) -> Result<(), Failure> {
    let folders: Vec<_> = packs.iter().map(|pack| (path.join(pack.backend.name()), pack)).collect();
    export::write_folders(&folders).map_err(Failure::new)
}
