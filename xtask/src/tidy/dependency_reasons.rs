//! Every dependency has one line in the root manifest that says why it is here.

use crate::manifest::{Entry, Section, sections};
use crate::{Finding, Tree};

/// Looks at `[workspace.dependencies]`, and at the members, which may only refer to it.
pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let manifests = tree.texts().filter(|(path, _)| path.ends_with("Cargo.toml"));
    manifests.flat_map(|(path, text)| check_manifest(path, text)).collect()
}

fn check_manifest(path: &str, text: &str) -> Vec<Finding> {
    let is_root =
        path == "Cargo.toml" || sections(text).iter().any(|section| section.name == "workspace");
    let check = if is_root { unexplained } else { own_version };
    let section_findings = |section: Section<'_>| -> Vec<Finding> {
        let entries = section.entries.iter();
        entries
            .filter_map(|entry| Some(Finding::new(path, entry.line, check(&section, entry)?)))
            .collect()
    };
    sections(text).into_iter().flat_map(section_findings).collect()
}

/// An entry of the root manifest, or of one that is a workspace of its own, that brings in somebody else's crate without a reason.
fn unexplained(section: &Section<'_>, entry: &Entry<'_>) -> Option<String> {
    if section.name.starts_with("workspace.dependencies.") {
        return Some(format!("write `{}` as one line with its reason behind `#`", section.name));
    }
    let own = entry.value.replace(' ', "").contains("path=");
    let brings_in = section.name == "workspace.dependencies" || section.name == "dependencies";
    (brings_in && !own && !entry.explained)
        .then(|| format!("dependency `{}` has no reason; write it behind `#`", entry.key))
}

/// An entry of a member's manifest that does not refer to the root manifest.
fn own_version(section: &Section<'_>, entry: &Entry<'_>) -> Option<String> {
    let is_list =
        section.name.rsplit('.').next().is_some_and(|name| name.ends_with("dependencies"));
    let refers = entry.key.ends_with(".workspace")
        || entry.value.replace(' ', "").contains("workspace=true");
    (is_list && !refers).then(|| {
        format!(
            "`{}` names its own version; put it with its reason into the root manifest",
            entry.key
        )
    })
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::Tree;

    fn messages(path: &str, manifest: &str) -> Vec<String> {
        check(&Tree::of(&[(path, manifest)])).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_dependency_without_reason_is_found() {
        let manifest = "[package]\nedition = \"2024\"\n[workspace.dependencies]\n\
                        event = { path = \"crates/event\" }\nnom = \"8\" # the lexer\nregex = \"1\"\n";
        assert_eq!(
            messages("Cargo.toml", manifest),
            ["Cargo.toml:6: dependency `regex` has no reason; write it behind `#`"]
        );
    }

    #[test]
    fn a_workspace_of_its_own_gives_its_own_reasons() {
        let manifest = "[workspace]\n[dependencies]\nevent = { path = \"../../event\" }\n\
                        libfuzzer-sys = \"0.4\" # the driver\nregex = \"1\"\n";
        assert_eq!(
            messages("crates/a/fuzz/Cargo.toml", manifest),
            ["crates/a/fuzz/Cargo.toml:5: dependency `regex` has no reason; write it behind `#`"]
        );
    }

    #[test]
    fn a_dependency_as_its_own_section_is_found() {
        let found = messages("Cargo.toml", "[workspace.dependencies.nom]\nversion = \"8\"\n");
        assert!(
            found[0].starts_with("Cargo.toml:2: write `workspace.dependencies.nom` as one line")
        );
    }

    #[test]
    fn a_member_with_its_own_version_is_found() {
        let manifest = "[dependencies]\nevent.workspace = true\nclap = { workspace = true }\n\
                        [dev-dependencies]\nnom = \"8\" # the lexer\n";
        assert_eq!(
            messages("crates/a/Cargo.toml", manifest),
            [
                "crates/a/Cargo.toml:5: `nom` names its own version; put it with its reason into the \
              root manifest"
            ]
        );
    }
}
