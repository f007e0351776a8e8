//! Real event logs of the shared data, against their decoded twins.

use std::path::{Path, PathBuf};

use event::{Document, Json};
use event_input::{Reader, Record};

use crate::support::{documents, open_file};

/// Files with this extension below a folder, sorted.
#[expect(clippy::disallowed_methods, reason = "the test looks for its files")]
pub(crate) fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|end| end == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[expect(clippy::disallowed_methods, reason = "the list beside the test's files")]
pub(crate) fn index(folder: &Path) -> Vec<Document> {
    serde_json::from_slice(&std::fs::read(folder.join("index.json")).unwrap()).unwrap()
}

pub(crate) fn number(document: &Document, key: &str) -> usize {
    match document.get(key) {
        Some(Json::Int(number)) => usize::try_from(*number).unwrap(),
        other => panic!("{key}: {other:?}"),
    }
}

pub(crate) fn text<'a>(document: &'a Document, key: &str) -> &'a str {
    document.get(key).and_then(Json::as_str).unwrap_or_default()
}

/// Times of twins are cut to microseconds.
fn comparable(document: &Document) -> String {
    let mut document = document.clone();
    cut_time(&mut document, "@timestamp");
    cut_time(&mut document, "event.created");
    serde_json::to_string(&document).unwrap()
}

fn cut_time(document: &mut Document, path: &str) {
    let values = document.values(&event::FieldPath::new(path));
    let time = values.first().and_then(|value| event::Timestamp::parse(value.as_str()?));
    if let Some(time) = time {
        let micros = time.nanos().div_euclid(1000) * 1000;
        document.set(path, event::Timestamp::from_nanos(micros).to_string().into());
    }
}

#[test]
fn every_log_is_read_and_agrees_with_its_twin() {
    let Some(shared) = testkit::shared("every_log_is_read_and_agrees_with_its_twin") else {
        return;
    };
    let folder = shared.join("data/events/evtx");
    let listed = index(&folder);
    assert_eq!(listed.len(), 27);
    for entry in &listed {
        let path = folder.join(text(entry, "file"));
        let log = documents(open_file(&path));
        assert_eq!(log.len(), number(entry, "records"), "{}", path.display());
        let twin = documents(open_file(&path.with_extension("ndjson")));
        assert_eq!(twin.len(), log.len(), "{}", path.display());
        for (record, (log, twin)) in (1..).zip(log.iter().zip(&twin)) {
            assert_eq!(comparable(log), comparable(twin), "{} record {record}", path.display());
        }
    }
}

#[test]
fn every_regression_log_agrees_with_its_documents() {
    let Some(shared) = testkit::shared("every_regression_log_agrees_with_its_documents") else {
        return;
    };
    let folder = shared.join("data/events/sigma-regression");
    let listed = index(&folder);
    assert_eq!(listed.len(), 40);
    for entry in &listed {
        let log = documents(open_file(&folder.join(text(entry, "evtx"))));
        assert_eq!(log.len(), number(entry, "records"), "{}", text(entry, "evtx"));
        let twin = documents(open_file(&folder.join(text(entry, "json"))));
        assert_eq!(log.len(), twin.len(), "{}", text(entry, "json"));
        for (log, twin) in log.iter().zip(&twin) {
            assert_eq!(main_fields(log), main_fields(twin), "{}", text(entry, "json"));
        }
    }
}

/// Not the command lines: some of these documents lost the space at their end.
fn main_fields(document: &Document) -> String {
    let mut document = document.clone();
    cut_time(&mut document, "@timestamp");
    let fields = ["@timestamp", "event.code", "host.id", "registry.path", "process.executable"];
    let value = |path| document.values(&event::FieldPath::new(path));
    format!("{:?} {:?}", fields.map(value), document.get("file"))
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the bytes to damage")]
fn real_logs_that_are_damaged_do_not_stop_the_reader() {
    let Some(shared) = testkit::shared("real_logs_that_are_damaged_do_not_stop_the_reader") else {
        return;
    };
    let mut rng = testkit::Rng::new(5);
    for path in files(&shared.join("data/events/evtx"), "evtx") {
        let mut bytes = std::fs::read(&path).unwrap();
        for _ in 0..200 {
            let place = 4096 + rng.below(bytes.len().min(1 << 18) - 4096);
            bytes[place] ^= 1 << rng.below(8);
        }
        bytes.truncate(bytes.len() - rng.below(30_000));
        let reader: Reader = crate::support::reader("-", bytes, &event_input::Options::default());
        let bad = reader.filter(|record| matches!(record, Record::Bad(_))).count();
        assert!(bad > 0, "{}", path.display());
    }
}
