//! The stages of a query as they are written: `with runs` makes several of one.

use eql_hir::{Form, Query, Stage};

/// A stage, or a part of a sample.
pub(crate) struct Written<'q> {
    /// `stage 1`, `missing event 2`, `until`, `part 1`; `stage 1 (3 runs)`.
    pub(crate) name: String,
    pub(crate) stage: &'q Stage,
    /// The place of the first stage that was made of it.
    pub(crate) first: usize,
}

/// The stages of a sequence with its `until`, or the parts of a sample; none of a query for single events.
pub(crate) fn written(query: &Query) -> Vec<Written<'_>> {
    let (stages, until, word) = match &query.form {
        Form::Event(_) => return Vec::new(),
        Form::Sequence(sequence) => (&sequence.stages, sequence.until.as_ref(), "stage"),
        Form::Sample(sample) => (&sample.parts, None, "part"),
    };
    let (mut written, mut first) = (Vec::new(), 0);
    for runs in stages.chunk_by(|one, other| one.span == other.span) {
        let word = if runs[0].missing { "missing event" } else { word };
        let number = written.len() + 1;
        let times = if runs.len() > 1 { format!(" ({} runs)", runs.len()) } else { String::new() };
        written.push(Written { name: format!("{word} {number}{times}"), stage: &runs[0], first });
        first += runs.len();
    }
    let until = until.map(|stage| Written { name: "until".to_owned(), stage, first: stages.len() });
    written.into_iter().chain(until).collect()
}
