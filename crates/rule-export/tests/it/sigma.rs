//! Sigma rules as files that people looked at: small queries, and rules of our own.

use std::fmt::Write as _;
use std::path::PathBuf;

use diagnostics::SourceText;
use eql_hir::{Context, Predicate, Query, Test};
use eql_syntax::Dialect;
use event_schema::Schema;
use rule_export::{Differs, Eql, Export, Names, Options, Rule, backend, export};
use rule_schema::RuleFile;

/// A rule for one event with much around it, one for few events, and a sequence.
const RULES: [&str; 3] = [
    "windows/impact_volume_shadow_copy_deletion_via_wmic",
    "macos/credential_access_keychain_file_copied_by_command",
    "macos/execution_download_freed_from_quarantine_and_started",
];

fn folder() -> PathBuf {
    testkit::workspace_root().join("testdata/export/sigma")
}

fn lowered(text: &str) -> Query {
    let parsed = eql_syntax::parse(text);
    assert!(parsed.diagnostics.is_empty(), "{text}: {:?}", parsed.diagnostics);
    let schema = Schema::ecs();
    let dialect = Dialect::default();
    let context = Context { schema: &schema, category_field: "event.category", dialect };
    eql_hir::lower(&parsed.tree, &context).tree
}

/// What becomes of a rule.
fn exported(path: &str, file: &RuleFile, text: &str, options: &Options) -> Export {
    let query = lowered(text);
    let eql = Eql {
        text,
        query: &query,
        category_field: "event.category",
        timestamp_field: "@timestamp",
        tiebreaker_field: None,
    };
    let id = file.rule.value.rule_id.as_ref().map_or("a-rule", |id| &id.value);
    let rule = Rule { path, id, source: "", file, eql: Some(eql) };
    export(backend("sigma").unwrap(), &[rule], options)
}

/// With these names, lossy rules too.
fn named(names: Names) -> Options {
    Options { allow_lossy: true, names, ..Options::default() }
}

/// The verdict, each loss with its place, and the rule.
fn shown(text: &str, names: Names) -> String {
    let export = exported("rule.toml", &RuleFile::default(), text, &named(names));
    let outcome = &export.outcomes[0];
    let mut shown = format!("# {}\n", outcome.verdict.name());
    for loss in &outcome.losses {
        let place = text[loss.span.range()].split_whitespace().collect::<Vec<_>>().join(" ");
        writeln!(shown, "#   {}: {} [{place}]", loss.construct.name(), loss.message).unwrap();
    }
    shown + export.files.first().map_or("", |file| &file.text)
}

#[test]
fn queries_as_sigma_has_them() {
    for (names, folder) in [(Names::Ecs, "ecs"), (Names::Sysmon, "sysmon")] {
        let folder = self::folder().join(folder);
        for case in testkit::cases(&folder, "eql") {
            let golden = folder.join(format!("{}.yml", case.name));
            testkit::assert_golden(&golden, &shown(&case.text, names));
        }
    }
}

#[test]
fn rules_as_sigma_has_them() {
    for name in RULES {
        let path = format!("rules/{name}.toml");
        let text = std::fs::read_to_string(testkit::workspace_root().join(&path)).unwrap();
        let file = rule_schema::parse(&SourceText::new(&path, &text)).tree;
        let query = file.query().unwrap().text.clone();
        let export = exported(&path, &file, &query, &named(Names::Ecs));
        testkit::assert_golden(&folder().join(&export.files[0].path), &export.files[0].text);
    }
}

#[test]
fn what_is_asked_instead_is_said() {
    let text = "process where event.type == \"start\" and process.args : \"-x\"";
    let export = exported("rule.toml", &RuleFile::default(), text, &named(Names::Sysmon));
    let Some(Differs::Instead(query)) = &export.outcomes[0].losses[0].differs else {
        panic!("{:?}", export.outcomes)
    };
    let Test::Field(field, Predicate::Like(patterns, _)) = &query.leaves[2].test else {
        panic!("{:?}", query.leaves[2])
    };
    assert_eq!(query.field(*field).path.as_str(), "process.command_line");
    assert_eq!(patterns[0].to_string(), "*-x*");
}

#[test]
fn a_field_map_of_ones_own_is_used() {
    let map = r#"{"process_creation": {"process.name": "name exe", "process.pid": "pid"}}"#;
    let text =
        "process where event.type == \"start\" and process.name : \"a\" and process.pid == 4";
    let with = |map: &str| {
        let field_map = backend("sigma").unwrap().read_field_map(map).ok();
        let options = Options { field_map, ..Options::default() };
        exported("rule.toml", &RuleFile::default(), text, &options)
    };
    let written = &with(map).files[0].text;
    assert!(written.contains("exe|endswith: '\\a'") && written.contains("pid: 4"), "{written}");
}

#[test]
fn sequences_of_files_with_one_name_are_told_apart() {
    let text = "sequence by host.id with maxspan=1m [process where true] [file where true]";
    let query = lowered(text);
    let file = RuleFile::default();
    let eql = || Eql {
        text,
        query: &query,
        category_field: "event.category",
        timestamp_field: "@timestamp",
        tiebreaker_field: None,
    };
    let rule = |path, id| Rule { path, id, source: "", file: &file, eql: Some(eql()) };
    let rules = [rule("a/same.toml", "one"), rule("b/same.toml", "two")];
    let export = export(backend("sigma").unwrap(), &rules, &named(Names::Ecs));
    let names = export.files.iter().flat_map(|file| file.text.lines());
    let names: Vec<_> = names.filter(|line| line.starts_with("name: ")).collect();
    assert_eq!(names, ["name: 'one_1'", "name: 'one_2'", "name: 'two_1'", "name: 'two_2'"]);
}
