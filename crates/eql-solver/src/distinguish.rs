//! What tells two queries apart: events on which exactly one of them matches.

mod difference;

use eql_hir::{Form, Query};
use event::Document;

use crate::plan::{Draft, Play, Search, are_matched, natural_events};
use crate::{Options, generate};

/// Which of two queries.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Side {
    /// The first.
    One,
    /// The second.
    Other,
}

/// Events on which exactly one of two queries matches.
#[derive(Clone, PartialEq, Debug)]
pub struct Witness {
    /// The events, in the order of the input.
    pub events: Vec<Document>,
    /// The query that matches.
    pub by: Side,
}

/// Events on which exactly one of the two queries matches, as the oracle finds; `None` where none were found, which
/// proves nothing.
///
/// Of two event queries events are sought that one filter takes and the other does not. Of two sequences or samples the
/// same is tried stage by stage, then the cases of both.
pub fn distinguish(one: &Query, other: &Query, options: &Options) -> Option<Witness> {
    let judge = |events: Vec<Document>| {
        let by_one = are_matched(one, &events, options);
        let by_other = are_matched(other, &events, options);
        let by = if by_one { Side::One } else { Side::Other };
        (by_one != by_other).then_some(Witness { events, by })
    };
    let stages = difference::of(one, other).into_iter().chain(difference::of(other, one));
    let by_stage = stages.filter_map(|query| solved(&query, options)).find_map(judge);
    let is_simple = |query: &Query| matches!(query.form, Form::Event(_));
    if by_stage.is_some() || (is_simple(one) && is_simple(other)) {
        return by_stage;
    }
    let needed = Options { max_cases: 0, ..options.clone() };
    let cases = [other, one].into_iter().flat_map(|query| generate(query, &needed).cases);
    cases.map(|case| case.events).find_map(judge)
}

/// Events for all roles of a query, whether or not they match.
fn solved(query: &Query, options: &Options) -> Option<Vec<Document>> {
    let play = Play::of(query);
    let search = Search::new(query, options.seed, options.max_calls);
    let draft = Draft::new(&play, &play.taken(), &play.shared_keys());
    let scene = search.solve(&play, &draft).ok()?;
    Some(natural_events(&play, &scene, options))
}
