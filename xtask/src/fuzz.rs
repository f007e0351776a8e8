//! `cargo xtask fuzz`: builds the fuzz target of rule packs, runs it on the frozen packs and, if asked, on made-up ones.
//!
//! It is built with the stable compiler, which any developer has. Without the coverage of `cargo +nightly fuzz run open`, in
//! `crates/pack`, libFuzzer changes bytes blindly; that is enough to see that the target builds and that nothing
//! breaks that was found once. Where there is no C++ compiler it is one line, or a failure with
//! `EQLC_REQUIRE_COMPILER=1`.
//!
//! Where there is no cargo-fuzz, the same coverage comes of `cargo +nightly build --release --target <this machine's>` there with
//! `RUSTFLAGS="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters
//! -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing -Cdebug-assertions"`; the program
//! takes a folder with packs to begin with.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use cargo_metadata::MetadataCommand;

use crate::{Failure, Step, Tree, Verdict, environment};

/// Where the target is.
const MANIFEST: &str = "crates/pack/fuzz/Cargo.toml";
/// The packs that it always runs on.
const PACKS: &str = "testdata/packs/";

/// Build the fuzz target of rule packs and run it on the frozen packs.
#[derive(clap::Args)]
pub struct Args {
    /// Run on made-up bytes for so many seconds too.
    #[arg(long, default_value_t = 0, value_name = "N")]
    seconds: u64,
}

/// Prints one line; what libFuzzer finds is on stderr.
pub fn run(args: &Args, root: &Path, out: &mut dyn Write) -> Result<Verdict, Failure> {
    if !has_compiler() {
        return without_compiler(environment::is_set("EQLC_REQUIRE_COMPILER"), out);
    }
    let (packs, folder) = (packs(root)?, target_folder(root)?);
    let mut passed = target(root, &folder, &packs)?;
    if passed && args.seconds > 0 {
        let time = format!("-max_total_time={}", args.seconds);
        passed = target(root, &folder, &[time, "-verbosity=0".to_owned()])?;
    }
    let result = format!("the target builds and ran on {} frozen packs", packs.len());
    Step::new("fuzz", result, passed).finish(out)
}

fn without_compiler(is_required: bool, out: &mut dyn Write) -> Result<Verdict, Failure> {
    let reason = "there is no C++ compiler `c++`, which libFuzzer needs";
    if is_required {
        return Err(Failure::new(format!("fuzz: {reason}, and EQLC_REQUIRE_COMPILER is 1")));
    }
    writeln!(out, "skipped: fuzz: {reason}")?;
    Ok(Verdict::Passed)
}

fn has_compiler() -> bool {
    let mut command = Command::new("c++");
    command.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// The paths of all frozen packs, in order.
fn packs(root: &Path) -> Result<Vec<String>, Failure> {
    let tree = Tree::read(root)?;
    let packs = tree.paths().filter(|path| path.starts_with(PACKS) && path.ends_with(".eqlpack"));
    Ok(packs.map(str::to_owned).collect())
}

/// The folder that cargo builds this checkout in, which the target shares.
fn target_folder(root: &Path) -> Result<PathBuf, Failure> {
    let metadata = MetadataCommand::new()
        .manifest_path(root.join("Cargo.toml"))
        .no_deps()
        .other_options(["--offline".to_owned()])
        .exec()
        .map_err(|error| Failure::new(format!("`cargo metadata`: {error}")))?;
    Ok(metadata.target_directory.into_std_path_buf())
}

/// Builds the target and runs it with these arguments; whether it ended well.
fn target(root: &Path, folder: &Path, arguments: &[String]) -> Result<bool, Failure> {
    let artifacts = format!("-artifact_prefix={}/", folder.display());
    let mut command = Command::new("cargo");
    command.args(["run", "--quiet", "--manifest-path", MANIFEST, "--bin", "open", "--target-dir"]);
    command.arg(folder).arg("--").arg(artifacts).args(arguments).current_dir(root);
    let output = command.stdout(Stdio::null()).stderr(Stdio::piped()).output();
    let output = output.map_err(|error| Failure::new(format!("`cargo run`: {error}")))?;
    if !output.status.success() {
        // Nothing is left to do if stderr is closed.
        let _ = std::io::stderr().write_all(&output.stderr);
    }
    Ok(output.status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_compiler_is_one_line_or_a_failure() {
        let mut out = Vec::new();
        assert_eq!(without_compiler(false, &mut out).unwrap(), Verdict::Passed);
        assert!(out.starts_with(b"skipped: fuzz: "));
        assert!(without_compiler(true, &mut out).is_err());
    }
}
