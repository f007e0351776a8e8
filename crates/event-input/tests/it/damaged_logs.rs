//! Windows event logs, whole and damaged.

use event_input::Options;
use testkit::Rng;
use testkit::evtx::{EvtxRecord, file};

use crate::support::{documents, reader, show, shown};

const DATA: [(&str, &str); 5] = [
    ("UtcTime", "2024-01-02 03:04:05.678"),
    ("ProcessGuid", "{12345678-9abc-def0-1234-56789abcdef0}"),
    ("ProcessId", "4712"),
    ("Image", "C:\\Windows\\explorer.exe"),
    ("User", "HOST\\user"),
];

fn log(records: usize) -> Vec<u8> {
    let record = EvtxRecord {
        provider: "Microsoft-Windows-Sysmon",
        channel: "Microsoft-Windows-Sysmon/Operational",
        event_id: 5,
        computer: "host-a",
        time: "2024-01-02T03:04:05.700Z",
        data: &DATA,
    };
    file(&vec![record; records])
}

#[test]
fn a_written_log_is_read() {
    let documents = documents(reader("x.evtx", log(3), &Options::default()));
    assert_eq!(documents.len(), 3);
    let json = serde_json::to_string(&documents[2]).unwrap();
    assert_eq!(
        json,
        concat!(
            r#"{"@timestamp":"2024-01-02T03:04:05.678Z","ecs":{"version":"8.0.0"},"#,
            r#""event":{"code":"5","kind":"event","provider":"Microsoft-Windows-Sysmon","module":"sysmon","#,
            r#""created":"2024-01-02T03:04:05.700Z","category":["process"],"type":["end"],"action":"Process terminated"},"#,
            r#""host":{"name":"host-a","id":"host-a","os":{"type":"windows"}},"#,
            r#""process":{"entity_id":"{12345678-9ABC-DEF0-1234-56789ABCDEF0}","pid":4712,"executable":"C:\\Windows\\explorer.exe","name":"explorer.exe"},"#,
            r#""related":{"user":["user"]},"user":{"domain":"HOST","name":"user"},"#,
            r#""winlog":{"channel":"Microsoft-Windows-Sysmon/Operational","provider_name":"Microsoft-Windows-Sysmon","#,
            r#""event_id":"5","record_id":"3","computer_name":"host-a"}}"#,
        )
    );
}

#[test]
fn a_log_that_is_cut_off_anywhere_says_so() {
    let whole = log(4);
    for cut in (8..whole.len()).step_by(7).filter(|cut| *cut < 10_000 || cut % 91 == 0) {
        let lines = show(&whole[..cut]);
        let bad = lines.iter().filter(|line| line.starts_with("record")).count();
        let is_between_parts = cut == 4096;
        assert!(bad > 0 || is_between_parts, "{cut}: {lines:?}");
    }
    let lines = show(&whole[..30_000]);
    assert_eq!(lines.len(), 5, "the records before the cut are read");
    assert_eq!(lines[4], "record 5: the event log ends inside chunk 0 (25904 of 65536 bytes)");
}

#[test]
fn a_flipped_bit_does_not_stop_the_reader() {
    let whole = log(4);
    let used = whole.iter().rposition(|byte| *byte != 0).unwrap_or(0);
    let mut rng = Rng::new(3);
    for _ in 0..4000 {
        let mut damaged = whole.clone();
        for _ in 0..=rng.below(3) {
            damaged[8 + rng.below(used - 8)] ^= 1 << rng.below(8);
        }
        assert!(show(damaged).len() < 1000);
    }
}

#[test]
fn a_damaged_chunk_costs_itself() {
    let whole = log(2);
    let (header, chunk) = whole.split_at(4096);
    let mut broken = chunk.to_vec();
    broken[0] = b'X';
    let unused = vec![0; 65_536];
    let lines = show([header, chunk, &broken[..], &unused[..], chunk].concat());
    assert_eq!(lines.len(), 5, "{lines:?}");
    assert!(
        lines[2].starts_with(
            "record 3: chunk 1 of the event log is damaged: failed to parse chunk header"
        ),
        "{}",
        lines[2]
    );
    assert!(lines[4].starts_with("5 {"));
}

#[test]
fn garbage_after_the_header_is_told() {
    let mut rng = Rng::new(4);
    let garbage: Vec<u8> = (0..200_000).map(|_| rng.next_u64().to_le_bytes()[0]).collect();
    let lines = show([&log(1)[..4096], &garbage].concat());
    assert!(lines.iter().all(|line| line.starts_with("record")), "{lines:?}");
    assert_eq!(lines.len(), 5, "three chunks, what is left of a fourth, and its end");
    assert!(!show(garbage).is_empty());
}

#[test]
fn a_record_over_the_limit_is_bad() {
    let options = Options { max_event_bytes: 100, ..Options::default() };
    let lines = shown(reader("-", log(1), &options));
    assert_eq!(lines, ["record 1: longer than the limit of 100 bytes (`--max-event-bytes`)"]);
}
