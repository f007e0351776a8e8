//! The indices of the suites: which files they are, and events in the form that an index has them.

use std::path::Path;
use std::sync::Arc;

use harness::event::Timestamp;
use harness::event_input::{self, Format, Options, Reader};
use harness::event_schema::Indices;
use harness::mapping::{self, MappingSource};
use serde_json::Value;

use super::read;
use crate::Failure;

/// The index whose times are nanoseconds: it has the events of another one.
const NANOS: &str = "endgame-140-nanos";

/// One index: its name and its events as NDJSON.
struct Index {
    name: String,
    events: Arc<str>,
}

/// The indices that a suite searches.
pub(super) struct Data {
    indices: Vec<Index>,
    /// What the mappings and the events say about fields.
    pub(super) known: Arc<Indices>,
}

impl Data {
    /// Reads these indices.
    pub(super) fn read(folder: &Path, names: &[&str]) -> Result<Self, Failure> {
        let mappings = names.iter().map(|name| MappingSource {
            input: Some((*name).to_owned()),
            path: folder.join("data").join(format!("{name}.mapping")),
        });
        let known = mapping::indices(&mappings.collect::<Vec<_>>());
        let known = known.map_err(|error| Failure::new(error.to_string()))?;
        let mut known = known.unwrap_or_default();
        let indices = names
            .iter()
            .map(|&name| Ok(Index { name: name.to_owned(), events: events(folder, name)?.into() }));
        let mut data =
            Self { indices: indices.collect::<Result<_, Failure>>()?, known: Arc::default() };
        mapping::learn(&mut known, data.readers()?.into_iter().map(Ok));
        data.known = Arc::new(known);
        Ok(data)
    }

    /// All events, from the beginning.
    pub(super) fn readers(&self) -> Result<Vec<Reader>, Failure> {
        let options = Options { format: Format::Ecs, ..Options::default() };
        let open = |(index, source): (&Index, u32)| {
            let bytes = std::io::Cursor::new(index.events.as_bytes().to_vec());
            event_input::from_reader(&index.name, source, Box::new(bytes), &options)
                .map_err(|error| Failure::new(error.to_string()))
        };
        self.indices.iter().zip(0..).map(open).collect()
    }
}

fn events(folder: &Path, name: &str) -> Result<String, Failure> {
    let file = if name == NANOS { "endgame-140" } else { name };
    let text = read(&folder.join("events").join(format!("{file}.ndjson")))?;
    if name != NANOS {
        return Ok(text);
    }
    text.lines().map(in_nanoseconds).collect()
}

/// The stored `timestamp` is a number of nanoseconds here, and itself a date of milliseconds.
fn in_nanoseconds(line: &str) -> Result<String, Failure> {
    let mut event: Value =
        serde_json::from_str(line).map_err(|error| Failure::new(error.to_string()))?;
    let stored = event["timestamp"].as_i64().unwrap_or_default();
    event["@timestamp"] = Timestamp::from_nanos(i128::from(stored)).to_string().into();
    event["timestamp"] = (stored / 1_000_000).into();
    Ok(format!("{event}\n"))
}
