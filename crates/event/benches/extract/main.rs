//! Reading the fields of rules from events: straight from the text, beside two other readers of JSON.
//!
//! `EQLC_BENCH_EVENTS=events.ndjson cargo bench -p event` takes the events of a file.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use event::{Document, Extractor, FieldPath, Slots};

mod events;
mod fields;

/// As much of a file as the caches of one core cannot hold.
const MOST_BYTES: usize = 24 << 20;

fn benches(criterion: &mut Criterion) {
    let text = events();
    let lines: Vec<&[u8]> =
        text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).collect();
    let bytes: usize = lines.iter().map(|line| line.len()).sum();
    let mut group = criterion.benchmark_group("fields of an event");
    let elements = lines.len() as u64;
    group.throughput(Throughput::ElementsAndBytes { elements, bytes: bytes as u64 });
    group.sample_size(20);
    group.bench_function("extractor", |bencher| {
        let paths: Vec<FieldPath> =
            fields::FIELDS.iter().map(|name| FieldPath::new(name)).collect();
        let extractor = Extractor::new(&paths);
        let mut slots = Slots::new();
        bencher.iter(|| lines.iter().for_each(|line| extract(&extractor, &mut slots, line)));
    });
    group.bench_function("sonic-rs lazy value", |bencher| {
        bencher.iter(|| lines.iter().for_each(|line| sonic(line)));
    });
    group.bench_function("document", |bencher| {
        bencher.iter(|| lines.iter().for_each(|line| document(line)));
    });
    group.finish();
}

fn extract(extractor: &Extractor, slots: &mut Slots, line: &[u8]) {
    let fields = extractor.read(line, slots).expect("events are JSON");
    black_box(fields.is_absent(0));
}

fn sonic(line: &[u8]) {
    let value: sonic_rs::LazyValue<'_> = sonic_rs::from_slice(line).expect("events are JSON");
    black_box(value);
}

fn document(line: &[u8]) {
    let document: Document = serde_json::from_slice(line).expect("events are JSON");
    black_box(document);
}

#[expect(clippy::disallowed_methods, reason = "the input of a bench is chosen by its user")]
fn events() -> Vec<u8> {
    let Some(path) = std::env::var_os("EQLC_BENCH_EVENTS") else {
        return events::generated(5_000);
    };
    let mut text = std::fs::read(path).expect("a readable file");
    let end = text.iter().take(MOST_BYTES).rposition(|byte| *byte == b'\n').unwrap_or(text.len());
    text.truncate(end);
    text
}

criterion_group!(all, benches);
criterion_main!(all);
