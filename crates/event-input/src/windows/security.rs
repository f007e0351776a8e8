//! The Security log: the event ids that matter for processes, logons, accounts, tasks, services and shares, as
//! Winlogbeat's Security pipeline maps them.
//!
//! 4688 (a process was created) and 4689 (a process ended) are complete. For the other ids the table holds the
//! classes, the accounts, the logon, the service and the share; `registry.*` of 4657 is not filled.

mod accounts;
mod classes;
mod session;
mod share;

use event::{Document, Json};

use super::Pipeline;
use super::command_line::{quoted_parts, set_args};
use super::draft::Draft;
use super::raw_event::RawEvent;
use super::sysmon::process_names;
use super::table::{self, Class, Form, Move, text, value};

const PROVIDER: &str = "Microsoft-Windows-Security-Auditing";
const CHANNEL: &str = "Security";

/// Ids with the process and the address of the caller.
const WITH_CALLER: &[u64] = &[
    1100, 1102, 1104, 1105, 1108, 4624, 4625, 4648, 4670, 4673, 4674, 4697, 4719, 4720, 4722, 4723,
    4724, 4725, 4726, 4728, 4732, 4738, 4740, 4741, 4742, 4768, 4769, 4771, 4798, 4799, 4907, 5140,
    5145,
];

static MOVES: [Move; 13] = [
    value("NewProcessId", "process.pid", Form::Long).only(&[4688]),
    text("NewProcessName", "process.executable").only(&[4688]),
    text("ParentProcessName", "process.parent.executable").only(&[4688]),
    value("ProcessId", "process.parent.pid", Form::Long).only(&[4688]).kept(),
    text("CommandLine", "process.command_line").only(&[4688]).kept(),
    value("ProcessId", "process.pid", Form::Long).only(&[4689]),
    text("ProcessName", "process.executable").only(&[4689]),
    value("ProcessId", "process.pid", Form::Long).only(WITH_CALLER).kept(),
    text("ProcessName", "process.executable").only(WITH_CALLER).kept(),
    value("IpAddress", "source.ip", Form::PlainIp).only(WITH_CALLER).kept(),
    value("IpPort", "source.port", Form::Long).only(WITH_CALLER).kept(),
    text("WorkstationName", "source.domain").only(WITH_CALLER).kept(),
    text("ServiceName", "service.name").only(&[4697]).kept(),
];

/// The events of the Security channel.
pub(super) static PIPELINE: Pipeline = Pipeline {
    class: |raw| if is_security(raw) { Class::of(&classes::CLASSES, raw.event_id) } else { None },
    map,
};

fn map(raw: RawEvent<'_>, class: &Class) -> Document {
    let mut draft = Draft::new(raw);
    draft.set("event.module", "security".into());
    class.apply(&mut draft);
    table::apply(&MOVES, &mut draft);
    table::apply(&accounts::MOVES, &mut draft);
    process_names(&mut draft);
    if let Some(command_line) = draft.text("process.command_line") {
        let args = quoted_parts(command_line);
        set_args(&mut draft, "process", args);
    }
    accounts::set_cleared_by(&mut draft);
    session::set(&mut draft);
    share::set(&mut draft);
    relate(&mut draft);
    draft.finish()
}

fn is_security(raw: &RawEvent<'_>) -> bool {
    let names = [(&raw.channel, CHANNEL), (&raw.provider, PROVIDER)];
    names.iter().any(|(name, expected)| {
        name.as_ref().is_some_and(|name| name.eq_ignore_ascii_case(expected))
    })
}

fn relate(draft: &mut Draft<'_>) {
    let fields = [
        ("user.name", "related.user"),
        ("user.target.name", "related.user"),
        ("user.effective.name", "related.user"),
        ("source.ip", "related.ip"),
    ];
    for (field, list) in fields {
        if let Some(text) = draft.text(field).map(str::to_owned) {
            draft.add(list, &text);
        }
    }
}

/// A name for a number that a value spells.
fn named(draft: &mut Draft<'_>, from: &str, to: &str, names: &[(&str, &str)]) {
    let name = draft.raw.data.text(from).and_then(|found| {
        names.iter().find(|(number, _)| number.eq_ignore_ascii_case(found)).map(|(_, name)| *name)
    });
    if let Some(name) = name {
        draft.set(to, Json::from(name));
    }
}
