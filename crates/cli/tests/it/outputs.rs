//! The formats of `check` that other programs read.

use jsonschema::Validator;
use serde_json::Value;

use crate::folder::Folder;
use crate::rule_text::rule;

fn folder() -> Folder {
    let broken = rule("process where process.name = \"ü\" and\n  process.pid == \"x\"")
        .replace("risk_score = 47", "risk_score = 99")
        .replace("type = \"eql\"\n\n", "type = \"eql\"\ntags = [\"os: Linux\", \"OS: Linux\"]\n\n");
    Folder::of(&[("a b/odd.toml", &broken), ("sound.toml", &sound())])
}

fn sound() -> String {
    let id = "4f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036";
    crate::rule_text::named_rule(id, "Sound", "any where true")
}

#[expect(clippy::disallowed_methods, reason = "the schema of the tests")]
fn sarif_schema() -> Validator {
    let path = testkit::workspace_root().join("testdata/sarif/sarif-schema-2.1.0.json");
    let text = std::fs::read_to_string(path).unwrap();
    // Two patterns close a bracket that they have not opened, which a strict reader refuses.
    let schema: Value = serde_json::from_str(&text.replace("{2}]?$", "{2}$")).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

#[test]
fn sarif_fits_its_official_schema_and_has_every_finding() {
    let folder = folder();
    let schema = sarif_schema();
    for paths in [&["a b", "sound.toml"][..], &["sound.toml"]] {
        let outcome = folder.eqlc(&[&["check", "--format", "sarif"], paths].concat());
        let log: Value = serde_json::from_str(&outcome.stdout).unwrap();
        let errors: Vec<_> = schema.iter_errors(&log).map(|error| error.to_string()).collect();
        assert_eq!(errors, [""; 0], "{outcome}");
        let json = folder.eqlc(&[&["check", "--format", "json"], paths].concat()).json();
        let results = log["runs"][0]["results"].as_array().unwrap();
        assert_eq!(results.len(), json.len());
        let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
        for (result, finding) in results.iter().zip(&json) {
            let region = &result["locations"][0]["physicalLocation"]["region"];
            assert_eq!(
                (&result["ruleId"], &region["startLine"], &region["startColumn"]),
                (&finding["id"], &finding["line"], &finding["column"])
            );
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(rules[index]["id"], finding["id"]);
        }
    }
}

#[test]
fn sarif_escapes_paths() {
    let outcome = folder().eqlc(&["check", "--format", "sarif", "a b"]).exits(1);
    assert!(outcome.stdout.contains("\"uri\": \"a%20b/odd.toml\""), "{outcome}");
}

#[test]
fn github_has_a_command_a_finding() {
    let outcome = folder().eqlc(&["check", "--format", "github", "a b"]).exits(1);
    let lines: Vec<_> = outcome.stdout.lines().collect();
    assert_eq!(lines.len(), outcome.stdout.matches("::error file=a b/odd.toml,line=").count());
    assert!(
        outcome.stdout.contains(
            "::error file=a b/odd.toml,line=18,endLine=18,col=28,endColumn=29,title=eql/assignment::`=` does not compare%0A"
        ),
        "{outcome}"
    );
}

#[test]
fn junit_has_a_suite_a_file_and_a_failed_case_an_error() {
    let outcome = folder().eqlc(&["check", "--format", "junit", "a b", "sound.toml"]).exits(1);
    let json = folder().eqlc(&["check", "--format", "json", "a b", "sound.toml"]).json();
    let errors = json.iter().filter(|finding| finding["severity"] == "error").count();
    assert_eq!(outcome.stdout.matches("<testsuite ").count(), 2, "{outcome}");
    assert_eq!(outcome.stdout.matches("<failure ").count(), errors, "{outcome}");
    let head = format!("<testsuites name=\"eqlc check\" tests=\"{}\"", errors + 1);
    assert!(outcome.stdout.contains(&head), "{outcome}");
    assert!(outcome.stdout.contains("type=\"eql/assignment\""), "{outcome}");
    let suite =
        "<testsuite name=\"sound.toml\" tests=\"1\" skipped=\"0\" errors=\"0\" failures=\"0\">";
    assert!(outcome.stdout.contains(suite), "{outcome}");
}

#[test]
fn every_format_is_the_same_on_every_run() {
    let folder = folder();
    for format in ["human", "concise", "json", "sarif", "github", "junit"] {
        let run = || folder.eqlc(&["check", "--format", format, "."]).stdout;
        assert_eq!(run(), run(), "{format}");
    }
}
