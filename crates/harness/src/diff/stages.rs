//! What differs between two queries: their forms, stages, keys and pipes, and the clauses of each stage.

use eql_functions::Pipe;
use eql_hir::Form;
use eql_mutants::maxspan_text;

use super::alignment::{self, Aligned, Seat};
use super::change::{ClauseChange, What};
use super::clauses::Clauses;
use super::side::{Part, Side};
use super::versions::Logic;
use crate::coverage::StageKind;

/// All that differs between two queries, in the order of the new text.
pub(super) fn changes<'a>(old: Side<'a>, new: Side<'a>) -> Vec<ClauseChange> {
    let comparison = Comparison { old, new };
    let mut found = comparison.settings();
    found.extend(comparison.whole());
    found.extend(comparison.stages());
    found.extend(comparison.pipes());
    found
}

struct Comparison<'a> {
    old: Side<'a>,
    new: Side<'a>,
}

/// A change of something that both queries have at most once.
fn replaced(what: What, old: Option<String>, new: Option<String>) -> Option<ClauseChange> {
    (old != new).then(|| ClauseChange { old, new, ..ClauseChange::new(None, what) })
}

fn form(form: &Form) -> &'static str {
    match form {
        Form::Event(_) => "single events",
        Form::Sequence(_) => "sequence",
        Form::Sample(_) => "sample",
    }
}

fn pipe(pipe: &Pipe) -> String {
    match pipe {
        Pipe::Head(count) => format!("| head {count}"),
        Pipe::Tail(count) => format!("| tail {count}"),
    }
}

impl<'a> Comparison<'a> {
    /// The fields that a rule names beside its query.
    fn settings(&self) -> Vec<ClauseChange> {
        let (old, new) = (self.old.logic, self.new.logic);
        let tiebreaker =
            |logic: &Logic| logic.time.tiebreaker.as_ref().map(|path| path.as_str().to_owned());
        let setting = |name: &str, old: Option<String>, new: Option<String>| {
            let text = |value: String| format!("{name} = {value}");
            replaced(What::Setting, old.map(text), new.map(text))
        };
        let time = |logic: &Logic| Some(logic.time.timestamp.as_str().to_owned());
        let category = |logic: &Logic| Some(logic.category_field.clone());
        [
            setting("event_category_override", category(old), category(new)),
            setting("timestamp_field", time(old), time(new)),
            setting("tiebreaker_field", tiebreaker(old), tiebreaker(new)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// The form and the time that a sequence may take.
    fn whole(&self) -> Vec<ClauseChange> {
        let (old, new) = (&self.old.logic.query.form, &self.new.logic.query.form);
        let word = |of: &Form| Some(form(of).to_owned());
        let form = replaced(What::Form, word(old), word(new));
        let span = |form: &Form| match form {
            Form::Sequence(sequence) => sequence.maxspan.map(|nanos| maxspan_text(Some(nanos))),
            Form::Event(_) | Form::Sample(_) => None,
        };
        let maxspan = replaced(What::Maxspan, span(old), span(new));
        form.into_iter().chain(maxspan).collect()
    }

    fn pipes(&self) -> Vec<ClauseChange> {
        let text = |side: &Side<'_>| {
            let pipes: Vec<_> = side.logic.query.pipes.iter().map(pipe).collect();
            (!pipes.is_empty()).then(|| pipes.join(" "))
        };
        replaced(What::Pipe, text(&self.old), text(&self.new)).into_iter().collect()
    }

    fn stages(&self) -> Vec<ClauseChange> {
        let aligned = alignment::of(self.old, self.new);
        let mut found = self.shared_keys(&aligned);
        let keys_are_told = !found.is_empty();
        for pair in &aligned {
            match (&pair.old, &pair.new) {
                (Some(_), Some(_)) => found.extend(self.pair(pair, keys_are_told)),
                (Some(old), None) => found.push(self.alone(old, true)),
                (None, Some(new)) => found.push(self.alone(new, false)),
                (None, None) => {}
            }
        }
        found
    }

    /// The keys that all stages have or lack in the same way: those in front of the stages, in most queries.
    fn shared_keys(&self, aligned: &[Aligned<'a>]) -> Vec<ClauseChange> {
        let pairs: Vec<_> = aligned.iter().filter_map(Aligned::both).collect();
        let keys = |(old, new): &(&Seat<'a>, &Seat<'a>)| self.keys(old, new, None);
        let Some(first) = pairs.first().map(keys) else { return Vec::new() };
        let is_shared = pairs.len() > 1 && pairs.iter().all(|pair| keys(pair) == first);
        if is_shared { first } else { Vec::new() }
    }

    /// What differs between the keys of a stage.
    fn keys(&self, old: &Seat<'_>, new: &Seat<'_>, stage: Option<&String>) -> Vec<ClauseChange> {
        let texts = |side: &Side<'_>, seat: &Seat<'_>| -> Vec<String> {
            seat.keys().iter().map(|key| side.key(*key)).collect()
        };
        let (old, new) = (texts(&self.old, old), texts(&self.new, new));
        if old == new {
            return Vec::new();
        }
        let but = |list: &[String], without: &[String]| -> Vec<String> {
            list.iter().filter(|key| !without.contains(key)).cloned().collect()
        };
        let (removed, added) = (but(&old, &new), but(&new, &old));
        let change = |old: Option<String>, new: Option<String>| ClauseChange {
            old,
            new,
            ..ClauseChange::new(stage.cloned(), What::Key)
        };
        if removed.len() == added.len() {
            let by = |keys: &[String]| Some(format!("by {}", keys.join(", ")));
            let (old, new) = if added.is_empty() { (old, new) } else { (removed, added) };
            return vec![change(by(&old), by(&new))];
        }
        let by = |key: String| Some(format!("by {key}"));
        let removed = removed.into_iter().map(|key| change(by(key), None));
        removed.chain(added.into_iter().map(|key| change(None, by(key)))).collect()
    }

    /// What differs between a stage before and after.
    fn pair(&self, pair: &Aligned<'a>, keys_are_told: bool) -> Vec<ClauseChange> {
        let Some((old, new)) = pair.both() else { return Vec::new() };
        let name = new.name().or_else(|| old.name());
        let mut found = Vec::new();
        if let (Some(before), Some(after)) = (old.written, new.written) {
            let mut add = |what, before: String, after: String| {
                let change = ClauseChange::new(name.clone(), what);
                found.push(ClauseChange { old: Some(before), new: Some(after), ..change });
            };
            if pair.is_moved {
                add(What::Stage, before.name(), after.name());
            }
            if before.stage.missing != after.stage.missing {
                let word = |is_missing| if is_missing { "must be missing" } else { "must occur" };
                let words = [before, after].map(|it| word(it.stage.missing).to_owned());
                let [before, after] = words;
                add(What::Missing, before, after);
            }
            if before.runs != after.runs {
                add(What::Runs, format!("runs={}", before.runs), format!("runs={}", after.runs));
            }
            if !keys_are_told {
                found.extend(self.keys(old, new, name.as_ref()));
            }
        }
        let (one, other) = (self.old, self.new);
        let mut clauses = Clauses { old: one, new: other, stage: name, found: Vec::new() };
        clauses.compare(old.filter, new.filter);
        found.extend(clauses.found);
        found
    }

    /// A stage, or an end, that only one of the queries has.
    fn alone(&self, seat: &Seat<'a>, is_old: bool) -> ClauseChange {
        let side = if is_old { &self.old } else { &self.new };
        let text = format!("[{}]", side.text(Part::new(seat.filter, false)));
        let line = seat.written.and_then(|written| side.logic.line(written.stage.span));
        let is_until = seat.written.is_some_and(|written| written.kind == StageKind::Until);
        let what = if is_until { What::Until } else { What::Stage };
        let change = ClauseChange::new(seat.name(), what);
        if is_old {
            ClauseChange { old: Some(text), old_line: line, ..change }
        } else {
            ClauseChange { new: Some(text), new_line: line, ..change }
        }
    }
}
