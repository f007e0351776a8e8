//! Events of real machines, where the data beside the workspace is there.

use std::path::{Path, PathBuf};

use event::Document;

use super::twin::Twin;

/// Of each file: enough for every kind of event in it.
const LINES: usize = 2_000;

#[test]
fn real_events_have_the_same_values() {
    let Some(shared) = testkit::shared("real_events_have_the_same_values") else { return };
    let folder = shared.join("data/events/otrf");
    let files = files(&folder);
    assert!(!files.is_empty(), "no events in {}", folder.display());
    for file in files {
        check(&file);
    }
}

#[expect(clippy::disallowed_methods, reason = "the data of this test are files")]
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a readable folder");
    let paths = entries.map(|entry| entry.expect("a readable folder").path());
    paths.filter(|path| path.extension().is_some_and(|extension| extension == "ndjson")).collect()
}

#[expect(clippy::disallowed_methods, reason = "the data of this test are files")]
fn check(file: &Path) {
    let text = std::fs::read(file).expect("a readable file");
    let lines = || text.split(|byte| *byte == b'\n').take(LINES);
    let mut twin = Twin::new(&paths(lines()));
    for line in lines() {
        twin.agrees(line);
        twin.agrees(&line[..line.len() / 2]);
    }
}

/// Every second path that occurs.
fn paths<'a>(lines: impl Iterator<Item = &'a [u8]>) -> Vec<String> {
    let mut paths = std::collections::BTreeSet::new();
    for document in lines.filter_map(|line| serde_json::from_slice::<Document>(line).ok()) {
        document.visit(&mut |path, _| {
            paths.insert(path.to_owned());
        });
    }
    paths.into_iter().step_by(2).collect()
}
