//! Sysmon: all event ids of its schema, as Winlogbeat's Sysmon pipeline maps them.

mod dns;
mod file;
mod hashes;
mod network;
mod process;
mod registry;

use event::Document;
pub(super) use process::names as process_names;

use super::Pipeline;
use super::draft::Draft;
use super::raw_event::RawEvent;
use super::scalar;
use super::table::{self, Class, Form, Move, class, text, value};

const PROVIDER: &str = "Microsoft-Windows-Sysmon";
const CHANNEL: &str = "Microsoft-Windows-Sysmon/Operational";

static CLASSES: [Class; 30] = [
    class(1, &["process"], &["start"], "Process creation"),
    class(2, &["file"], &["change"], "A process changed a file creation time"),
    class(3, &["network"], &["start", "connection", "protocol"], "Network connection"),
    class(4, &["process"], &["change"], "Sysmon service state changed"),
    class(5, &["process"], &["end"], "Process terminated"),
    class(6, &["driver"], &["start"], "Driver loaded"),
    class(7, &["process"], &["change"], "Image loaded"),
    class(8, &["process"], &["change"], "CreateRemoteThread"),
    class(9, &["process"], &["access"], "RawAccessRead"),
    class(10, &["process"], &["access"], "ProcessAccess"),
    class(11, &["file"], &["creation"], "FileCreate"),
    class(12, REGISTRY, &["change"], "RegistryEvent (Object create and delete)"),
    class(13, REGISTRY, &["change"], "RegistryEvent (Value Set)"),
    class(14, REGISTRY, &["change"], "RegistryEvent (Key and Value Rename)"),
    class(15, &["file"], &["access"], "FileCreateStreamHash"),
    class(16, &["configuration"], &["change"], "ServiceConfigurationChange"),
    class(17, &["file"], &["creation"], "PipeEvent (Pipe Created)"),
    class(18, &["file"], &["access"], "PipeEvent (Pipe Connected)"),
    class(19, &["process"], &["info"], "WmiEvent (WmiEventFilter activity detected)"),
    class(20, &["process"], &["change"], "WmiEvent (WmiEventConsumer activity detected)"),
    class(21, &["process"], &["access"], "WmiEvent (WmiEventConsumerToFilter activity detected)"),
    class(22, &["network"], &["connection", "protocol", "info"], "DNSEvent (DNS query)"),
    class(23, &["file"], &["deletion"], "FileDelete (File Delete archived)"),
    class(24, &[], &["change"], "ClipboardChange (New content in the clipboard)"),
    class(25, &["process"], &["change"], "ProcessTampering (Process image change)"),
    class(26, &["file"], &["deletion"], "FileDeleteDetected (File Delete logged)"),
    class(27, &["file"], &["creation"], "FileBlockExecutable").failed(),
    class(28, &["file"], &["deletion"], "FileBlockShredding"),
    class(29, &["file"], &["creation"], "FileExecutableDetected"),
    class(255, &["process"], &[], "Error").failed(),
];

const REGISTRY: &[&str] = &["configuration", "registry"];

/// Later rows win where two fill one field.
static MOVES: [Move; 49] = [
    text("ProcessGuid", "process.entity_id"),
    text("SourceProcessGuid", "process.entity_id").only(&[8, 10]),
    text("SourceProcessGUID", "process.entity_id").only(&[8, 10]),
    value("ProcessId", "process.pid", Form::Long),
    value("SourceProcessId", "process.pid", Form::Long).only(&[8, 10]),
    value("SourceThreadId", "process.thread.id", Form::Long).only(&[10]),
    text("Image", "process.executable"),
    text("SourceImage", "process.executable").only(&[8, 10]),
    text("Destination", "process.executable").only(&[20]),
    text("CommandLine", "process.command_line"),
    text("CurrentDirectory", "process.working_directory"),
    text("ParentProcessGuid", "process.parent.entity_id"),
    value("ParentProcessId", "process.parent.pid", Form::Long),
    text("ParentImage", "process.parent.executable"),
    text("ParentCommandLine", "process.parent.command_line"),
    text("OriginalFileName", "process.pe.original_file_name").except(&[7]),
    text("OriginalFileName", "file.pe.original_file_name").only(&[7]),
    text("Company", "process.pe.company").except(&[7]).kept(),
    text("Company", "file.pe.company").only(&[7]).kept(),
    text("Description", "process.pe.description").except(&[7]).kept(),
    text("Description", "file.pe.description").only(&[7]).kept(),
    text("FileVersion", "process.pe.file_version").except(&[7]).kept(),
    text("FileVersion", "file.pe.file_version").only(&[7]).kept(),
    text("Product", "process.pe.product").except(&[7]).kept(),
    text("Product", "file.pe.product").only(&[7]).kept(),
    text("TargetFilename", "file.path"),
    text("Device", "file.path").only(&[9]),
    text("ImageLoaded", "file.path").only(&[6, 7]),
    text("PipeName", "file.name").only(&[17, 18]),
    text("Signature", "file.code_signature.subject_name").kept(),
    text("SignatureStatus", "file.code_signature.status").kept(),
    text("Protocol", "network.transport"),
    text("DestinationPortName", "network.protocol").except(&[22]),
    text("SourcePortName", "network.protocol").except(&[22]),
    value("SourceIp", "source.ip", Form::Ip),
    text("SourceHostname", "source.domain"),
    value("SourcePort", "source.port", Form::Long),
    value("DestinationIp", "destination.ip", Form::Ip),
    text("DestinationHostname", "destination.domain"),
    value("DestinationPort", "destination.port", Form::Long),
    text("QueryName", "dns.question.name").only(&[22]),
    value("Archived", "sysmon.file.archived", Form::Boolean),
    value("IsExecutable", "sysmon.file.is_executable", Form::Boolean),
    text("RuleName", "rule.name"),
    text("Type", "message").only(&[25]),
    text("ID", "error.code").only(&[255]),
    text("TargetObject", "registry.path").only(&[12, 13, 14]),
    text("Details", "registry.data.strings").only(&[12, 13, 14]),
    text("QueryStatus", "sysmon.dns.status").only(&[22]),
];

/// What is worked out from moved values, in this order.
static DERIVATIONS: [fn(&mut Draft<'_>); 8] = [
    process_names,
    process::arguments,
    process::user,
    hashes::set,
    file::parts,
    network::set,
    dns::set,
    registry::set,
];

/// The events of Sysmon's provider.
pub(super) static PIPELINE: Pipeline = Pipeline {
    class: |raw| if is_sysmon(raw) { Class::of(&CLASSES, raw.event_id) } else { None },
    map,
};

fn map(mut raw: RawEvent<'_>, class: &Class) -> Document {
    raw.data.drop_blank();
    let created = raw.time;
    if let Some(time) = raw.data.text("UtcTime").and_then(scalar::time) {
        raw.time = Some(time);
        raw.data.remove("UtcTime");
    }
    let mut draft = Draft::new(raw);
    draft.set("event.module", "sysmon".into());
    draft.set_text("event.created", created.map(|time| time.to_string()));
    class.apply(&mut draft);
    table::apply(&MOVES, &mut draft);
    for derive in DERIVATIONS {
        derive(&mut draft);
    }
    draft.finish()
}

fn is_sysmon(raw: &RawEvent<'_>) -> bool {
    match (&raw.provider, &raw.channel) {
        (Some(provider), _) => provider.eq_ignore_ascii_case(PROVIDER),
        (None, channel) => channel.as_ref().is_some_and(|name| name.eq_ignore_ascii_case(CHANNEL)),
    }
}
