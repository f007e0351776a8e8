//! Authentication events: somebody logs on, or fails to.

use event::{Document, Json};

use super::actor::actor;
use super::hosts::{Os, User};
use super::json::{document, object};
use super::machine::{Kind, Scene};
use super::network::{inside_address, outside_address};
use super::random::Random;

const WINDOWS: Kind = kind("system.security", "logged-in");
const WINDOWS_FAILED: Kind = kind("system.security", "logon-failed");
const UNIX: Kind = kind("system.auth", "ssh_login");

const fn kind(dataset: &'static str, action: &'static str) -> Kind {
    Kind {
        noun: "authentication",
        dataset,
        categories: &["authentication"],
        types: &["start"],
        action,
    }
}

/// The number and the name of a kind of logon, the most usual first.
const LOGONS: &[(&str, &str)] = &[
    ("3", "Network"),
    ("5", "Service"),
    ("2", "Interactive"),
    ("7", "Unlock"),
    ("10", "RemoteInteractive"),
];

/// Somebody logs on to the host; one in eight times in vain.
pub(super) fn event(scene: &mut Scene<'_>) -> Document {
    let success = !scene.random.one_in(8);
    let mut document = match scene.machine.host.os {
        Os::Windows => windows(scene, success),
        Os::Linux | Os::Mac => unix(scene, success),
    };
    document.set("event.outcome", if success { "success" } else { "failure" }.into());
    document
}

fn windows(scene: &mut Scene<'_>, success: bool) -> Document {
    let (kind, code) = if success { (&WINDOWS, "4624") } else { (&WINDOWS_FAILED, "4625") };
    let logon = *scene.random.skewed(LOGONS);
    let host = &scene.machine.host;
    let user = if logon.1 == "Service" { &host.system } else { scene.random.skewed(&host.people) };
    let user = user.clone();
    let process = scene.machine.processes.named("lsass.exe");
    let source = inside_address(scene.random);
    let mut winlog = winlog_block(code, &user, logon, &source, scene.random);
    winlog.push("computer_name", format!("{}.corp.harbour.example", host.name).into());
    let own = [
        ("process", Json::Object(actor(&process, scene.random))),
        ("source", source_block(&source, scene.random)),
        ("winlog", Json::Object(winlog)),
    ];
    let mut document = scene.event(kind, &user, own);
    document.set("event.code", code.into());
    document.set("event.provider", "Microsoft-Windows-Security-Auditing".into());
    document
}

fn winlog_block(
    code: &str,
    user: &User,
    (number, name): (&str, &str),
    source: &str,
    random: &mut Random,
) -> Document {
    let logon_id = format!("0x{}", random.hex(6));
    document([
        ("channel", "Security".into()),
        ("event_id", code.into()),
        ("provider_name", "Microsoft-Windows-Security-Auditing".into()),
        ("logon", object([("type", name.into()), ("id", logon_id.as_str().into())])),
        (
            "event_data",
            object([
                (
                    "AuthenticationPackageName",
                    (*random.pick(&["Kerberos", "NTLM", "Negotiate"])).into(),
                ),
                ("IpAddress", source.into()),
                ("LogonType", number.into()),
                ("SubjectUserSid", "S-1-0-0".into()),
                ("TargetDomainName", user.domain.as_str().into()),
                ("TargetLogonId", logon_id.into()),
                ("TargetUserName", user.name.as_str().into()),
                ("TargetUserSid", user.id.as_str().into()),
            ]),
        ),
    ])
}

fn unix(scene: &mut Scene<'_>, success: bool) -> Document {
    let Scene { machine, random, .. } = scene;
    let user = random.skewed(&machine.host.people).clone();
    let process = machine.processes.named("sshd");
    // Failures come from everywhere, as they do on a computer that can be reached from outside.
    let source = if success { inside_address(random) } else { outside_address(random) };
    let own = [
        ("process", Json::Object(actor(&process, random))),
        ("source", source_block(&source, random)),
        ("related", object([("ip", source.into()), ("user", user.name.as_str().into())])),
    ];
    scene.event(&UNIX, &user, own)
}

fn source_block(address: &str, random: &mut Random) -> Json {
    object([("ip", address.into()), ("port", random.number(1024..65_535).into())])
}
