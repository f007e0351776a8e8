//! Blocks of unread lines: when they come, and that they change no record.

mod lane;
mod twin;

use std::io::{Read, Write};
use std::time::Duration;

use event_input::{Format, Options, Reader, from_reader, open};

use crate::support::{Repeated, reader, shown};
use lane::{BlockReader, one_by_one};

const AS_IS: Options = Options { format: Format::Ecs, max_event_bytes: 16 << 20 };

fn ecs(text: impl Into<Vec<u8>>) -> Reader {
    reader("-", text, &AS_IS)
}

fn texts(reader: &mut Reader) -> Vec<String> {
    let blocks = std::iter::from_fn(|| reader.next_block());
    blocks.map(|block| String::from_utf8_lossy(block.text()).into_owned()).collect()
}

#[test]
fn a_block_is_whole_lines_up_to_its_size() {
    let text = "{\"a\":1}\n\n{\"a\":22}\r\n  {\"a\":3}";
    for (size, expected) in [
        (1 << 20, &["{\"a\":1}\n\n{\"a\":22}\r\n", "  {\"a\":3}"][..]),
        (20, &["{\"a\":1}\n\n{\"a\":22}\r\n", "  {\"a\":3}"]),
        (16, &["{\"a\":1}\n\n", "{\"a\":22}\r\n", "  {\"a\":3}"]),
        (9, &["{\"a\":1}\n\n"]),
        (7, &[]),
    ] {
        assert_eq!(texts(&mut ecs(text).with_block_bytes(size)), expected, "{size}");
    }
    assert!(texts(&mut ecs("")).is_empty());
    assert!(texts(&mut ecs("\n \n")).is_empty());
}

#[test]
fn a_line_over_the_limit_is_in_no_block() {
    let options = Options { max_event_bytes: 16, ..AS_IS };
    let text = "{\"a\":1}\n{\"a\":\"123456789\"}\n{\"a\":2}\n";
    let mut reader = reader("-", text, &options);
    assert_eq!(texts(&mut reader), ["{\"a\":1}\n"]);
    reader.count_records(1);
    let bad = reader.next().map(crate::support::show_record);
    let expected = "record 2: longer than the limit of 16 bytes (`--max-event-bytes`)";
    assert_eq!(bad.as_deref(), Some(expected));
    assert_eq!(texts(&mut reader), ["\n{\"a\":2}\n"]);
}

#[test]
fn what_is_no_lines_comes_in_no_block() {
    let array = b"[{},\n{}]\n[{},\n{}]\n".to_vec();
    let log = testkit::evtx::file(&[testkit::evtx::EvtxRecord::default()]);
    for (input, format) in [
        (array.clone(), Format::Auto),
        (array.clone(), Format::Ecs),
        (array, Format::Windows),
        (log, Format::Auto),
    ] {
        let mut reader = reader("-", input, &Options { format, ..AS_IS });
        assert!(reader.next_block().is_none(), "{format:?}");
        assert!(reader.next().is_some(), "{format:?}");
        assert!(reader.next_block().is_none(), "{format:?}");
    }
}

#[test]
fn the_lines_of_a_windows_input_are_events_in_ecs() {
    let known = r#"{"EventID":4624,"Channel":"Security","SourceName":"Microsoft-Windows-Security-Auditing"}"#;
    let unknown = r#"{"EventID":1,"Channel":"Application"}"#;
    let text = format!("{known}\n{known}\n{unknown}\n{{}}\n");
    let mut reader = reader("-", text.as_str(), &Options::default());
    assert!(reader.next().is_some(), "the first tells what the input holds");
    let block = reader.next_block().unwrap();
    assert!(block.is_windows());
    let events: Vec<_> = block.lines().map(|(_, line)| block.event(line).unwrap()).collect();
    let unmapped = [None, Some(("Application".to_owned(), 1)), Some(("other".to_owned(), 0))];
    assert_eq!(events.iter().map(|event| event.unmapped.clone()).collect::<Vec<_>>(), unmapped);
    assert_eq!(events[0].document, crate::support::mapped(known));
    reader.count_records(3);
    reader.count_unmapped(unmapped.into_iter().flatten().map(|event| (event, 1)));
    assert_eq!((reader.counts().events, reader.counts().unmapped.len()), (4, 2));
}

#[test]
fn what_was_read_to_find_the_format_comes_record_by_record_first() {
    let mut ecs = reader("-", "{\"event\":{\"kind\":1}}\n{}\n{}\n", &Options::default());
    assert!(ecs.next_block().is_none());
    ecs.next();
    assert_eq!(texts(&mut ecs), ["\n{}\n{}\n"]);
    let mut neither = reader("-", "{}\n".repeat(12), &Options::default());
    for _ in 0..10 {
        assert!(neither.next_block().is_none());
        neither.next();
    }
    assert_eq!(texts(&mut neither), ["\n{}\n{}\n"]);
}

#[test]
fn blocks_that_are_given_back_whole_come_again_as_they_were() {
    let mut reader =
        ecs("{\"a\":1}\n{\"a\":\n{\"a\":3}\n{\"a\":4}\n{\"a\":5}\n").with_block_bytes(16);
    let [first, second] = [reader.next_block().unwrap(), reader.next_block().unwrap()];
    let third = reader.next_block().unwrap();
    assert_eq!(first.text(), b"{\"a\":1}\n{\"a\":\n");
    reader.count_records(1);
    for later in [&third, &second] {
        reader.give_back(later.clone(), 0);
    }
    reader.give_back(first, 8);
    assert!(reader.next_block().is_none());
    let bad = reader.next().map(crate::support::show_record);
    assert_eq!(bad.as_deref(), Some("record 2: not JSON: ends inside a value at column 5"));
    for expected in [second, third] {
        let again = reader.next_block().unwrap();
        assert_eq!((again.position(), again.text()), (expected.position(), expected.text()));
    }
    assert!(reader.next_block().is_none());
    assert_eq!(reader.count_records(3), 3);
    assert!(reader.next().is_none());
    assert_eq!((reader.counts().events, reader.counts().bad), (4, 1));
}

#[test]
fn the_memory_of_a_block_is_used_again() {
    let line = Repeated::new("{\"a\":\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"}\n", 400_000);
    let mut reader = from_reader("-", 0, Box::new(line), &AS_IS).unwrap().with_block_bytes(1 << 16);
    let mut places = std::collections::BTreeSet::new();
    while let Some(block) = reader.next_block() {
        places.insert(block.text().as_ptr().addr() & !0xffff);
        reader.count_records(block.lines().count() as u64);
        reader.recycle(block);
    }
    assert_eq!(reader.counts().events, 400_000);
    assert!(places.len() < 32, "{}", places.len());
}

#[test]
fn a_live_stream_gives_its_lines_as_they_come() {
    let (tail, mut head) = std::io::pipe().unwrap();
    let lines = std::thread::spawn(move || {
        let mut reader = from_reader("-", 0, Box::new(tail), &AS_IS).unwrap();
        let block = reader.next_block().unwrap();
        (block.text().to_vec(), reader)
    });
    head.write_all(b"{\"a\":1}\n{\"a\"").unwrap();
    for _ in 0..1000 {
        if lines.is_finished() {
            break;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    assert!(lines.is_finished(), "it waits for more than a line");
    let (text, mut reader) = lines.join().unwrap();
    assert_eq!(text, b"{\"a\":1}\n");
    head.write_all(b":2}").unwrap();
    drop(head);
    assert_eq!(texts(&mut reader), ["{\"a\":2}"]);
}

#[test]
fn a_stream_is_read_in_full_blocks_where_no_line_is_waited_for() {
    let stream =
        || from_reader("-", 0, Box::new(Repeated::new("{\"a\":1}\n", 1000)), &AS_IS).unwrap();
    assert!(stream().is_live());
    assert_eq!(texts(&mut stream()).len(), 1000);
    let mut patient = stream().with_full_blocks();
    assert!(!patient.is_live());
    assert_eq!(texts(&mut patient), ["{\"a\":1}\n".repeat(1000)]);
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the file that is opened")]
fn a_file_is_read_in_full_blocks() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("events.ndjson");
    std::fs::write(&path, "{\"a\":1}\n".repeat(300_000)).unwrap();
    let sizes: Vec<usize> =
        texts(&mut open(&path, 0, &AS_IS).unwrap()).iter().map(String::len).collect();
    let (full, last) = (1 << 18, 2_400_000 % (1 << 18));
    assert_eq!(sizes, [full, full, full, full, full, full, full, full, full, last]);
}

#[test]
fn inputs_of_documents_that_are_no_lines_take_no_time() {
    let lane = BlockReader { ahead: 4, ..BlockReader::default() };
    for (text, times, expected) in [
        ("{\"a\":\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"}", 100_000, 100_000),
        ("{\"a\":1}{\"a\":2}\n", 50_000, 100_000),
        ("{\n\"a\":1\n}\n", 50_000, 50_000),
        ("{\n\"a\":1\n}\n{\"a\":2}\n", 50_000, 100_000),
        ("{\"a\":1\n", 50_000, 50_000),
        ("x\n{}\n", 50_000, 100_000),
    ] {
        let input = Repeated::new(text, times);
        let reader = from_reader("-", 0, Box::new(input), &AS_IS).unwrap();
        let (records, counts) = lane.read(reader);
        assert_eq!(counts.events + counts.bad, expected, "{text}");
        assert_eq!(records.len() as u64, expected, "{text}");
    }
}

#[test]
fn a_stream_that_breaks_gives_its_lines_and_then_says_so() {
    for end in ["", "{\"c\":", "{\"c\":3}", "{\"c\":\n", " \n"] {
        let input = |broken: Broken| from_reader("-", 0, Box::new(broken), &AS_IS).unwrap();
        let text = || Broken(std::io::Cursor::new(format!("{{\"a\":1}}\n{{\"b\":2}}\n{end}")));
        let expected = one_by_one(input(text()));
        assert!(expected.0.last().unwrap().ends_with("the cable is out"), "{expected:?}");
        for ahead in 1..4 {
            let lane = BlockReader { ahead, ..BlockReader::default() };
            assert_eq!(lane.read(input(text()).with_block_bytes(9)), expected, "{end} {ahead}");
        }
    }
}

/// Bytes, and a failure where they end.
struct Broken(std::io::Cursor<String>);

impl Read for Broken {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        match self.0.read(buffer)? {
            0 => Err(std::io::Error::other("the cable is out")),
            count => Ok(count),
        }
    }
}

#[test]
fn utf16_comes_in_blocks_of_utf8() {
    let text = "\u{feff}{\"a\":\"\u{e4}\"}\r\n{}\r\n";
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(texts(&mut ecs(bytes)).concat(), &text[3..]);
    assert_eq!(shown(ecs(text)), ["1 {\"a\":\"\u{e4}\"}", "2 {}"]);
}
