//! Rules go to Kibana and come back: nothing is lost, and what cannot be kept is told.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use harness::import::{CATALOGUE, Options, Report, run, write};
use harness::rule_export::kibana::{self, Form, Line};
use harness::rule_export::{self, backend};
use harness::{LoadOptions, export, load};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use tempfile::TempDir;
use toml::Table;

fn options(out: &Path) -> Options {
    Options { out: out.to_owned(), today: "2026/11/23".to_owned() }
}

/// Imports a text into a folder.
fn import(text: &[u8], out: &Path) -> Report {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rules.ndjson");
    std::fs::write(&file, text).unwrap();
    let report = run(&file, &options(out)).unwrap();
    write(&report).unwrap();
    report
}

fn ids(report: &Report) -> Vec<&'static str> {
    report.findings.iter().map(|finding| finding.diagnostic.id).collect()
}

/// The rules of a folder as Kibana imports them.
fn exported(rules: &Path, options: &rule_export::Options) -> String {
    let paths = [rules.to_owned()];
    let set = load(&paths, &LoadOptions::default());
    assert_eq!(set.refused, 0, "{:?}", set.findings);
    let mut options = options.clone();
    let beside = export::of_kibana(&paths, None).unwrap();
    assert_eq!(beside.unusable, []);
    options.kibana.lines = beside.kibana.lines;
    let pack = export::run(&set, backend("kibana").unwrap(), &options, None);
    assert_eq!(pack.left_out(), 0);
    pack.files[0].text.clone()
}

/// The rule files of a folder by the ids of their rules.
fn tables(folder: &Path) -> BTreeMap<String, Table> {
    let cases = testkit::cases(folder, "toml").into_iter();
    let rules = cases
        .filter(|case| !case.name.ends_with(".exceptions") && !case.name.ends_with(".connectors"));
    let table = |text: &str| -> Table { text.parse().unwrap() };
    rules
        .map(|case| table(&case.text))
        .map(|file| (file["rule"]["rule_id"].as_str().unwrap().to_owned(), file))
        .collect()
}

/// Everything that a rule file says comes back from Kibana's form, in a new file; and a file that is there stays as it is.
#[track_caller]
fn assert_round_trip(rules: &Path, count: usize, forms: &[Form]) {
    let text = exported(rules, &rule_export::Options::default());
    let folder = tempfile::tempdir().unwrap();
    let report = import(text.as_bytes(), folder.path());
    assert!(ids(&report).is_empty(), "{:?}", ids(&report));
    assert_eq!((report.files.len(), report.refused), (count, 0));
    let (before, after) = (tables(rules), tables(folder.path()));
    assert_eq!(before.len(), count);
    for (id, file) in &before {
        assert_eq!(Some(file), after.get(id), "{id}");
    }
    for form in forms {
        let mut options = rule_export::Options::default();
        options.kibana.without_metadata = true;
        options.kibana.shipped = *form == Form::Shipped;
        let text = exported(rules, &options);
        let file = folder.path().join("again.ndjson");
        std::fs::write(&file, text).unwrap();
        let report = run(&file, &self::options(rules)).unwrap();
        assert!(report.files.is_empty(), "{form:?}: {:?}", report.files);
        assert_eq!((report.same, report.findings.len()), (count, 0));
    }
}

#[test]
fn the_bundled_rules_come_back_as_they_were() {
    assert_round_trip(
        &testkit::workspace_root().join("rules"),
        45,
        &[Form::Written, Form::Shipped],
    );
}

#[test]
fn elastics_rules_come_back_as_they_were() {
    let Some(shared) = testkit::shared("elastics_rules_come_back_as_they_were") else { return };
    assert_round_trip(&shared.join("data/rules/detection-rules-eql"), 723, &[Form::Shipped]);
}

/// Without `meta` the rule is still the same to Kibana, byte by byte.
#[test]
fn without_metadata_a_rule_is_the_same_to_kibana() {
    let rules = testkit::workspace_root().join("testdata/export/cases");
    let mut options = rule_export::Options::default();
    options.kibana.without_metadata = true;
    let text = exported(&rules, &options);
    let folder = tempfile::tempdir().unwrap();
    import(text.as_bytes(), folder.path());
    assert_eq!(exported(folder.path(), &options), text);
    let with = exported(&rules, &rule_export::Options::default());
    let folder = tempfile::tempdir().unwrap();
    import(with.as_bytes(), folder.path());
    assert_eq!(tables(folder.path()), tables(&rules));
}

fn of_kibana() -> String {
    let path = testkit::workspace_root().join("testdata/import/written_by_kibana.ndjson");
    std::fs::read_to_string(path).unwrap()
}

/// All files below a folder, one after the other.
fn shown(folder: &TempDir) -> String {
    let cases = testkit::cases(folder.path(), "toml");
    let parts = cases.iter().map(|case| format!("# ---- {}.toml\n{}\n", case.name, case.text));
    parts.collect::<Vec<_>>().concat()
}

#[test]
fn what_kibana_wrote_becomes_rule_files() {
    let folder = tempfile::tempdir().unwrap();
    let report = import(of_kibana().as_bytes(), folder.path());
    assert_eq!(ids(&report), ["import/lost-value", "import/unknown-key"]);
    insta::assert_snapshot!(format!("{}\n\n{}", report.summary(), shown(&folder)));
    // And once more: nothing is to be done.
    let again = import(of_kibana().as_bytes(), folder.path());
    assert!(again.files.is_empty(), "{:?}", again.files);
    assert_eq!(again.same, 4);
}

/// The objects of a file of Kibana's, by what they are and their id.
fn objects(text: &str) -> BTreeMap<(Line, String), Map<String, Value>> {
    let objects =
        text.lines().map(|line| serde_json::from_str::<Map<String, Value>>(line).unwrap());
    let id = |object: &Map<String, Value>| {
        let kind = Line::of(object).unwrap();
        (kind, object.get(kind.id_key()).and_then(Value::as_str).unwrap_or_default().to_owned())
    };
    objects.map(|object| (id(&object), object)).collect()
}

#[test]
fn lists_and_connectors_go_back_to_kibana_as_they_came() {
    let folder = tempfile::tempdir().unwrap();
    import(of_kibana().as_bytes(), folder.path());
    // The rule whose id is no UUID is no sound rule file, so only the other one goes back.
    let sound = folder.path().join("execution_shell_of_a_web_server.toml");
    let set = load(&[sound], &LoadOptions::default());
    let beside = export::of_kibana(&[folder.path().to_owned()], None).unwrap();
    let options = rule_export::Options { kibana: beside.kibana, ..Default::default() };
    let pack = export::run(&set, backend("kibana").unwrap(), &options, None);
    let (before, after) = (objects(&of_kibana()), objects(&pack.files[0].text));
    for ((kind, id), object) in &after {
        match kind {
            Line::Rule => {
                let differing =
                    kibana::differing(&before[&(*kind, id.clone())], object, Form::Written);
                assert_eq!(differing, Vec::<String>::new());
            }
            Line::Details => assert_eq!(object["exported_count"], 4),
            Line::List | Line::Item | Line::Connector => {
                assert_eq!(Some(object), before.get(&(*kind, id.clone())));
            }
        }
    }
    assert_eq!(after.len(), 5);
}

#[test]
fn only_what_differs_is_written_into_a_file_that_is_there() {
    let rule = "\
# The first rule of this team.
[metadata]
creation_date = \"2026/01/15\"
maturity = \"production\"
updated_date = \"2026/01/15\"

[rule]
author = [\"Example\"] # who else
# A name that people know.
name = \"Shell\"
description = \"\"\"
Two
lines.
\"\"\"
query = 'process where true' # too wide
language = \"eql\"
risk_score = 47
rule_id = \"3f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036\"
severity = \"medium\"
tags = [ \"b\",   \"a\" ] # in this order
type = \"eql\"
references = [\"https://example.com/\"]
";
    let line = r#"{"author": ["Example"], "created_at": "2026-01-01T00:00:00Z", "description": "Two lines.", "interval": "5m", "language": "eql", "name": "Odd Shell", "query": "process where process.name == \"sh\"\n", "references": [], "risk_score": 47, "rule_id": "3f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036", "severity": "medium", "tags": ["b", "a"], "threat": [{"framework": "MITRE ATT&CK", "tactic": {"id": "TA0002"}}], "type": "eql"}"#;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shell.toml");
    std::fs::write(&path, rule).unwrap();
    let text = format!("{line}\n{{\"exported_rules_count\": 1}}\n");
    let report = import(text.as_bytes(), folder.path());
    assert!(ids(&report).is_empty(), "{:?}", report.findings);
    assert_eq!(report.files[0].keys, ["name", "query", "references", "threat"]);
    assert_eq!(report.files[0].path, path);
    insta::assert_snapshot!(std::fs::read_to_string(path).unwrap());
}

#[test]
fn the_examples_of_a_page_are_bad_and_good() {
    for page in CATALOGUE {
        let raised = |example: &str| {
            let folder = tempfile::tempdir().unwrap();
            ids(&import(example.as_bytes(), folder.path()))
        };
        assert_eq!(raised(page.bad), [page.id]);
        assert_eq!(raised(page.good), [""; 0], "{}", page.id);
    }
}

/// Each line is imported or told about, whatever it is.
#[test]
fn no_line_is_lost_in_silence() {
    let deep = format!("{{\"rule_id\": {}{}}}", "[".repeat(500), "]".repeat(500));
    let bad: Vec<Vec<u8>> = vec![
        b"null".to_vec(),
        b"[1, 2]".to_vec(),
        b"{".to_vec(),
        b"\xff\xfe".to_vec(),
        b"{\"rule_id\": 3, \"name\": \"x\"}".to_vec(),
        b"{\"rule_id\": \"\"}".to_vec(),
        b"{\"rule_id\": \"a\", \"rule_id\": \"b\"}".to_vec(),
        b"{\"something\": \"else\"}".to_vec(),
        deep.into_bytes(),
    ];
    let mut text = b"\n  \r\n".to_vec();
    for line in &bad {
        text.extend_from_slice(line);
        text.push(b'\n');
    }
    let folder = tempfile::tempdir().unwrap();
    let report = import(&text, folder.path());
    assert_eq!(report.refused, bad.len());
    assert!(report.files.is_empty());
    let lines: Vec<_> = report
        .findings
        .iter()
        .map(|finding| finding.source.position(finding.diagnostic.span.start).line)
        .collect();
    // The last finding is that nothing counts the lines.
    assert_eq!(lines, [3, 4, 5, 6, 7, 8, 9, 10, 11, 11]);
}

#[test]
fn of_many_bad_lines_the_first_are_told_and_all_are_counted() {
    let folder = tempfile::tempdir().unwrap();
    let report = import("{\"x\"\n".repeat(20_000).as_bytes(), folder.path());
    assert_eq!((report.refused, report.findings.len()), (20_000, 101));
    assert_eq!(report.untold.get("import/bad-line"), Some(&19_900));
    assert!(report.summary().contains("19900 more findings of `import/bad-line`"));
    let long = format!("{{\"rule_id\": \"{}\"}}\n", "a".repeat(2 << 20));
    assert_eq!(import(long.as_bytes(), folder.path()).refused, 1);
}

#[test]
fn odd_values_come_back_or_are_told() {
    let odd = r#"{"rule_id": "x\n'''\"\"\"\\", "type": "query", "risk_score": 1, "severity": "low", "name": "CON/../\u0000\u001b[31m\u202e", "query": "a\r\nb\t'''\"\"\"\u0000 \\u{1}", "note": "\r\r\n", "note2": "", "meta": {"": {"a.b": [[], {}, [null], 1e300, -0.0, 9223372036854775807, 18446744073709551615]}}, "tags": ["\ufeff", "", " "], "from": ""}"#;
    let folder = tempfile::tempdir().unwrap();
    let report = import(odd.as_bytes(), folder.path());
    let found = ids(&report);
    assert_eq!(
        found,
        [
            "import/unknown-key",
            "import/lost-value",
            "import/lost-value",
            "import/changed-value",
            "import/no-dates",
            "import/incomplete"
        ]
    );
    let file: Table = std::fs::read_to_string(&report.files[0].path).unwrap().parse().unwrap();
    let line: Map<String, Value> = serde_json::from_str(odd).unwrap();
    let back = kibana::of_file(&file, Form::Written);
    assert_eq!(kibana::differing(&back, &line, Form::Written), ["meta"]);
    assert_eq!(report.files[0].path, folder.path().join("con_31m.toml"));
}

#[test]
fn a_file_that_is_there_is_never_overwritten_by_another_rule() {
    let folder = tempfile::tempdir().unwrap();
    let taken: PathBuf = folder.path().join("shell.toml");
    std::fs::write(&taken, "# mine\n").unwrap();
    let rule = |id: &str| {
        format!(
            "{{\"rule_id\": \"{id}\", \"name\": \"Shell\", \"type\": \"query\", \"query\": \"a\"}}\n"
        )
    };
    let report = import((rule("a") + &rule("b")).as_bytes(), folder.path());
    let names: Vec<_> =
        report.files.iter().map(|file| file.path.file_name().unwrap().to_str().unwrap()).collect();
    assert_eq!(names, ["shell_2.toml", "shell_3.toml"]);
    assert_eq!(std::fs::read_to_string(taken).unwrap(), "# mine\n");
}

/// Texts with everything that TOML, templates and plugins make something of.
fn text() -> impl Strategy<Value = String> {
    const PARTS: &[&str] = &[
        "$",
        "$$",
        "$osquery_0",
        "${osquery_1}",
        "osquery_0",
        "!{osquery{\"label\":\"a\"}}",
        "!{investigate{}}",
        "!{osquery",
        "}",
        "'''",
        "\"\"\"",
        "\\",
        "\n",
        "\r\n",
        "\t",
        "\r",
        "\u{0}",
        "\u{7f}",
        "é",
        "\u{1f600}",
        " ",
        "#",
        "a",
    ];
    prop::collection::vec(prop::sample::select(PARTS), 0..8).prop_map(|parts| parts.concat())
}

fn value() -> impl Strategy<Value = Value> {
    // The JSON reader may miss the last digit of long fractions.
    let fraction = any::<i32>().prop_map(|number| f64::from(number) / 16.0);
    let leaf = prop_oneof![
        text().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        fraction.prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(text(), inner, 0..4)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

/// Whatever a rule says, its file says the same; also where it takes the place of another.
fn comes_back(
    [query, note, description]: &[String; 3],
    meta: [Value; 2],
) -> Result<(), TestCaseError> {
    let folder = tempfile::tempdir().unwrap();
    for (free, form) in meta.into_iter().zip([Form::Written, Form::Shipped]) {
        let line = json!({
            "rule_id": "a", "type": "query", "name": "A", "query": query, "note": note,
            "description": description, "meta": {"free": free}, "filters": [{"query": query}],
        });
        let report = import(line.to_string().as_bytes(), folder.path());
        let expected = ["import/no-dates", "import/incomplete"];
        let found = ids(&report).into_iter().find(|id| !expected.contains(id));
        prop_assert_eq!(found, None, "{:?}", report.findings);
        let text = std::fs::read_to_string(folder.path().join("a.toml")).unwrap();
        let back = kibana::of_file(&text.parse().unwrap(), Form::Written);
        let differing = kibana::differing(&back, line.as_object().unwrap(), form);
        prop_assert_eq!(differing, Vec::<String>::new(), "{}", text);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn every_value_comes_back(texts in [text(), text(), text()], first in value(), second in value()) {
        comes_back(&texts, [first, second])?;
    }

    #[test]
    fn damaged_lines_are_imported_or_told(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let mut bytes = of_kibana().into_bytes();
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        let out = tempfile::tempdir().unwrap();
        import(&bytes, out.path());
    }
}

#[test]
fn numbers_stay_what_they_are_to_the_last_bit() {
    let digits =
        "[0.30000000000000004,0.12000000000000001,90.42225290942383,1e+23,5e-324,0.1,47.0,47]";
    let numbers: Value = serde_json::from_str(digits).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let line = json!({
        "rule_id": "3f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036", "type": "eql", "language": "eql", "name": "Numbers",
        "author": ["Example"], "description": "A test.", "risk_score": 47, "severity": "low", "query": "process where true",
        "index": ["logs-*"], "filters": [{"meta": {"numbers": numbers}}],
    });
    // Our own text of these numbers is the shortest one that names each, so equal texts are equal numbers.
    let text = line.to_string();
    import(text.as_bytes(), folder.path());
    let back: Value =
        serde_json::from_str(exported(folder.path(), &no_metadata()).lines().next().unwrap())
            .unwrap();
    assert_eq!(back["filters"][0]["meta"]["numbers"].to_string(), digits);
}

fn no_metadata() -> rule_export::Options {
    let kibana = rule_export::KibanaOptions { without_metadata: true, ..Default::default() };
    rule_export::Options { kibana, ..Default::default() }
}
