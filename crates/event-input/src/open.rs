//! Opens an input: finds its compression and its format.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::compression::{decompressed, ends_with};
use crate::encoding::as_utf8;
use crate::inputs::{Input, evtx, recognise};
use crate::meter::Meter;
use crate::source::Source;
use crate::{Format, Options, Reader};

/// An input that cannot be read at all.
#[derive(Debug)]
pub struct OpenError {
    name: String,
    problem: Problem,
}

/// What is wrong with an input as a whole.
#[derive(Debug)]
pub(crate) enum Problem {
    Unreadable(io::Error),
    Folder,
    NotCompressed(&'static str),
    NotAnEventLog,
    EventLogForcedTo(Format),
}

/// Opens a file of events. `source` is its place in the caller's list of inputs.
pub fn open(path: &Path, source: u32, options: &Options) -> Result<Reader, OpenError> {
    let name = path.display().to_string();
    match open_file(path) {
        Ok((file, length)) => start(&name, source, Box::new(file), length, options),
        Err(problem) => Err(problem),
    }
    .map_err(|problem| OpenError { name, problem })
}

/// Reads events from a stream such as stdin. The name tells the format as a file name would.
pub fn from_reader(
    name: &str,
    source: u32,
    reader: Box<dyn Read + Send>,
    options: &Options,
) -> Result<Reader, OpenError> {
    start(name, source, reader, None, options)
        .map_err(|problem| OpenError { name: name.to_owned(), problem })
}

/// The file, and its length where it has one: a pipe has none.
#[expect(clippy::disallowed_methods, reason = "this crate is the edge where events are read")]
fn open_file(path: &Path) -> Result<(File, Option<u64>), Problem> {
    let metadata = std::fs::metadata(path).map_err(Problem::Unreadable)?;
    if metadata.is_dir() {
        return Err(Problem::Folder);
    }
    let file = File::open(path).map_err(Problem::Unreadable)?;
    Ok((file, metadata.is_file().then_some(metadata.len())))
}

fn start(
    name: &str,
    source: u32,
    stored: Box<dyn Read + Send>,
    length: Option<u64>,
    options: &Options,
) -> Result<Reader, Problem> {
    let (position, bytes) = (Meter::default(), Meter::default());
    let (inner_name, plain) = decompressed(name, Box::new(position.on(stored)))?;
    let mut data = as_utf8(Source::new(Box::new(bytes.on(plain))));
    let input = choose(inner_name, &mut data, options.format)?;
    let documents = (input.open)(data, options.max_event_bytes);
    let format = if input.is_windows { Format::Windows } else { options.format };
    Ok(Reader::new(name, source, documents, format, [position, bytes], length))
}

/// The format by what the caller says, then by the name, then by the content.
fn choose(name: &str, data: &mut Source, format: Format) -> Result<&'static Input, Problem> {
    let input = recognise(data);
    let is_event_log = std::ptr::eq(input, &raw const evtx::INPUT);
    match format {
        Format::Auto if is_event_log || !ends_with(name, ".evtx") => Ok(input),
        Format::Evtx if is_event_log => Ok(input),
        Format::Auto | Format::Evtx => Err(Problem::NotAnEventLog),
        Format::Ecs | Format::Windows if is_event_log => Err(Problem::EventLogForcedTo(format)),
        Format::Ecs | Format::Windows => Ok(input),
    }
}

impl OpenError {
    /// The name of the input, as it was given.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What to do about it, where there is advice.
    pub fn help(&self) -> Option<String> {
        match &self.problem {
            Problem::Folder => Some("name the files in it".to_owned()),
            Problem::NotCompressed(_) => {
                Some("take the extension off the name if the file is plain".to_owned())
            }
            Problem::EventLogForcedTo(_) => {
                Some("leave `--input` out, or use `--input evtx`".to_owned())
            }
            Problem::Unreadable(_) | Problem::NotAnEventLog => None,
        }
    }
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot read `{}`: {}", self.name, self.problem)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(error) if error.kind() == io::ErrorKind::NotFound => {
                f.write_str("there is no such file")
            }
            Self::Unreadable(error) => error.fmt(f),
            Self::Folder => f.write_str("it is a folder, not a file of events"),
            Self::NotCompressed(name) => write!(f, "its name says {name}, its bytes do not"),
            Self::NotAnEventLog => {
                f.write_str("it is no Windows event log: it does not start with `ElfFile`")
            }
            Self::EventLogForcedTo(format) => {
                let name = format.name();
                write!(f, "it is a Windows event log, and `--input {name}` reads JSON")
            }
        }
    }
}

impl std::error::Error for OpenError {}
