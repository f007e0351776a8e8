//! The hosts: who they are, who works on them, and the blocks that say so in every event.

use event::Json;

use super::json::{object, texts};
use super::random::Random;

/// The operating system of a host.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Os {
    /// Windows, client or server.
    Windows,
    /// A Linux distribution.
    Linux,
    /// macOS.
    Mac,
}

/// An account, as the `user` object of an event has it.
#[derive(Clone, Debug)]
pub(super) struct User {
    /// The account name.
    pub(super) name: String,
    /// The domain, or the host for a local account.
    pub(super) domain: String,
    /// The SID on Windows, the number of the user elsewhere.
    pub(super) id: String,
}

/// One computer with an agent.
#[derive(Debug)]
pub(super) struct Host {
    /// The operating system.
    pub(super) os: Os,
    /// Whether others connect to it.
    pub(super) server: bool,
    /// The host name.
    pub(super) name: String,
    /// Its first IPv4 address.
    pub(super) address: String,
    /// The account of services: SYSTEM or root.
    pub(super) system: User,
    /// The people who use it; at least one.
    pub(super) people: Vec<User>,
    /// The identifier of its agent.
    pub(super) agent_id: String,
    /// The object `host` of every event.
    pub(super) block: Json,
}

/// The edition, the version and the kernel that an agent reports.
struct Edition(&'static str, &'static str, &'static str);

const WINDOWS_CLIENTS: &[Edition] = &[
    Edition("Windows 11 Enterprise", "24H2 (10.0.26100.4061)", "24H2 (10.0.26100.4061)"),
    Edition("Windows 11 Pro", "23H2 (10.0.22631.5335)", "23H2 (10.0.22631.5335)"),
    Edition("Windows 10 Enterprise", "22H2 (10.0.19045.5854)", "22H2 (10.0.19045.5854)"),
];
const WINDOWS_SERVERS: &[Edition] = &[
    Edition("Windows Server 2022 Datacenter", "21H2 (10.0.20348.3692)", "21H2 (10.0.20348.3692)"),
    Edition("Windows Server 2019 Standard", "1809 (10.0.17763.7314)", "1809 (10.0.17763.7314)"),
];
const LINUXES: &[Edition] = &[
    Edition("Ubuntu", "22.04.5", "5.15.0-139-generic #149-Ubuntu SMP Fri Apr 11 2025"),
    Edition("Debian", "12.11", "6.1.0-35-amd64 #1 SMP PREEMPT_DYNAMIC Debian 6.1.137-1"),
    Edition("RHEL", "9.5", "5.14.0-503.40.1.el9_5.x86_64 #1 SMP PREEMPT_DYNAMIC"),
];
const MACS: &[Edition] = &[
    Edition("macOS", "15.4.1", "Darwin Kernel Version 24.4.0: RELEASE_ARM64_T6000"),
    Edition("macOS", "14.7.5", "Darwin Kernel Version 23.6.0: RELEASE_ARM64_T8103"),
];

const PEOPLE: &[&str] = &[
    "a.brandt",
    "b.okafor",
    "c.lindholm",
    "d.moreau",
    "e.tanaka",
    "f.silva",
    "g.novak",
    "h.weiss",
    "i.petrov",
    "j.larsen",
    "k.amari",
    "l.costa",
    "m.fischer",
    "n.dubois",
    "o.hansen",
    "p.rossi",
    "q.meyer",
    "r.kowal",
    "s.ahmadi",
    "t.berg",
    "u.santos",
    "v.marek",
    "w.jansen",
    "y.ito",
];

/// How many hosts of each kind there are: prefix of the name, operating system, server, count.
const POPULATION: &[(&str, Os, bool, i64)] = &[
    ("ws-office", Os::Windows, false, 16),
    ("nb-field", Os::Windows, false, 7),
    ("srv-files", Os::Windows, true, 3),
    ("srv-domain", Os::Windows, true, 2),
    ("srv-apps", Os::Windows, true, 2),
    ("web", Os::Linux, true, 4),
    ("build", Os::Linux, true, 3),
    ("mac-design", Os::Mac, false, 3),
];

/// The 40 hosts: 30 with Windows, 7 with Linux, 3 with macOS. Their identifiers depend on the stream.
pub(super) fn population(random: &mut Random) -> Vec<Host> {
    let mut hosts = Vec::new();
    for &(prefix, os, server, count) in POPULATION {
        for number in 1..=count {
            let name = format!("{prefix}-{number:02}");
            let address = format!("10.20.{}.{}", hosts.len() % 4, 10 + hosts.len());
            hosts.push(host(name, os, server, address, random));
        }
    }
    hosts
}

fn host(name: String, os: Os, server: bool, address: String, random: &mut Random) -> Host {
    Host {
        os,
        server,
        system: system(os, &name),
        people: (0..random.number(1..4)).map(|_| person(os, &name, random)).collect(),
        agent_id: random.guid(),
        block: block(&name, os, server, &address, random),
        name,
        address,
    }
}

fn system(os: Os, host_name: &str) -> User {
    match os {
        Os::Windows => user("SYSTEM", "NT AUTHORITY", "S-1-5-18".to_owned()),
        Os::Linux | Os::Mac => user("root", host_name, "0".to_owned()),
    }
}

fn person(os: Os, host_name: &str, random: &mut Random) -> User {
    let name = random.pick(PEOPLE);
    // One person has one identifier, wherever the name turns up.
    let number = Random::of_text(name).number(1000..5000);
    match os {
        Os::Windows => {
            user(name, "HARBOUR", format!("S-1-5-21-1000200030-400050006-70008000-{number}"))
        }
        Os::Linux | Os::Mac => user(name, host_name, number.to_string()),
    }
}

fn user(name: &str, domain: &str, id: String) -> User {
    User { name: name.to_owned(), domain: domain.to_owned(), id }
}

impl User {
    /// The object `user` of an event.
    pub(super) fn block(&self) -> Json {
        object([
            ("domain", self.domain.as_str().into()),
            ("name", self.name.as_str().into()),
            ("id", self.id.as_str().into()),
        ])
    }
}

fn block(name: &str, os: Os, server: bool, address: &str, random: &mut Random) -> Json {
    let (id, architecture) = match os {
        Os::Windows => (random.guid(), "x86_64"),
        Os::Linux => (random.hex(32), "x86_64"),
        Os::Mac => (random.guid().to_uppercase(), "arm64"),
    };
    let hex = random.hex(12);
    let link_local = format!("fe80::{}:{}:{}", &hex[..4], &hex[4..8], &hex[8..]);
    object([
        ("architecture", architecture.into()),
        ("hostname", name.into()),
        ("id", id.into()),
        ("ip", texts([address, &link_local, "127.0.0.1", "::1"])),
        // The block that RFC 7042 keeps for documentation.
        ("mac", texts([format!("00-00-5e-00-53-{}", random.hex(2))])),
        ("name", name.into()),
        ("os", os_block(os, server, random)),
    ])
}

fn os_block(os: Os, server: bool, random: &mut Random) -> Json {
    let (kind, family, name, editions) = match os {
        Os::Windows if server => ("windows", "windows", "Windows", WINDOWS_SERVERS),
        Os::Windows => ("windows", "windows", "Windows", WINDOWS_CLIENTS),
        Os::Linux => ("linux", "linux", "Linux", LINUXES),
        Os::Mac => ("macos", "darwin", "macOS", MACS),
    };
    let Edition(variant, version, kernel) = random.pick(editions);
    object([
        ("Ext", object([("variant", (*variant).into())])),
        ("family", family.into()),
        ("full", format!("{variant} {version}").into()),
        ("kernel", (*kernel).into()),
        ("name", name.into()),
        ("platform", family.into()),
        ("type", kind.into()),
        ("version", (*version).into()),
    ])
}
