//! Generated events for the rows of sequences: small, in order of time, each of them a stage.

use std::fmt::Write;
use std::io::Read;

/// The rule of these rows: two stages that share a key of 36 characters.
pub(super) const SEQUENCE: &str = "sequence by process.entity_id with maxspan=1h \
    [process where event.type == \"start\"] [network where event.type == \"connection\"]";

/// How many other sequences begin before one ends.
const DISTANCE: usize = 1_000;

/// An event that begins the sequence of a key. `number` is its place in the stream, a millisecond each.
pub(super) fn first_stage(number: usize, key: usize) -> String {
    line(number, key, "process", "start")
}

/// Pairs of stages: each second event begins a sequence, the other ends one that began a while ago.
pub(super) fn pairs(count: usize) -> impl Iterator<Item = String> {
    (0..count).map(|number| {
        let key = number / 2;
        if number % 2 == 0 {
            first_stage(number, key)
        } else {
            // Those of the first keys end nothing but are taken all the same.
            line(number, key.wrapping_sub(DISTANCE), "network", "connection")
        }
    })
}

fn line(number: usize, key: usize, category: &str, event_type: &str) -> String {
    let (milliseconds, seconds) = (number % 1_000, number / 1_000);
    let (hour, minute, second) = (seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60);
    let mut line = String::new();
    // Writing to a text cannot fail.
    let _ = writeln!(
        line,
        r#"{{"@timestamp":"2026-01-01T{hour:02}:{minute:02}:{second:02}.{milliseconds:03}Z","event":{{"category":"{category}","type":"{event_type}"}},"process":{{"entity_id":"00000000-0000-4000-{:04x}-{:012x}"}}}}"#,
        key >> 48,
        key & 0xffff_ffff_ffff,
    );
    line
}

/// Lines as a stream of bytes, so that they take no memory.
pub(super) struct Stream<I> {
    lines: I,
    rest: Vec<u8>,
    taken: usize,
}

impl<I: Iterator<Item = String>> Stream<I> {
    pub(super) fn new(lines: I) -> Self {
        Self { lines, rest: Vec::new(), taken: 0 }
    }
}

impl<I: Iterator<Item = String>> Read for Stream<I> {
    /// Fills the buffer, as a file does: a reader takes a short read for a slow stream.
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let mut filled = 0;
        while filled < buffer.len() {
            if self.taken == self.rest.len() {
                let Some(line) = self.lines.next() else { break };
                self.rest = line.into_bytes();
                self.taken = 0;
            }
            let read = (&self.rest[self.taken..]).read(&mut buffer[filled..])?;
            self.taken += read;
            filled += read;
        }
        Ok(filled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_36_characters_and_lines_one_length() {
        let lines: Vec<_> = [0, 999, 86_399_999].map(|key| first_stage(key, key)).into();
        let event: serde_json::Value = serde_json::from_str(&lines[1]).unwrap();
        assert_eq!(event["process"]["entity_id"].as_str().map(str::len), Some(36));
        assert_eq!(event["@timestamp"], "2026-01-01T00:00:00.999Z");
        assert!(lines.iter().all(|line| line.len() == lines[0].len()));
    }

    #[test]
    fn a_stream_gives_all_bytes_of_its_lines() {
        let mut read = String::new();
        Stream::new(pairs(5)).read_to_string(&mut read).unwrap();
        assert_eq!(read, pairs(5).collect::<String>());
    }
}
