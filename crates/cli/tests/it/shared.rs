//! The bundled rules on real logs, where there are any: they match exactly what is known to be in them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::thread;

use serde_json::Value;
use walkdir::WalkDir;

use crate::run::Run;

/// The bundled rules by the names that the list of findings gives them.
const RULES: [(&str, &str); 5] = [
    ("seed1", "dc9c1f74-dac3-48e3-b47f-eb79db358f57"),
    ("seed2", "09443c92-46b3-45a4-8f25-383b028b258d"),
    ("seed3", "70d12c9c-0dbd-4a1a-bc44-1467502c9cf6"),
    ("seed4", "f545ff26-3c94-4fd0-bd33-3c7f95a3a0fc"),
    ("seed5", "58bc134c-e8d2-4291-a552-b4b3e537c60b"),
];

/// Rule id and records of a match.
type Found = (String, Vec<u64>);

#[test]
fn the_bundled_rules_match_what_is_known_to_be_in_the_logs() {
    let name = "the_bundled_rules_match_what_is_known_to_be_in_the_logs";
    let Some(shared) = testkit::shared(name) else { return };
    let events = shared.join("data/events");
    let known = known(&events);
    let files = logs(&events);
    assert!(files.len() > 50, "{files:?}");
    let check = |files: &[PathBuf]| files.iter().for_each(|file| check_log(&events, file, &known));
    let (first, second) = files.split_at(files.len() / 2);
    thread::scope(|scope| {
        scope.spawn(|| check(first));
        check(second);
    });
}

/// What is known to match, by the file without its extension: a log and its decoded twin have the same records.
fn known(events: &Path) -> BTreeMap<String, Vec<Found>> {
    let mut known: BTreeMap<String, Vec<Found>> = BTreeMap::new();
    let findings: Value = serde_json::from_str(&read(&events.join("seed-findings.json"))).unwrap();
    for found in findings["fires"].as_array().unwrap() {
        let (_, id) = RULES.iter().find(|(name, _)| found["seed"] == *name).unwrap();
        let lines = found["lines"].as_array().unwrap().iter();
        let records = lines.map(|line| line.as_u64().unwrap()).collect();
        let file = found["file"].as_str().unwrap();
        known.entry(stem(Path::new(file))).or_default().push(((*id).to_owned(), records));
    }
    for found in known.values_mut() {
        found.sort();
    }
    known
}

fn stem(path: &Path) -> String {
    path.with_extension("").to_string_lossy().into_owned()
}

fn logs(events: &Path) -> Vec<PathBuf> {
    let files = ["evtx", "otrf"].into_iter().flat_map(|folder| WalkDir::new(events.join(folder)));
    let paths = files.map(|file| file.unwrap().into_path());
    let is_log =
        |path: &PathBuf| path.extension().is_some_and(|end| end == "evtx" || end == "ndjson");
    paths.filter(is_log).collect()
}

fn check_log(events: &Path, file: &Path, known: &BTreeMap<String, Vec<Found>>) {
    let rules = testkit::workspace_root().join("rules");
    let (scan, refs) =
        (["scan", "--rules"].map(AsRef::as_ref), ["--events", "refs"].map(AsRef::as_ref));
    let arguments = [&scan[..], &[rules.as_os_str(), file.as_os_str()], &refs].concat();
    let outcome = Run::new(arguments).run().exits(0);
    let ids =
        outcome.json().into_iter().map(|line| line["rule"]["id"].as_str().unwrap().to_owned());
    let mut found: Vec<Found> = ids.zip(outcome.records()).collect();
    found.sort();
    let place = stem(file.strip_prefix(events).unwrap());
    assert_eq!(found, known.get(&place).cloned().unwrap_or_default(), "{outcome}");
}

#[expect(clippy::disallowed_methods, reason = "a test reads its data")]
fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}
