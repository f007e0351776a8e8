//! Library events: a process loads a DLL, on Windows only.

use event::{Document, Json};

use super::actor::{actor, call_stack_summary, hashes, signature};
use super::hosts::Os;
use super::json::object;
use super::machine::{Kind, Scene};
use super::processes::file_name;
use super::random::Random;

const LOAD: Kind = Kind {
    noun: "DLL load",
    dataset: "endpoint.events.library",
    categories: &["library"],
    types: &["start"],
    action: "load",
};

const WINDOWS: &str = "Microsoft Windows";

/// Path, a template, and signer; the most usual first.
const LIBRARIES: &[(&str, &str)] = &[
    (r"C:\Windows\System32\ntdll.dll", WINDOWS),
    (r"C:\Windows\System32\kernel32.dll", WINDOWS),
    (r"C:\Windows\System32\KernelBase.dll", WINDOWS),
    (r"C:\Windows\System32\combase.dll", WINDOWS),
    (r"C:\Windows\System32\ucrtbase.dll", WINDOWS),
    (r"C:\Windows\System32\rpcrt4.dll", WINDOWS),
    (r"C:\Windows\System32\sechost.dll", WINDOWS),
    (r"C:\Windows\System32\user32.dll", WINDOWS),
    (r"C:\Windows\System32\bcryptprimitives.dll", WINDOWS),
    (r"C:\Windows\System32\crypt32.dll", WINDOWS),
    (r"C:\Windows\System32\ws2_32.dll", WINDOWS),
    (r"C:\Windows\System32\wbem\wbemprox.dll", WINDOWS),
    (r"C:\Windows\System32\DriverStore\FileRepository\{word}.inf_amd64_{hex}\{word}.dll", WINDOWS),
    (r"C:\Windows\System32\taskschd.dll", WINDOWS),
    (r"C:\Windows\System32\vaultcli.dll", WINDOWS),
    (r"C:\Windows\System32\amsi.dll", WINDOWS),
    (r"C:\Windows\Microsoft.NET\Framework64\v4.0.30319\clr.dll", "Microsoft Corporation"),
    (r"C:\Windows\assembly\NativeImages_v4.0.30319_64\System\{hex}{hex}\System.ni.dll", ""),
    (r"C:\Program Files\Microsoft Office\root\Office16\MSO.DLL", "Microsoft Corporation"),
    (
        r"C:\Program Files (x86)\Microsoft\Edge\Application\{version}\msedge.dll",
        "Microsoft Corporation",
    ),
    (r"C:\Program Files\Lindholm Backup\modules\{word}.dll", "Lindholm Backup AB"),
    (r"C:\Users\{user}\AppData\Local\Temp\{hex}.tmp\{word}.dll", ""),
    (r"C:\Users\{user}\AppData\Local\Programs\Notes\plugins\{word}-{small}.dll", ""),
];

/// Some process of the host loads a library.
pub(super) fn event(scene: &mut Scene<'_>) -> Document {
    let process = scene.any_process();
    let (template, signer) = scene.random.skewed(LIBRARIES);
    let path = scene.fill(template);
    let mut block = actor(&process, scene.random);
    let summary = call_stack_summary(&process, scene.random);
    block.set("thread.Ext.call_stack_summary", summary.into());
    let own =
        [("process", Json::Object(block)), ("dll", library_block(&path, signer, scene.random))];
    scene.event(&LOAD, &process.user, own)
}

fn library_block(path: &str, signer: &str, random: &mut Random) -> Json {
    let signature = signature(Os::Windows, signer).unwrap_or(Json::Null);
    let mut facts = Random::of_text(path);
    object([
        ("path", path.into()),
        ("name", file_name(path).into()),
        (
            "Ext",
            object([
                ("code_signature", Json::Array(vec![signature.clone()])),
                ("device", object([("volume_device_type", "Disk File System".into())])),
                ("load_index", Json::Int(random.number(1..4))),
                ("relative_file_creation_time", Json::Float(random.decimal(4_000_000))),
                ("size", Json::Int(facts.number(20_000..3_000_000))),
            ]),
        ),
        ("code_signature", signature),
        ("hash", hashes(path)),
        (
            "pe",
            object([
                ("imphash", facts.hex(32).into()),
                ("original_file_name", file_name(path).into()),
            ]),
        ),
    ])
}
