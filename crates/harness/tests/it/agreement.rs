//! The oracle and the matcher find the same in generated events with generated queries.
//!
//! 5,000 pairs in an ordinary run, 1,000,000 with `RUN_SLOW_TESTS=1`; `AGREEMENT_SEED` makes them others. A run in
//! which little matches shows little, so the share of pairs that match is held, every construct must be in some
//! pair that matches, and mistakes planted in the program must be found. What the engines once differed on is in
//! `testdata/regress`.

mod constructs;
mod engines;
mod events;
mod feeding;
mod histogram;
mod pair;
mod planted;
mod pools;
mod queries;
mod regress;
mod schema;
mod streaming;

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use event_schema::Schema;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{TestCaseError, TestError};

use constructs::Constructs;
use engines::{Difference, ENGINES, Matches, OPTIONS, Options, Prepared, Refusal, is_same};
use histogram::Histogram;
use pair::{Pair, pairs, runner};
use planted::Bug;
use regress::Regression;

/// Whether the long runs were asked for.
fn is_slow() -> bool {
    std::env::var_os("RUN_SLOW_TESTS").is_some()
}

/// What the generated pairs follow from.
fn seed() -> u64 {
    std::env::var("AGREEMENT_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(7)
}

/// In how many parts, each on its own thread, a run is made.
const PARTS: u32 = 2;

#[test]
fn the_engines_agree_on_generated_pairs() {
    let cases = if is_slow() { 1_000_000 } else { 5_000 };
    let parts: Vec<_> = std::thread::scope(|scope| {
        let part =
            |part| scope.spawn(move || agree(cases / PARTS, seed() + (u64::from(part) << 32)));
        let running: Vec<_> = (0..PARTS).map(part).collect();
        running.into_iter().map(|part| part.join().unwrap()).collect()
    });
    let mut histogram = Histogram::default();
    for part in parts {
        histogram.merge(part);
    }
    println!("{histogram}");
    let shortfalls = histogram.shortfalls(constructs::required());
    assert!(shortfalls.is_empty(), "too little is shown:\n{}", shortfalls.join("\n"));
}

/// Runs so many pairs; one on which the engines differ is shrunk and written.
fn agree(cases: u32, seed: u64) -> Histogram {
    let schema = schema::schema();
    let histogram = RefCell::new(Histogram::default());
    let outcome = runner(cases, seed).run(&pairs(), |pair| {
        let (constructs, matches) = check(&schema, &pair)?;
        histogram.borrow_mut().add(constructs, matches);
        Ok(())
    });
    if let Err(TestError::Fail(reason, pair)) = &outcome {
        let folder = testkit::workspace_root().join("testdata/regress");
        panic!("{reason}\n{pair:?}\n{}", keep(&schema, pair, &reason.to_string(), &folder));
    }
    outcome.unwrap();
    histogram.into_inner()
}

/// What a pair shows and whether it matches, where the engines agree on it.
fn check(schema: &Schema, pair: &Pair) -> Result<(Constructs, bool), TestCaseError> {
    let prepared = prepare(schema, pair)?;
    let expected = engines::expected(&prepared, pair);
    match engines::difference(&prepared, pair, &expected).map_err(TestCaseError::fail)? {
        Some(difference) => Err(TestCaseError::fail(difference.to_string())),
        None => Ok((constructs::of(pair, &prepared.program), !expected[0].is_empty())),
    }
}

fn prepare(schema: &Schema, pair: &Pair) -> Result<Prepared, TestCaseError> {
    engines::prepare(schema, pair).map_err(|refusal| match refusal {
        Refusal::BadConstant => TestCaseError::reject("a constant that cannot be computed"),
        Refusal::Unexpected(finding) => TestCaseError::fail(finding),
    })
}

/// Writes a pair on which the engines differ, or one of them panics, as a case that later runs hold; says where.
fn keep(schema: &Schema, pair: &Pair, reason: &str, folder: &Path) -> String {
    let difference = catch_unwind(AssertUnwindSafe(|| {
        let prepared = engines::prepare(schema, pair).ok()?;
        let expected = engines::expected(&prepared, pair);
        engines::difference(&prepared, pair, &expected).ok().flatten()
    }));
    match difference {
        Ok(Some(difference)) => write(pair, reason, difference.options, &difference.oracle, folder),
        Ok(None) | Err(_) => write(pair, reason, OPTIONS[0], &Matches::new(), folder),
    }
}

fn write(pair: &Pair, why: &str, options: Options, oracle: &Matches, folder: &Path) -> String {
    let regression = Regression::new(pair, why, options, oracle);
    let path = folder.join(regression.file_name());
    match std::fs::write(&path, regression.to_toml()) {
        Ok(()) => format!("kept as {}", path.display()),
        Err(error) => format!("cannot write {}: {error}", path.display()),
    }
}

#[test]
fn every_planted_bug_is_found() {
    const MOST_PAIRS: u32 = 50_000;
    let schema = schema::schema();
    let mut runner = runner(1, seed());
    let mut hidden = planted::bugs(is_slow());
    assert!(hidden.len() >= 20, "{} bugs", hidden.len());
    for number in 1..=MOST_PAIRS {
        let pair = pairs().new_tree(&mut runner).unwrap().current();
        for name in found_with(&schema, &pair, &mut hidden) {
            println!("found with pair {number:>5}: {name}");
        }
        if hidden.is_empty() {
            return;
        }
    }
    let names: Vec<_> = hidden.iter().map(|bug| bug.name).collect();
    panic!("not found in {MOST_PAIRS} pairs:\n{}", names.join("\n"));
}

/// The names of the bugs that a pair finds; they are hidden no more.
fn found_with(schema: &Schema, pair: &Pair, hidden: &mut Vec<Bug>) -> Vec<&'static str> {
    let Ok(prepared) = engines::prepare(schema, pair) else { return Vec::new() };
    let expected = engines::expected(&prepared, pair);
    let matcher = ENGINES[0].build(&prepared.program).unwrap();
    let shows = |bug: &mut Bug| bug.shown(&prepared, pair, &matcher, &expected).is_some();
    hidden.extract_if(.., shows).map(|bug| bug.name).collect()
}

#[test]
fn a_failure_shrinks_to_a_file() {
    let schema = schema::schema();
    let bug = planted::bug("a value at the bound is on the wrong side");
    let shown = |pair: &Pair| {
        let prepared = engines::prepare(&schema, pair).ok()?;
        let expected = engines::expected(&prepared, pair);
        let matcher = ENGINES[0].build(&prepared.program).ok()?;
        bug.shown(&prepared, pair, &matcher, &expected)
    };
    let outcome = runner(1_000, seed()).run(&pairs(), |pair| match shown(&pair) {
        Some(_) => Err(TestCaseError::fail(bug.name)),
        None => Ok(()),
    });
    let Err(TestError::Fail(_, pair)) = outcome else { panic!("{outcome:?}") };
    assert!(pair.query.len() < 200 && pair.events.len() <= 3, "not shrunk: {pair:?}");
    let folder = tempfile::tempdir().unwrap();
    let Difference { options, oracle, .. } = shown(&pair).unwrap();
    let told = write(&pair, bug.name, options, &oracle, folder.path());
    assert!(told.starts_with("kept as "), "{told}");
    let files = testkit::cases(folder.path(), "toml");
    let read = Regression::parse(&files[0].text).unwrap().pair().unwrap();
    assert!(shown(&read).is_some(), "the file does not show the bug:\n{}", files[0].text);
    replay(&schema, &files[0].text).unwrap();
}

#[test]
fn a_stream_in_order_finds_what_a_batch_finds() {
    let schema = schema::schema();
    let cases = if is_slow() { 100_000 } else { 1_000 };
    let telling = RefCell::new(0);
    let outcome = runner(cases, seed() + 1).run(&pairs(), |pair| {
        let prepared = prepare(&schema, &pair)?;
        if !streaming::is_prompt(&prepared.program) {
            return Ok(());
        }
        let batch = streaming::batch(&prepared, &pair).map_err(TestCaseError::fail)?;
        let stream = streaming::stream(&prepared, &pair).map_err(TestCaseError::fail)?;
        let [found, _] = engines::expected(&prepared, &pair);
        if !is_same(&batch, &stream) || !is_same(&found, &stream) {
            let found = format!("batch {batch:?}, stream {stream:?}, oracle {found:?}");
            return Err(TestCaseError::fail(found));
        }
        *telling.borrow_mut() += u32::from(!found.is_empty());
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
    let telling = telling.into_inner();
    assert!(telling >= cases / 5, "only {telling} of {cases} pairs match");
}

#[test]
fn what_was_once_different_is_the_same() {
    let schema = schema::schema();
    let folder = testkit::workspace_root().join("testdata/regress");
    let files = testkit::cases(&folder, "toml");
    let problem = |file: &testkit::Case| {
        Some(format!("{}: {}", file.name, replay(&schema, &file.text).err()?))
    };
    let problems: Vec<_> = files.iter().filter_map(problem).collect();
    assert!(problems.is_empty(), "{} of {}:\n{}", problems.len(), files.len(), problems.join("\n"));
}

/// Runs a file on the oracle, and on every engine with the program as bytes and back.
fn replay(schema: &Schema, text: &str) -> Result<(), String> {
    let regression = Regression::parse(text)?;
    let (pair, options) = (regression.pair()?, regression.options()?);
    let prepared = engines::prepare(schema, &pair).map_err(|refusal| format!("{refusal:?}"))?;
    let oracle = engines::by_oracle(&prepared.query, &pair, options);
    if !regression.expects(&oracle) {
        return Err(format!("the oracle found {oracle:?}"));
    }
    let expected = engines::expected(&prepared, &pair);
    match engines::difference(&prepared, &pair, &expected)? {
        None => Ok(()),
        Some(difference) => Err(difference.to_string()),
    }
}
