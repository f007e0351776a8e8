//! `cargo xtask verify`: the main job. The bundled rules are validated, proved on their fixtures, compiled to a
//! pack and run; the checkout is tidy.

use std::io::Write;
use std::path::Path;

use harness::pack::{Contents, RulePack};
use harness::{LoadOptions, RuleSet, pack_file};

use crate::{Failure, Step, Verdict, bench, codegen, fixtures, tidy, validate};

/// How many generated events the short scan reads.
const EVENTS: usize = 20_000;

/// Validate the bundled rules, run their fixtures on both engines, compile a pack, time a short scan.
#[derive(clap::Args)]
pub struct Args {}

/// Prints what is wrong, then one table.
pub fn run(_args: &Args, root: &Path, out: &mut dyn Write) -> Result<Verdict, Failure> {
    let set = validate::rules(root);
    let steps = [
        validate::check(&set, &[root.join("rules")], out)?,
        fixtures::check(&set, root, out)?,
        compile(&set)?,
        bench::check(&set, EVENTS)?,
        tidy_step(root, out)?,
        generated_files(root, out)?,
    ];
    table(&steps, out)
}

/// The rules as a pack: the same bytes for the same rules in another order, and the same program back.
fn compile(set: &RuleSet) -> Result<Step, Failure> {
    let contents = contents(set)?;
    let bytes = contents.encode();
    let mut turned = set.clone();
    turned.rules.reverse();
    let again = self::contents(&turned)?.encode();
    let read = RulePack::read(&bytes).and_then(|pack| pack.check().map(|()| pack));
    let program = read.and_then(|pack| pack.program());
    let is_same = program.is_ok_and(|program| *program == contents.program);
    let (rules, leaves) = (contents.rules.len(), contents.program.predicates.len());
    Ok(Step::new(
        "pack",
        format!("{rules} rules, {leaves} leaves, {} bytes, read back equal", bytes.len()),
        bytes == again && is_same && rules > 0,
    ))
}

fn contents(set: &RuleSet) -> Result<Contents, Failure> {
    pack_file::contents(set, &LoadOptions::default(), None)
        .map_err(|duplicate| Failure::new(duplicate.to_string()))
}

fn tidy_step(root: &Path, out: &mut dyn Write) -> Result<Step, Failure> {
    let findings = tidy::check(root)?;
    let verdict = crate::Finding::report(&findings, out)?;
    Ok(Step { name: "tidy", result: format!("{} findings", findings.len()), verdict })
}

fn generated_files(root: &Path, out: &mut dyn Write) -> Result<Step, Failure> {
    let findings = codegen::check(root)?;
    let verdict = crate::Finding::report(&findings, out)?;
    Ok(Step { name: "codegen", result: format!("{} findings", findings.len()), verdict })
}

fn table(steps: &[Step], out: &mut dyn Write) -> Result<Verdict, Failure> {
    writeln!(out)?;
    for Step { name, result, verdict } in steps {
        let word = if *verdict == Verdict::Passed { "ok" } else { "FAILED" };
        writeln!(out, "{name:<10} {word:<7} {result}")?;
    }
    let failed = steps.iter().filter(|step| step.verdict == Verdict::Failed).count();
    writeln!(out, "\nverify: {} steps, {failed} failed", steps.len())?;
    Ok(if failed == 0 { Verdict::Passed } else { Verdict::Failed })
}
