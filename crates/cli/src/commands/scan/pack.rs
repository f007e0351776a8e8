//! `scan --pack`: a rule pack instead of rules.

use std::path::PathBuf;

use clap::Args;
use harness::matcher::BuildError;
use harness::pack::VerifiedProgram;
use harness::pack_file::{self, PackProblem};

use crate::exit::Failure;
use crate::terminal::Terminal;

#[derive(Args, Debug)]
pub(super) struct PackArgs {
    /// Rule pack of `eqlc compile`, instead of rules; a pack that is cut off, damaged or unsound is refused
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with_all = [
            "timestamp_field", "event_category_field", "tiebreaker_field", "mappings", "dialect", "maturity",
            "ignore_bad_rules",
        ]
    )]
    pack: Option<PathBuf>,
    /// Refuse a pack that is not signed with this key: a public Ed25519 key in PEM, as openssl writes it
    #[arg(long, value_name = "PUB", requires = "pack", conflicts_with = "rules")]
    verify_key: Option<PathBuf>,
}

impl PackArgs {
    pub(super) fn is_given(&self) -> bool {
        self.pack.is_some()
    }

    /// The program of the pack; nothing where it is refused, which is told.
    pub(super) fn program(
        &self,
        terminal: &mut Terminal,
    ) -> Result<Option<VerifiedProgram>, Failure> {
        let Some(path) = &self.pack else { return Ok(None) };
        let key = self.verify_key.as_deref().map(pack_file::read_verifying_key).transpose();
        match pack_file::open(path, key.map_err(Failure::new)?.as_ref()) {
            Ok(program) => Ok(Some(program)),
            Err(PackProblem::Unusable(problem)) => Err(Failure::new(problem)),
            Err(refused @ PackProblem::Refused { .. }) => {
                terminal.problem(&refused.to_string());
                Ok(None)
            }
        }
    }

    /// What is said where the matcher does not take the program of the pack; nothing where it is not of one.
    pub(super) fn refusal(&self, error: &BuildError) -> Option<String> {
        let path = harness::io::shown(self.pack.as_deref()?);
        Some(format!("refused `{path}`: {error}"))
    }
}
