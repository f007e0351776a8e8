//! The stages of a query as they are written: `with runs` makes several of one.

use eql_hir::{Form, Query, Stage};

/// A stage, or a part of a sample.
#[derive(Clone, Copy)]
pub(crate) struct Written<'q> {
    /// What it is for.
    pub(crate) kind: Kind,
    /// Which it is, from 1; `until` is the one behind the last.
    pub(crate) number: usize,
    /// How many stages were made of it.
    pub(crate) runs: usize,
    pub(crate) stage: &'q Stage,
    /// The place of the first stage that was made of it.
    pub(crate) first: usize,
}

/// What a stage is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// A match has events of it.
    Stage,
    /// There must be no such event.
    Missing,
    /// A part of a sample.
    Part,
    /// An event of it ends a pending sequence.
    Until,
}

impl Written<'_> {
    /// `stage 1`, `missing event 2`, `until`, `part 1`.
    pub(crate) fn name(&self) -> String {
        let word = match self.kind {
            Kind::Stage => "stage",
            Kind::Missing => "missing event",
            Kind::Part => "part",
            Kind::Until => return "until".to_owned(),
        };
        format!("{word} {}", self.number)
    }

    /// The same with the number of runs: `stage 1 (3 runs)`.
    pub(crate) fn name_with_runs(&self) -> String {
        let runs = if self.runs > 1 { format!(" ({} runs)", self.runs) } else { String::new() };
        self.name() + &runs
    }
}

/// The stages of a sequence with its `until`, or the parts of a sample; none of a query for single events.
pub(crate) fn written(query: &Query) -> Vec<Written<'_>> {
    let (stages, until, kind) = match &query.form {
        Form::Event(_) => return Vec::new(),
        Form::Sequence(sequence) => (&sequence.stages, sequence.until.as_ref(), Kind::Stage),
        Form::Sample(sample) => (&sample.parts, None, Kind::Part),
    };
    let (mut written, mut first) = (Vec::new(), 0);
    for runs in stages.chunk_by(|one, other| one.span == other.span) {
        let (kind, number) =
            (if runs[0].missing { Kind::Missing } else { kind }, written.len() + 1);
        written.push(Written { kind, number, runs: runs.len(), stage: &runs[0], first });
        first += runs.len();
    }
    let (number, first) = (written.len() + 1, stages.len());
    let until = until.map(|stage| Written { kind: Kind::Until, number, runs: 1, stage, first });
    written.into_iter().chain(until).collect()
}
