//! The rows of the mapping tables, and how they are applied.

use event::{Ip, Json};

use super::draft::Draft;
use super::scalar;

/// What an event id means.
#[derive(Clone, Copy, Debug)]
pub(super) struct Class {
    id: u64,
    category: &'static [&'static str],
    kind: &'static [&'static str],
    action: &'static str,
    outcome: Option<&'static str>,
}

/// An event id with its `event.category`, `event.type` and `event.action`.
pub(super) const fn class(
    id: u64,
    category: &'static [&'static str],
    kind: &'static [&'static str],
    action: &'static str,
) -> Class {
    Class { id, category, kind, action, outcome: None }
}

impl Class {
    /// The same with `event.outcome: failure`.
    pub(super) const fn failed(self) -> Self {
        Self { outcome: Some("failure"), ..self }
    }

    /// The class of an event id.
    pub(super) fn of(classes: &'static [Self], id: u64) -> Option<&'static Self> {
        classes.iter().find(|class| class.id == id)
    }

    pub(super) fn apply(&self, draft: &mut Draft<'_>) {
        for (path, names) in [("event.category", self.category), ("event.type", self.kind)] {
            if !names.is_empty() {
                draft.set(path, Json::Array(names.iter().map(|name| Json::from(*name)).collect()));
            }
        }
        draft.set("event.action", self.action.into());
        if let Some(outcome) = self.outcome {
            draft.set("event.outcome", outcome.into());
        }
    }
}

/// A value that goes to a field.
#[derive(Clone, Copy, Debug)]
pub(super) struct Move {
    from: &'static str,
    to: &'static str,
    form: Form,
    events: Events,
    keeps: bool,
}

/// What a value must be, and becomes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Form {
    Text,
    /// An integer, decimal or hexadecimal.
    Long,
    Boolean,
    /// An address, spelled as logged.
    Ip,
    /// An address; an IPv4 address in IPv6 form loses its prefix.
    PlainIp,
    /// An account name without what follows `@`.
    Account,
}

/// The event ids that a move holds for.
#[derive(Clone, Copy, Debug)]
enum Events {
    All,
    Only(&'static [u64]),
    Except(&'static [u64]),
}

/// A text that goes to a field, for all events of the table.
pub(super) const fn text(from: &'static str, to: &'static str) -> Move {
    value(from, to, Form::Text)
}

/// A value that goes to a field in this form, for all events of the table.
pub(super) const fn value(from: &'static str, to: &'static str, form: Form) -> Move {
    Move { from, to, form, events: Events::All, keeps: false }
}

impl Move {
    /// The same for these event ids only.
    pub(super) const fn only(self, ids: &'static [u64]) -> Self {
        Self { events: Events::Only(ids), ..self }
    }

    /// The same for all event ids but these.
    pub(super) const fn except(self, ids: &'static [u64]) -> Self {
        Self { events: Events::Except(ids), ..self }
    }

    /// The same, and the value stays in `winlog.event_data` too.
    pub(super) const fn kept(self) -> Self {
        Self { keeps: true, ..self }
    }

    fn holds(&self, id: u64) -> bool {
        match self.events {
            Events::All => true,
            Events::Only(ids) => ids.contains(&id),
            Events::Except(ids) => !ids.contains(&id),
        }
    }
}

/// Moves what the table names; a value that has not the form of its field stays where it is.
pub(super) fn apply(moves: &[Move], draft: &mut Draft<'_>) {
    let id = draft.raw.event_id;
    for row in moves.iter().filter(|row| row.holds(id)) {
        let Some(json) = draft.raw.data.value(row.from).and_then(|text| row.form.read(text)) else {
            continue;
        };
        draft.set(row.to, json);
        if !row.keeps {
            draft.raw.data.remove(row.from);
        }
    }
}

impl Form {
    fn read(self, text: &str) -> Option<Json> {
        match self {
            Self::Text => Some(text.into()),
            Self::Long => scalar::integer_of(text).map(Json::Int),
            Self::Boolean => boolean(text).map(Json::Bool),
            Self::Ip => Ip::parse(text).map(|_| text.into()),
            Self::PlainIp => Ip::parse(text).map(|_| plain_ip(text).into()),
            Self::Account => text.split('@').next().map(Json::from),
        }
    }
}

pub(super) fn boolean(text: &str) -> Option<bool> {
    if text.eq_ignore_ascii_case("true") {
        Some(true)
    } else if text.eq_ignore_ascii_case("false") {
        Some(false)
    } else {
        None
    }
}

/// The address without the prefix of an IPv4 address in IPv6 form.
pub(super) fn plain_ip(text: &str) -> &str {
    text.strip_prefix("::ffff:").unwrap_or(text)
}
