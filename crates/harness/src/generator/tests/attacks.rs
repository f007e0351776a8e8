//! The attacks are there, in the numbers that were promised, and nothing else looks like one.

use super::*;

type Filter = fn(&Document) -> bool;

/// Events with each attack and each near miss once.
fn events() -> impl Iterator<Item = Document> {
    let mut generator = Generator::new(8);
    std::iter::from_fn(move || (generator.stories <= 10).then(|| generator.next()).flatten())
}

fn count(is_attack: impl Fn(&Document) -> bool) -> usize {
    events().filter(is_attack).count()
}

fn has(event: &Document, fields: &[(&str, &str)]) -> bool {
    fields.iter().all(|(path, expected)| text(event, path) == *expected)
}

fn has_argument(event: &Document, argument: &str) -> bool {
    let arguments = event.values(&FieldPath::new("process.args"));
    arguments.iter().any(|value| value.to_string() == argument)
}

/// How many events of the second kind come on the same host, with the same key, at most so many
/// milliseconds after one of the first kind.
fn count_pairs(most_millis: i64, first: (Filter, &str), second: (Filter, &str)) -> usize {
    let key = |event: &Document, path: &str| (text(event, "host.id"), text(event, path));
    let mut begun = BTreeMap::new();
    let mut count = 0;
    for event in events() {
        if (second.0)(&event) {
            let begin = begun.get(&key(&event, second.1));
            count += usize::from(begin.is_some_and(|begin| millis(&event) - begin <= most_millis));
        }
        if (first.0)(&event) {
            begun.insert(key(&event, first.1), millis(&event));
        }
    }
    count
}

#[test]
fn a_tool_without_signature_ends_and_its_file_is_deleted() {
    let ended: Filter = |event| {
        has(event, &[("event.category", "process"), ("event.type", "end")])
            && text(event, "process.code_signature.trusted") != "true"
    };
    let deleted: Filter =
        |event| has(event, &[("event.type", "deletion"), ("file.extension", "exe")]);
    assert_eq!(count_pairs(5_000, (ended, "process.executable"), (deleted, "file.path")), 1);
}

#[test]
fn wmic_deletes_shadow_copies() {
    let started = |event: &Document| {
        has(event, &[("event.type", "start"), ("process.name", "WMIC.exe")])
            && has_argument(event, "shadowcopy")
    };
    assert_eq!(count(|event| started(event) && has_argument(event, "delete")), 1);
    assert!(count(started) > 1);
}

#[test]
fn a_script_host_starts_powershell() {
    let started: Filter = |event| {
        let parent = text(event, "process.parent.name");
        text(event, "event.type") == "start" && (parent == "wscript.exe" || parent == "cscript.exe")
    };
    assert_eq!(count(started), 2);
    assert_eq!(count(|event| started(event) && text(event, "process.name") == "powershell.exe"), 1);
}

#[test]
fn a_program_is_copied_to_a_share() {
    let connected: Filter = |event| {
        has(event, &[("destination.port", "445"), ("network.direction", "ingress")])
            && has(event, &[("process.pid", "4"), ("event.type", "start")])
    };
    let written: Filter = |event| {
        text(event, "process.pid") == "4"
            && text(event, "file.Ext.header_bytes").starts_with("4d5a")
    };
    let key = "process.entity_id";
    assert_eq!(count_pairs(30_000, (connected, key), (written, key)), 1);
    assert!(count(connected) > 10);
}

#[test]
fn the_wmi_provider_host_sets_what_starts_programs() {
    let set: Filter = |event| {
        has(event, &[("process.name", "WmiPrvSE.exe"), ("event.action", "modification")])
            && event.get("registry").is_some()
            && !text(event, "registry.path").contains("WBEM")
    };
    assert_eq!(count(|event| set(event) && text(event, "registry.value") != "Description"), 1);
    assert_eq!(count(set), 2);
}
