//! Which process an event is of, and what it says about the ancestors of it.

use std::sync::Arc;

use crate::{Document, FieldPath, FieldType};

/// A process of one host, by its entity id.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ProcessId {
    /// `host.id`, else `agent.id`; empty without either.
    host: Arc<str>,
    /// `process.entity_id` or one that stands for it.
    entity: Arc<str>,
}

/// What one event says about its process (spec 20.4).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Process {
    /// The process.
    pub id: ProcessId,
    /// `process.parent.entity_id`
    pub parents: Vec<ProcessId>,
    /// `process.Ext.ancestry`: the parent, its parent and so on, as far as the endpoint tells.
    pub ancestry: Vec<ProcessId>,
    /// Whether the event is about the process itself (`event.category` is `process`).
    pub is_own: bool,
}

/// The fields that say which process an event is of.
const FIELDS: [&str; 6] = [
    "host.id",
    "agent.id",
    "event.category",
    "process.entity_id",
    "process.parent.entity_id",
    "process.Ext.ancestry",
];

impl ProcessId {
    /// Roughly how much memory it takes, in bytes; the name of the host is shared.
    pub fn bytes(&self) -> u64 {
        (size_of::<Self>() + self.entity.len()) as u64
    }
}

impl Process {
    /// The process of an event; `None` where the event has no `process.entity_id`.
    pub fn of(document: &Document) -> Option<Self> {
        let host = first(document, "host.id").or_else(|| first(document, "agent.id"));
        let host: Arc<str> = host.unwrap_or_default().into();
        let id = |entity: String| ProcessId { host: Arc::clone(&host), entity: entity.into() };
        let ids = |path| texts(document, path).into_iter().map(id).collect();
        Some(Self {
            id: id(first(document, "process.entity_id")?),
            parents: ids("process.parent.entity_id"),
            ancestry: ids("process.Ext.ancestry"),
            is_own: texts(document, "event.category").iter().any(|category| category == "process"),
        })
    }

    /// Whether it says what is above the process, which only an event about the process itself does.
    pub fn tells(&self) -> bool {
        self.is_own && !(self.parents.is_empty() && self.ancestry.is_empty())
    }

    /// Roughly how much memory it takes, in bytes.
    pub fn bytes(&self) -> u64 {
        let above = self.parents.iter().chain(&self.ancestry).map(ProcessId::bytes);
        size_of::<Self>() as u64 + self.id.bytes() + above.sum::<u64>()
    }

    /// The fields that it is read from.
    pub fn fields() -> impl Iterator<Item = FieldPath> {
        FIELDS.into_iter().map(FieldPath::new)
    }
}

fn first(document: &Document, path: &str) -> Option<String> {
    texts(document, path).into_iter().next()
}

fn texts(document: &Document, path: &str) -> Vec<String> {
    let values = document.typed_values(&FieldPath::new(path), FieldType::Keyword);
    values.iter().filter_map(|value| value.as_str().map(str::to_owned)).collect()
}
