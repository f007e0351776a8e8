//! The embedded ECS against an independent list of the same version.

use std::collections::BTreeMap;
use std::path::Path;

use event_schema::{Catalogue, Ecs};

/// Names and mapping types as JSON; `None` (with one line) where the list is absent.
#[expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a test reads its file and its switch"
)]
fn listed() -> Option<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let text =
        std::fs::read_to_string(root.join("../shared/data/schemas/ecs/ecs-9.4.0-types.json"));
    if text.is_err() {
        let required = std::env::var_os("EQLC_REQUIRE_SHARED").is_some_and(|value| value == "1");
        assert!(!required, "../shared is absent");
        eprintln!("skipped: ecs_agrees_with_the_shared_list: ../shared is absent");
    }
    text.ok()
}

#[test]
fn ecs_agrees_with_the_shared_list() {
    let Some(text) = listed() else { return };
    let listed: BTreeMap<&str, &str> = serde_json::from_str(&text).unwrap();
    let embedded: BTreeMap<&str, &str> =
        Ecs.names().map(|name| (name, Ecs.declared(name).unwrap_or_default())).collect();
    assert_eq!(embedded, listed);
}
