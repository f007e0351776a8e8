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
    let suspects = Suspects { one, other, options };
    let sides = [Side::Other, Side::One].into_iter();
    let is_simple = |query: &Query| matches!(query.form, Form::Event(_));
    let has_cases = !is_simple(one) || !is_simple(other) || one.pipes != other.pipes;
    let cases = sides.filter(|_| has_cases).flat_map(|side| suspects.cases(side));
    suspects.by_stage().chain(cases).find_map(|events| {
        let by_one = are_matched(one, &events, options);
        let by_other = are_matched(other, &events, options);
        let by = if by_one { Side::One } else { Side::Other };
        (by_one != by_other).then_some(Witness { events, by })
    })
}

/// Lists of events on which two queries may find something different. Nobody has run both queries over them.
#[derive(Clone, Copy, Debug)]
pub struct Suspects<'q> {
    /// The first query.
    pub one: &'q Query,
    /// The second query.
    pub other: &'q Query,
    /// How events are made.
    pub options: &'q Options,
}

impl<'q> Suspects<'q> {
    /// For each stage events that the one takes there and the other does not, then the other way round; each list is made
    /// when it is asked for.
    pub fn by_stage(self) -> impl Iterator<Item = Vec<Document>> + 'q {
        let orders = [(self.one, self.other), (self.other, self.one)].into_iter();
        let stages = orders.flat_map(|(one, other)| difference::of(one, other));
        stages
            .filter_map(move |queries| queries.iter().find_map(|query| solved(query, self.options)))
    }

    /// The matches and near misses of one of the queries.
    pub fn cases(self, side: Side) -> impl Iterator<Item = Vec<Document>> {
        let query = if side == Side::One { self.one } else { self.other };
        let needed = Options { max_cases: 0, ..self.options.clone() };
        generate(query, &needed).cases.into_iter().map(|case| case.events)
    }
}

/// Events for all roles of a query, whether or not they match.
fn solved(query: &Query, options: &Options) -> Option<Vec<Document>> {
    let play = Play::of(query);
    let search = Search::new(query, options.seed, options.max_calls);
    let draft = Draft::new(&play, &play.taken(), &play.shared_keys());
    let scene = search.solve(&play, &draft).ok()?;
    Some(natural_events(&play, &scene, options))
}
