//! The sheets of a run: where events come from, and what our matcher finds among them.

use std::io::Write;
use std::path::{Path, PathBuf};

use harness::event::Document;
use harness::event_input::{self, OpenError, Options, Reader, Record};
use harness::fixtures::{self, Expectation, Places};
use harness::matcher::Matcher;
use harness::pack::Plan;
use harness::scan::{self, EventOutput, Found, Kept, Listener};
use harness::{Rule, RuleSet, generate, io};

use super::Args;
use super::answer::Matches;
use super::home::Home;
use super::nested::nested;
use super::sheet::{Case, Question, Sheet};
use crate::{Failure, disk};

/// All sheets: the cases of each rule for itself, then events that all rules see: the bundled ones, and each file that
/// the command line names.
pub(super) fn sheets(
    args: &Args,
    root: &Path,
    set: &RuleSet,
    home: &Home,
) -> Result<Vec<Sheet>, Failure> {
    let folder = home.folder("sheets");
    disk::empty_folder(&folder)?;
    let mut sheets = vec![own_cases(args, root, set, &folder)?];
    let bundled = io::files(&root.join("testdata/rules"), "ndjson").map_err(unusable)?;
    sheets.push(stream("bundled", &bundled, usize::MAX, set, &folder)?);
    for (number, path) in args.events.iter().enumerate() {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let name = format!("events-{}-{stem}", number + 1);
        sheets.push(stream(&name, std::slice::from_ref(path), args.limit, set, &folder)?);
    }
    Ok(sheets)
}

#[expect(clippy::needless_pass_by_value, reason = "for `map_err`")]
fn unusable(problem: io::Unusable) -> Failure {
    Failure::new(problem.to_string())
}

/// Events on their way to the file of a sheet.
struct Draft {
    name: String,
    path: PathBuf,
    lines: Vec<u8>,
    count: u64,
    cases: Vec<Case>,
    questions: Vec<Question>,
}

impl Draft {
    fn new(name: &str, folder: &Path) -> Self {
        let path = folder.join(format!("{name}.ndjson"));
        let (lines, cases, questions) = (Vec::new(), Vec::new(), Vec::new());
        Self { name: name.to_owned(), path, lines, count: 0, cases, questions }
    }

    fn case(&mut self, title: String, events: &[Document]) -> Result<(), Failure> {
        self.cases.push(Case { title, first: self.count + 1 });
        for event in events {
            let line = serde_json::to_string(event);
            writeln!(self.lines, "{}", line.map_err(|error| Failure::new(error.to_string()))?)?;
        }
        self.count += events.len() as u64;
        Ok(())
    }

    fn finish(self) -> Result<Sheet, Failure> {
        disk::write_bytes(&self.path, &self.lines)?;
        let Self { name, path, count, cases, questions, .. } = self;
        Ok(Sheet { name, events: path, count, cases, questions })
    }
}

/// A case of one rule.
struct Own {
    title: String,
    is_positive: bool,
    events: Vec<Document>,
}

/// The fixtures of each rule, generated and bundled. What asks for single events sees all of its rule at once, and
/// everything else one case at a time.
fn own_cases(args: &Args, root: &Path, set: &RuleSet, folder: &Path) -> Result<Sheet, Failure> {
    let mut draft = Draft::new("fixtures", folder);
    let written = Places::of(&args.rule_paths(root), None);
    for (place, rule) in set.rules.iter().enumerate() {
        let matcher = matcher(&RuleSet { rules: vec![rule.clone()], ..RuleSet::default() })?;
        let plan = &matcher.program().rules[0].plan;
        let is_of_events = matches!(plan, Plan::Event(_)) && rule.query.pipes.is_empty();
        let mut cases = made(args, rule)?;
        if !is_of_events {
            cases = first_of_both(cases, args.cases);
        }
        cases.extend(read("", rule, &written)?);
        cases.retain(|case| !case.events.is_empty());
        if is_of_events {
            let all: Vec<_> = cases.iter().flat_map(|case| case.events.clone()).collect();
            draft.questions.extend(question(place, rule, &matcher, draft.count + 1, &all));
        }
        for case in &cases {
            if !is_of_events {
                let first = draft.count + 1;
                draft.questions.extend(question(place, rule, &matcher, first, &case.events));
            }
            draft.case(case.title.clone(), &case.events)?;
        }
    }
    draft.finish()
}

/// So many cases, positive and negative ones by turns.
fn first_of_both(cases: Vec<Own>, count: usize) -> Vec<Own> {
    let (positive, negative): (Vec<_>, Vec<_>) =
        cases.into_iter().partition(|case| case.is_positive);
    let (mut positive, mut negative) = (positive.into_iter(), negative.into_iter());
    let by_turns = std::iter::from_fn(|| {
        let pair = [positive.next(), negative.next()];
        pair.iter().any(Option::is_some).then_some(pair)
    });
    by_turns.flatten().flatten().take(count).collect()
}

/// The generated cases of a rule.
fn made(args: &Args, rule: &Rule) -> Result<Vec<Own>, Failure> {
    if let Some(folder) = &args.fixtures {
        return read("generated ", rule, &Places::of(&[], Some(folder)));
    }
    let cases = generate::of_rules(std::slice::from_ref(rule), generate::Options::default())
        .map_err(|error| Failure::new(error.to_string()))?;
    let cases = cases.into_iter().flat_map(|rule| rule.cases).map(|case| Own {
        title: format!("generated {}", case.name),
        is_positive: case.expectation == generate::Expectation::Positive,
        events: case.events.iter().map(nested).collect(),
    });
    Ok(cases.collect())
}

fn read(kind: &str, rule: &Rule, places: &Places) -> Result<Vec<Own>, Failure> {
    let own = |case: fixtures::Case| Own {
        title: format!("{kind}{}", case.title()),
        is_positive: case.expectation == Expectation::Positive,
        events: case.events.iter().map(nested).collect(),
    };
    let cases = fixtures::cases_of(rule, places).map_err(unusable)?;
    Ok(cases.into_iter().map(own).collect())
}

/// What a rule matches among these events, of which the first is this record of the sheet.
fn question(
    place: usize,
    rule: &Rule,
    matcher: &Matcher,
    first: u64,
    events: &[Document],
) -> Option<Question> {
    let last = first + (events.len() as u64).checked_sub(1)?;
    let record = |record: Option<usize>| record.map(|record| first - 1 + record as u64);
    let found = fixtures::by_matcher(rule, matcher, events).into_iter();
    let mut expected: Matches =
        found.map(|(records, _)| records.into_iter().map(record).collect()).collect();
    expected.sort();
    Some(Question { rule: place, first, last, expected })
}

/// Events of some files as one stream, which all rules see.
fn stream(
    name: &str,
    files: &[PathBuf],
    limit: usize,
    set: &RuleSet,
    folder: &Path,
) -> Result<Sheet, Failure> {
    let mut draft = Draft::new(name, folder);
    for file in files {
        let reader = open(file)?;
        let events = reader.filter_map(|record| match record {
            Record::Event(event) => Some(nested(&event.document)),
            Record::Bad(_) => None,
        });
        let events: Vec<_> = events.take(limit).collect();
        draft.case(io::shown(file), &events)?;
    }
    let sheet = draft.finish()?;
    let found = scan(set, &sheet.events)?.into_iter().enumerate();
    let question = |(rule, expected)| Question { rule, first: 1, last: sheet.count, expected };
    Ok(Sheet { questions: found.map(question).collect(), ..sheet })
}

/// The matches of all rules in a file, as `eqlc scan` finds them.
fn scan(set: &RuleSet, events: &Path) -> Result<Vec<Matches>, Failure> {
    let matcher = matcher(set)?;
    let options = scan::Options { events: EventOutput::Refs, ..scan::Options::default() };
    let mut collector = Collector { matches: vec![Matches::new(); set.rules.len()] };
    scan::run(&matcher, [Ok(open(events)?)], &options, &mut collector)
        .map_err(|error| Failure::new(error.to_string()))?;
    collector.matches.iter_mut().for_each(|matches| matches.sort());
    Ok(collector.matches)
}

fn open(path: &Path) -> Result<Reader, Failure> {
    event_input::open(path, 0, &Options::default()).map_err(|error| Failure::new(error.to_string()))
}

fn matcher(set: &RuleSet) -> Result<Matcher, Failure> {
    Matcher::new(set.program()).map_err(|error| Failure::new(error.to_string()))
}

/// The records of each match, by rule.
struct Collector {
    matches: Vec<Matches>,
}

impl Listener for Collector {
    fn found(&mut self, found: &Found) -> std::io::Result<()> {
        let record = |event: &Option<Kept>| event.as_ref().map(Kept::record);
        self.matches[found.rule.index()].push(found.events.iter().map(record).collect());
        Ok(())
    }

    fn unopened(&mut self, _error: &OpenError) {}

    fn bad_record(&mut self, _source: &str, _record: u64, _reason: &str) {}

    fn warning(&mut self, _text: &str) {}

    fn progress(&mut self, _reader: &Reader) {}
}
