//! `eqlc compile`: rules to a rule pack.

use std::path::{Path, PathBuf};

use clap::Args;
use harness::io::{self, Unusable};
use harness::lock::{self, Lock};
use harness::pack::{Contents, SigningKey, sign};
use harness::summary::counted;
use harness::{LoadOptions, RuleSet, load, pack_file};

use super::scan::report;
use crate::args::{DialectArgs, FieldArgs};
use crate::exit::{Exit, Failure};
use crate::schemas::SchemaArgs;
use crate::terminal::Terminal;

/// Write rules as a pack that runs without them
///
/// The same rules give the same bytes, in whatever order they are named. A pack holds what an alert shows of each rule,
/// where it came from, and its query; `eqlc dump` shows all of it. Nothing is written if a rule does not compile.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  eqlc compile rules -o rules.eqlpack\n  openssl genpkey -algorithm ed25519 -out key.pem\n  \
                  openssl pkey -in key.pem -pubout -out public.pem\n  eqlc compile rules -o rules.eqlpack --sign key.pem\n  \
                  eqlc scan --pack rules.eqlpack --verify-key public.pem events.ndjson"
)]
pub(crate) struct Compile {
    /// Rule files, or folders searched for *.toml
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The pack
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Sign the pack with this private key: Ed25519, PKCS #8 in PEM, as openssl writes it
    #[arg(long, value_name = "KEY")]
    sign: Option<PathBuf>,
    /// Take the versions of rules from this version lock
    #[arg(long, value_name = "FILE")]
    lock: Option<PathBuf>,
    #[command(flatten)]
    fields: FieldArgs,
    #[command(flatten)]
    schema: SchemaArgs,
    #[command(flatten)]
    dialect: DialectArgs,
    /// Only rules of these maturities, e.g. production,development
    #[arg(long, value_delimiter = ',', value_name = "NAME")]
    maturity: Vec<String>,
    /// Leave out rules that do not compile, instead of writing nothing
    #[arg(long)]
    ignore_bad_rules: bool,
}

impl Compile {
    pub(crate) fn run(&self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        pack_file::check_output(&self.output, &self.paths).map_err(Failure::new)?;
        let key = self.sign.as_deref().map(pack_file::read_signing_key).transpose();
        let key = key.map_err(Failure::new)?;
        let lock = self.lock.as_deref().map(read_lock).transpose()?;
        let (lists, dialect) = (self.schema.lists()?, self.dialect.dialect());
        let options = LoadOptions { lists, dialect, ..self.fields.load_options() };
        let set = match self.rules(&options, terminal) {
            Ok(set) => set,
            Err(exit) => {
                terminal.problem("no pack was written");
                return Ok(exit);
            }
        };
        match pack_file::contents(&set, &options, lock.as_ref()) {
            Ok(contents) => self.write(&contents, key.as_ref(), terminal),
            Err(duplicate) => {
                terminal.problem(&format!("{duplicate}; no pack was written"));
                Ok(Exit::Findings)
            }
        }
    }

    /// The rules, if all of them can run; otherwise how the command ends.
    fn rules(&self, options: &LoadOptions, terminal: &mut Terminal) -> Result<RuleSet, Exit> {
        let mut set = load(&self.paths, options);
        if !self.maturity.is_empty() {
            let left_out = set.keep_maturities(&self.maturity);
            terminal.note(&format!("{left_out} rules of other maturities were left out"));
        }
        report(&set, terminal);
        if !set.unusable.is_empty() {
            return Err(Exit::Unusable);
        }
        if set.refused > 0 && !self.ignore_bad_rules {
            return Err(Exit::Findings);
        }
        if set.rules.is_empty() {
            terminal.problem("there is no EQL rule to compile");
            return Err(Exit::Findings);
        }
        Ok(set)
    }

    fn write(
        &self,
        contents: &Contents,
        key: Option<&SigningKey>,
        terminal: &mut Terminal,
    ) -> Result<Exit, Failure> {
        let mut bytes = contents.encode();
        let mut signed = String::new();
        if let Some(key) = key {
            bytes = sign(&bytes, key).map_err(Failure::new)?;
            signed = format!(", signed with {}", key.verifying_key().text());
        }
        io::write_bytes(&self.output, &bytes).map_err(Failure::new)?;
        let rules = counted(contents.rules.len() as u64, "rule", "rules");
        let (path, size) = (io::shown(&self.output), bytes.len());
        terminal.note(&format!("compiled {rules} to `{path}`, {size} bytes{signed}"));
        Ok(Exit::Done)
    }
}

/// A lock that is named has to be there.
fn read_lock(path: &Path) -> Result<Lock, Failure> {
    if !path.is_file() {
        return Err(Failure::new(Unusable::new(path, "there is no such file")));
    }
    lock::read(path).map_err(Failure::new)
}
