//! The attacks that the project's first five rules detect, and for each a near miss that none of
//! them may report.

use std::ops::Range;
use std::sync::Arc;

use event::Document;

use super::machine::{Kind, Machine, Scene};
use super::processes::Process;
use super::programs::{Program, personal};
use super::registry::Entry;
use super::{file, network, process, registry};

/// Tells an attack into the story, or what only looks like it.
type Tell = fn(story: &mut Story<'_>, attack: bool);

const ATTACKS: &[Tell] =
    &[deleted_tool, shadow_copies, script_to_powershell, copied_tool, wmi_autostart];

/// The events of the story with this number, with their times in milliseconds. The five attacks take
/// turns, and each is followed by its near miss.
pub(super) fn tell(number: usize, scene: Scene<'_>) -> Vec<(i64, Document)> {
    let mut story = Story { scene, events: Vec::new() };
    ATTACKS[number / 2 % ATTACKS.len()](&mut story, number.is_multiple_of(2));
    story.events
}

/// Events of one host, one after the other.
struct Story<'a> {
    scene: Scene<'a>,
    events: Vec<(i64, Document)>,
}

impl Story<'_> {
    fn wait(&mut self, millis: Range<i64>) {
        self.scene.time += self.scene.random.number(millis);
    }

    fn add(&mut self, event: Document) {
        self.events.push((self.scene.time, event));
    }

    fn process(&self, name: &str) -> Arc<Process> {
        self.scene.machine.processes.named(name)
    }

    /// A program starts. It stays out of the table of processes, so that nothing else uses it.
    fn start(&mut self, parent: &Arc<Process>, program: &'static Program) -> Arc<Process> {
        let Scene { machine, time, random } = &mut self.scene;
        let Machine { host, processes, .. } = &mut **machine;
        let parent = Some(Arc::clone(parent));
        let process = processes.create_under(parent, program, host, *time, random);
        let event = process::start(&mut self.scene, &process);
        self.add(event);
        Arc::new(process)
    }

    fn end(&mut self, process: &Process) {
        let event = process::end(&mut self.scene, process);
        self.add(event);
    }

    fn touch_file(&mut self, kind: &Kind, process: &Process, path: &str) {
        let event = file::touch(&mut self.scene, kind, process, path);
        self.add(event);
    }
}

const WINDOWS: &str = "Microsoft Windows";
const CMD: &str = r"C:\Windows\System32\cmd.exe";
const WMIC: &str = r"C:\Windows\System32\wbem\WMIC.exe";
const TEMPORARY: &str = r"C:\Users\{user}\AppData\Local\Temp\{hex}\{word}.exe";

static TOOL: Program = personal(TEMPORARY, "", "explorer.exe", &["", "--quiet", "-t {small}"]);
static SIGNED_TOOL: Program =
    personal(TEMPORARY, "Lindholm Backup AB", "explorer.exe", &["/S", "--quiet"]);
static CLEANER: Program =
    personal(CMD, WINDOWS, "explorer.exe", &[r"/c C:\Windows\Temp\{hex}.bat"]);

/// Rule "Process Termination followed by Deletion"; the near miss is too late or has a signature.
fn deleted_tool(story: &mut Story<'_>, attack: bool) {
    let signed = !attack && story.scene.random.one_in(2);
    let explorer = story.process("explorer.exe");
    let tool = story.start(&explorer, if signed { &SIGNED_TOOL } else { &TOOL });
    story.wait(300..20_000);
    let cleaner = story.start(&tool, &CLEANER);
    story.wait(5..200);
    story.end(&tool);
    story.wait(if attack || signed { 20..4_900 } else { 5_100..20_000 });
    story.touch_file(&file::DELETION, &cleaner, &tool.executable);
    story.end(&cleaner);
}

static DELETE_SHADOWS: Program = personal(
    WMIC,
    WINDOWS,
    "explorer.exe",
    &[
        "shadowcopy delete",
        "shadowcopy delete /nointeractive",
        "shadowcopy where ID='{class}' delete",
    ],
);
static LIST_SHADOWS: Program = personal(
    WMIC,
    WINDOWS,
    "explorer.exe",
    &["shadowcopy list full", r"shadowcopy call create Volume=C:\", "shadowcopy get DeviceObject"],
);

/// Rule "Volume Shadow Copy Deletion via WMIC"; the near miss only looks at the copies.
fn shadow_copies(story: &mut Story<'_>, attack: bool) {
    let shell = story.start(&story.process("explorer.exe"), &CLEANER);
    story.wait(20..900);
    let wmic = story.start(&shell, if attack { &DELETE_SHADOWS } else { &LIST_SHADOWS });
    story.wait(200..3_000);
    story.end(&wmic);
}

static SCRIPT: Program = personal(
    r"C:\Windows\System32\wscript.exe",
    WINDOWS,
    "explorer.exe",
    &[
        r"C:\Users\{user}\Downloads\{word}-{n}.js",
        r#""C:\Users\{user}\AppData\Local\Temp\Temp1_{word}.zip\{word} {small}.vbs""#,
    ],
);
static POWERSHELL: Program = personal(
    r"C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe",
    WINDOWS,
    "wscript.exe",
    &[
        "-NoProfile -WindowStyle Hidden -EncodedCommand {hex}{hex}{hex}{hex}{hex}{hex}",
        r"-ExecutionPolicy Bypass -File C:\Users\{user}\AppData\Local\Temp\{word}.ps1",
    ],
);
static NET_USE: Program =
    personal(CMD, WINDOWS, "wscript.exe", &[r"/c net use Z: \\srv-files-01\projects"]);

/// Rule "Windows Script Executing PowerShell"; the near miss starts the command shell.
fn script_to_powershell(story: &mut Story<'_>, attack: bool) {
    let script = story.start(&story.process("explorer.exe"), &SCRIPT);
    story.wait(100..4_000);
    let next = story.start(&script, if attack { &POWERSHELL } else { &NET_USE });
    story.wait(500..9_000);
    story.end(&next);
}

const TOOLS: &[&str] = &[
    r"C:\Windows\Temp\{word}.exe",
    r"C:\Windows\{word}svc.exe",
    r"C:\ProgramData\{word}-{small}.dll",
    r"C:\Users\Public\{word}.scr",
];

/// Rule "Potential Lateral Tool Transfer via SMB Share"; the near miss copies a document.
fn copied_tool(story: &mut Story<'_>, attack: bool) {
    let system = story.process("System");
    let event = network::incoming(&mut story.scene, &system, 445);
    story.add(event);
    story.wait(10..25_000);
    let template =
        if attack { story.scene.random.pick(TOOLS) } else { r"C:\Shares\{word} {small}.docx" };
    let path = story.scene.fill(template);
    let kind = if story.scene.random.one_in(4) { &file::OVERWRITE } else { &file::CREATION };
    story.touch_file(kind, &system, &path);
}

const AUTOSTARTS: &[Entry] = &[
    Entry(
        "HKLM",
        r"SOFTWARE\Microsoft\Windows\CurrentVersion\Run",
        "{word}",
        "REG_SZ",
        r"C:\Users\Public\{word}.exe",
    ),
    Entry(
        "HKEY_USERS",
        r"{sid}\Software\Microsoft\Windows\CurrentVersion\RunOnce",
        "{word}",
        "REG_SZ",
        r"rundll32.exe C:\ProgramData\{word}.dll,Start",
    ),
    Entry(
        "HKLM",
        r"SYSTEM\ControlSet001\Services\{word}svc",
        "ImagePath",
        "REG_EXPAND_SZ",
        r"C:\ProgramData\{word}.exe -k",
    ),
    Entry(
        "HKEY_USERS",
        r"{sid}\Environment",
        "UserInitMprLogonScript",
        "REG_SZ",
        r"C:\Users\Public\{word}.cmd",
    ),
];
const DESCRIPTION: Entry = Entry(
    "HKLM",
    r"SYSTEM\ControlSet001\Services\{word}svc",
    "Description",
    "REG_SZ",
    "Keeps {word} up to date",
);

/// Rule "Persistence via WMI Standard Registry Provider"; the near miss describes a service.
fn wmi_autostart(story: &mut Story<'_>, attack: bool) {
    let provider = story.process("WmiPrvSE.exe");
    let entry = if attack { story.scene.random.pick(AUTOSTARTS) } else { &DESCRIPTION };
    let event = registry::touch(&mut story.scene, &registry::MODIFICATION, &provider, entry);
    story.add(event);
}
