//! Process events: a program starts or ends.

use event::{Document, Json};

use super::actor::{extension, hashes, identity, relative};
use super::hosts::Os;
use super::json::{object, texts};
use super::machine::{Kind, Machine, Scene};
use super::processes::Process;
use super::random::Random;

const START: Kind = kind("start", &["start"]);
const EXEC: Kind = kind("exec", &["start"]);
const FORK: Kind = kind("fork", &["start"]);
const END: Kind = kind("end", &["end"]);

const fn kind(action: &'static str, types: &'static [&'static str]) -> Kind {
    let dataset = "endpoint.events.process";
    Kind { noun: "process", dataset, categories: &["process"], types, action }
}

/// Starts or ends some process of the host.
pub(super) fn event(scene: &mut Scene<'_>) -> Document {
    let Machine { host, processes, .. } = &mut *scene.machine;
    if let Some(process) = processes.end(scene.random) {
        return end(scene, &process);
    }
    let process = processes.start(host, scene.time, scene.random);
    start(scene, &process)
}

/// The start of a process.
pub(super) fn start(scene: &mut Scene<'_>, process: &Process) -> Document {
    let kind = match process.os {
        Os::Windows => &START,
        Os::Linux if scene.random.one_in(4) => &FORK,
        Os::Linux | Os::Mac => &EXEC,
    };
    let own = [("process", Json::Object(full(process, scene.random)))];
    scene.event(kind, &process.user, own)
}

/// The end of a process.
pub(super) fn end(scene: &mut Scene<'_>, process: &Process) -> Document {
    let mut block = full(process, scene.random);
    block.push("exit_code", Json::Int(i64::from(scene.random.one_in(20))));
    block.push("uptime", Json::Int((scene.time - process.started) / 1000));
    scene.event(&END, &process.user, [("process", Json::Object(block))])
}

fn full(process: &Process, random: &mut Random) -> Document {
    let mut block = identity(process);
    push_command(&mut block, process);
    block.push("working_directory", working_directory(process).into());
    block.push("hash", hashes(&process.executable));
    if let Some(parent) = process.parent.as_deref() {
        let mut parent_block = relative(parent);
        push_command(&mut parent_block, parent);
        block.push("parent", Json::Object(parent_block));
    }
    block.push("Ext", extension(process));
    match process.os {
        Os::Windows => push_windows(&mut block, process, random),
        Os::Linux | Os::Mac => push_unix(&mut block, process),
    }
    block
}

fn push_command(block: &mut Document, process: &Process) {
    let arguments = &process.arguments;
    block.push("args", texts(arguments.iter().map(String::as_str)));
    block.push("args_count", Json::Int(i64::try_from(arguments.len()).unwrap_or_default()));
    block.push("command_line", process.command_line.as_str().into());
}

fn push_windows(block: &mut Document, process: &Process, random: &mut Random) {
    let (level, logon) =
        if process.program.service { ("system", "0x3e7") } else { ("medium", "0x5a1c3") };
    block.set(
        "Ext.token",
        object([
            ("elevation", process.program.service.into()),
            ("integrity_level_name", level.into()),
            ("security_attributes", texts(["TSA://ProcUnique"])),
        ]),
    );
    block.set("Ext.authentication_id", logon.into());
    block.set("Ext.relative_file_creation_time", Json::Float(random.decimal(4_000_000)));
    block.set("Ext.device", object([("volume_device_type", "Disk File System".into())]));
    if !process.program.signer.is_empty() {
        block.push("pe", object([("original_file_name", original_name(process.name()).into())]));
    }
}

/// The name that stands in the program's resources; some differ from the file's in letter case.
fn original_name(name: &str) -> &str {
    match name {
        "powershell.exe" => "PowerShell.EXE",
        "WMIC.exe" => "wmic.exe",
        "cmd.exe" => "Cmd.Exe",
        "rundll32.exe" => "RUNDLL32.EXE",
        "OUTLOOK.EXE" => "Outlook.exe",
        "WINWORD.EXE" => "WinWord.exe",
        "EXCEL.EXE" => "Excel.exe",
        same => same,
    }
}

fn push_unix(block: &mut Document, process: &Process) {
    let Some(parent) = process.parent.as_deref() else { return };
    let leader = || Json::Object(relative(parent));
    block.push("group_leader", leader());
    block.push("session_leader", leader());
    block.push("entry_leader", leader());
    block.push("interactive", Json::Bool(!process.program.service));
}

fn working_directory(process: &Process) -> String {
    let name = &process.user.name;
    match (process.os, process.program.service) {
        (Os::Windows, true) => r"C:\Windows\system32\".to_owned(),
        (Os::Windows, false) => format!(r"C:\Users\{name}\"),
        (Os::Linux | Os::Mac, true) => "/".to_owned(),
        (Os::Linux, false) => format!("/home/{name}"),
        (Os::Mac, false) => format!("/Users/{name}"),
    }
}
