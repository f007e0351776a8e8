//! The crates of the workspace are those of the table in `layers.rs`, and use what it lets them use.

use std::collections::BTreeSet;
use std::path::Path;

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand};

use crate::{Failure, Finding, Layer, Tree};

/// Where the table stands.
const TABLE: &str = "xtask/src/layers.rs";

/// A crate of the workspace as its manifest has it.
pub(super) struct Package {
    name: String,
    description: String,
    /// Path of its `Cargo.toml` from the root of the checkout.
    manifest: String,
    /// The workspace crates that it uses outside its tests.
    uses: BTreeSet<String>,
}

/// The crates of the workspace at `root`, as cargo sees them.
pub(super) fn packages(root: &Path) -> Result<Vec<Package>, Failure> {
    let metadata = MetadataCommand::new()
        .manifest_path(root.join("Cargo.toml"))
        .no_deps()
        .other_options(["--offline".to_owned()])
        .exec()
        .map_err(|error| Failure::new(format!("`cargo metadata`: {error}")))?;
    Ok(metadata.packages.iter().map(|package| convert(&metadata, package)).collect())
}

fn convert(metadata: &Metadata, package: &cargo_metadata::Package) -> Package {
    let manifest = package.manifest_path.strip_prefix(&metadata.workspace_root);
    let used = package
        .dependencies
        .iter()
        .filter(|dependency| dependency.kind != DependencyKind::Development)
        .filter(|dependency| dependency.path.is_some());
    Package {
        name: package.name.to_string(),
        description: package.description.clone().unwrap_or_default(),
        manifest: manifest.unwrap_or(&package.manifest_path).as_str().replace('\\', "/"),
        uses: used.map(|dependency| dependency.name.clone()).collect(),
    }
}

/// Compares the crates with the table.
pub(super) fn check(packages: &[Package], layers: &[Layer], tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for layer in layers {
        findings.extend(check_row(layer, packages, layers, tree));
    }
    for package in packages {
        match layers.iter().find(|layer| layer.name == package.name) {
            Some(layer) => findings.extend(check_package(package, layer, packages, tree)),
            None => findings.push(Finding::new(
                &package.manifest,
                1,
                format!("crate `{}` is not in the table of `{TABLE}`; give it a row", package.name),
            )),
        }
    }
    findings
}

fn check_row(layer: &Layer, packages: &[Package], layers: &[Layer], tree: &Tree) -> Vec<Finding> {
    let mut messages = Vec::new();
    if !packages.iter().any(|package| package.name == layer.name) {
        messages
            .push(format!("the table has a row for `{}`, but there is no such crate", layer.name));
    }
    for name in layer.uses {
        let lower = layers.iter().any(|other| other.name == *name && other.level < layer.level);
        if !lower {
            messages.push(format!(
                "the row of `{}` lets it use `{name}`, which is not of a lower level",
                layer.name
            ));
        }
    }
    let line = line_of(tree, TABLE, &format!("name: \"{}\"", layer.name));
    messages.into_iter().map(|message| Finding::new(TABLE, line, message)).collect()
}

fn check_package(
    package: &Package,
    layer: &Layer,
    packages: &[Package],
    tree: &Tree,
) -> Vec<Finding> {
    let at = |text: &str, message| {
        Finding::new(&package.manifest, line_of(tree, &package.manifest, text), message)
    };
    let mut findings = Vec::new();
    let folder = package.manifest.rsplit('/').nth(1).unwrap_or_default();
    if folder != package.name {
        findings.push(at("name", format!("crate `{}` lives in folder `{folder}`", package.name)));
    }
    if package.description != layer.job {
        let message = format!("the table of `{TABLE}` says of it: {}", layer.job);
        findings.push(at("description", message));
    }
    for name in package.uses.iter().filter(|name| !layer.uses.contains(&name.as_str())) {
        findings.push(at(name, format!("`{}` must not use `{name}`{}", layer.name, why(name))));
    }
    for name in layer.uses.iter().filter(|name| !package.uses.contains(**name)) {
        let message = format!("the table lets `{}` use `{name}`, which it does not", layer.name);
        findings.push(at("[dependencies]", message));
    }
    for name in reached(package, packages).iter().filter(|name| layer.forbids(name)) {
        let message = format!("`{}` must never reach `{name}`, even indirectly", layer.name);
        findings.push(at("[dependencies]", message));
    }
    findings
}

fn why(name: &str) -> &'static str {
    if name == "testkit" {
        "; it is for [dev-dependencies] only"
    } else {
        ": the table in `xtask/src/layers.rs` does not have this arrow"
    }
}

/// Every crate that this one uses, directly or not.
fn reached(package: &Package, packages: &[Package]) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let mut next: Vec<&String> = package.uses.iter().collect();
    while let Some(name) = next.pop() {
        if reached.insert(name.clone()) {
            let used = packages.iter().filter(|other| other.name == *name);
            next.extend(used.flat_map(|other| &other.uses));
        }
    }
    reached
}

/// The first line that starts with this text, indentation aside; 1 where there is none.
fn line_of(tree: &Tree, path: &str, start: &str) -> usize {
    let text = tree.text(path).unwrap_or_default();
    text.lines().position(|line| line.trim_start().starts_with(start)).map_or(1, |index| index + 1)
}

#[cfg(test)]
mod tests {
    use super::{Package, check};
    use crate::{LAYERS, Layer, Tree};

    const ROWS: &[Layer] = &[
        Layer { level: 0, name: "event", job: "Events.", uses: &[], never: &["*"] },
        Layer { level: 1, name: "eql-hir", job: "Types.", uses: &["event"], never: &[] },
        Layer { level: 2, name: "matcher", job: "Runs.", uses: &["event"], never: &["eql-*"] },
    ];

    fn package(name: &str, description: &str, uses: &[&str]) -> Package {
        Package {
            name: name.to_owned(),
            description: description.to_owned(),
            manifest: format!("crates/{name}/Cargo.toml"),
            uses: uses.iter().map(|name| (*name).to_owned()).collect(),
        }
    }

    fn messages(packages: &[Package], rows: &[Layer]) -> Vec<String> {
        let manifest =
            "[package]\n\n[dependencies]\nevent.workspace = true\neql-hir.workspace = true\n";
        let tree = Tree::of(&[("crates/matcher/Cargo.toml", manifest)]);
        check(packages, rows, &tree).iter().map(ToString::to_string).collect()
    }

    fn sound() -> Vec<Package> {
        vec![
            package("event", "Events.", &[]),
            package("eql-hir", "Types.", &["event"]),
            package("matcher", "Runs.", &["event"]),
        ]
    }

    #[test]
    fn the_graph_of_the_table_is_clean() {
        assert_eq!(messages(&sound(), ROWS), [""; 0]);
    }

    #[test]
    fn an_arrow_that_the_table_lacks_is_found_in_its_line() {
        let mut packages = sound();
        packages[2] = package("matcher", "Runs.", &["event", "eql-hir"]);
        assert_eq!(
            messages(&packages, ROWS),
            [
                "crates/matcher/Cargo.toml:5: `matcher` must not use `eql-hir`: the table in \
                 `xtask/src/layers.rs` does not have this arrow",
                "crates/matcher/Cargo.toml:3: `matcher` must never reach `eql-hir`, even indirectly",
            ]
        );
    }

    #[test]
    fn a_forbidden_crate_is_found_behind_another_one() {
        let rows = [
            Layer { uses: &["event"], ..ROWS[0] },
            Layer { level: 1, name: "pack", job: "", uses: &["event"], never: &[] },
            Layer { level: 2, name: "oracle", job: "", uses: &["pack"], never: &["event"] },
        ];
        let packages = [
            package("event", "Events.", &["event"]),
            package("pack", "", &["event"]),
            package("oracle", "", &["pack"]),
        ];
        let found = messages(&packages, &rows).join("\n");
        assert!(found.contains("`oracle` must never reach `event`, even indirectly"), "{found}");
    }

    #[test]
    fn testkit_outside_tests_is_found() {
        let mut packages = sound();
        packages[0] = package("event", "Events.", &["testkit"]);
        let found = messages(&packages, ROWS).join("\n");
        assert!(
            found.contains("`event` must not use `testkit`; it is for [dev-dependencies] only")
        );
    }

    #[test]
    fn crates_and_rows_without_each_other_are_found() {
        let packages = [package("event", "Events.", &[]), package("cli", "argv.", &[])];
        let found = messages(&packages, &ROWS[..2]).join("\n");
        assert!(found.contains("crate `cli` is not in the table"), "{found}");
        assert!(found.contains("a row for `eql-hir`, but there is no such crate"), "{found}");
    }

    #[test]
    fn an_unused_arrow_a_wrong_folder_and_another_job_are_found() {
        let mut packages = sound();
        packages[1] = package("eql-hir", "Something else.", &[]);
        packages[1].manifest = "crates/hir/Cargo.toml".to_owned();
        let found = messages(&packages, ROWS).join("\n");
        assert!(found.contains("lets `eql-hir` use `event`, which it does not"), "{found}");
        assert!(found.contains("crate `eql-hir` lives in folder `hir`"), "{found}");
        assert!(found.contains("says of it: Types."), "{found}");
    }

    #[test]
    fn the_table_itself_points_downwards() {
        let row = Layer { level: 0, uses: &["matcher"], ..ROWS[0] };
        let found = messages(&sound(), &[row, ROWS[1], ROWS[2]]).join("\n");
        assert!(found.contains("lets it use `matcher`, which is not of a lower level"), "{found}");
        assert!(LAYERS.is_sorted_by_key(|layer| layer.level));
    }
}
