//! API events: a process calls a function of Windows that matters for security.

use event::{Document, Json};

use super::actor::{actor, call_stack, call_stack_summary, identity};
use super::json::{object, texts};
use super::machine::{Kind, Scene};
use super::random::Random;

const API: Kind = Kind {
    noun: "API",
    dataset: "endpoint.events.api",
    categories: &["api"],
    types: &["access"],
    action: "api_call",
};

/// The function, how it is meant, and the rights that it asks for; the most usual first.
const CALLS: &[(&str, &str, &str)] = &[
    ("OpenProcess", "cross-process", "PROCESS_QUERY_LIMITED_INFORMATION"),
    ("OpenProcess", "cross-process", "PROCESS_VM_READ"),
    ("VirtualProtect", "execute_shellcode", "PAGE_EXECUTE_READ"),
    ("VirtualAlloc", "allocate_shellcode", "PAGE_READWRITE"),
    ("OpenThread", "cross-process", "THREAD_SUSPEND_RESUME"),
    ("GetAsyncKeyState", "rapid_background_polling", ""),
    ("SetWindowsHookEx", "low_level_hook", ""),
    ("WriteProcessMemory", "cross-process", "PROCESS_VM_WRITE"),
];

/// Some process of the host calls one of the functions, aimed at another process.
pub(super) fn event(scene: &mut Scene<'_>) -> Document {
    let (process, target) = (scene.any_process(), scene.any_process());
    let random = &mut *scene.random;
    let call = random.skewed(CALLS);
    let mut block = actor(&process, random);
    let summary = call_stack_summary(&process, random);
    let frames = call_stack(&summary, &process, random);
    block.set("thread.Ext.call_stack", frames);
    block.set("thread.Ext.call_stack_summary", summary.into());
    block.set("Ext.api", api_block(call, target.name(), random));
    let own = [
        ("process", Json::Object(block)),
        ("Target", object([("process", Json::Object(identity(&target)))])),
    ];
    let mut document = scene.event(&API, &process.user, own);
    document.set("event.provider", "Microsoft-Windows-Threat-Intelligence".into());
    document.set("event.outcome", "success".into());
    document
}

fn api_block(
    (name, behaviour, rights): &(&str, &str, &str),
    target: &str,
    random: &mut Random,
) -> Json {
    object([
        ("name", (*name).into()),
        ("behaviors", texts([*behaviour])),
        ("metadata", object([("return_value", Json::Int(0))])),
        (
            "parameters",
            object([
                ("desired_access", texts([*rights].into_iter().filter(|right| !right.is_empty()))),
                ("desired_access_numeric", Json::Int(random.number(1..0x20_0000))),
                ("address", Json::Int(random.number(0x1_0000_0000..0x7fff_0000_0000))),
                ("size", Json::Int(random.number(1..256) * 4096)),
            ]),
        ),
        ("summary", format!("{name}( {target}, {rights} )").into()),
    ])
}
