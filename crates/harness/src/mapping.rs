//! Index mappings: read from files, bound to inputs, completed by what events have.

use std::path::{Path, PathBuf};

use event_input::{OpenError, Reader, Record};
use event_schema::{Indices, Mapping};

use crate::io::{self, Unusable};

/// A mapping as the command line names it: `[EVENTFILE=]MAPPING`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MappingSource {
    /// The event file that it holds for; all inputs without one of their own where there is none.
    pub input: Option<String>,
    /// The file of the mapping.
    pub path: PathBuf,
}

impl MappingSource {
    /// Splits `[EVENTFILE=]MAPPING` at the first `=`.
    pub fn new(text: &str) -> Self {
        let (input, path) =
            text.split_once('=').map_or((None, text), |(input, path)| (Some(input), path));
        Self { input: input.map(str::to_owned), path: PathBuf::from(path) }
    }
}

/// The indices that these mappings describe; `None` without a mapping.
pub fn indices(sources: &[MappingSource]) -> Result<Option<Indices>, Unusable> {
    let mut indices = Indices::default();
    for source in sources {
        let mapping = read(&source.path)?;
        indices
            .add(source.input.as_deref(), mapping)
            .map_err(|error| Unusable::new(&source.path, error))?;
    }
    Ok((!sources.is_empty()).then_some(indices))
}

/// Reads a mapping. Lines that begin with `#` are comments, as in Elasticsearch's own test mappings.
fn read(path: &Path) -> Result<Mapping, Unusable> {
    let text = io::read_rule(path)?;
    let json: String = text.split_inclusive('\n').filter(|line| !line.starts_with('#')).collect();
    let json = serde_json::from_str(&json).map_err(|error| Unusable::new(path, error))?;
    Mapping::new(&json).map_err(|error| Unusable::new(path, error))
}

/// Whether an input has the name that a mapping is bound to: a name without a folder stands for the file of that name
/// in any folder.
pub fn is_named(input: &str, name: &str) -> bool {
    event_schema::is_named(input, name)
}

/// Lets the indices see the events of some inputs, which makes their fields known (spec 4.4). What cannot be read is
/// left out: the run over the same inputs reports it.
pub fn learn(indices: &mut Indices, inputs: impl IntoIterator<Item = Result<Reader, OpenError>>) {
    for reader in inputs.into_iter().flatten() {
        let index = indices.index_of(reader.name());
        for record in reader {
            if let Record::Event(event) = record {
                indices.see(index, &event.document);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_may_name_its_event_file() {
        let source = MappingSource::new("logs/a.ndjson=a.json");
        assert_eq!(source.input.as_deref(), Some("logs/a.ndjson"));
        assert_eq!(source.path, Path::new("a.json"));
        assert_eq!(MappingSource::new("a.json").input, None);
    }
}
