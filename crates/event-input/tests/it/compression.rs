//! Compressed inputs, whole and damaged.

use std::io::{Read, Write};

use event_input::{Options, Record, from_reader};
use flate2::Compression;
use flate2::read::GzEncoder as GzReader;
use flate2::write::GzEncoder;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};

use crate::support::{Repeated, show};

const LINES: &str = "{\"a\":1}\n{\"a\":2}\n";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    compress_to_vec(bytes, CompressionLevel::Fastest)
}

/// Lines that do not compress to nothing.
fn long_lines() -> String {
    let mut rng = testkit::Rng::new(1);
    let lines: Vec<String> =
        (0..50_000).map(|_| format!("{{\"a\":{}}}\n", rng.next_u64() >> 1)).collect();
    lines.concat()
}

#[test]
fn compression_is_found_by_content() {
    let expected = [r#"1 {"a":1}"#, r#"2 {"a":2}"#];
    assert_eq!(show(gzip(LINES.as_bytes())), expected);
    assert_eq!(show(zstd(LINES.as_bytes())), expected);
}

#[test]
fn all_members_and_frames_are_read() {
    let first = "{\"a\":1}\n{\"a\"";
    let second = ":2}\n";
    let expected = [r#"1 {"a":1}"#, r#"2 {"a":2}"#];
    assert_eq!(show([gzip(first.as_bytes()), gzip(second.as_bytes())].concat()), expected);
    let skippable = [&[0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0][..], b"xyz"].concat();
    let frames =
        [&skippable[..], &zstd(first.as_bytes()), &skippable, &zstd(b""), &zstd(second.as_bytes())];
    assert_eq!(show(frames.concat()), expected);
}

#[test]
fn a_stream_that_is_cut_off_gives_its_events_and_then_says_so() {
    let text = long_lines();
    for (name, whole) in [("gzip", gzip(text.as_bytes())), ("zstd", zstd(text.as_bytes()))] {
        for cut in [whole.len() / 2, whole.len() - 1] {
            let lines = show(&whole[..cut]);
            let last = lines.last().unwrap();
            assert!(last.contains(&format!(": the {name} stream is ")), "{cut}: {last}");
            assert!(lines.len() > 100, "{name} {cut}: {} lines", lines.len());
            assert_eq!(
                lines.iter().filter(|line| line.starts_with("record")).count(),
                1,
                "{name} {cut}"
            );
        }
    }
}

#[test]
fn damage_anywhere_is_held() {
    let text = &long_lines()[..4000];
    let mut rng = testkit::Rng::new(2);
    for whole in [gzip(text.as_bytes()), zstd(text.as_bytes())] {
        for _ in 0..500 {
            let mut damaged = whole.clone();
            let place = rng.below(whole.len() - 4) + 4;
            damaged[place] ^= 1 << rng.below(8);
            show(damaged);
        }
    }
}

#[test]
fn a_zstd_checksum_is_compared() {
    let mut whole = zstd(LINES.as_bytes());
    let last = whole.len() - 1;
    whole[last] ^= 1;
    let lines = show(whole);
    assert_eq!(lines.len(), 3, "{lines:?}");
    assert!(
        lines[2]
            .ends_with("the zstd stream is damaged after 16 bytes: its checksum does not match"),
        "{lines:?}"
    );
}

#[test]
fn a_bomb_streams_in_the_memory_of_its_limit() {
    let spaces = GzReader::new(Repeated::new(vec![b' '; 1 << 20], 100), Compression::best());
    let line = GzReader::new(Repeated::new(vec![b'x'; 1 << 20], 100), Compression::best());
    let stream = spaces.chain(line).chain(GzReader::new(&b"\n{}\n"[..], Compression::fast()));
    let options = Options { max_event_bytes: 1 << 16, ..Options::default() };
    let mut reader = from_reader("x.gz", 0, Box::new(stream), &options).unwrap();
    assert!(matches!(reader.next(), Some(Record::Bad(_))));
    assert!(matches!(reader.next(), Some(Record::Event(_))));
    assert_eq!(reader.counts().bytes, (200 << 20) + 4);
    assert!(reader.progress().position < 1 << 20);
}
