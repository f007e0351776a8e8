//! Registry events: a process creates, changes or deletes a value, on Windows only.

use event::{Document, Json};

use super::actor::actor;
use super::json::{document, texts};
use super::machine::{Kind, Scene};
use super::processes::Process;

/// A value is set.
pub(super) const MODIFICATION: Kind = kind("modification", &["change"]);
const CREATION: Kind = kind("creation", &["creation"]);
const DELETION: Kind = kind("deletion", &["deletion"]);
const QUERY: Kind = kind("query", &["access"]);

/// What happens to values, the most usual first.
const KINDS: &[&Kind] = &[&MODIFICATION, &CREATION, &QUERY, &DELETION];

const fn kind(action: &'static str, types: &'static [&'static str]) -> Kind {
    let dataset = "endpoint.events.registry";
    Kind { noun: "registry", dataset, categories: &["registry"], types, action }
}

/// A place in the registry: hive, key, value, type, data. All but the type are templates.
#[derive(Debug)]
pub(super) struct Entry(
    pub(super) &'static str,
    pub(super) &'static str,
    pub(super) &'static str,
    pub(super) &'static str,
    pub(super) &'static str,
);

/// Where programs write all day, the most usual first.
const ENTRIES: &[Entry] = &[
    Entry(
        "HKLM",
        r"SYSTEM\ControlSet001\Services\bam\State\UserSettings\{sid}",
        r"\Device\HarddiskVolume3\Windows\explorer.exe",
        "REG_BINARY",
        "",
    ),
    Entry(
        "HKEY_USERS",
        r"{sid}\Software\Microsoft\Windows\CurrentVersion\Explorer\SessionInfo\{small}\W32:{hex}",
        "VirtualDesktop",
        "REG_BINARY",
        "",
    ),
    Entry(
        "HKEY_USERS",
        r"{sid}\Software\Microsoft\Windows\CurrentVersion\Explorer\RecentDocs\.xlsx",
        "{small}",
        "REG_BINARY",
        "",
    ),
    Entry(
        "HKLM",
        r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Schedule\TaskCache\Tasks\{class}",
        "DynamicInfo",
        "REG_BINARY",
        "",
    ),
    Entry(
        "HKLM",
        r"SYSTEM\ControlSet001\Services\Tcpip\Parameters\Interfaces\{class}",
        "DhcpIPAddress",
        "REG_SZ",
        "10.20.{small}.{small}",
    ),
    Entry(
        "HKEY_USERS",
        r"{sid}\Software\Microsoft\Office\16.0\Excel\File MRU",
        "Item {small}",
        "REG_SZ",
        r"[F00000000][T01D{hex}]*C:\Users\{user}\Documents\{word} {small}.xlsx",
    ),
    Entry("HKLM", r"SOFTWARE\Lindholm\Backup\Sessions\{n}", "State", "REG_DWORD", "{small}"),
    Entry(
        "HKLM",
        r"SYSTEM\ControlSet001\Control\Session Manager",
        "PendingFileRenameOperations",
        "REG_MULTI_SZ",
        r"\??\C:\Windows\Temp\{hex}.tmp",
    ),
    Entry(
        "HKEY_USERS",
        r"{sid}\Software\Microsoft\Windows\CurrentVersion\Internet Settings",
        "ProxyEnable",
        "REG_DWORD",
        "0",
    ),
    Entry(
        "HKLM",
        r"SOFTWARE\Microsoft\Windows Defender\Signature Updates",
        "SignaturesLastUpdated",
        "REG_BINARY",
        "",
    ),
    Entry("HKEY_USERS", r"{sid}\Software\Harbour\Ledger", "Last{word}", "REG_SZ", "{n}"),
    Entry(
        "HKLM",
        r"SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall\{class}",
        "DisplayVersion",
        "REG_SZ",
        "{version}.{small}",
    ),
    Entry(
        "HKLM",
        r"SYSTEM\ControlSet001\Services\LindholmBackup",
        "ImagePath",
        "REG_EXPAND_SZ",
        r"%ProgramFiles%\Lindholm Backup\lbagent.exe --service",
    ),
    Entry(
        "HKEY_USERS",
        r"{sid}\Software\Microsoft\Windows\CurrentVersion\Run",
        "OneDrive",
        "REG_SZ",
        r"C:\Users\{user}\AppData\Local\Microsoft\OneDrive\OneDrive.exe /background",
    ),
    Entry(
        "HKLM",
        r"SOFTWARE\Microsoft\Windows\CurrentVersion\RunOnce",
        "Notes-{hex}",
        "REG_SZ",
        r"C:\Users\{user}\AppData\Local\Programs\Notes\notes-{version}.exe --minimized",
    ),
];

/// Where the WMI provider host writes when nobody asks it to write elsewhere.
const WMI: &[Entry] = &[
    Entry("HKLM", r"SOFTWARE\Microsoft\WBEM\CIMOM", "LastRegisteredTime", "REG_SZ", "{n}"),
    Entry(
        "HKLM",
        r"SOFTWARE\Microsoft\WBEM\PROVIDERS\Performance",
        "Performance Data",
        "REG_SZ",
        "{hex}",
    ),
];

/// Some process of the host reads or writes a value.
pub(super) fn event(scene: &mut Scene<'_>) -> Document {
    let process = scene.any_process();
    let entries = if process.name() == "WmiPrvSE.exe" { WMI } else { ENTRIES };
    let kind = scene.random.skewed(KINDS);
    let entry = scene.random.skewed(entries);
    touch(scene, kind, &process, entry)
}

/// This process does this to this value.
pub(super) fn touch(
    scene: &mut Scene<'_>,
    kind: &Kind,
    process: &Process,
    entry: &Entry,
) -> Document {
    let own = [
        ("process", Json::Object(actor(process, scene.random))),
        ("registry", registry_block(scene, entry)),
    ];
    scene.event(kind, &process.user, own)
}

fn registry_block(scene: &mut Scene<'_>, entry: &Entry) -> Json {
    let Entry(hive, key, value, data_type, data) = entry;
    let key = scene.fill(key);
    let value = scene.fill(value);
    let mut block = document([
        ("hive", (*hive).into()),
        ("path", format!(r"{hive}\{key}\{value}").into()),
        ("key", key.into()),
        ("value", value.into()),
    ]);
    block.set("data.type", (*data_type).into());
    if data.is_empty() {
        block.set("data.bytes", scene.random.token(44).into());
    } else {
        block.set("data.strings", texts([scene.fill(data)]));
    }
    Json::Object(block)
}
