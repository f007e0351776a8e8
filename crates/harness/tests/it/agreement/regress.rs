//! Pairs on which the engines once differed, as files in `testdata/regress`.

use eql_syntax::Dialect;
use event::{Document, SequenceMode};
use serde::{Deserialize, Serialize};

use super::engines::{Matches, Options};
use super::pair::Pair;

/// Where the time of an event is, unless a file says otherwise.
const TIMESTAMP: &str = "@timestamp";

/// A file; `testdata/regress/README.md` says what its keys mean.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Regression {
    /// What was wrong, in which engine.
    why: String,
    query: String,
    /// `endpoint` where it is not `elasticsearch`.
    dialect: Option<String>,
    /// Where it is not `@timestamp`.
    timestamp: Option<String>,
    tiebreaker: Option<String>,
    /// `strict` where it is not `es`.
    mode: Option<String>,
    /// Where there may be more than one.
    samples_per_key: Option<usize>,
    /// For each match the positions of its events in the input, from 1; 0 is a missing one.
    expect: Vec<Vec<usize>>,
    /// NDJSON.
    events: String,
}

impl Regression {
    /// The file of a pair on which the engines differ, or one of them panics, in a run with these options.
    pub(super) fn new(pair: &Pair, why: &str, options: Options, oracle: &Matches) -> Self {
        let unless = |usual: bool, text: &str| (!usual).then(|| text.to_owned());
        let samples = options.max_samples_per_key;
        Self {
            why: why.to_owned(),
            query: pair.query.clone(),
            dialect: unless(pair.dialect == Dialect::default(), pair.dialect.name()),
            timestamp: unless(pair.timestamp == TIMESTAMP, &pair.timestamp),
            tiebreaker: pair.tiebreaker.clone(),
            mode: unless(options.mode == SequenceMode::Es, "strict"),
            samples_per_key: (samples != 1).then_some(samples),
            expect: positions(oracle),
            events: pair.ndjson(),
        }
    }

    /// Reads a file.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.to_string())
    }

    /// The text of the file.
    pub(super) fn to_toml(&self) -> String {
        toml::to_string_pretty(self).unwrap()
    }

    /// Until a person gives it a name: one that follows from what is in it (FNV-1a).
    pub(super) fn file_name(&self) -> String {
        let bytes = self.query.bytes().chain(self.events.bytes());
        let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        format!("rename_me_{hash:016x}.toml")
    }

    /// The query with its events.
    pub(super) fn pair(&self) -> Result<Pair, String> {
        let named = |name: &String| {
            let dialect = Dialect::ALL.into_iter().find(|dialect| dialect.name() == name);
            dialect.ok_or_else(|| format!("there is no dialect `{name}`"))
        };
        let dialect = self.dialect.as_ref().map(named).transpose()?.unwrap_or_default();
        let events = self.events.lines().map(serde_json::from_str::<Document>);
        Ok(Pair {
            query: self.query.clone(),
            dialect,
            timestamp: self.timestamp.clone().unwrap_or_else(|| TIMESTAMP.to_owned()),
            tiebreaker: self.tiebreaker.clone(),
            events: events.collect::<Result<_, _>>().map_err(|error| error.to_string())?,
        })
    }

    /// How it is run.
    pub(super) fn options(&self) -> Result<Options, String> {
        let mode = match self.mode.as_deref() {
            None => SequenceMode::Es,
            Some("strict") => SequenceMode::Strict,
            Some(other) => return Err(format!("there is no mode `{other}`")),
        };
        Ok(Options { mode, max_samples_per_key: self.samples_per_key.unwrap_or(1) })
    }

    /// Whether these are the matches that the file asks for.
    pub(super) fn expects(&self, matches: &Matches) -> bool {
        positions(matches) == self.expect
    }
}

fn positions(matches: &Matches) -> Vec<Vec<usize>> {
    let position = |slot: &Option<usize>| slot.map_or(0, |place| place + 1);
    matches.iter().map(|(slots, _)| slots.iter().map(position).collect()).collect()
}
