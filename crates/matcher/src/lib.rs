//! Runs a program over events.
//!
//! Job: say which rules match. Input: a verified `pack::Program` and one event after the other. Output: matches,
//! each with the events of its stages and its join keys.
//!
//! It cannot read EQL, files or a clock; time comes from the events. The `Matcher` never changes; all that does is
//! in a `Scratch` (per thread) and in a `State` (per stream).
//!
//! What one event alone decides is decided by `filter`, with leaves shared and cached. What looks back, in queries of
//! the endpoint, is decided by `observe` and `advance` (`look_back`, `view`).
//!
//! ```
//! use event::Document;
//! use matcher::{Matcher, StreamOptions};
//! let matcher = Matcher::new(pack::Program::default()).unwrap();
//! let (mut scratch, mut state) = (matcher.create_scratch(), matcher.create_state(StreamOptions::default()));
//! let document = Document::default();
//! let hits = matcher.filter(&mut scratch, &document);
//! assert!(hits.events.is_empty() && hits.stages.is_empty());
//! if let Some(excerpt) = &hits.excerpt {
//!     matcher.observe(&mut state, excerpt, |_| {});
//! }
//! matcher.advance(&mut state, &"an event", None, &hits.stages, |_| {});
//! matcher.finish(state, |_| {});
//! ```

mod bounds;
mod filter;
mod index;
mod interner;
mod keys;
mod lists;
mod literal;
mod literal_set;
mod look_back;
mod meter;
mod options;
mod packed_key;
mod pattern_set;
mod patterns;
mod predicate;
mod profile;
mod regexes;
mod sample;
mod script;
mod sequence;
mod state;
mod text_set;
mod trial;
mod uses;
mod values;
mod view;

use std::convert::Infallible;
use std::fmt;

use event::{Document, Extractor, FieldPath, Fields, Ordinal, Value};
use pack::{ClockId, Plan, Program, RuleId, VerifiedProgram, VerifyError};

pub use bounds::Bounds;
pub use event::SequenceMode;
pub use filter::{Hits, Scratch, StageHit, StageRef};
pub use keys::Keys;
pub use look_back::Excerpt;
pub use meter::Work;
pub use options::MatcherOptions;
pub use packed_key::PackedKey;
pub use profile::{ClauseProfile, Profile, Profiler, RuleProfile};
pub use state::{Match, State, StreamOptions};
pub use trial::{Trial, trial, trial_of_program};

use index::{Index, Rules};
use look_back::LookBack;
use predicate::{Source, Tester};
use script::Script;
use sequence::Layout;
use uses::Uses;
use values::Values;

/// A program made ready to run.
#[derive(Debug)]
pub struct Matcher {
    program: VerifiedProgram,
    paths: Vec<FieldPath>,
    extractor: Extractor,
    testers: Vec<Tester>,
    scripts: Vec<Script>,
    /// By rule; empty where it is no sequence.
    layouts: Vec<Layout>,
    index: Index,
    uses: Uses,
    options: MatcherOptions,
    /// Whether the values of fields are all that it takes to filter an event.
    reads_text: bool,
    look_back: LookBack,
}

/// Why a program cannot run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BuildError {
    /// The verifier refuses it.
    Refused(VerifyError),
    /// A regular expression cannot be compiled, or all together are too large; only in a program that the compiler did
    /// not make.
    Regex(String),
    /// A function that does not exist; the verifier excludes it.
    Function(u16),
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(error) => error.fmt(f),
            Self::Function(place) => write!(f, "there is no function {place}"),
            Self::Regex(error) => write!(f, "a regular expression of the program: {error}"),
        }
    }
}

impl std::error::Error for BuildError {}

impl From<VerifyError> for BuildError {
    fn from(error: VerifyError) -> Self {
        Self::Refused(error)
    }
}

/// What is verified is not refused.
impl From<Infallible> for BuildError {
    fn from(error: Infallible) -> Self {
        match error {}
    }
}

impl Matcher {
    /// Makes a program ready, with all that makes it fast; one that was not verified is verified.
    pub fn new<P>(program: P) -> Result<Self, BuildError>
    where
        P: TryInto<VerifiedProgram>,
        BuildError: From<P::Error>,
    {
        Self::with_options(program, MatcherOptions::default())
    }

    /// The same with parts switched off.
    pub fn with_options<P>(program: P, options: MatcherOptions) -> Result<Self, BuildError>
    where
        P: TryInto<VerifiedProgram>,
        BuildError: From<P::Error>,
    {
        Self::of(program.try_into()?, options)
    }

    fn of(program: VerifiedProgram, options: MatcherOptions) -> Result<Self, BuildError> {
        let mut source = Source::new(&program);
        let predicates = program.predicates.iter();
        let testers = predicates.map(|predicate| Tester::new(&mut source, &predicate.test));
        let testers: Vec<_> = testers.collect::<Result<_, _>>()?;
        let scripts = program.scripts.iter();
        let scripts = scripts.map(|script| Script::new(&program, script, &mut source.budget));
        let scripts = scripts.collect::<Result<_, _>>()?;
        let paths: Vec<_> =
            program.fields.iter().map(|field| FieldPath::new(&field.path)).collect();
        let extractor = Extractor::new(&paths);
        let layouts = program.rules.iter().map(|rule| match &rule.plan {
            Plan::Sequence(plan) => Layout::new(&plan.stages),
            Plan::Event(_) | Plan::Sample(_) => Layout::new(&[]),
        });
        let layouts: Vec<_> = layouts.collect();
        let look_back = LookBack::new(&program, &layouts);
        let is_more =
            |tester: &Tester| matches!(tester, Tester::Elements(..) | Tester::Related(..));
        let reads_text = look_back.is_empty() && !testers.iter().any(is_more);
        let uses = Uses::new(&program);
        let index = if options.prefilter {
            Index::new(Rules { program: &program, testers: &testers }, &uses)
        } else {
            Index::off(&program, &uses)
        };
        Ok(Self {
            program,
            paths,
            extractor,
            testers,
            scripts,
            layouts,
            index,
            uses,
            options,
            reads_text,
            look_back,
        })
    }

    /// The program that it runs.
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// The rule of an id that a match carries.
    pub fn rule(&self, id: RuleId) -> &pack::Rule {
        &self.program.rules[id.index()]
    }

    fn rules(&self) -> Rules<'_> {
        Rules { program: &self.program, testers: &self.testers }
    }

    fn layout(&self, id: RuleId) -> &Layout {
        &self.layouts[id.index()]
    }

    /// The place of an event in the order of a clock; `None` where it has no time. `position` is its place in the
    /// input.
    pub fn ordinal(&self, clock: ClockId, document: &Document, position: u64) -> Option<Ordinal> {
        let clock = &self.program.clocks[clock.index()];
        let tiebreaker = clock.tiebreaker.map(|field| &self.paths[field.index()]);
        let timestamp = clock.timestamp.index();
        let field_type = self.program.fields[timestamp].field_type;
        Ordinal::typed(document, (&self.paths[timestamp], field_type), tiebreaker, position)
    }

    /// Whether something stands where a clock looks for the time of an event, be it a time or not.
    pub fn has_time_value(&self, clock: ClockId, document: &Document) -> bool {
        let timestamp = self.program.clocks[clock.index()].timestamp;
        let values = document.values(&self.paths[timestamp.index()]);
        values.iter().any(|value| !value.is_null())
    }

    /// The same for an event that `read` has read.
    pub fn has_time_value_of(&self, clock: ClockId, fields: Fields<'_>) -> bool {
        let timestamp = self.program.clocks[clock.index()].timestamp;
        Values::new(fields, &self.program.fields).has_any(timestamp)
    }

    /// The place of an event that `read` has read, as `ordinal` gives it.
    pub fn ordinal_of(&self, clock: ClockId, fields: Fields<'_>, position: u64) -> Option<Ordinal> {
        let clock = &self.program.clocks[clock.index()];
        let values = Values::new(fields, &self.program.fields);
        let time = values.of(clock.timestamp).find_map(|value| value.as_date())?;
        let tiebreaker = clock.tiebreaker.and_then(|field| values.of(field).next());
        let tiebreaker = tiebreaker.unwrap_or(Value::Null).into_owned();
        Some(Ordinal { time, tiebreaker, position })
    }
}
