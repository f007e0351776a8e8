//! The inputs of a run: files, or stdin.

use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use harness::event_input::{self, OpenError, Reader};
use harness::event_schema::Indices;
use harness::mapping::{self, MappingSource};

use crate::args::EventArgs;
use crate::exit::Failure;

/// The inputs in their order.
pub(crate) struct Inputs {
    files: Vec<PathBuf>,
    options: event_input::Options,
    /// What stdin had, where it is read twice.
    stdin: Option<Arc<[u8]>>,
}

impl Inputs {
    /// The inputs of a command line; no file is stdin.
    pub(crate) fn new(events: &EventArgs) -> Self {
        let files = &events.files;
        let files = if files.is_empty() { vec![PathBuf::from("-")] } else { files.clone() };
        Self { files, options: events.input.options(), stdin: None }
    }

    /// Their names, as matches show them.
    pub(crate) fn names(&self) -> Vec<String> {
        self.files.iter().map(|file| harness::io::shown(file)).collect()
    }

    /// The inputs, each opened when its turn comes.
    pub(crate) fn open(&self) -> impl Iterator<Item = Result<Reader, OpenError>> + use<> {
        let (options, stdin) = (self.options, self.stdin.clone());
        self.files.clone().into_iter().zip(0..).map(move |(file, source)| {
            if file != Path::new("-") {
                return event_input::open(&file, source, &options);
            }
            let reader: Box<dyn Read + Send> = match &stdin {
                Some(bytes) => Box::new(Cursor::new(Arc::clone(bytes))),
                None => Box::new(io::stdin()),
            };
            event_input::from_reader("-", source, reader, &options)
        })
    }

    /// What the mappings and, unless the order of the input is trusted, the events say about fields. For that the
    /// events are read once more.
    pub(crate) fn indices(
        &mut self,
        mappings: &[MappingSource],
        events: &EventArgs,
    ) -> Result<Option<Arc<Indices>>, Failure> {
        self.check_names(mappings)?;
        let indices = mapping::indices(mappings).map_err(Failure::new)?;
        let Some(mut indices) = indices else { return Ok(None) };
        if !events.sorted {
            self.keep_stdin(events.max_buffer)?;
            mapping::learn(&mut indices, self.open());
        }
        Ok(Some(Arc::new(indices)))
    }

    fn check_names(&self, mappings: &[MappingSource]) -> Result<(), Failure> {
        let names = self.names();
        let is_input = |wanted: &String| names.iter().any(|name| mapping::is_named(name, wanted));
        let unmatched =
            mappings.iter().filter_map(|source| source.input.as_ref()).find(|name| !is_input(name));
        match unmatched {
            Some(name) => Err(Failure::new(format!(
                "`--mapping {name}=...` is for an event file that is not read here"
            ))),
            None => Ok(()),
        }
    }

    fn keep_stdin(&mut self, limit: u64) -> Result<(), Failure> {
        if !self.files.iter().any(|file| file == Path::new("-")) {
            return Ok(());
        }
        let mut bytes = Vec::new();
        io::stdin().take(limit + 1).read_to_end(&mut bytes).map_err(Failure::new)?;
        if bytes.len() as u64 > limit {
            return Err(Failure::new(format!(
                "with `--mapping`, stdin is kept and read twice, and it is larger than {limit} bytes; give a \
                 file, use `--sorted`, or raise `--max-buffer`"
            )));
        }
        self.stdin = Some(bytes.into());
        Ok(())
    }
}
