//! The suites of queries, each case on the oracle and on the matcher.

use std::path::Path;

use harness::matcher::StreamOptions;
use harness::{LoadOptions, QueryError, QuerySource, query, scan};

use super::case::Answer;
use super::data::Data;
use super::{Case, Expected, Miss, Tally};
use crate::Failure;

/// The most results where a case does not say otherwise.
const SIZE: u64 = 50;

/// What an engine says, or why it says nothing.
type EngineAnswer = (&'static str, Result<Answer, String>);

/// Which cases run on which indices.
struct Suite {
    name: &'static str,
    files: &'static [&'static str],
    indices: &'static [&'static str],
    /// The field that names an event.
    id: &'static str,
    /// Whether the id decides between events of one time.
    is_tiebreaker: bool,
}

const SUITES: &[Suite] = &[
    Suite {
        name: "queries",
        files: &["test_queries", "additional_test_queries", "test_queries_date"],
        indices: &["endgame-140"],
        id: "serial_event_id",
        is_tiebreaker: true,
    },
    Suite {
        name: "queries on nanoseconds",
        files: &["test_queries_date_nanos", "test_queries"],
        indices: &["endgame-140-nanos"],
        id: "serial_event_id",
        is_tiebreaker: true,
    },
    Suite {
        name: "extra",
        files: &["test_extra"],
        indices: &["extra"],
        id: "sequence",
        is_tiebreaker: true,
    },
    Suite {
        name: "missing events",
        files: &["test_missing_events"],
        indices: &["missing-events"],
        id: "sequence",
        is_tiebreaker: true,
    },
    Suite {
        name: "samples",
        files: &["test_sample"],
        indices: &["sample1", "sample2", "sample3"],
        id: "id",
        is_tiebreaker: false,
    },
    Suite {
        name: "several samples a key",
        files: &["test_sample_multi"],
        indices: &["sample-multi"],
        id: "id",
        is_tiebreaker: false,
    },
];

/// A case whose answer is older than the code that it tests: the span between its events is 50.86 ms, so with
/// nanoseconds a `maxspan` of 51 ms or more holds.
const SETTLED: (&str, &str, &[i64]) = (
    "queries on nanoseconds",
    "sequencesOnDifferentEventTypes7",
    &[67, 68, 69, 70, 72, 73, 74, 75],
);

/// All suites of queries.
pub(super) fn tallies(folder: &Path) -> Result<Vec<Tally>, Failure> {
    SUITES.iter().map(|suite| suite.tally(folder)).collect()
}

impl Suite {
    fn tally(&self, folder: &Path) -> Result<Tally, Failure> {
        let data = Data::read(folder, self.indices)?;
        let mut cases = Vec::new();
        for file in self.files {
            cases.extend(Case::all(&folder.join("queries").join(format!("{file}.toml")))?);
        }
        let mut misses = Vec::new();
        for case in &mut cases {
            self.settle(case);
            misses.extend(self.misses(case, &data)?);
        }
        Ok(Tally { suite: self.name, cases: cases.len(), misses })
    }

    fn settle(&self, case: &mut Case) {
        let (suite, name, ids) = SETTLED;
        if (self.name, case.name.as_str()) == (suite, name) {
            case.expected_event_ids = Expected::One(ids.to_vec());
        }
    }

    fn misses(&self, case: &Case, data: &Data) -> Result<Vec<Miss>, Failure> {
        let mut misses = Vec::new();
        for (engine, answer) in self.answers(case, data)? {
            let got = match answer {
                Ok(answer) if case.accepts(&answer) => continue,
                Ok(answer) => answer.shown(),
                Err(error) => error,
            };
            misses.push(Miss {
                case: case.name.clone(),
                engine,
                text: case.query.clone(),
                expected: case.shown(),
                got,
            });
        }
        Ok(misses)
    }

    /// The answer of each engine, or why there is none.
    fn answers(&self, case: &Case, data: &Data) -> Result<Vec<EngineAnswer>, Failure> {
        let compiled = match self.source(case, data).compile() {
            Ok(compiled) => compiled,
            Err(error) => return Ok(vec![("compiler", Err(shown(&error)))]),
        };
        let stream = StreamOptions {
            max_samples_per_key: case.max_samples_per_key.unwrap_or(1),
            ..StreamOptions::default()
        };
        let indices = Some(data.known.clone());
        let options = scan::Options { stream, indices, ..scan::Options::default() };
        let (mut slow, mut fast) = (Vec::new(), Vec::new());
        query::run_on_oracle(&compiled, data.readers()?, &options, &mut |line| slow.push(line));
        query::run(&compiled, data.readers()?, &options, &mut |line| fast.push(line))
            .map_err(|error| Failure::new(error.to_string()))?;
        Ok(vec![("oracle", Ok(self.answer(&slow)?)), ("matcher", Ok(self.answer(&fast)?))])
    }

    fn source(&self, case: &Case, data: &Data) -> QuerySource {
        QuerySource {
            text: case.query.trim().to_owned(),
            options: LoadOptions {
                tiebreaker_field: self.is_tiebreaker.then(|| self.id.to_owned()),
                indices: Some(data.known.clone()),
                ..LoadOptions::default()
            },
            size: Some(case.size.unwrap_or(SIZE)),
        }
    }

    fn answer(&self, lines: &[String]) -> Result<Answer, Failure> {
        let mut answer = Answer::default();
        lines.iter().try_for_each(|line| answer.add(line, self.id))?;
        Ok(answer)
    }
}

fn shown(error: &QueryError) -> String {
    match error {
        QueryError::Findings(findings) => {
            let shown = findings.iter().map(|finding| {
                format!("{}: {}", finding.diagnostic.id, finding.diagnostic.message)
            });
            shown.collect::<Vec<_>>().join("; ")
        }
        QueryError::Refused(error) => error.to_string(),
    }
}
