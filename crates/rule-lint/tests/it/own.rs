//! The rules of this project, as rules of a repository.

use rule_lint::Context;

use crate::findings_without_fields;

#[test]
fn findings_in_the_rules_of_this_project_are_known() {
    let folder = testkit::workspace_root();
    let mut found = Vec::new();
    for case in testkit::cases(&folder.join("rules"), "toml") {
        let path = format!("rules/{}.toml", case.name);
        let context = Context { repository: true, ..Context::default() };
        let findings = findings_without_fields(&path, &case.text, &context).into_iter();
        found.extend(findings.map(|finding| format!("{} {}", case.name, finding.id)));
    }
    // They are older than the lists that Elastic's tests have today, and stay as they were published.
    assert_eq!(
        found,
        [
            "windows/impact_volume_shadow_copy_deletion_via_wmic rule/missing-source-tag",
            "windows/impact_volume_shadow_copy_deletion_via_wmic rule/missing-source-tag",
            "windows/initial_access_windows_script_executing_powershell rule/missing-source-tag",
            "windows/persistence_via_wmi_standard_registry_provider rule/missing-guide-tag",
        ]
    );
}
