//! The rules of this project, as rules of a repository.

use rule_lint::Context;

use crate::findings_without_fields;

#[test]
fn the_rules_of_this_project_raise_nothing() {
    let folder = testkit::workspace_root();
    let mut found = Vec::new();
    for case in testkit::cases(&folder.join("rules"), "toml") {
        let path = format!("rules/{}.toml", case.name);
        let context = Context { repository: true, ..Context::default() };
        let findings = findings_without_fields(&path, &case.text, &context).into_iter();
        found.extend(findings.map(|finding| format!("{} {}", case.name, finding.id)));
    }
    assert_eq!(found, [""; 0]);
}
