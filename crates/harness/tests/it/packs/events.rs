//! Events on which packs are tried.

use event::Document;
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
    let parse = |line: &str| serde_json::from_str(line).unwrap();
    let fixtures = texts.iter().flat_map(|text| text.lines()).map(parse);
    let own = workspace_root().join("crates/pack/fuzz/events.ndjson");
    fixtures.chain(std::fs::read_to_string(own).unwrap().lines().map(parse)).collect()
}
