//! Engines with a Python package: a virtual environment of their own, and the script that drives them.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::answer::{self, Answer};
use super::asked::Asked;
use super::home::{Absent, Home};
use super::program::{done, output};
use crate::{Failure, disk};

/// A virtual environment with the packages of one engine.
#[derive(Clone, Debug)]
pub(super) struct Python {
    folder: PathBuf,
}

impl Python {
    /// The environment of an engine, made with the first of these interpreters that there is. Packages come with their
    /// versions, so that a run means the same next year.
    pub(super) fn with(
        home: &Home,
        engine: &str,
        interpreters: &[&str],
        packages: &[&str],
    ) -> Result<Self, Absent> {
        let folder = home.folder(engine).join("venv");
        let python = Self { folder };
        let (list, wanted) = (python.folder.join("installed"), packages.join("\n"));
        if disk::read_text(&list).is_ok_and(|installed| installed == wanted) {
            return Ok(python);
        }
        python.make(interpreters)?;
        // Without a network the answer should come soon.
        let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"];
        let mut command = Command::new(python.program());
        command.args(pip).args(["--retries", "1", "--timeout", "30"]).args(packages);
        done(&mut command).map_err(|why| Absent(format!("pip cannot install it: {why}")))?;
        disk::write_text(&list, &wanted).map_err(|error| Absent(error.to_string()))?;
        Ok(python)
    }

    fn make(&self, interpreters: &[&str]) -> Result<(), Absent> {
        let mut why = String::new();
        for interpreter in interpreters {
            let mut command = Command::new(interpreter);
            command.args(["-m", "venv", "--clear"]).arg(&self.folder);
            match done(&mut command) {
                Ok(()) => return Ok(()),
                Err(problem) => why = format!("`{interpreter}`: {problem}"),
            }
        }
        Err(Absent(format!("there is no Python environment for it: {why}")))
    }

    /// The interpreter of the environment.
    pub(super) fn program(&self) -> PathBuf {
        let inside = if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" };
        self.folder.join(inside)
    }

    /// Runs a script; what it prints.
    pub(super) fn run(&self, script: &str, args: &[&Path]) -> Result<String, Failure> {
        let path = self.folder.join("driver.py");
        disk::write_text(&path, script)?;
        let mut command = Command::new(self.program());
        command.args(["-X", "utf8"]).arg(path).args(args);
        output(&mut command)
    }

    /// Lets a script answer questions. It is given the folder of the export, the events and the questions.
    pub(super) fn answers(&self, script: &str, asked: &Asked) -> Result<Vec<Answer>, Failure> {
        answer::read(asked, &self.run(script, &[&asked.export, &asked.events, &asked.file])?)
    }
}
