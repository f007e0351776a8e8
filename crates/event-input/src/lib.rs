//! Bytes to events, one file per format.
//!
//! Job: read an input of any supported format and compression and give its events, one by one, in its order.
//! Input: a path or a stream, and [`Options`]. Output: a [`Reader`] of [`Record`]s: events in ECS, and in their
//! place whatever could not be read, with the reason. Or, where a document is one line, [`Block`]s of unread lines.
//!
//! | stored as | read as |
//! | --- | --- |
//! | JSON documents, one a line, pretty-printed or back to back; one JSON array | as they are, or raw Windows events mapped to ECS |
//! | `.evtx` | Windows events mapped to ECS |
//! | any of these in gzip or Zstandard, all members and frames | the same |
//!
//! The file `windows.rs` says how a Windows event becomes ECS. It takes the memory of one event, whatever the
//! length of the input, and of the blocks that the caller holds. No input makes it panic.
//!
//! It does not order events, check field types or know a query.
//!
//! ```
//! use event_input::{Options, Record, from_reader};
//! let lines = &br#"{"event": {"category": "process"}}
//! {"event": "cut
//! "#[..];
//! let reader = from_reader("-", 0, Box::new(lines), &Options::default()).unwrap();
//! let shown: Vec<String> = reader
//!     .map(|record| match record {
//!         Record::Event(event) => format!("record {}: an event", event.record),
//!         Record::Bad(bad) => bad.to_string(),
//!     })
//!     .collect();
//! assert_eq!(shown[0], "record 1: an event");
//! assert!(shown[1].starts_with("record 2: not JSON: "));
//! ```

mod block;
mod compression;
mod document;
mod encoding;
mod inputs;
mod meter;
mod open;
mod options;
mod quiet;
mod reader;
mod scanner;
mod source;
mod windows;

pub use block::Block;
pub use open::{OpenError, from_reader, open};
pub use options::{Format, Options};
pub use reader::{BadRecord, Counts, Progress, Reader, Record};
pub use windows::Mapped;
