//! Every rule has positive and negative cases, and every folder of cases has its rule.
//!
//! `rules/<platform>/<name>.toml` ↔ `testdata/rules/<platform>/<name>/{positive,negative}/<case>`.

use std::collections::BTreeMap;

use crate::{Finding, Tree};

/// The only files in `rules` that are no rules: whose they are.
const LEGAL: &[&str] = &["LICENSE", "NOTICE"];

const SIDES: &[&str] = &["positive", "negative"];

/// Compares the two trees.
pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let cases = cases(tree);
    let rules = tree.paths().filter_map(|path| path.strip_prefix("rules/"));
    let rules = rules.filter(|inside| !LEGAL.contains(inside));
    let mut findings: Vec<Finding> = rules.flat_map(|inside| rule(inside, &cases)).collect();
    findings.extend(misplaced(tree));
    findings
        .extend(cases.iter().filter_map(|(folder, case)| without_rule(tree, folder, case.path)));
    findings
}

/// The files of one rule below `testdata/rules`.
#[derive(Default)]
struct Cases<'a> {
    /// The first of them.
    path: &'a str,
    /// How many there are in `positive` and `negative`.
    counts: [usize; 2],
}

/// Cases by `<platform>/<name>`.
fn cases(tree: &Tree) -> BTreeMap<&str, Cases<'_>> {
    let mut found: BTreeMap<&str, Cases<'_>> = BTreeMap::new();
    for (path, inside) in case_paths(tree) {
        let Some((folder, rest)) = split_folder(inside) else { continue };
        let entry = found.entry(folder).or_default();
        entry.path = if entry.path.is_empty() { path } else { entry.path };
        for (count, side) in entry.counts.iter_mut().zip(SIDES) {
            *count += usize::from(rest.split_once('/').is_some_and(|(name, _)| name == *side));
        }
    }
    found
}

/// Whole path, and path below `testdata/rules`.
fn case_paths(tree: &Tree) -> impl Iterator<Item = (&str, &str)> {
    tree.paths().filter_map(|path| Some((path, path.strip_prefix("testdata/rules/")?)))
}

/// `windows/x/positive/a.ndjson` → `windows/x` and the rest.
fn split_folder(inside: &str) -> Option<(&str, &str)> {
    let (second, _) = inside.match_indices('/').nth(1)?;
    Some((&inside[..second], &inside[second + 1..]))
}

/// Findings about one file below `rules`.
fn rule(inside: &str, cases: &BTreeMap<&str, Cases<'_>>) -> Vec<Finding> {
    let path = format!("rules/{inside}");
    let name = inside.strip_suffix(".toml").filter(|name| name.matches('/').count() == 1);
    let Some(name) = name else {
        let message = "only `rules/<platform>/<name>.toml` belongs here";
        return vec![Finding::new(&path, 1, message)];
    };
    let counts = cases.get(name).map_or([0; 2], |cases| cases.counts);
    let missing = SIDES.iter().zip(counts).filter(|(_, count)| *count == 0);
    let message = |side| format!("no case in `testdata/rules/{name}/{side}/`");
    missing.map(|(side, _)| Finding::new(&path, 1, message(side))).collect()
}

/// Files beside the folders of the rules; a page at the very top is fine.
fn misplaced(tree: &Tree) -> impl Iterator<Item = Finding> {
    case_paths(tree)
        .filter(|(_, inside)| inside.matches('/').count() == 1)
        .map(|(path, _)| Finding::new(path, 1, "the file is in no rule's folder"))
}

fn without_rule(tree: &Tree, folder: &str, case: &str) -> Option<Finding> {
    let rule = format!("rules/{folder}.toml");
    let absent = !tree.paths().any(|path| path == rule);
    absent.then(|| Finding::new(case, 1, format!("there is no rule `{rule}`")))
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::Tree;

    fn messages(paths: &[&str]) -> Vec<String> {
        let files: Vec<(&str, &str)> = paths.iter().map(|path| (*path, "")).collect();
        check(&Tree::of(&files)).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_rule_with_both_kinds_of_cases_is_clean() {
        let paths = [
            "rules/NOTICE",
            "rules/windows/a.toml",
            "testdata/rules/README.md",
            "testdata/rules/windows/a/matches.snap",
            "testdata/rules/windows/a/negative/other_parent.ndjson",
            "testdata/rules/windows/a/positive/cmd.ndjson",
        ];
        assert_eq!(messages(&paths), [""; 0]);
    }

    #[test]
    fn a_rule_without_negative_cases_is_found() {
        let paths = ["rules/windows/a.toml", "testdata/rules/windows/a/positive/cmd.ndjson"];
        assert_eq!(
            messages(&paths),
            ["rules/windows/a.toml:1: no case in `testdata/rules/windows/a/negative/`"]
        );
    }

    #[test]
    fn cases_without_rule_are_found_once() {
        let paths = [
            "testdata/rules/windows/a/negative/x.ndjson",
            "testdata/rules/windows/a/positive/x.ndjson",
        ];
        assert_eq!(
            messages(&paths),
            [
                "testdata/rules/windows/a/negative/x.ndjson:1: there is no rule `rules/windows/a.toml`"
            ]
        );
    }

    #[test]
    fn files_in_the_wrong_place_are_found() {
        let found =
            messages(&["rules/a.toml", "rules/windows/b.yml", "testdata/rules/windows/x.ndjson"]);
        assert_eq!(found.len(), 3, "{found:?}");
    }
}
