//! `cargo xtask codegen`: writes the files that are made from other files, or checks them.
//!
//! So far one: the field table of ECS in `event-schema`, with the notice about where it comes from.

mod ecs_package;
mod ecs_table;
mod js_literal;
mod notice;
mod npm;

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::{Failure, Finding, Verdict, disk};

const TABLE: &str = "crates/event-schema/src/ecs/table.txt";
const NOTICE: &str = "crates/event-schema/NOTICE";

/// Write the generated files: the field table of ECS.
#[derive(clap::Args)]
pub struct Args {
    /// Folder of an unpacked npm package `@elastic/ecs`; without it, `npm pack` fetches one.
    #[arg(long, value_name = "FOLDER", conflicts_with = "check")]
    ecs: Option<PathBuf>,

    /// Write nothing; check without network that the files are as they were generated.
    #[arg(long)]
    check: bool,
}

/// Writes or checks the generated files of the checkout at `root`.
pub fn run(args: &Args, root: &Path, out: &mut dyn Write) -> Result<Verdict, Failure> {
    if args.check {
        let findings = check(root)?;
        let verdict = Finding::report(&findings, out)?;
        writeln!(out, "codegen --check: {} findings", findings.len())?;
        return Ok(verdict);
    }
    let folder = match &args.ecs {
        Some(folder) => folder.clone(),
        None => npm::fetch(&root.join("target/codegen"))?,
    };
    let package = ecs_package::read(&folder)?;
    disk::write_text(&root.join(TABLE), &ecs_table::render(&package))?;
    disk::write_text(&root.join(NOTICE), &notice::render(&package))?;
    writeln!(out, "{TABLE}: {} fields of {}", package.fields.len(), package.title())?;
    Ok(Verdict::Passed)
}

/// What is wrong with the generated files of the checkout at `root`.
pub fn check(root: &Path) -> Result<Vec<Finding>, Failure> {
    let table = disk::read_text(&root.join(TABLE))?;
    let notice = disk::read_text(&root.join(NOTICE))?;
    let mut findings: Vec<Finding> = ecs_table::check(&table)
        .into_iter()
        .map(|(line, message)| Finding::new(TABLE, line, message))
        .collect();
    let title = ecs_table::title(&table).unwrap_or_default();
    findings.extend(notice::check(&notice, title).map(|message| Finding::new(NOTICE, 1, message)));
    Ok(findings)
}
