//! What a change of a query means.

use eql_hir::Union;

use super::change::{ClauseChange, What};
use super::proof::{self, Proof};
use super::side::{Part, Side};
use super::versions::Logic;
use super::witness::{self, Witnesses};
use super::{normal, stages};

/// A change of what a rule finds, or of the clauses by which it does.
#[derive(Clone, PartialEq, Debug)]
pub struct LogicChange {
    /// The clauses that differ.
    pub clauses: Vec<ClauseChange>,
    /// What is proved about both rules.
    pub proof: Option<Proof>,
    /// Events that tell them apart; none are sought where both are proved to be equal.
    pub witnesses: Witnesses,
}

/// What is known of two rules.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// They find the same: proved.
    Equal,
    /// The new one finds less: the one half is proved, the other shown.
    Narrower,
    /// The new one finds more: the one half is proved, the other shown.
    Wider,
    /// They find something different: shown.
    Different,
    /// Neither is shown.
    NotToldApart,
}

impl Verdict {
    /// The word of reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Narrower => "narrower",
            Self::Wider => "wider",
            Self::Different => "different",
            Self::NotToldApart => "not-told-apart",
        }
    }
}

impl LogicChange {
    /// What is known of both rules.
    pub fn verdict(&self) -> Verdict {
        let Witnesses { only_old, only_new, both } = &self.witnesses;
        match (&self.proof, only_old, only_new, both) {
            (Some(Proof::Equal(_)), ..) => Verdict::Equal,
            (Some(Proof::NewWithinOld), Some(_), None, _) => Verdict::Narrower,
            (Some(Proof::OldWithinNew), None, Some(_), _) => Verdict::Wider,
            (_, None, None, None) => Verdict::NotToldApart,
            (_, _, _, _) => Verdict::Different,
        }
    }

    /// What is known of both rules, as people read it.
    pub fn words(&self) -> String {
        let Witnesses { only_old, only_new, .. } = &self.witnesses;
        match (self.verdict(), &self.proof) {
            (Verdict::Equal, Some(Proof::Equal(reason))) => {
                let reason = reason.trim_start_matches("equal because ");
                format!("finds the same, which is proved: {reason}")
            }
            (Verdict::Narrower, _) => {
                "finds less: a proof shows that the old rule finds all that it finds".to_owned()
            }
            (Verdict::Wider, _) => {
                "finds more: a proof shows that it finds all that the old rule finds".to_owned()
            }
            (Verdict::NotToldApart, proof) => not_told_apart(proof.as_ref()).to_owned(),
            (Verdict::Different | Verdict::Equal, _) => match (only_old, only_new) {
                (Some(_), Some(_)) => "finds other events: each rule finds some that the other does not".to_owned(),
                (Some(_), None) => "does not find all that the old rule finds; nothing was found that only the new rule finds".to_owned(),
                (None, Some(_)) => "finds what the old rule does not; nothing was found that only the old rule finds".to_owned(),
                (None, None) => "matches where the old rule does, and its matches hold something else".to_owned(),
            },
        }
    }
}

fn not_told_apart(proof: Option<&Proof>) -> &'static str {
    match proof {
        Some(Proof::NewWithinOld) => {
            "not told apart: a proof shows that it finds no more than the old rule, and nothing was found that it does not find"
        }
        Some(Proof::OldWithinNew) => {
            "not told apart: a proof shows that it finds no less than the old rule, and nothing was found that only it finds"
        }
        Some(Proof::Equal(_)) | None => {
            "not told apart: no events were found on which the two differ, which proves nothing"
        }
    }
}

/// How two queries differ; `None` where they have the same clauses.
pub(super) fn compare(old: &Logic, new: &Logic) -> Option<LogicChange> {
    let mut union = Union::default();
    let members = (union.add(&old.query), union.add(&new.query));
    let sides = (Side { logic: old, member: &members.0 }, Side { logic: new, member: &members.1 });
    let mut clauses = stages::changes(sides.0, sides.1);
    if normal::same((&old.query, &members.0), (&new.query, &members.1)) {
        // A clause may stand twice, or a stage in the place of its runs.
        clauses.retain(|change| change.what == What::Setting);
        if clauses.is_empty() {
            return None;
        }
    } else if clauses.is_empty() {
        clauses.push(whole(sides));
    }
    let proof = proof::of((old, &members.0), (new, &members.1), &union);
    let witnesses = match &proof {
        Some(Proof::Equal(_)) => Witnesses::default(),
        proof => {
            let beside = clauses.iter().any(|change| change.what != What::Clause);
            witness::find(old, new, proof.as_ref(), beside)
        }
    };
    Some(LogicChange { clauses, proof, witnesses })
}

/// Two queries that differ in something that is no clause of its own, such as the type of a join key.
fn whole((old, new): (Side<'_>, Side<'_>)) -> ClauseChange {
    let text = |side: Side<'_>| {
        let filters = side.logic.query.filters();
        let texts: Vec<_> =
            filters.iter().map(|filter| side.text(Part::new(&filter.condition, false))).collect();
        texts.join(" | ")
    };
    let change = ClauseChange::new(None, What::Clause);
    ClauseChange { old: Some(text(old)), new: Some(text(new)), ..change }
}
