//! `cargo xtask verify`: the main job. The bundled rules are validated, proved on their fixtures, compiled to a
//! pack and run; the checkout is tidy.

use std::io::Write;
use std::path::Path;

use harness::{RuleSet, pack};

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
        compile(&set),
        bench::check(&set, EVENTS)?,
        tidy_step(root, out)?,
        generated_files(root, out)?,
    ];
    table(&steps, out)
}

/// The rules as a pack: the same bytes twice, and the same program back.
fn compile(set: &RuleSet) -> Step {
    let program = set.program();
    let bytes = pack::encode(&program);
    let again = pack::encode(&set.program());
    let decoded = pack::decode(&bytes);
    let sound = bytes == again && decoded.as_ref() == Ok(&program) && !program.rules.is_empty();
    let (rules, leaves) = (program.rules.len(), program.predicates.len());
    Step::new(
        "pack",
        format!("{rules} rules, {leaves} leaves, {} bytes, read back equal", bytes.len()),
        sound,
    )
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
