//! Fetches a package from the npm registry with npm's own client.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Failure, disk};

/// The package with the version that the project uses; raise it to move to a newer ECS.
const PACKAGE: &str = "@elastic/ecs@9.4.0";

/// Fetches and unpacks the package into an emptied folder, and returns the folder of its contents.
pub(super) fn fetch(folder: &Path) -> Result<PathBuf, Failure> {
    disk::empty_folder(folder)?;
    let archive = run(folder, "npm", &["pack", "--silent", PACKAGE])?;
    run(folder, "tar", &["-xzf", archive.trim()])?;
    Ok(folder.join("package"))
}

/// Runs a tool and returns what it wrote to stdout.
fn run(folder: &Path, tool: &str, arguments: &[&str]) -> Result<String, Failure> {
    let output = Command::new(tool)
        .args(arguments)
        .current_dir(folder)
        .output()
        .map_err(|error| Failure::new(format!("cannot run `{tool}`: {error}")))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        let words = String::from_utf8_lossy(&output.stderr);
        Err(Failure::new(format!("`{tool} {}`: {}", arguments.join(" "), words.trim())))
    }
}
