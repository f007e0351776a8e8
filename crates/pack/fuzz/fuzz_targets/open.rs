//! Any bytes as a pack, and as the program of one: see `matcher::trial`.

#![no_main]

use std::sync::LazyLock;

use event::Document;

static EVENTS: LazyLock<Vec<Document>> = LazyLock::new(|| {
    let lines = include_str!("../events.ndjson").lines();
    lines.filter_map(|line| serde_json::from_str(line).ok()).collect()
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    matcher::trial(bytes, &EVENTS);
    matcher::trial_of_program(bytes, &EVENTS);
});
