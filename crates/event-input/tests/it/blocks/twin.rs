//! Any input gives the same records by blocks as one by one: the same documents, numbers, messages and counts.

use std::io::{Read, Write};

use event_input::{Format, Options, from_reader, open};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::lane::{BlockReader, one_by_one};

/// What inputs are made of. Good lines are many, so that blocks hold several.
const PIECES: [&str; 40] = [
    "{\"a\":1}\n",
    "{\"a\":1}\r\n",
    "  {\"a\":[1,{}]} \t\r\n",
    "{}\n",
    "{\"event\":{\"kind\":\"event\"}}\n",
    "{\"b\":\"}{\"}\n",
    "{\"c\":{\"d\":null}}\n",
    "{\"long\":\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"}\n",
    "{\"spaces\":1}                                            \n",
    "\n",
    "  \t\r\n",
    "\x0c\n",
    "{\"a\":1}{\"b\":2} {\"c\":3}\n",
    "{} {\"a\":\n",
    "{\"a\":1} x\n",
    "{\"a\":1},\n",
    "{\"a\":1 \"b\"}\n",
    "{\"a\":\n",
    "{\"a\": \"open\n",
    "{\"a\": tru}\n",
    "not json\n",
    "x\n",
    "4\n",
    "\"x\"\n",
    "[1]\n",
    "}\n",
    "{\n",
    "{\n  \"a\": 1\n}\n",
    "{\n  \"a\": [\n    {\"b\": 1},\n    2\n  ]\n}\n",
    "{\n\"a\": tru,\n\"b\": 1\n}\n",
    "{\"a\": {\n  \"b\": 1\n}}\n",
    "{\"a\":[\n",
    "]}\n",
    "\"b\":2}\n",
    "\u{feff}",
    "\u{feff}{\"a\":1}\n",
    "{\"a\":\"\u{e4}\\u00e4\"}\n",
    "\0\n",
    "{\"EventID\":1,\"Channel\":\"Security\",\"Hostname\":\"h\"}\n",
    " ",
];

fn piece() -> impl Strategy<Value = Vec<u8>> {
    let good = select(&PIECES[..8]).prop_map(Vec::from);
    let any = select(&PIECES[..]).prop_map(Vec::from);
    let deep = (100usize..140)
        .prop_map(|depth| format!("{}1{}\n", "{\"a\":".repeat(depth), "}".repeat(depth)).into());
    let wrong_utf8 = Just(b"{\"a\":\"\xff\"}\n".to_vec());
    let junk = vec(select(&b"{}[]\",:\n\n a1\\\r\xc3"[..]), 0..12);
    prop_oneof![12 => good, 8 => any, 1 => deep, 1 => wrong_utf8, 1 => junk]
}

fn text() -> impl Strategy<Value = Vec<u8>> {
    let cut = prop_oneof![2 => Just(0usize), 2 => Just(1), 1 => 0usize..20];
    (vec(piece(), 0..30), cut).prop_map(|(pieces, cut)| {
        let mut text = pieces.concat();
        text.truncate(text.len().saturating_sub(cut));
        text
    })
}

fn options() -> impl Strategy<Value = Options> {
    let format =
        prop_oneof![4 => Just(Format::Ecs), 3 => Just(Format::Auto), 1 => Just(Format::Windows)];
    let limit = prop_oneof![3 => Just(16 << 20), 1 => 0usize..120];
    (format, limit).prop_map(|(format, max_event_bytes)| Options { format, max_event_bytes })
}

fn lane() -> impl Strategy<Value = BlockReader> {
    let whim = prop_oneof![3 => Just(0), 1 => 1usize..4];
    (1usize..6, any::<bool>(), whim).prop_map(|(ahead, remembers, whim)| BlockReader {
        ahead,
        remembers,
        whim,
    })
}

/// A stream that gives so many bytes at a time.
struct Trickle(std::io::Cursor<Vec<u8>>, usize);

impl Read for Trickle {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = buffer.len().min(self.1);
        self.0.read(&mut buffer[..count])
    }
}

/// Bytes as they stand in a file, and the name of the file.
type Stored = (Vec<u8>, &'static str);

fn plain(text: &[u8]) -> Stored {
    (text.to_vec(), "x.ndjson")
}

fn gzip(text: &[u8]) -> Stored {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(text).unwrap();
    (encoder.finish().unwrap(), "x.ndjson.gz")
}

fn zstd(text: &[u8]) -> Stored {
    let level = ruzstd::encoding::CompressionLevel::Fastest;
    (ruzstd::encoding::compress_to_vec(text, level), "x.ndjson.zst")
}

fn cut_gzip(text: &[u8]) -> Stored {
    let (mut bytes, name) = gzip(text);
    bytes.truncate(bytes.len() - 9);
    (bytes, name)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(3000) })]

    #[test]
    fn a_stream(
        text in text(),
        options in options(),
        lane in lane(),
        size in 1usize..150,
        step in 1usize..60,
        is_patient: bool,
    ) {
        let reader = || {
            let stream = Trickle(std::io::Cursor::new(text.clone()), step);
            from_reader("-", 0, Box::new(stream), &options).unwrap()
        };
        let by_blocks = reader().with_block_bytes(size);
        let by_blocks = if is_patient { by_blocks.with_full_blocks() } else { by_blocks };
        prop_assert_eq!(lane.read(by_blocks), one_by_one(reader()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the file that is opened")]
    fn a_file(
        text in text(),
        stored in select(&[plain, gzip, zstd, cut_gzip][..]),
        options in options(),
        lane in lane(),
        size in prop_oneof![1usize..150, Just(1 << 20)],
    ) {
        let folder = tempfile::tempdir().unwrap();
        let (bytes, name) = stored(&text);
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let reader = || open(&path, 0, &options).unwrap();
        let blocks = lane.read(reader().with_block_bytes(size));
        prop_assert_eq!(blocks, one_by_one(reader()));
    }
}
