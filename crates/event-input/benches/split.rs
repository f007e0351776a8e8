//! Cutting an input into blocks and blocks into lines: what a scan pays before a line is read.

use std::fmt::Write;
use std::hint::black_box;
use std::io::Cursor;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use event_input::{Options, Reader, from_reader};

/// As long as events of endpoints are.
const LINE_BYTES: usize = 2_000;

const LINES: usize = 10_000;

fn benches(criterion: &mut Criterion) {
    let text = lines();
    let mut group = criterion.benchmark_group("lines of an input");
    let elements = LINES as u64;
    group.throughput(Throughput::ElementsAndBytes { elements, bytes: text.len() as u64 });
    group.sample_size(20);
    group.bench_function("blocks", |bencher| {
        bencher.iter_batched(
            || reader(&text),
            |reader| split(reader, |_| 1),
            BatchSize::PerIteration,
        );
    });
    group.bench_function("blocks and lines", |bencher| {
        let count = |block: &event_input::Block| block.lines().count();
        bencher.iter_batched(
            || reader(&text),
            |reader| split(reader, count),
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

/// Takes every block and looks at it.
fn split(mut reader: Reader, look: impl Fn(&event_input::Block) -> usize) -> Reader {
    // The first record is read by itself, to find out what the input holds.
    black_box(reader.next());
    while let Some(block) = reader.next_block() {
        black_box(look(&block));
        reader.recycle(block);
    }
    reader
}

fn reader(text: &[u8]) -> Reader {
    let input = Box::new(Cursor::new(text.to_vec()));
    let reader = from_reader("lines", 0, input, &Options::default()).expect("it is NDJSON");
    reader.with_full_blocks()
}

fn lines() -> Vec<u8> {
    let mut text = String::new();
    for number in 0..LINES {
        let start =
            format!(r#"{{"event":{{"category":"process","sequence":{number}}},"message":""#);
        let filling = LINE_BYTES - start.len();
        // Writing to a text cannot fail.
        let _ = writeln!(text, "{start}{:.<filling$}\"}}", "");
    }
    text.into_bytes()
}

criterion_group!(all, benches);
criterion_main!(all);
