//! Engines with a package for Node: a folder of their own, and the script that drives them.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::home::{Absent, Home};
use super::program::{done, output};
use crate::{Failure, disk};

/// A folder with the packages of one engine.
#[derive(Clone, Debug)]
pub(super) struct Node {
    folder: PathBuf,
}

impl Node {
    /// The folder of an engine. The package comes with its version, so that a run means the same next year.
    pub(super) fn with(home: &Home, engine: &str, package: &str) -> Result<Self, Absent> {
        let node = Self { folder: home.folder(engine) };
        let list = node.folder.join("installed");
        if disk::read_text(&list).is_ok_and(|installed| installed == package) {
            return Ok(node);
        }
        let mut npm = Command::new("npm");
        npm.args(["install", "--silent", "--no-audit", "--no-fund", "--fetch-retries", "1"]);
        npm.arg("--prefix").arg(&node.folder).arg(package);
        done(&mut npm).map_err(|why| Absent(format!("npm cannot install it: {why}")))?;
        disk::write_text(&list, package).map_err(|error| Absent(error.to_string()))?;
        Ok(node)
    }

    /// Runs a script beside the packages; what it prints.
    pub(super) fn run(&self, script: &str, args: &[&Path]) -> Result<String, Failure> {
        let path = self.folder.join("driver.js");
        disk::write_text(&path, script)?;
        output(Command::new("node").arg(path).args(args))
    }
}
