//! What a user of the generated events counts on.

mod attacks;

use std::collections::BTreeMap;

use event::{FieldPath, Timestamp};

use super::*;

/// The value of a field as text; empty where there is none.
fn text(event: &Document, path: &str) -> String {
    event.values(&FieldPath::new(path)).first().map(ToString::to_string).unwrap_or_default()
}

fn millis(event: &Document) -> i64 {
    Timestamp::parse(&text(event, "@timestamp")).unwrap().millis()
}

#[test]
fn one_seed_is_one_workload() {
    let lines = ndjson(1, 1000);
    assert_eq!(lines, ndjson(1, 1000));
    assert_ne!(lines, ndjson(2, 1000));
    // Whoever changes the generator on purpose puts the new fingerprint here; figures of benches
    // from before and after the change do not compare.
    let fingerprint = Random::of_text(&String::from_utf8(lines).unwrap()).hex(16);
    assert_eq!(fingerprint, "9e928c1eb211f3eb");
}

#[test]
fn every_line_is_an_event_of_about_two_kilobytes() {
    let lines = String::from_utf8(ndjson(3, 2000)).unwrap();
    assert_eq!(lines.lines().count(), 2000);
    let average = lines.len() / 2000;
    assert!((1_200..2_600).contains(&average), "{average} bytes an event");
    for (line, event) in lines.lines().zip(Generator::new(3)) {
        assert_eq!(serde_json::from_str::<Document>(line).unwrap(), event);
    }
}

#[test]
fn no_gap_of_a_template_stays_open() {
    let lines = String::from_utf8(ndjson(4, 5000)).unwrap();
    let after_braces = lines.split('{').skip(1);
    let open = after_braces.filter(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()));
    assert_eq!(open.map(|rest| &rest[..10]).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn categories_come_in_the_promised_shares() {
    let mut counts: BTreeMap<String, f64> = BTreeMap::new();
    for event in Generator::new(4).take(20_000) {
        let is_dns = event.get("dns").is_some();
        let name = if is_dns { "dns".to_owned() } else { text(&event, "event.category") };
        *counts.entry(name).or_default() += 100.0 / 20_000.0;
    }
    for (name, share) in [
        ("file", 25.0),
        ("registry", 20.0),
        ("process", 15.0),
        ("library", 15.0),
        ("network", 10.0),
        ("api", 8.0),
        ("dns", 5.0),
        ("authentication", 2.0),
    ] {
        assert!((counts[name] - share).abs() < 1.2, "{name}: {}", counts[name]);
    }
    assert_eq!(counts.len(), 8, "{counts:?}");
}

#[test]
fn events_are_sorted_and_numbered_on_each_host() {
    let mut last_time = START;
    let mut last_numbers: BTreeMap<String, i64> = BTreeMap::new();
    for event in Generator::new(5).take(5000) {
        let time = millis(&event);
        assert!(last_time <= time);
        last_time = time;
        let number = text(&event, "event.sequence").parse().unwrap();
        let before = last_numbers.insert(text(&event, "host.name"), number);
        assert!(before.is_none_or(|before| before + 1 == number));
    }
    assert_eq!(last_numbers.len(), 40);
}

#[test]
fn an_identifier_of_a_process_always_means_the_same_process() {
    let mut known = BTreeMap::new();
    for event in Generator::new(6).take(5000) {
        let facts = ["host.id", "process.pid", "process.executable"].map(|path| text(&event, path));
        let before = known.insert(text(&event, "process.entity_id"), facts.clone());
        assert!(before.is_none_or(|before| before == facts), "{facts:?}");
    }
}

#[test]
fn addresses_are_private_or_kept_for_documentation() {
    let allowed = ["10.20.", "192.0.2.", "198.51.100.", "203.0.113.", "127.0.0.1", "fe80::", "::1"];
    for event in Generator::new(7).take(5000) {
        for path in ["source.ip", "destination.ip", "host.ip", "dns.resolved_ip"] {
            for value in event.values(&FieldPath::new(path)) {
                let address = value.to_string();
                assert!(allowed.iter().any(|start| address.starts_with(start)), "{address}");
            }
        }
    }
}
