//! A reader or writer that stalls costs time, not memory: an input is read only as far ahead as keeps the threads
//! busy, and what is found is passed on before more is read.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread;

use harness::QuerySource;
use harness::event_input::{OpenError, Options as InputOptions, Reader, from_reader};
use harness::scan::{self, EventOutput, Found, Listener, Options, ScanError};

/// Every event matches it.
const QUERY: &str = "process where process.pid == 7";

const LINE: &str = concat!(
    r#"{"@timestamp":"2026-01-01T00:00:00Z","event":{"category":"process"},"process":{"pid":7}}"#,
    "\n"
);

const BLOCK: usize = 10_000;
const THREADS: usize = 3;
/// How many bytes the reader may have read beside whole blocks: what one read asks for, and a block's rest.
const WINDOW: usize = 128 * 1024;

/// The same line for ever, and how much of it was taken.
struct Endless {
    taken: Arc<AtomicU64>,
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let start = usize::try_from(self.taken.load(Ordering::SeqCst)).unwrap() % LINE.len();
        let line = LINE.as_bytes().iter().cycle().skip(start);
        buffer.iter_mut().zip(line).for_each(|(to, from)| *to = *from);
        self.taken.fetch_add(buffer.len() as u64, Ordering::SeqCst);
        Ok(buffer.len())
    }
}

/// Lines as somebody sends them; it waits for each.
struct Sent {
    lines: Receiver<String>,
    rest: Vec<u8>,
}

impl Read for Sent {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.rest.is_empty() {
            self.rest = self.lines.recv().unwrap_or_default().into_bytes();
        }
        let count = self.rest.as_slice().read(buffer)?;
        self.rest.drain(..count);
        Ok(count)
    }
}

/// Gives the record of each match to somebody, and waits until it is taken.
struct Handing(SyncSender<u64>);

impl Listener for Handing {
    fn found(&mut self, found: &Found) -> io::Result<()> {
        let record = found.events[0].as_ref().unwrap().record();
        self.0.send(record).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }

    fn unopened(&mut self, error: &OpenError) {
        panic!("{error}");
    }

    fn bad_record(&mut self, source: &str, record: u64, reason: &str) {
        panic!("{source} {record} {reason}");
    }

    fn warning(&mut self, text: &str) {
        panic!("{text}");
    }

    fn progress(&mut self, _reader: &Reader) {}
}

fn reader(input: impl Read + Send + 'static) -> Reader {
    let reader = from_reader("input", 0, Box::new(input), &InputOptions::default()).unwrap();
    reader.with_block_bytes(BLOCK)
}

fn options(sorted: bool) -> Options {
    Options { sorted, threads: THREADS, events: EventOutput::Full, ..Options::default() }
}

/// A scan in a thread of its own, and the records of its matches.
fn scan_beside(
    open: impl FnOnce() -> Reader + Send + 'static,
) -> (thread::JoinHandle<Result<u64, ScanError>>, Receiver<u64>) {
    let (found, records) = sync_channel(0);
    let scan = thread::spawn(move || {
        let query = QuerySource::new(QUERY).compile().unwrap();
        let mut listener = Handing(found);
        scan::run(&query.matcher, [Ok(open())], &options(true), &mut listener)
            .map(|summary| summary.matches)
    });
    (scan, records)
}

/// How many bytes were taken of an endless input and not found in it yet, at most, while somebody takes 20,000 matches
/// one by one.
fn most_ahead(as_a_stream: bool) -> u64 {
    let taken = Arc::new(AtomicU64::new(0));
    let input = Endless { taken: Arc::clone(&taken) };
    let (scan, records) = scan_beside(move || {
        let reader = reader(input);
        if as_a_stream { reader } else { reader.with_full_blocks() }
    });
    let ahead = (1..=20_000).map(|expected| {
        assert_eq!(records.recv().unwrap(), expected);
        taken.load(Ordering::SeqCst) - expected * LINE.len() as u64
    });
    let most = ahead.max().unwrap();
    drop(records);
    assert!(matches!(scan.join().unwrap(), Err(ScanError::Output(_))));
    most
}

#[test]
fn a_stalled_writer_stalls_the_reader() {
    let bound = |blocks: usize| (blocks * BLOCK + WINDOW) as u64;
    let (live, full) = (most_ahead(true), most_ahead(false));
    assert!(live <= bound(1), "{live}");
    assert!(full <= bound(2 * THREADS), "{full}");
}

#[test]
fn a_stalled_reader_holds_nothing_back() {
    let (lines, input): (Sender<String>, _) = channel();
    let (scan, records) = scan_beside(move || reader(Sent { lines: input, rest: Vec::new() }));
    for record in 1..=500 {
        lines.send(LINE.to_owned()).unwrap();
        // The scan waits for the next line by now, or will.
        assert_eq!(records.recv().unwrap(), record);
    }
    drop(lines);
    assert_eq!(scan.join().unwrap().unwrap(), 500);
}

#[test]
fn ordering_an_endless_input_ends_when_the_buffer_is_full() {
    let taken = Arc::new(AtomicU64::new(0));
    let query = QuerySource::new(QUERY).compile().unwrap();
    let options = Options { max_buffer: 1 << 20, ..options(false) };
    let input = reader(Endless { taken: Arc::clone(&taken) });
    let mut listener = Handing(sync_channel(0).0);
    let ended = scan::run(&query.matcher, [Ok(input)], &options, &mut listener);
    assert!(matches!(ended, Err(ScanError::BufferFull { limit: 1_048_576 })), "{ended:?}");
    // Of each event more is kept than its line has bytes.
    let bound = (1 << 20) + 2 * THREADS * BLOCK + WINDOW;
    assert!(taken.load(Ordering::SeqCst) <= bound as u64, "{taken:?}");
}
