//! The first fixtures of a new rule: one event that it finds, and one that it nearly finds.

/// The files below the folder of fixtures, with their texts.
pub(super) fn texts(platform: &str) -> [(&'static str, String); 2] {
    [
        ("positive/replace_me.ndjson", event(platform, "--replace-me")),
        ("negative/other_argument.ndjson", event(platform, "--other")),
    ]
}

fn event(platform: &str, argument: &str) -> String {
    let event = serde_json::json!({
        "@timestamp": "2026-01-15T08:00:00.000Z",
        "event": {"category": ["process"], "type": ["start"]},
        "host": {"os": {"type": platform}},
        "process": {"name": "example", "args": ["example", argument]},
    });
    format!("{event}\n")
}
