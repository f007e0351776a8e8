//! Small queries in the languages that nothing here runs: golden files beside the queries.

use eql_hir::{Context, Query};
use eql_syntax::Dialect;
use event_schema::Schema;
use rule_export::{Differs, Eql, Export, Options, Rule, backend, export};
use rule_schema::{RuleFile, RuleKind};

/// The backends whose texts people look at, with the endings of their files.
const LANGUAGES: [(&str, &str); 3] = [("kql", "kql"), ("esql", "esql"), ("splunk", "spl")];

fn lowered(text: &str) -> Query {
    let parsed = eql_syntax::parse(text);
    assert!(parsed.diagnostics.is_empty(), "{text}: {:?}", parsed.diagnostics);
    let schema = Schema::ecs();
    let context =
        Context { schema: &schema, category_field: "event.category", dialect: Dialect::default() };
    eql_hir::lower(&parsed.tree, &context).tree
}

fn exported(name: &str, text: &str, query: &Query) -> Export {
    exported_with(name, text, query, None)
}

fn exported_with(name: &str, text: &str, query: &Query, field_map: Option<&str>) -> Export {
    let backend = backend(name).unwrap_or_else(|| panic!("no backend {name}"));
    let eql = Eql {
        text,
        query,
        category_field: "event.category",
        timestamp_field: "@timestamp",
        tiebreaker_field: None,
    };
    let file = RuleFile::default();
    let rule = Rule { path: "rule.toml", id: "rule", source: "", file: &file, eql: Some(eql) };
    let field_map = field_map.map(|map| backend.read_field_map(map).unwrap());
    let options = Options { allow_lossy: true, field_map, ..Options::default() };
    export(backend, &[rule], &options)
}

/// What becomes of a query: its losses, each with its place and how it shows, and the text.
fn written(name: &str, text: &str) -> String {
    let query = lowered(text);
    let export = exported(name, text, &query);
    let outcome = &export.outcomes[0];
    let mut lines = vec![outcome.verdict.name().to_owned()];
    for loss in &outcome.losses {
        let place = text[loss.span.range()].split_whitespace().collect::<Vec<_>>().join(" ");
        lines.push(format!("  {}: {} [{place}]", loss.construct.name(), loss.message));
        lines.extend(loss.differs.as_ref().map(|differs| match differs {
            Differs::Instead(_) => "    asks something else".to_owned(),
            Differs::Seen(seen) => format!("    sees `{}` as {:?}", seen.field, seen.how),
            Differs::Again => "    takes nothing away".to_owned(),
        }));
    }
    let pack = export.files.iter().find(|file| file.path.starts_with("rules/"));
    let text = pack.map_or("", |file| &file.text);
    format!("{}\n{text}", lines.join("\n"))
}

#[test]
fn queries_in_languages_that_are_not_run() {
    let folder = testkit::workspace_root().join("testdata/export/texts");
    for case in testkit::cases(&folder, "eql") {
        for (name, ending) in LANGUAGES {
            let golden = folder.join(format!("{}.{ending}", case.name));
            testkit::assert_golden(&golden, &written(name, &case.text));
        }
    }
}

/// Each rule of the pack with its verdict in each language.
#[test]
fn our_own_rules_in_languages_that_are_not_run() {
    let root = testkit::workspace_root();
    let mut lines = Vec::new();
    for case in testkit::cases(&root.join("rules"), "toml") {
        let source = diagnostics::SourceText::new(&case.name, &case.text);
        let file = rule_schema::parse(&source).tree;
        let RuleKind::Eql(rule) = &file.rule.value.kind else { continue };
        let Some(text) = rule.query.as_ref().map(|query| query.text.as_str()) else { continue };
        let query = lowered(text);
        let verdicts = LANGUAGES.map(|(name, _)| {
            let verdict = exported(name, text, &query).outcomes[0].verdict;
            format!("{name}={}", verdict.name())
        });
        lines.push(format!("{} {}\n", case.name, verdicts.join(" ")));
    }
    testkit::assert_golden(&root.join("testdata/export/texts/own_rules.txt"), &lines.concat());
}

#[test]
fn a_field_map_of_the_users_own() {
    let text = r#"process where process.name : "a.exe""#;
    let query = lowered(text);
    let map = r#"
        [[family]]
        name = "mine"
        time = "Time"
        id = ["Id"]

        [[family.view]]
        table = "Starts"
        where = "Kind == 1"

        [family.view.fields]
        "event.category" = { is = ["process"] }
        "process.name" = "Image"
    "#;
    let export = exported_with("kql", text, &query, Some(map));
    let expected = "// rule\nStarts\n| where Kind == 1\n| where Image =~ \"a.exe\"\n";
    assert_eq!(export.files[0].text, expected);

    let map = "search = \"index=main\"\n[fields]\n\"process.name\" = \"process_name\"";
    let export = exported_with("splunk", text, &query, Some(map));
    let text_of_pack = &export.files[0].text;
    assert!(text_of_pack.starts_with("index=main\n"), "{text_of_pack}");
    assert!(text_of_pack.contains("match('process_name', "), "{text_of_pack}");
}

#[test]
fn what_is_wrong_with_a_field_map_is_told_with_its_place() {
    for name in ["kql", "splunk"] {
        let read = |map| backend(name).unwrap().read_field_map(map).unwrap_err().to_string();
        let message = read("# mine\nnonsense = 1");
        assert!(message.starts_with("line 2, column 1: unknown field `nonsense`"), "{message}");
    }
    let sigma = backend("sigma").unwrap();
    let message = sigma.read_field_map("{\"file\": 4}").unwrap_err().to_string();
    assert!(message.starts_with("line 1, column 10: invalid type"), "{message}");
    assert!(backend("duckdb").unwrap().read_field_map("").is_err());
}

#[test]
fn a_field_that_rules_need_of_two_types_is_told() {
    let texts = [
        "process where unknown.field == \"a\"",
        "process where unknown.field > 3",
        "process where a.b > 3",
    ];
    let queries = texts.map(lowered);
    let file = RuleFile::default();
    let rules: Vec<_> = texts
        .iter()
        .zip(&queries)
        .zip(["b", "a", "c"])
        .map(|((text, query), id)| {
            let eql = Eql {
                text,
                query,
                category_field: "event.category",
                timestamp_field: "@timestamp",
                tiebreaker_field: None,
            };
            Rule { path: "rule.toml", id, source: "", file: &file, eql: Some(eql) }
        })
        .collect();
    let export = export(backend("esql").unwrap(), &rules, &Options::default());
    let fields = export.files.iter().find(|file| file.path == "fields.json").unwrap();
    let fields: serde_json::Value = serde_json::from_str(&fields.text).unwrap();
    assert_eq!(fields["unknown.field"], serde_json::json!({"keyword": ["b"], "long": ["a"]}));
    assert_eq!(fields["a.b"], "long");
}
