//! DNS events: a process asks for a name, or gets the answer.

use event::{Document, Json};

use super::actor::actor_with_parent;
use super::json::{document, object, texts};
use super::machine::{Kind, Scene};
use super::network::outside_address;
use super::random::Random;
use super::template::fill;

const REQUEST: Kind = kind("lookup_requested", &["connection", "start"]);
const RESULT: Kind = kind("lookup_result", &["connection", "info"]);

const fn kind(action: &'static str, types: &'static [&'static str]) -> Kind {
    let dataset = "endpoint.events.network";
    Kind { noun: "DNS", dataset, categories: &["network"], types, action }
}

/// Names, templates, the most usual first; all below domains that are kept for examples.
const NAMES: &[&str] = &[
    "login.harbour.example",
    "srv-domain-01.corp.harbour.example",
    "mail.harbour.example",
    "{hex}.objects.example.net",
    "edge-{small}.cdn.example.net",
    "updates.lindholm.example",
    "telemetry-{n}.example.com",
    "_ldap._tcp.dc._msdcs.corp.harbour.example",
    "{word}.example.org",
    "{word}-{small}.pages.example.com",
    "wpad.corp.harbour.example",
];

/// Some process of the host looks up a name.
pub(super) fn event(scene: &mut Scene<'_>) -> Document {
    let process = scene.any_process();
    let random = &mut *scene.random;
    let template = *random.skewed(NAMES);
    let name = fill(template, &process.user, random);
    let answered = random.one_in(2);
    let kind = if answered { &RESULT } else { &REQUEST };
    let own = [
        ("process", Json::Object(actor_with_parent(&process, random))),
        ("dns", dns_block(&name, answered, random)),
        ("network", object([("protocol", "dns".into()), ("transport", "udp".into())])),
    ];
    scene.event(kind, &process.user, own)
}

fn dns_block(name: &str, answered: bool, random: &mut Random) -> Json {
    let registered = name.rsplitn(3, '.').take(2).collect::<Vec<_>>();
    let mut block = document([(
        "question",
        object([
            ("name", name.into()),
            ("type", (*random.skewed(&["A", "AAAA", "SRV", "TXT"])).into()),
            (
                "registered_domain",
                registered.into_iter().rev().collect::<Vec<_>>().join(".").into(),
            ),
        ]),
    )]);
    if answered {
        let addresses: Vec<_> = (0..random.number(1..4)).map(|_| outside_address(random)).collect();
        block.push("resolved_ip", texts(addresses));
        block.set("Ext.status", Json::Int(0));
    }
    Json::Object(block)
}
