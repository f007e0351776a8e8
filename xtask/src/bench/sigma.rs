//! Sigma rules as EQL: from one JSON object a line to rule files that load.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::{Failure, disk};

/// What is needed of one rule.
#[derive(Deserialize)]
struct SigmaRule {
    id: String,
    eql: String,
}

/// Writes the rules of a file as TOML into a folder; the folder.
pub(super) fn write_rules(source: &Path, folder: &Path) -> Result<PathBuf, Failure> {
    let folder = folder.join("sigma");
    disk::empty_folder(&folder)?;
    for (number, line) in disk::read_text(source)?.lines().enumerate() {
        let path = folder.join(format!("rule_{number:05}.toml"));
        let text = rule_file(line).map_err(|problem| {
            Failure::new(format!("`{}` line {}: {problem}", source.display(), number + 1))
        })?;
        disk::write_text(&path, &text)?;
    }
    Ok(folder)
}

fn rule_file(line: &str) -> Result<String, String> {
    let SigmaRule { id, eql } = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let file = serde_json::json!({
        "metadata": {
            "creation_date": "2026/01/01", "updated_date": "2026/01/01", "maturity": "production",
        },
        "rule": {
            "author": ["Sigma"], "description": "A Sigma rule as EQL, for the bench only.",
            "name": format!("Sigma rule {id}"), "rule_id": id, "risk_score": 47, "severity": "medium",
            "type": "eql", "language": "eql", "query": eql,
        },
    });
    toml::to_string(&file).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use harness::{LoadOptions, load};

    #[test]
    fn a_line_becomes_a_rule_that_runs() {
        let folder = tempfile::TempDir::new().unwrap();
        let source = folder.path().join("rules.jsonl");
        let rule = serde_json::json!({
            "id": "00000000-0000-4000-8000-000000000001",
            "title": "?",
            "level": "high",
            "eql": "any where Image : \"*\\\\cmd.exe\" and EventID == 1",
        });
        disk::write_text(&source, &format!("{rule}\n")).unwrap();
        let rules = write_rules(&source, folder.path()).unwrap();
        let set = load(&[rules], &LoadOptions::default());
        assert_eq!((set.rules.len(), set.errors()), (1, 0));
        assert!(rule_file("{}").is_err());
    }
}
