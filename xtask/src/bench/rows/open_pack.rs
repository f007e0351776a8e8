//! Opening a compiled pack: decode, verify, make ready.

use std::hint::black_box;

use harness::matcher::Matcher;
use harness::pack;

use super::Row;
use crate::Failure;
use crate::bench::clock::{alternated, cpu};
use crate::bench::figure::{Better, Figure, Outcome};
use crate::bench::workload::Workload;

pub(super) const ROW: Row = Row { name: "open a pack", measure };

fn measure(workload: &Workload) -> Result<Outcome, Failure> {
    let bytes = pack::encode(workload.matcher.program());
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
    let size = bytes.len() as f64 / 1e3;
    Ok(Outcome::Measured(vec![
        Figure::new("decode, verify, make ready", open * 1e3, "ms").held_to(
            Better::Less,
            10.0,
            3.0,
        ),
        Figure::new("decode alone", decoding * 1e3, "ms"),
        Figure::new("size of the pack", size, "kB"),
    ]))
}

fn decode(bytes: &[u8]) -> Result<pack::Program, Failure> {
    pack::decode(bytes).map_err(|error| Failure::new(error.to_string()))
}
