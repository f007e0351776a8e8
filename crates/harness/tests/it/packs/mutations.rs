//! Real packs, damaged at random: whatever comes of it is refused or runs, and ends soon.

use std::cell::Cell;
use std::time::{Duration, Instant};

use event::Document;
use harness::pack_file::contents;
use harness::{LoadOptions, load};
use matcher::{Trial, trial, trial_of_program};
use proptest::prelude::*;
use testkit::workspace_root;

use super::events::events;
use super::small::{QUERIES, program};

/// Far longer than any trial takes, also in a build without optimizations beside others.
const LIMIT: Duration = Duration::from_secs(20);

/// One change of some bytes. Places are parts of 65,536 of the length.
#[derive(Clone, Debug)]
enum Change {
    Flip(u16, u8),
    Set(u16, u8),
    /// The value that a varint of one byte has, one more or one less.
    Step(u16, i8),
    Remove(u16, u8),
    Repeat(u16, u8),
    /// A piece over another place.
    Move(u16, u16, u8),
    Cut(u16),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        (any::<u16>(), 0..8_u8).prop_map(|(at, bit)| Change::Flip(at, bit)),
        (any::<u16>(), any::<u8>()).prop_map(|(at, byte)| Change::Set(at, byte)),
        (any::<u16>(), -2..=2_i8).prop_map(|(at, by)| Change::Step(at, by)),
        (any::<u16>(), 1..9_u8).prop_map(|(at, count)| Change::Remove(at, count)),
        (any::<u16>(), 1..64_u8).prop_map(|(at, count)| Change::Repeat(at, count)),
        (any::<u16>(), any::<u16>(), 1..32_u8)
            .prop_map(|(from, to, count)| Change::Move(from, to, count)),
        any::<u16>().prop_map(Change::Cut),
    ]
}

fn apply(bytes: &mut Vec<u8>, change: &Change) {
    let place = |part: u16| usize::from(part) * bytes.len() / 65_536;
    let end = |at: usize, count: u8| (at + usize::from(count)).min(bytes.len());
    match *change {
        _ if bytes.is_empty() => {}
        Change::Flip(at, bit) => {
            let at = place(at);
            bytes[at] ^= 1 << bit;
        }
        Change::Set(at, byte) => {
            let at = place(at);
            bytes[at] = byte;
        }
        Change::Step(at, by) => {
            let at = place(at);
            bytes[at] = bytes[at].wrapping_add_signed(by);
        }
        Change::Remove(at, count) => {
            let at = place(at);
            bytes.drain(at..end(at, count));
        }
        Change::Repeat(at, count) => {
            let at = place(at);
            let piece = bytes[at..end(at, count)].to_vec();
            bytes.splice(at..at, piece);
        }
        Change::Move(from, to, count) => {
            let (from, to) = (place(from), place(to));
            let piece = bytes[from..end(from, count)].to_vec();
            let behind = end(to, count);
            bytes.splice(to..behind, piece);
        }
        Change::Cut(at) => bytes.truncate(place(at)),
    }
}

/// Runs a trial, which has to end within the limit.
fn timed(run: impl FnOnce() -> Trial) -> Trial {
    let start = Instant::now();
    let outcome = run();
    assert!(start.elapsed() < LIMIT, "it took {:?}", start.elapsed());
    outcome
}

fn damaged(bytes: &[u8], changes: &[Change]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for change in changes {
        apply(&mut bytes, change);
    }
    bytes
}

fn cases() -> u32 {
    let is_slow = std::env::var_os("RUN_SLOW_TESTS").is_some();
    if is_slow { 20_000 } else { 400 }
}

/// The events, made once.
struct Bench {
    program: Vec<u8>,
    file: Vec<u8>,
    events: Vec<Document>,
}

impl Bench {
    /// Every kind of rule, small, so that most changes hit something.
    fn small() -> Self {
        let program = program(&QUERIES);
        let file = super::hostile::whole(program.clone());
        Self { program: pack::encode(&program), file, events: events() }
    }

    /// All bundled rules.
    fn bundled() -> Self {
        let options = LoadOptions::default();
        let set = load(&[workspace_root().join("rules")], &options);
        let contents = contents(&set, &options, None).unwrap();
        let file = contents.encode();
        Self { program: pack::encode(&contents.program), file, events: events() }
    }
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

#[test]
fn a_damaged_program_is_refused_or_runs() {
    let (bench, ran) = (Bench::small(), Cell::new(0));
    proptest!(config(4 * cases()), |(changes in proptest::collection::vec(change(), 1..4))| {
        let bytes = damaged(&bench.program, &changes);
        let outcome = timed(|| trial_of_program(&bytes, &bench.events));
        ran.set(ran.get() + u32::from(matches!(outcome, Trial::Ran(_))));
    });
    let ran = ran.get();
    assert!(ran > cases() / 4, "only {ran} ran: the changes hit too hard to say much");
}

proptest! {
    #![proptest_config(config(cases()))]

    #[test]
    fn a_damaged_file_is_refused_or_runs_as_before(changes in proptest::collection::vec(change(), 1..3)) {
        let bench = Bench::small();
        let before = trial(&bench.file, &bench.events);
        let outcome = timed(|| trial(&damaged(&bench.file, &changes), &bench.events));
        // What the hash lets pass is the program that it was.
        prop_assert!(matches!(outcome, Trial::Refused(_)) || outcome == before, "{:?}", outcome);
    }

    #[test]
    fn any_bytes_are_no_pack(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let outcome = timed(|| trial(&bytes, &[]));
        prop_assert!(matches!(outcome, Trial::Refused(_)));
        timed(|| trial_of_program(&[&pack::function_table().to_le_bytes()[..], &bytes].concat(), &[]));
    }
}

#[test]
fn a_damaged_program_of_all_bundled_rules_is_refused_or_runs() {
    let bench = Bench::bundled();
    assert!(matches!(trial(&bench.file, &bench.events), Trial::Ran(1..)));
    proptest!(config(cases() / 4), |(changes in proptest::collection::vec(change(), 1..12))| {
        let bytes = damaged(&bench.program, &changes);
        timed(|| trial_of_program(&bytes, &bench.events));
    });
}
