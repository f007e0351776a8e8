//! Raw Windows events to ECS.
//!
//! A raw event comes in one of three JSON shapes; each has its reader (`decoded`, `flat`, `winlogbeat`), and all give
//! one [`RawEvent`]. The tables of `sysmon` and `security` say what an event id means and where its values go; what
//! no table knows stays under `winlog.*`. The result is what Winlogbeat's ingest pipelines give, with these decisions:
//!
//! * `host.os.type` is `windows`, and `host.id` and `host.name` are the computer name as logged: no pipeline sets the
//!   first two, and sequences join by `host.id`. In a forwarded event the collector's own name is not used.
//! * `@timestamp` is Sysmon's `UtcTime`, else the event's own time, else the collector's. The `EventTime` of `NXLog`
//!   is local time without a zone, so it is used only where there is nothing else. Any other time without a zone is
//!   read as UTC, and a local time that its collector marked as UTC cannot be told from a right one.
//! * Sysmon 7 (image loaded) has the category `process`, as the pipeline sets it, not ECS's `library`.
//! * An image without a backslash (`System`) gives no `process.name`.
//! * `registry.path` keeps the hive as Sysmon writes it (`HKLM\`, `HKU\`).
//! * GUIDs stand in braces and upper case, however the log spells them, so that they join across inputs.
//! * `user.id` of a Sysmon event is the account that Sysmon runs as, not the acting user.
//! * Sysmon's `process.args` lose their quotes, those of Security 4688 keep them.
//! * Of Sysmon's values, `-`, the empty text and the GUID of zeros are dropped. Security's stay in
//!   `winlog.event_data` as logged and are not copied to ECS.
//! * What is moved to an ECS field leaves `winlog.event_data`, but for those values that the pipelines keep.
//! * Values of `winlog.event_data` are texts; `winlog.event_id` and `winlog.record_id` too.
//! * What a collector adds of its own (its host, port, module, time of receipt) is left out.
//! * `network.community_id`, the parts of `dns.question` that need the public suffix list, and names that Windows
//!   looks up in message files (`winlog.task` of a decoded event, `%%1936`) are not made.

mod command_line;
mod decoded;
mod draft;
mod flat;
mod guid;
mod names;
mod raw_event;
mod scalar;
mod security;
mod sysmon;
mod table;
mod winlogbeat;

use event::{Document, FieldPath};

use draft::Draft;
use raw_event::RawEvent;
use table::Class;

/// What a document tells of its input.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Looks {
    Ecs,
    Windows,
    Neither,
}

/// An event as the rules see it.
#[derive(Clone, PartialEq, Debug)]
pub struct Mapped {
    /// In ECS, as far as the tables know it.
    pub document: Document,
    /// The channel (or provider) and id of an event that no table knows, or `("other", 0)` of a document of a Windows input
    /// that is no Windows event: what [`Counts::unmapped`](crate::Counts::unmapped) counts.
    pub unmapped: Option<(String, u64)>,
}

/// Fields that only a document in ECS has.
const ECS_FIELDS: [&str; 3] = ["ecs.version", "event.category", "event.kind"];

pub(crate) fn looks(document: &Document) -> Looks {
    let has = |field: &&str| !document.values(&FieldPath::new(field)).is_empty();
    if ECS_FIELDS.iter().any(has) {
        return Looks::Ecs;
    }
    if read(document).is_some() { Looks::Windows } else { Looks::Neither }
}

/// A document of an input of raw Windows events.
pub(crate) fn map(document: Document) -> Mapped {
    let Some(raw) = read(&document) else {
        return Mapped { document, unmapped: Some(("other".to_owned(), 0)) };
    };
    let class = |pipeline: &'static Pipeline| Some((pipeline, (pipeline.class)(&raw)?));
    if let Some((pipeline, class)) = PIPELINES.into_iter().find_map(class) {
        return Mapped { document: (pipeline.map)(raw, class), unmapped: None };
    }
    let event_id = raw.event_id;
    let channel = raw.channel.as_ref().or(raw.provider.as_ref());
    let channel = channel.map(ToString::to_string).unwrap_or_default();
    Mapped { document: Draft::new(raw).finish(), unmapped: Some((channel, event_id)) }
}

/// The mapping of the events of one log.
struct Pipeline {
    /// What an event means; `None` where it is of another log or has an id that is not known.
    class: fn(&RawEvent<'_>) -> Option<&'static Class>,
    /// An event of a known class in ECS.
    map: fn(RawEvent<'_>, &Class) -> Document,
}

/// The logs that are mapped, one file each.
static PIPELINES: [&Pipeline; 2] = [&sysmon::PIPELINE, &security::PIPELINE];

/// The event, in whichever shape it is; `None` where the document is no raw Windows event.
fn read(document: &Document) -> Option<RawEvent<'_>> {
    decoded::read(document).or_else(|| flat::read(document)).or_else(|| winlogbeat::read(document))
}
