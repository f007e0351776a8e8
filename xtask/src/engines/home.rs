//! Where engines live, and whether one may be started: the target folder and the environment.

use std::env;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::engine::{Engine, Tool};
use crate::environment::is_set;
use crate::{Failure, disk};

/// Why an engine cannot be had: lower case, no full stop.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Absent(pub(super) String);

/// The folder of all engines, and what the environment asks for.
#[derive(Clone, Debug)]
pub(super) struct Home {
    root: PathBuf,
    rsigma: Option<PathBuf>,
    /// `EQLC_REQUIRE_ENGINES=1`: an engine that cannot be had is a failure.
    is_required: bool,
    /// `RUN_SLOW_TESTS=1`: large engines run too.
    runs_large: bool,
}

impl Home {
    /// The home of this build: `engines` in the target folder that holds the running binary.
    pub(super) fn new(rsigma: Option<PathBuf>) -> Result<Self, Failure> {
        let binary = env::current_exe()
            .map_err(|error| Failure::new(format!("cannot find the target folder: {error}")))?;
        let target = binary.ancestors().nth(2).unwrap_or(Path::new("."));
        let root = target.join("engines");
        let (is_required, runs_large) = (is_set("EQLC_REQUIRE_ENGINES"), is_set("RUN_SLOW_TESTS"));
        Ok(Self { root, rsigma, is_required, runs_large })
    }

    /// The folder of one engine, or of the sheets.
    pub(super) fn folder(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// The rsigma binary that the command line names.
    pub(super) fn rsigma(&self) -> Option<&Path> {
        self.rsigma.as_deref()
    }

    /// Starts an engine; one line where that is not possible.
    pub(super) fn start(
        &self,
        engine: &Engine,
        out: &mut dyn Write,
    ) -> Result<Option<Tool>, Failure> {
        let name = engine.name;
        if engine.is_large && !self.runs_large {
            writeln!(out, "skipped: {name}: RUN_SLOW_TESTS is not 1")?;
            return Ok(None);
        }
        disk::make_folder(&self.folder(name))?;
        match (engine.start)(self) {
            Ok(tool) => Ok(Some(tool)),
            Err(Absent(reason)) if self.is_required => {
                Err(Failure::new(format!("{name}: {reason}, and EQLC_REQUIRE_ENGINES is 1")))
            }
            Err(Absent(reason)) => {
                writeln!(out, "skipped: {name}: {reason}")?;
                Ok(None)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOWHERE: Engine = Engine {
        name: "nowhere",
        backend: "duckdb",
        is_large: false,
        takes_dots: false,
        start: |_| Err(Absent("it is not there".to_owned())),
    };

    fn home(root: &Path, is_required: bool) -> Home {
        Home { root: root.to_owned(), rsigma: None, is_required, runs_large: false }
    }

    fn said(engine: &Engine, is_required: bool) -> Result<String, Failure> {
        let folder = tempfile::TempDir::new().unwrap();
        let mut out = Vec::new();
        let tool = home(folder.path(), is_required).start(engine, &mut out)?;
        assert!(tool.is_none());
        Ok(String::from_utf8(out).unwrap())
    }

    #[test]
    fn what_cannot_be_had_is_one_line_or_a_failure() {
        assert_eq!(said(&NOWHERE, false).unwrap(), "skipped: nowhere: it is not there\n");
        assert!(said(&NOWHERE, true).is_err());
    }

    #[test]
    fn a_large_engine_waits_for_slow_tests_even_where_engines_are_required() {
        let large = Engine { is_large: true, ..NOWHERE };
        assert_eq!(said(&large, true).unwrap(), "skipped: nowhere: RUN_SLOW_TESTS is not 1\n");
    }
}
