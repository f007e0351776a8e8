//! One host with its processes, and what all its events share.

use std::sync::Arc;

use event::{Document, Json, Timestamp};

use super::hosts::{Host, User};
use super::json::{object, texts};
use super::processes::{Process, Processes};
use super::random::Random;
use super::template::fill;

/// What kind of event one is.
#[derive(Debug)]
pub(super) struct Kind {
    /// The word of the message.
    pub(super) noun: &'static str,
    /// The data set.
    pub(super) dataset: &'static str,
    /// `event.category`.
    pub(super) categories: &'static [&'static str],
    /// `event.type`.
    pub(super) types: &'static [&'static str],
    /// `event.action`.
    pub(super) action: &'static str,
}

/// One host with its processes.
#[derive(Debug)]
pub(super) struct Machine {
    /// Who it is.
    pub(super) host: Host,
    /// What runs on it.
    pub(super) processes: Processes,
    sequence: i64,
}

/// One host at the moment in which something happens on it.
#[derive(Debug)]
pub(super) struct Scene<'a> {
    /// The host.
    pub(super) machine: &'a mut Machine,
    /// When it happens, milliseconds since the epoch.
    pub(super) time: i64,
    /// What decides the details.
    pub(super) random: &'a mut Random,
}

impl Machine {
    /// The host as it runs at `time`.
    pub(super) fn new(host: Host, time: i64, random: &mut Random) -> Self {
        let processes = Processes::boot(&host, time, random);
        Self { host, processes, sequence: random.number(10_000..90_000) }
    }

    /// Gives an event its number; the events of a host are numbered as they leave it.
    pub(super) fn number(&mut self, event: &mut Document) {
        self.sequence += 1;
        event.set("event.sequence", self.sequence.into());
    }
}

impl Scene<'_> {
    /// Some process of the host.
    pub(super) fn any_process(&mut self) -> Arc<Process> {
        self.machine.processes.any(self.random)
    }

    /// The template with its gaps filled for the owner of the host.
    pub(super) fn fill(&mut self, template: &str) -> String {
        fill(template, &self.machine.host.people[0], self.random)
    }

    /// An event of this moment with the objects that only its kind has. The keys stand in an order
    /// that differs from host to host, so that no reader profits from a fixed one.
    pub(super) fn event<const N: usize>(
        &mut self,
        kind: &Kind,
        user: &User,
        own: [(&str, Json); N],
    ) -> Document {
        let host = &self.machine.host;
        let stamp = Timestamp::from_millis(self.time).to_string();
        let common = [
            ("@timestamp", stamp.as_str().into()),
            ("agent", agent(host)),
            ("data_stream", data_stream(kind)),
            ("ecs", object([("version", "8.11.0".into())])),
            ("elastic", object([("agent", object([("id", host.agent_id.as_str().into())]))])),
            ("event", event_block(self.time, &stamp, kind, self.random)),
            ("host", host.block.clone()),
            ("message", format!("Endpoint {} event", kind.noun).into()),
            ("user", user.block()),
        ];
        let entries = common.into_iter().chain(own);
        let mut entries: Vec<_> = entries.map(|(key, value)| (key.to_owned(), value)).collect();
        Random::of_text(&host.name).shuffle(&mut entries);
        Document::new(entries)
    }
}

fn agent(host: &Host) -> Json {
    object([
        ("id", host.agent_id.as_str().into()),
        ("type", "endpoint".into()),
        ("version", "9.2.1".into()),
    ])
}

fn data_stream(kind: &Kind) -> Json {
    object([
        ("namespace", "default".into()),
        ("type", "logs".into()),
        ("dataset", kind.dataset.into()),
    ])
}

fn event_block(time: i64, stamp: &str, kind: &Kind, random: &mut Random) -> Json {
    let ingested = Timestamp::from_millis(time + random.number(2_000..20_000));
    object([
        ("agent_id_status", "verified".into()),
        ("sequence", Json::Int(0)),
        ("ingested", ingested.to_string().into()),
        ("created", stamp.into()),
        ("kind", "event".into()),
        ("module", "endpoint".into()),
        ("action", kind.action.into()),
        ("id", random.token(24).into()),
        ("category", texts(kind.categories.iter().copied())),
        ("type", texts(kind.types.iter().copied())),
        ("dataset", kind.dataset.into()),
    ])
}
