//! File events: a process creates, changes, renames or deletes a file.

use event::{Document, Json};

use super::actor::actor_with_parent;
use super::hosts::Os;
use super::json::{document, object};
use super::machine::{Kind, Scene};
use super::processes::{Process, file_name};
use super::random::Random;
use super::template::fill;

/// A file is created.
pub(super) const CREATION: Kind = kind("creation", &["creation"]);
/// A file is overwritten.
pub(super) const OVERWRITE: Kind = kind("overwrite", &["change"]);
const MODIFICATION: Kind = kind("modification", &["change"]);
const RENAME: Kind = kind("rename", &["change"]);
/// A file is deleted.
pub(super) const DELETION: Kind = kind("deletion", &["deletion"]);

/// What happens to files, the most usual first.
const KINDS: &[&Kind] = &[&CREATION, &MODIFICATION, &DELETION, &RENAME, &OVERWRITE];

const WINDOWS: &[&str] = &[
    r"C:\Users\{user}\AppData\Local\Microsoft\Edge\User Data\Default\Preferences",
    r"C:\ProgramData\Lindholm Backup\agent.log",
    r"C:\Users\{user}\AppData\Local\Temp\{guid}.tmp",
    r"C:\Users\{user}\AppData\Local\Microsoft\OneDrive\logs\Personal\SyncEngine-{small}.odl",
    r"C:\Users\{user}\Documents\{word} {small}.xlsx",
    r"C:\Users\{user}\AppData\Local\Microsoft\Edge\User Data\Default\Cache\Cache_Data\f_0{n}",
    r"C:\Windows\Prefetch\SVCHOST.EXE-{hex}.pf",
    r"C:\Windows\ServiceState\EventLog\Data\lastalive{small}.dat",
    r"C:\Users\{user}\AppData\Roaming\Microsoft\Windows\Recent\{word}.lnk",
    r"C:\ProgramData\Lindholm Backup\sessions\{guid}.json",
    r"C:\Users\{user}\Documents\~${word}.docx",
    r"C:\Users\{user}\Downloads\{word}-{n}.pdf",
    r"C:\Windows\System32\winevt\Logs\Application.evtx",
    r"C:\Windows\SoftwareDistribution\Download\{hex}{hex}\{word}.cab",
    r"C:\Windows\Temp\{hex}.tmp",
    r"C:\Users\{user}\AppData\Local\Temp\{guid}\setup.exe",
    r"C:\Users\{user}\AppData\Local\Microsoft\Windows\INetCache\IE\{hex}\{word}[{small}].js",
    r"D:\Export\{word} {n}.zip",
    r"C:\Program Files\Lindholm Backup\modules\{word}.dll",
    r"C:\Users\{user}\AppData\Local\Temp\__PSScriptPolicyTest_{hex}.{hex}.ps1",
    r"C:\Users\{user}\Desktop\{word}.txt",
];
const LINUX: &[&str] = &[
    "/var/log/harbour/ledgerd.log",
    "/tmp/{word}-{hex}",
    "/srv/{word}/target/release/deps/{word}-{hex}.o",
    "/var/lib/harbour/segments/{n}.seg",
    "/home/{user}/.bash_history",
    "/run/containerd/io.containerd.runtime.v2.task/k8s.io/{hex}{hex}/log.json",
    "/srv/{word}/.git/index.lock",
    "/var/log/nginx/access.log.{small}.gz",
    "/etc/harbour/ledgerd.toml",
    "/var/spool/cron/crontabs/{user}",
    "/usr/lib/x86_64-linux-gnu/lib{word}.so.{small}",
];
const MACOS: &[&str] = &[
    "/Users/{user}/Library/Caches/com.apple.Safari/fsCachedData/{guid}",
    "/Users/{user}/Designs/{word}-{small}.easel",
    "/private/var/folders/zz/{hex}/T/{guid}.tmp",
    "/Users/{user}/Library/Preferences/com.easel.app.plist",
    "/Users/{user}/Downloads/{word}.dmg",
    "/Users/{user}/.zsh_history",
];

const fn kind(action: &'static str, types: &'static [&'static str]) -> Kind {
    let dataset = "endpoint.events.file";
    Kind { noun: "file", dataset, categories: &["file"], types, action }
}

/// Some process of the host does something to a file.
pub(super) fn event(scene: &mut Scene<'_>) -> Document {
    let process = scene.any_process();
    let templates = match process.os {
        Os::Windows => WINDOWS,
        Os::Linux => LINUX,
        Os::Mac => MACOS,
    };
    let template = scene.random.skewed(templates);
    // A service works on somebody's files, too.
    let path = if process.program.service {
        scene.fill(template)
    } else {
        fill(template, &process.user, scene.random)
    };
    let kind = scene.random.skewed(KINDS);
    touch(scene, kind, &process, &path)
}

/// This process does this to this file.
pub(super) fn touch(scene: &mut Scene<'_>, kind: &Kind, process: &Process, path: &str) -> Document {
    let own = [
        ("process", Json::Object(actor_with_parent(process, scene.random))),
        ("file", file_block(path, kind, process.os, scene.random)),
    ];
    scene.event(kind, &process.user, own)
}

fn file_block(path: &str, kind: &Kind, os: Os, random: &mut Random) -> Json {
    let name = file_name(path);
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    let mut block = document([
        ("path", path.into()),
        ("name", name.into()),
        ("size", Json::Int(random.number(0..4_000_000))),
    ]);
    if let Some(extension) = extension {
        block.push("extension", extension.into());
    }
    block.push("Ext", details(kind, extension.unwrap_or_default(), os, random));
    if kind.action == "rename" {
        block.set("Ext.original", original(path, name));
    }
    Json::Object(block)
}

fn details(kind: &Kind, extension: &str, os: Os, random: &mut Random) -> Json {
    let mut block = document([("monotonic_id", Json::Int(random.number(1_000..900_000)))]);
    if os == Os::Windows {
        block.push("device", object([("volume_device_type", "Disk File System".into())]));
    }
    // Nothing is left to read of a deleted file.
    if kind.action != "deletion" {
        block.push("entropy", Json::Float(random.decimal(8)));
        block.push("header_bytes", header_bytes(extension, random).into());
    }
    Json::Object(block)
}

fn original(path: &str, name: &str) -> Json {
    let folder = path.strip_suffix(name).unwrap_or(path);
    object([
        ("path", format!("{folder}{name}.part").into()),
        ("name", format!("{name}.part").into()),
        ("extension", "part".into()),
    ])
}

/// The first 16 bytes of a file, in hexadecimal.
fn header_bytes(extension: &str, random: &mut Random) -> String {
    let start = match extension {
        "exe" | "dll" | "scr" => "4d5a90000300000004000000ffff0000",
        "docx" | "xlsx" | "zip" => "504b0304140006000800000021",
        "pdf" => "255044462d312e370a25",
        "cab" => "4d534346",
        "evtx" => "456c6646696c6500",
        "json" => "7b0a20202274696d65223a20",
        "o" | "so" => "7f454c4602010100",
        _ => "",
    };
    format!("{start}{}", random.hex(32 - start.len()))
}
