//! Events on which packs are tried.

use event::Document;
use serde_json::json;
use testkit::workspace_root;

/// Fixtures of rules whose plans differ: a plain one, sequences, a missing event.
const FIXTURES: [&str; 3] = [
    "windows/impact_volume_shadow_copy_deletion_via_wmic/positive/upper_case_arguments.ndjson",
    "windows/defense_evasion_process_termination_followed_by_deletion/positive/same_path_on_two_hosts.ndjson",
    "windows/lateral_movement_tool_transfer_via_smb_share/negative/written_after_31s.ndjson",
];

/// A few events that bundled rules and small ones match.
pub(super) fn events() -> Vec<Document> {
    let folder = workspace_root().join("testdata/rules");
    let texts = FIXTURES.map(|name| std::fs::read_to_string(folder.join(name)).unwrap());
    let own = [
        json!({"@timestamp": "2026-11-09T21:47:03.908Z", "event.category": "process", "process.name": ["cmd.exe", "a"],
            "process.pid": 4, "process.entity_id": "e1", "user.name": ["ann", "bob"], "host.id": "h"}),
        json!({"@timestamp": "2026-11-09T21:47:04Z", "event.category": "file", "process.pid": [4, 5.5, -1],
            "process.parent.entity_id": "e1", "process.entity_id": "e2", "file.size": 1e300, "source.ip": "10.0.0.1",
            "list": [{"v": 1, "w": "x"}, {"v": 2, "list": [{"v": 3}]}], "host.id": "h"}),
        json!({"@timestamp": "never", "event": {"category": null}, "process": {"name": "", "args": ["-c", "\u{0}"]}}),
        json!({}),
    ];
    let parse = |line: &str| serde_json::from_str(line).unwrap();
    let fixtures = texts.iter().flat_map(|text| text.lines()).map(parse);
    fixtures.chain(own.iter().map(|event| parse(&event.to_string()))).collect()
}
