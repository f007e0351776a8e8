//! The object `process`: short, for events in which a process does something.

use event::{Document, Json};

use super::hosts::Os;
use super::json::{document, object, texts};
use super::processes::Process;
use super::random::Random;

/// Modules that a call from an ordinary program passes through, outermost first.
const CALL_STACKS: &[&str] = &[
    "ntdll.dll|kernelbase.dll|kernel32.dll",
    "ntdll.dll|kernelbase.dll|ucrtbase.dll",
    "ntdll.dll|kernelbase.dll|combase.dll|rpcrt4.dll",
    "ntdll.dll|kernelbase.dll|windows.storage.dll|shell32.dll",
    "ntdll.dll|kernelbase.dll|clr.dll|mscorlib.ni.dll",
    "ntdll.dll|kernelbase.dll|crypt32.dll|wintrust.dll",
];

/// What every event says about the process that acts.
pub(super) fn actor(process: &Process, random: &mut Random) -> Document {
    let mut block = identity(process);
    block.push("Ext", extension(process));
    if process.os != Os::Linux {
        block.push("thread", object([("id", random.number(300..20_000).into())]));
    }
    block
}

/// The same with the process that started it.
pub(super) fn actor_with_parent(process: &Process, random: &mut Random) -> Document {
    let mut block = actor(process, random);
    if let Some(parent) = process.parent.as_deref() {
        block.push("parent", Json::Object(relative(parent)));
    }
    block
}

/// Another process as events name it in passing.
pub(super) fn relative(process: &Process) -> Document {
    document([
        ("entity_id", process.entity_id.as_str().into()),
        ("pid", process.pid.into()),
        ("name", process.name().into()),
        ("executable", process.executable.as_str().into()),
    ])
}

/// The modules that a call of this process came through, e.g. `ntdll.dll|kernelbase.dll|a.exe`.
pub(super) fn call_stack_summary(process: &Process, random: &mut Random) -> String {
    format!("{}|{}|ntdll.dll", random.skewed(CALL_STACKS), process.name())
}

/// The places in those modules.
pub(super) fn call_stack(summary: &str, process: &Process, random: &mut Random) -> Json {
    Json::Array(summary.split('|').map(|module| frame(module, process, random)).collect())
}

fn frame(module: &str, process: &Process, random: &mut Random) -> Json {
    let offset = Random::of_text(module).number(0x10..0x200) + random.number(0..4) * 0x1000;
    let symbol = if module == process.name() {
        format!("{}+{offset:#x}", process.executable)
    } else {
        format!(r"C:\Windows\System32\{module}+{offset:#x}")
    };
    object([("symbol_info", symbol.into())])
}

/// Who a process is.
pub(super) fn identity(process: &Process) -> Document {
    let mut block = document([
        ("executable", process.executable.as_str().into()),
        ("name", process.name().into()),
        ("pid", process.pid.into()),
        ("entity_id", process.entity_id.as_str().into()),
    ]);
    if let Some(signature) = signature(process.os, process.program.signer) {
        block.push("code_signature", signature);
    }
    block
}

/// What the object `Ext` says everywhere: the ancestors, and the signature again as a list.
pub(super) fn extension(process: &Process) -> Json {
    let mut block = document([("ancestry", texts(process.ancestry()))]);
    if let Some(signature) = signature(process.os, process.program.signer) {
        block.push("code_signature", Json::Array(vec![signature]));
    }
    Json::Object(block)
}

/// The signature of a file; Linux has none.
pub(super) fn signature(os: Os, signer: &str) -> Option<Json> {
    if signer.is_empty() {
        return (os != Os::Linux).then(|| object([("exists", false.into())]));
    }
    Some(object([
        ("exists", true.into()),
        ("status", "trusted".into()),
        ("subject_name", signer.into()),
        ("trusted", true.into()),
    ]))
}

/// The hash of a file's contents; files of one path have the same contents.
pub(super) fn hashes(path: &str) -> Json {
    object([("sha256", Random::of_text(path).hex(64).into())])
}
