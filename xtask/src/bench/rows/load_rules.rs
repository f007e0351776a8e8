//! Rule files to a program: reading, checking and compiling.

use std::hint::black_box;

use harness::{LoadOptions, load};

use super::Row;
use crate::Failure;
use crate::bench::clock::{alternated, cpu};
use crate::bench::figure::{Better, Figure, Outcome};
use crate::bench::workload::Workload;

pub(super) const ROW: Row = Row { name: "load and compile", measure };

fn measure(workload: &Workload) -> Result<Outcome, Failure> {
    let paths = &workload.paths;
    let mut all = || {
        cpu(|| {
            let rules = load(paths, &LoadOptions::default());
            black_box(rules.program());
            Ok(())
        })
    };
    let mut files = || {
        cpu(|| {
            black_box(load(paths, &LoadOptions::default()));
            Ok(())
        })
    };
    let [all, files] = alternated(workload.args.runs, [&mut all, &mut files])?;
    Ok(Outcome::measured(vec![
        Figure::new("rules from TOML to a program", all, "s").held_to(Better::Less, 0.5, 0.2),
        Figure::new("without the compiler", files, "s"),
    ]))
}
