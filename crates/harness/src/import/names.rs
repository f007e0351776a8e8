//! What new files are called.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

/// The longest name of a file, without its ending.
const MAX_LENGTH: usize = 100;

/// `execution_odd_shell`: the first tactic and the name of a rule.
pub(super) fn of_rule(rule: &Map<String, Value>) -> String {
    let name = rule.get("name").and_then(Value::as_str).map(slug).unwrap_or_default();
    let threat = rule.get("threat").and_then(|threats| threats.get(0)?.get("tactic")?.get("name"));
    let tactic = threat.and_then(Value::as_str).map(slug).unwrap_or_default();
    let parts = [tactic, name];
    let [tactic, name] = &parts;
    if tactic.is_empty() || name.starts_with(tactic) {
        return if name.is_empty() { "rule".to_owned() } else { name.clone() };
    }
    parts.join("_").trim_end_matches('_').to_owned()
}

/// A path that is not taken.
pub(super) fn free(folder: &Path, name: &str, taken: &BTreeSet<PathBuf>) -> PathBuf {
    let numbered = (2..).map(|number| format!("{name}_{number}"));
    let paths = std::iter::once(name.to_owned()).chain(numbered);
    let mut paths = paths.map(|name| folder.join(name + ".toml"));
    // Some number is always free.
    paths.find(|path| !taken.contains(path) && !path.exists()).unwrap_or_default()
}

/// Small letters, digits and `_`.
pub(super) fn slug(text: &str) -> String {
    let mut slug = String::new();
    for character in text.chars() {
        if character.is_ascii_alphanumeric() {
            slug.push(character.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('_') {
            slug.push('_');
        }
        if slug.len() == MAX_LENGTH {
            break;
        }
    }
    slug.trim_end_matches('_').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_name_is_the_tactic_and_the_name() {
        let of = |rule: Value| of_rule(rule.as_object().unwrap());
        let threat = json!([{"tactic": {"name": "Defense Evasion"}}]);
        assert_eq!(
            of(json!({"name": "Odd  Shell (x86)", "threat": threat})),
            "defense_evasion_odd_shell_x86"
        );
        assert_eq!(of(json!({"name": "../../etc/passwd"})), "etc_passwd");
        assert_eq!(of(json!({"name": "日本"})), "rule");
        assert_eq!(slug(&"a".repeat(500)).len(), MAX_LENGTH);
    }
}
