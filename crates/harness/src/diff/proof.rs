//! What is proved about two queries, before any event is looked for.

use eql_hir::{Form, Member, Query, Stage, Union, implies};
use eql_mutants::{Equality, prove};

use super::normal;
use super::versions::Logic;

/// What is proved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Proof {
    /// Both find the same, for this reason.
    Equal(String),
    /// The old rule finds all that the new one finds.
    NewWithinOld,
    /// The new rule finds all that the old one finds.
    OldWithinNew,
}

/// A proof about two queries that are the members of a union; `None` where none is found, which says nothing.
pub(super) fn of(old: (&Logic, &Member), new: (&Logic, &Member), union: &Union) -> Option<Proof> {
    let (before, after) = (&old.0.query, &new.0.query);
    if depends_on_time(before, after) && old.0.time != new.0.time {
        return None;
    }
    if normal::same((before, old.1), (after, new.1)) {
        return Some(Proof::Equal("the clauses are the same".to_owned()));
    }
    match (implies(before, after), implies(after, before)) {
        (true, true) => Some(Proof::Equal("each finds all that the other finds".to_owned())),
        (true, false) => Some(equality(old, new, union).unwrap_or(Proof::OldWithinNew)),
        (false, true) => Some(equality(old, new, union).unwrap_or(Proof::NewWithinOld)),
        (false, false) => equality(old, new, union),
    }
}

/// Whether it matters in which order events come.
fn depends_on_time(old: &Query, new: &Query) -> bool {
    let is_free = |query: &Query| matches!(query.form, Form::Event(_)) && query.pipes.is_empty();
    !is_free(old) || !is_free(new)
}

/// The proofs that show a mistake in a rule to change nothing.
fn equality(old: (&Logic, &Member), new: (&Logic, &Member), union: &Union) -> Option<Proof> {
    let query =
        |form, logic: &Logic| Query { pipes: logic.query.pipes.clone(), ..union.query(form) };
    let before = query(old.1.form.clone(), old.0);
    let after = query(placed(&new.1.form, &old.1.form), new.0);
    let plain = Equality { lemmas: Vec::new() };
    let found = match plain.check(&before, &after) {
        Ok(()) => Some(plain),
        Err(_) => prove(&before, &after),
    };
    found.map(|proof| Proof::Equal(proof.to_string()))
}

/// The form with the stages in the places of another one's, where both have equally many: proofs tell stages by where
/// they stand.
fn placed(form: &Form, like: &Form) -> Form {
    let mut form = form.clone();
    match (&mut form, like) {
        (Form::Sequence(own), Form::Sequence(like)) => {
            place(&mut own.stages, &like.stages);
            if let (Some(own), Some(like)) = (&mut own.until, &like.until) {
                own.span = like.span;
            }
        }
        (Form::Sample(own), Form::Sample(like)) => place(&mut own.parts, &like.parts),
        (Form::Event(_) | Form::Sequence(_) | Form::Sample(_), _) => {}
    }
    form
}

fn place(stages: &mut [Stage], like: &[Stage]) {
    let has_runs = |stages: &[Stage]| -> Vec<bool> {
        stages.windows(2).map(|pair| pair[0].span == pair[1].span).collect()
    };
    if stages.len() == like.len() && has_runs(stages) == has_runs(like) {
        stages.iter_mut().zip(like).for_each(|(own, like)| own.span = like.span);
    }
}
