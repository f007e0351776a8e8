//! Every way to read and filter events finds the same: the order of the input, the number of threads, blocks or
//! documents, with and without what makes it fast.

use std::io;
use std::path::PathBuf;

use event_input::{OpenError, Options as InputOptions, Reader};
use harness::scan::{self, EventOutput, Found, Listener, Options};
use harness::{LoadOptions, generator, load};
use matcher::{Bounds, Matcher, MatcherOptions, StreamOptions};
use pack::Program;
use testkit::Rng;

/// Matches and what went wrong, as text.
#[derive(Default)]
struct Heard {
    lines: Vec<String>,
    output: EventOutput,
    program: Option<Program>,
}

impl Listener for Heard {
    fn found(&mut self, found: &Found) -> io::Result<()> {
        let program = self.program.as_ref().unwrap();
        let rule = &program.rules[found.rule.index()];
        let sources = ["a".to_owned(), "b".to_owned()];
        self.lines.push(scan::match_line(rule, found, &sources, self.output));
        Ok(())
    }

    fn unopened(&mut self, error: &OpenError) {
        self.lines.push(error.to_string());
    }

    fn bad_record(&mut self, source: &str, record: u64, reason: &str) {
        self.lines.push(format!("{source} {record} {reason}"));
    }

    fn warning(&mut self, text: &str) {
        self.lines.push(text.to_owned());
    }

    fn progress(&mut self, _reader: &Reader) {}
}

/// The lines of a run, the bad records first, and its summary.
fn run(matcher: &Matcher, inputs: [&str; 2], options: &Options) -> (Vec<String>, String) {
    let mut heard = Heard {
        output: options.events,
        program: Some(matcher.program().clone()),
        ..Heard::default()
    };
    let readers = (0..).zip(["a", "b"]).zip(inputs).map(|((place, name), text)| {
        let bytes = io::Cursor::new(text.as_bytes().to_vec());
        let reader =
            event_input::from_reader(name, place, Box::new(bytes), &InputOptions::default());
        reader.map(|reader| reader.with_block_bytes(20_000))
    });
    let summary = scan::run(matcher, readers, options, &mut heard).unwrap();
    (heard.lines, format!("{summary:?}"))
}

/// Generated events with lines between them that are blank, broken, of several lines, or have no time.
fn input(seed: u64) -> String {
    let mut rng = Rng::new(seed);
    let bytes = generator::ndjson(seed, 3_000);
    let mut text = String::new();
    for line in String::from_utf8(bytes).unwrap().lines() {
        match rng.below(60) {
            0 => text.push_str("\n  \n"),
            1 => text.push_str("{\"event\": broken\n"),
            2 => text.push_str("{\n  \"event\": {\"category\": \"process\"}\n}\n"),
            3 => text.push_str("[1, 2]\n"),
            4 => {
                text.push_str(&line.replace("@timestamp", "time"));
                text.push('\n');
            }
            _ => {}
        }
        text.push_str(line);
        text.push('\n');
    }
    text
}

fn bundled_rules() -> Program {
    let set = load(&[testkit::workspace_root().join("rules")], &LoadOptions::default());
    set.program()
}

/// All ways to read two inputs find this many matches at least, and the same.
fn every_way_is_the_same(program: Program, inputs: [&str; 2], at_least: usize) {
    let matcher = Matcher::new(program).unwrap();
    assert!(matcher.reads_text());
    for sorted in [false, true] {
        for events in [EventOutput::Refs, EventOutput::Full] {
            let slow = Options { sorted, events, blocks: false, ..Options::default() };
            let expected = run(&matcher, inputs, &slow);
            assert!(expected.0.len() > at_least, "{}", expected.0.len());
            for threads in [1, 2, 5] {
                let fast = Options { blocks: true, threads, ..slow.clone() };
                let found = run(&matcher, inputs, &fast);
                let way = format!("{threads} threads, sorted {sorted}, {events:?}");
                let differ = found.0.iter().zip(&expected.0).find(|(left, right)| left != right);
                assert_eq!(differ, None, "{way}");
                assert_eq!(
                    (found.0.len(), found.1),
                    (expected.0.len(), expected.1.clone()),
                    "{way}"
                );
            }
        }
    }
}

#[test]
fn blocks_documents_and_threads_give_the_same_lines() {
    every_way_is_the_same(bundled_rules(), [&input(1), &input(2)], 100);
}

/// Sysmon's and others' events as a collector writes them, one a line, with lines between them that are none.
fn raw_windows_events(seed: u64) -> String {
    const IMAGES: [&str; 4] = ["cmd.exe", "reg.exe", "powershell.exe", "rundll32.exe"];
    let mut rng = Rng::new(seed);
    let mut text = String::new();
    for number in 0..2_000 {
        let (image, host) = (IMAGES[rng.below(4)], rng.below(3));
        let (minute, second) = (number / 60, number % 60);
        let event = match rng.below(40) {
            0 => "{\"EventID\": cut".to_owned(),
            1 => format!("{{\n \"EventID\":1,\n \"Channel\":\"Setup\", \"n\":{number}}}"),
            2 => format!("{{\"neither\":{number}}}"),
            3 => "{\"EventID\":77,\"Channel\":\"Application\",\"Hostname\":\"h\"}".to_owned(),
            _ => format!(
                r#"{{"EventID":1,"Channel":"Microsoft-Windows-Sysmon/Operational","SourceName":"Microsoft-Windows-Sysmon","Hostname":"h{host}","@timestamp":"2026-05-01T10:{minute:02}:{second:02}.000Z","Image":"C:\\Windows\\{image}","ProcessId":"{number}","CommandLine":"{image} /c {number}"}}"#
            ),
        };
        text.push_str(&event);
        text.push('\n');
    }
    text
}

#[test]
fn raw_windows_events_are_the_same_on_every_number_of_threads() {
    let queries = [
        r#"process where process.name == "reg.exe""#,
        r#"sequence by host.id with maxspan=9s [process where process.name == "cmd.exe"] [process where process.name == "rundll32.exe"]"#,
    ];
    let inputs = [&raw_windows_events(5)[..], &raw_windows_events(6)];
    every_way_is_the_same(program_of(["a", "b"], queries), inputs, 500);
}

/// Sequences and samples of most events, so that threads share them out.
fn busy_rules() -> Program {
    let queries = [
        "sequence by host.id with maxspan=1h [process where true] [any where process.pid > 500]",
        "sequence by host.id [any where true] [any where true] [any where true]",
        "sequence by host.id, user.name with maxspan=10m [any where true] ![file where true] [process where true]",
        "sample by host.id [process where true] [file where true]",
        "process where process.pid > 4",
    ];
    program_of(["e", "d", "c", "b", "a"], queries)
}

/// Queries as rules of these names.
fn program_of<const N: usize>(names: [&str; N], queries: [&str; N]) -> Program {
    let queries = queries.map(|text| harness::QuerySource::new(text).compile().unwrap().query);
    let rules = names.iter().zip(&queries);
    let rules: Vec<_> =
        rules.map(|(name, query)| eql_compiler::RuleSource::new(name, query)).collect();
    eql_compiler::compile(&rules)
}

#[test]
fn threads_that_share_out_sequences_find_the_same_with_any_bounds() {
    let matcher = Matcher::new(busy_rules()).unwrap();
    let (first, second) = (input(3), input(4));
    let mut lossy = 0;
    for keys in [2, 20, 60, 10_000_000] {
        for bytes in [5_000, 1 << 30] {
            let stream =
                StreamOptions { bounds: Bounds { keys, bytes }, ..StreamOptions::default() };
            let one = Options { stream, events: EventOutput::Refs, ..Options::default() };
            let expected = run(&matcher, [&first, &second], &one);
            lossy += usize::from(!expected.1.contains("dropped: 0"));
            for threads in [2, 3, 7] {
                let found = run(&matcher, [&first, &second], &Options { threads, ..one.clone() });
                assert_eq!(found, expected, "{threads} threads, {keys} keys, {bytes} bytes");
            }
        }
    }
    assert!((1..8).contains(&lossy), "{lossy}");
}

/// Every event has the same hits with and without what makes the matcher fast. Gives how many hits there were.
fn hits_are_the_same(program: &Program, lines: &[&str]) -> usize {
    let fast = Matcher::new(program.clone()).unwrap();
    let off = MatcherOptions { prefilter: false, value_memo: false };
    let plain = Matcher::with_options(program.clone(), off).unwrap();
    let (mut scratch, mut plain_scratch) = (fast.create_scratch(), plain.create_scratch());
    let mut slots = event::Slots::new();
    let mut hits = 0;
    for line in lines {
        let document = serde_json::from_str(line).unwrap();
        let expected = plain.filter(&mut plain_scratch, &document);
        let fields = fast.read(line.as_bytes(), &mut slots).unwrap();
        assert_eq!(fast.filter_fields(&mut scratch, fields), expected, "{line}");
        hits += expected.events.len() + expected.stages.len();
    }
    hits
}

#[test]
fn the_index_over_all_rules_leaves_nothing_out() {
    let text = String::from_utf8(generator::ndjson(7, 3_000)).unwrap();
    let hits = hits_are_the_same(&bundled_rules(), &text.lines().collect::<Vec<_>>());
    assert!(hits > 10, "{hits}");
}

#[test]
fn values_of_any_length_and_number_leave_nothing_out() {
    let types = vec!["\"x\""; 20_000].join(",");
    let path = "\\\\wmic.exe".repeat(20_000);
    let events = [
        format!(
            r#"{{"event":{{"category":"process","type":[{types},"start"]}},"process":{{"name":"WMIC.exe"}}}}"#
        ),
        format!(
            r#"{{"event":{{"category":"process","action":"{path}"}},"process":{{"executable":"{path}"}}}}"#
        ),
    ];
    hits_are_the_same(&bundled_rules(), &events.each_ref().map(String::as_str));
}

#[test]
fn the_index_over_real_rules_leaves_nothing_out() {
    let Some(shared) = testkit::shared("the_index_over_real_rules_leaves_nothing_out") else {
        return;
    };
    let set = load(&[shared.join("data/rules/detection-rules-eql")], &LoadOptions::default());
    let program = set.program();
    let logs = shared.join("data/events/otrf");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(logs).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut hits = 0;
    for file in files {
        let Ok(reader) = event_input::open(&file, 0, &InputOptions::default()) else { continue };
        let events = reader.take(500).filter_map(|record| match record {
            event_input::Record::Event(event) => serde_json::to_string(&event.document).ok(),
            event_input::Record::Bad(_) => None,
        });
        let lines: Vec<String> = events.collect();
        hits += hits_are_the_same(&program, &lines.iter().map(String::as_str).collect::<Vec<_>>());
    }
    assert!(hits > 100, "{hits}");
}
