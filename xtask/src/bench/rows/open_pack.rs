//! Opening a rule pack: find its program, decode, verify, make ready.

use std::hint::black_box;

use harness::matcher::Matcher;
use harness::pack::{RulePack, Section, VerifiedProgram};
use harness::{LoadOptions, pack_file};

use super::Row;
use crate::Failure;
use crate::bench::clock::{alternated, cpu};
use crate::bench::figure::{Better, Figure, Outcome};
use crate::bench::workload::Workload;

pub(super) const ROW: Row = Row { name: "open a pack", measure };

fn measure(workload: &Workload) -> Result<Outcome, Failure> {
    let contents = pack_file::contents(&workload.rules, &LoadOptions::default(), None)
        .map_err(|duplicate| Failure::new(duplicate.to_string()))?;
    let bytes = contents.encode();
    let mut open = || {
        cpu(|| {
            let matcher = Matcher::new(decode(&bytes)?);
            black_box(matcher.map_err(|error| Failure::new(error.to_string()))?);
            Ok(())
        })
    };
    let mut decoding = || cpu(|| decode(&bytes).map(|program| _ = black_box(program)));
    let [open, decoding] = alternated(workload.args.runs, [&mut open, &mut decoding])?;
    #[expect(clippy::cast_precision_loss, reason = "a few megabytes")]
    let kilobytes = |bytes: usize| bytes as f64 / 1e3;
    Ok(Outcome::measured(vec![
        Figure::new("decode, verify, make ready", open * 1e3, "ms").held_to(
            Better::Less,
            10.0,
            3.0,
        ),
        Figure::new("decode alone", decoding * 1e3, "ms"),
        Figure::new("size of the pack", kilobytes(bytes.len()), "kB"),
        Figure::new("size of its program", kilobytes(program_bytes(&bytes)?), "kB"),
    ]))
}

fn decode(bytes: &[u8]) -> Result<VerifiedProgram, Failure> {
    let program = RulePack::read(bytes).and_then(|pack| pack.program());
    program.map_err(|error| Failure::new(error.to_string()))
}

fn program_bytes(bytes: &[u8]) -> Result<usize, Failure> {
    let pack = RulePack::read(bytes).map_err(|error| Failure::new(error.to_string()))?;
    let program = pack.sections().find(|(section, _)| *section == Section::Program);
    Ok(program.map_or(0, |(_, bytes)| bytes))
}
