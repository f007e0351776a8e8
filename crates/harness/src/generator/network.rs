//! Network events: a connection begins or ends.

use std::ops::Range;

use event::{Document, Json};

use super::actor::actor_with_parent;
use super::hosts::Os;
use super::json::object;
use super::machine::{Kind, Scene};
use super::processes::Process;
use super::random::Random;

const ATTEMPTED: Kind = kind("connection_attempted", &["start"]);
const ACCEPTED: Kind = kind("connection_accepted", &["start"]);
const DISCONNECTED: Kind = kind("disconnect_received", &["end"]);

const fn kind(action: &'static str, types: &'static [&'static str]) -> Kind {
    let dataset = "endpoint.events.network";
    Kind { noun: "network", dataset, categories: &["network"], types, action }
}

/// Ports of services outside and inside the own network, the most usual first.
const OUTSIDE: &[i64] = &[443, 443, 80, 8443, 22, 587];
const INSIDE: &[i64] = &[445, 88, 389, 443, 8080, 3389, 5985, 135];

/// Where the other end of a connection lies.
const CLIENT_PORTS: Range<i64> = 49_152..65_536;

/// Some process of the host talks to another computer.
pub(super) fn event(scene: &mut Scene<'_>) -> Document {
    if scene.machine.host.server && scene.random.one_in(3) {
        return incoming_to_a_server(scene);
    }
    let process = scene.any_process();
    let random = &mut *scene.random;
    let (address, port) = if random.one_in(3) {
        (inside_address(random), *random.skewed(INSIDE))
    } else {
        (outside_address(random), *random.skewed(OUTSIDE))
    };
    let kind = if random.one_in(3) { &DISCONNECTED } else { &ATTEMPTED };
    outgoing(scene, kind, &process, (&address, port))
}

fn incoming_to_a_server(scene: &mut Scene<'_>) -> Document {
    let (name, port) = match scene.machine.host.os {
        Os::Windows => ("System", 445),
        Os::Linux | Os::Mac => *scene.random.pick(&[("nginx", 443), ("sshd", 22)]),
    };
    let process = scene.machine.processes.named(name);
    incoming(scene, &process, port)
}

/// Another computer connects to a port of this one.
pub(super) fn incoming(scene: &mut Scene<'_>, process: &Process, port: i64) -> Document {
    let (own, other) = (scene.machine.host.address.clone(), inside_address(scene.random));
    let source = (other.as_str(), scene.random.number(CLIENT_PORTS));
    connection(scene, &ACCEPTED, process, ("ingress", source, (&own, port)))
}

fn outgoing(
    scene: &mut Scene<'_>,
    kind: &Kind,
    process: &Process,
    destination: (&str, i64),
) -> Document {
    let own = scene.machine.host.address.clone();
    let source = (own.as_str(), scene.random.number(CLIENT_PORTS));
    connection(scene, kind, process, ("egress", source, destination))
}

/// The last part is the direction, then address and port of the source and of the destination.
fn connection(
    scene: &mut Scene<'_>,
    kind: &Kind,
    process: &Process,
    (direction, source, destination): (&str, (&str, i64), (&str, i64)),
) -> Document {
    let own = [
        ("process", Json::Object(actor_with_parent(process, scene.random))),
        ("source", endpoint(source, scene.random)),
        ("destination", endpoint(destination, scene.random)),
        (
            "network",
            object([
                ("transport", "tcp".into()),
                ("type", "ipv4".into()),
                ("direction", direction.into()),
            ]),
        ),
    ];
    scene.event(kind, &process.user, own)
}

fn endpoint((address, port): (&str, i64), random: &mut Random) -> Json {
    object([
        ("address", address.into()),
        ("ip", address.into()),
        ("port", port.into()),
        ("bytes", random.number(60..200_000).into()),
    ])
}

/// An address of the own network: RFC 1918.
pub(super) fn inside_address(random: &mut Random) -> String {
    let number = random.number(0..40);
    format!("10.20.{}.{}", number % 4, 10 + number)
}

/// An address of the rest of the world: one of the networks of RFC 5737.
pub(super) fn outside_address(random: &mut Random) -> String {
    const NETWORKS: &[&str] = &["203.0.113", "198.51.100", "192.0.2"];
    let network = random.skewed(NETWORKS);
    format!("{network}.{}", 1 + random.skewed_index(250))
}
