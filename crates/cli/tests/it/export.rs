//! `eqlc export`: what is written, what is left out, and what is said about it.

use serde_json::Value;

use crate::folder::Folder;
use crate::rule_text::{RULE_ID, named_rule, rule};
use crate::run::Run;

const EVENT: &str = r#"process where process.name : "a*" and not user.id == "0""#;
const SEQUENCE: &str =
    "sequence by host.id with maxspan=1m\n  [process where true]\n  [file where process.pid > 4]";
const MISSING: &str = "sequence by host.id with maxspan=1m [process where true] ![file where true]";

#[expect(clippy::disallowed_methods, reason = "a test reads what was written")]
pub(crate) fn text(folder: &Folder, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).unwrap()
}

fn json(line: &str) -> Value {
    serde_json::from_str(line).unwrap()
}

#[test]
fn the_list_has_each_backend_and_each_construct() {
    let outcome = Run::new(["export", "--list"]).run().exits(0);
    let head = outcome.stdout.lines().next().unwrap().to_owned();
    for name in ["duckdb", "kibana", "sigma"] {
        assert!(head.contains(name), "{head}");
    }
    let until = outcome.stdout.lines().find(|line| line.starts_with("until")).unwrap();
    assert!(until.contains("exact") && until.contains("refused"), "{until}");
    let lines = Run::new(["export", "--list", "--format", "json"]).run().exits(0);
    let reasons = lines.stdout.lines().map(json).filter(|line| line["support"] == "refused");
    assert!(reasons.clone().count() > 0);
    reasons.for_each(|line| assert!(line["reason"].is_string(), "{line}"));
}

#[test]
fn a_rule_that_an_engine_cannot_hold_is_left_out_with_its_place() {
    let folder = Folder::of(&[("a.toml", &rule(MISSING))]);
    let sigma = ["export", "--to", "sigma", "--out", "made", "a.toml"];
    let outcome = folder.eqlc(&sigma).exits(1);
    let outcome = outcome.says("export/refused").says("![file where true]");
    outcome.says("exported 0 of 1 rules to sigma: 0 exact, 0 lossy, 1 refused");
    assert!(!folder.join("made").exists());
    folder.eqlc(&[&sigma[..], &["--allow-refused"]].concat()).exits(0);
}

#[test]
fn a_lossy_rule_is_written_on_demand_with_its_loss() {
    let folder = Folder::of(&[("a.toml", &rule(SEQUENCE))]);
    let sigma = ["export", "--to", "sigma", "--out", "made", "a.toml"];
    let outcome = folder.eqlc(&sigma).exits(1);
    outcome.says("export/lossy").says("is left out").says("--allow-lossy");
    let outcome = folder.eqlc(&[&sigma[..], &["--allow-lossy"]].concat()).exits(0);
    outcome.says("is written").says("exported 1 of 1 rules to sigma: 0 exact, 1 lossy");
    let list = json(&text(&folder, "made/generated.json"));
    let files: Vec<_> = list["files"].as_object().unwrap().keys().cloned().collect();
    let written = text(&folder, &format!("made/{}", files[0]));
    assert!(written.starts_with("# lossy: "), "{written}");
}

#[test]
fn a_report_in_json_has_each_rule_and_each_loss() {
    let other = named_rule("5c1d8a52-6c0b-4e77-9a4d-2b8e5c91f036", "Other", MISSING);
    let folder = Folder::of(&[("a.toml", &rule(EVENT)), ("b.toml", &other)]);
    let arguments = ["export", "--to", "all", "--dry-run", "--format", "json", "."];
    let outcome = folder.eqlc(&arguments).exits(1);
    let lines: Vec<_> = outcome.stdout.lines().map(json).collect();
    let of_sigma: Vec<_> = lines.iter().filter(|line| line["backend"] == "sigma").collect();
    assert_eq!(of_sigma.len(), 2);
    assert_eq!(
        (&of_sigma[0]["rule"]["id"], &of_sigma[0]["verdict"]),
        (&RULE_ID.into(), &"exact".into())
    );
    let mut losses = of_sigma[1]["losses"].as_array().unwrap().iter();
    let loss = losses.find(|loss| loss["kind"] == "refused").unwrap();
    assert_eq!((&loss["construct"], &loss["file"]), (&"missing events".into(), &"./b.toml".into()));
    assert!(loss["line"].as_u64().unwrap() > 1, "{loss}");
}

#[test]
fn a_dry_run_counts_and_writes_nothing() {
    let folder = Folder::of(&[("a.toml", &rule(EVENT)), ("b.txt", "")]);
    let outcome = folder.eqlc(&["export", "--to", "sigma", "--dry-run", "a.toml"]).exits(0);
    let line = outcome.stdout.lines().nth(1).unwrap();
    assert_eq!(line.split_whitespace().collect::<Vec<_>>(), ["sigma", "1", "0", "0"]);
}

/// A gate in CI runs dry, and must not be greener than the export.
#[test]
fn a_dry_run_has_the_findings_and_the_exit_code_of_an_export() {
    let other = named_rule("5c1d8a52-6c0b-4e77-9a4d-2b8e5c91f036", "Other", MISSING);
    let folder = Folder::of(&[("a.toml", &rule(SEQUENCE)), ("b.toml", &other)]);
    for options in [&[][..], &["--allow-lossy"], &["--allow-refused"]] {
        let run =
            |how: &[&str]| folder.eqlc(&[&["export", "--to", "sigma", "."], how, options].concat());
        let (dry, real) = (run(&["--dry-run"]), run(&["--out", "made"]));
        assert_eq!(dry.code, real.code);
        assert!(!dry.stderr.is_empty() && real.stderr.starts_with(&dry.stderr), "{dry}\n{real}");
    }
}

/// What is an error ends with 1, and nothing else does.
#[test]
fn a_rule_that_is_left_out_is_an_error() {
    let folder = Folder::of(&[("a.toml", &rule(SEQUENCE))]);
    let export = |options: &[&str]| {
        folder.eqlc(&[&["export", "--to", "sigma", "--dry-run", "a.toml"], options].concat())
    };
    export(&[]).exits(1).says("error[export/lossy]");
    export(&["--allow-lossy"]).exits(0).says("warning[export/lossy]");
    export(&["--allow-refused"]).exits(0).says("warning[export/lossy]");
}

#[test]
fn findings_have_the_formats_of_ci() {
    let bad = named_rule("5c1d8a52-6c0b-4e77-9a4d-2b8e5c91f036", "Bad", "process where");
    let folder = Folder::of(&[("a.toml", &rule(MISSING)), ("b.toml", &bad)]);
    let export = |format: &str, how: &[&str]| {
        folder.eqlc(&[&["export", "--to", "sigma", "--format", format, "."], how].concat())
    };
    for how in [&["--dry-run"][..], &["--out", "made"]] {
        let github = export("github", how).exits(1);
        assert_eq!(github.stdout.lines().count(), 3, "{github}");
        let github =
            github.prints_part("::error file=./a.toml,line=17").prints_part("export/refused");
        github.prints_part("::error file=./b.toml").says("exported 0 of 1 rules to sigma");
        let log = json(&export("sarif", how).exits(1).stdout);
        let results = log["runs"][0]["results"].as_array().unwrap();
        let mut ids: Vec<_> = results.iter().map(|it| it["ruleId"].as_str().unwrap()).collect();
        ids.sort_unstable();
        assert_eq!(ids[1..], ["export/lossy", "export/refused"], "{log}");
    }
    let text = ["export", "--to", "kibana", "--format", "sarif", "a.toml"];
    folder.eqlc(&text).exits(2).says("cannot both go to stdout");
    folder.eqlc(&["export", "--list", "--format", "github"]).exits(2);
}

#[test]
fn rules_that_do_not_compile_are_counted() {
    let bad = named_rule("5c1d8a52-6c0b-4e77-9a4d-2b8e5c91f036", "Bad", "process where");
    let folder = Folder::of(&[("a.toml", &rule(EVENT)), ("b.toml", &bad)]);
    for how in [&["--dry-run"][..], &["--out", "made"]] {
        let outcome = folder.eqlc(&[&["export", "--to", "sigma"], how, &["."]].concat()).exits(1);
        outcome.says("1 rules do not compile and were left out");
    }
}

#[test]
fn a_pack_of_one_file_goes_to_stdout() {
    let folder = Folder::of(&[("a.toml", &rule(EVENT))]);
    let outcome = folder.eqlc(&["export", "--to", "kibana", "a.toml"]).exits(0);
    let line = json(outcome.stdout.lines().next().unwrap());
    assert_eq!((&line["rule_id"], &line["query"]), (&RULE_ID.into(), &format!("{EVENT}\n").into()));
    folder.eqlc(&["export", "--to", "kibana", "--out", "rules.ndjson", "a.toml"]).exits(0);
    assert_eq!(text(&folder, "rules.ndjson"), outcome.stdout);
}

#[test]
fn only_a_file_of_the_same_kind_is_replaced() {
    let folder = Folder::of(&[("a.toml", &rule(EVENT)), ("notes.txt", "mine"), ("new.ndjson", "")]);
    let export = |to: &str, out: &str| folder.eqlc(&["export", "--to", to, "--out", out, "."]);
    export("kibana", "a.toml").exits(2).says("it is one of the rule files; name another file");
    assert_eq!(text(&folder, "a.toml"), rule(EVENT));
    export("kibana", "notes.txt").exits(2).says("is no file for Kibana; move it away");
    assert_eq!(text(&folder, "notes.txt"), "mine");
    for (backend, file) in [("kibana", "new.ndjson"), ("navigator", "layer.json")] {
        for _ in 0..2 {
            export(backend, file).exits(0);
        }
        assert!(text(&folder, file).starts_with('{'));
    }
    export("navigator", "new.ndjson").exits(2).says("is no file for ATT&CK Navigator");
}

#[test]
fn several_files_need_a_folder() {
    let folder = Folder::of(&[("a.toml", &rule(EVENT))]);
    let outcome = folder.eqlc(&["export", "--to", "duckdb", "a.toml"]).exits(2);
    outcome.says("name a folder with `--out`");
    folder.eqlc(&["export", "--to", "kibana", "--to", "sigma", "a.toml"]).exits(2);
    folder.eqlc(&["export", "--to", "kibana", "--to", "sigma", "--out", "made", "a.toml"]).exits(0);
    assert!(folder.join("made/kibana").is_dir() && folder.join("made/sigma").is_dir());
}

#[test]
fn a_second_export_replaces_its_own_files_only() {
    let folder = Folder::of(&[("a.toml", &rule(EVENT))]);
    let duckdb = ["export", "--to", "duckdb", "--out", "made", "a.toml"];
    folder.eqlc(&duckdb).exits(0);
    let own = format!("made/rules/{RULE_ID}.sql");
    let first = text(&folder, &own);
    let other = named_rule("5c1d8a52-6c0b-4e77-9a4d-2b8e5c91f036", "Other", EVENT);
    let folder = folder.with("made/rules/mine.sql", "SELECT 1;").with("a.toml", other);
    folder.eqlc(&duckdb).exits(0);
    assert!(!folder.join(&own).exists() && folder.join("made/rules/mine.sql").exists());
    let folder = folder.with(&own, "SELECT 2;").with("a.toml", rule(EVENT));
    folder.eqlc(&duckdb).exits(2).says("was not made by `eqlc export`");
    assert_ne!((text(&folder, &own), true), (first, false));
}

#[test]
fn a_field_map_that_cannot_be_read_is_told_once_with_its_place() {
    let folder = Folder::of(&[
        ("a.toml", &rule(EVENT)),
        ("map.toml", "search = \"index=x\"\nfeilds = 1\n"),
        ("map.json", "{\"process\": 1}"),
    ]);
    let export = |backend: &str, map: &str| {
        folder
            .eqlc(&["export", "--to", backend, "--dry-run", "--field-map", map, "a.toml"])
            .exits(2)
    };
    let outcome = export("splunk", "map.toml").prints("");
    assert_eq!(outcome.stderr.lines().count(), 1, "{outcome}");
    outcome.says("cannot use `map.toml` as the field map of `splunk`: line 2, column 1: unknown");
    export("sigma", "map.json").says("`map.json` as the field map of `sigma`: line 1, column 13");
    export("splunk", "nowhere.toml").says("cannot use `nowhere.toml`");
}

#[test]
fn an_option_that_no_backend_reads_is_refused() {
    let folder = Folder::of(&[("a.toml", &rule(EVENT))]);
    let export = |to: &str, option: &[&str]| {
        folder.eqlc(
            &[&["export", "--dry-run", "--allow-refused", "--to", to, "a.toml"], option].concat(),
        )
    };
    for (to, option) in [
        ("esql", &["--field-map", "a.toml"][..]),
        ("duckdb", &["--lock", "nosuch"]),
        ("kibana", &["--fields", "sysmon"]),
        ("sigma", &["--shipped"]),
        ("fleet", &["--no-metadata"]),
        ("kibana", &["--fixtures", "."]),
    ] {
        let outcome = export(to, option).exits(2).prints("");
        outcome.says(&format!("`{}` has no effect here: it is for `", option[0]));
    }
    for option in [&["--fields", "sysmon"][..], &["--shipped"], &["--no-metadata"]] {
        export("all", option).exits(0);
    }
    folder.eqlc(&["export", "--list", "--shipped"]).exits(2);
}

#[test]
fn each_backend_has_its_own_field_map() {
    let folder = Folder::of(&[
        ("a.toml", &rule("process where process.name == \"a\"")),
        ("spl.toml", "[fields]\n\"process.name\" = \"exe\"\n"),
    ]);
    let export = |maps: &[&str]| {
        let arguments = ["export", "--to", "all", "--out", "made", "--allow-refused", "a.toml"];
        let maps = maps.iter().flat_map(|map| ["--field-map", map]);
        folder.eqlc(&arguments.into_iter().chain(maps).collect::<Vec<_>>())
    };
    export(&["spl.toml"]).exits(2).says("say whose it is: `--field-map kql=spl.toml`");
    export(&["splunk=spl.toml", "splunk=spl.toml"]).exits(2).says("two field maps for `splunk`");
    export(&["duckdb=spl.toml"]).exits(2).says("`duckdb` has no field map");
    export(&["splunk=spl.toml"]).exits(0);
    assert!(text(&folder, &format!("made/splunk/rules/{RULE_ID}.spl")).contains("exe"));
}

#[test]
fn an_engine_that_there_is_not_is_named() {
    let outcome = Run::new(["export", "--to", "excel", "rules"]).run().exits(2);
    outcome.says("excel").says("sigma");
}

/// The events that show the first loss of a rule in an engine.
fn example(backend: &str, query: &str) -> Value {
    let folder = Folder::of(&[("a.toml", &rule(query))]);
    let arguments = ["export", "--to", backend, "--dry-run", "--format", "json", "a.toml"];
    let outcome = folder.eqlc(&arguments).exits(1);
    let line = json(&outcome.stdout);
    assert_eq!(line["verdict"], "lossy", "{line}");
    let losses = line["losses"].as_array().unwrap();
    assert!(losses.iter().all(|loss| loss["example"].is_string()), "{line}");
    json(losses[0]["example"].as_str().unwrap_or_else(|| panic!("no example: {line}")))
}

/// In how many ways our own engine finds a rule in events.
fn matches(query: &str, events: &Value) -> usize {
    let folder = Folder::of(&[("a.toml", &rule(query))]).with("events.json", events.to_string());
    let outcome = folder.eqlc(&["scan", "--rules", "a.toml", "events.json"]);
    outcome.exits(0).stdout.lines().count()
}

#[test]
fn a_lossy_sequence_shows_events_that_are_taken_once() {
    let events = example("sigma", SEQUENCE);
    let three = events.as_array().unwrap();
    assert_eq!(three.len(), 3, "{events}");
    assert_eq!(matches(SEQUENCE, &events), 1);
    // A correlation takes nothing away, so it finds the third event too.
    assert_eq!(matches(SEQUENCE, &Value::from(vec![three[0].clone(), three[2].clone()])), 1);
}

#[test]
fn where_all_stages_take_the_same_one_event_shows_the_loss() {
    let twice = "sequence by host.id with maxspan=1m [process where true] [process where true]";
    let event = example("sigma", twice);
    assert!(event.is_object() && matches(twice, &event) == 0, "{event}");
    assert_eq!(matches("process where host.id != null", &event), 1);
}

#[test]
fn a_loss_is_shown_by_an_event_of_which_the_rule_says_something_else() {
    let of_two_fields = "process where stringContains(process.command_line, process.name)";
    let event = example("sigma", of_two_fields);
    assert!(event["process"]["name"].as_array().unwrap().len() > 2, "{event}");
    assert_eq!(matches(of_two_fields, &event), 1);
    let part = "file where substring(file.name, 1) == \"ab\"";
    let event = example("kql", part);
    let seen: String = event["file"]["name"].as_str().unwrap().chars().skip(1).collect();
    assert_eq!((&*seen, matches(part, &event)), ("ab", 0), "{event}");
    let event = example("esql", part);
    assert!(event["file"]["name"].as_array().unwrap().len() > 1, "{event}");
    assert_eq!(matches(part, &event), 1);
    let block = "network where cidrMatch(host.ip, \"10.0.0.0/8\")";
    let event = example("esql", block);
    assert!(event["host"]["ip"].as_array().unwrap().len() > 2, "{event}");
    assert_eq!(matches(block, &event), 1);
}

#[test]
fn a_column_of_one_system_is_shown_on_another() {
    for (query, field) in [
        (r#"process where process.args == "-c""#, "args"),
        (r#"process where not process.args : "*bin*""#, "args"),
        (r#"process where process.args regex "-[a-z]+""#, "args"),
        ("process where process.args_count == 1", "args_count"),
        ("process where process.args_count >= 4", "args_count"),
    ] {
        let event = example("kql", query);
        assert_eq!(event["host"]["os"]["type"], "linux", "{query} {event}");
        assert!(!event["process"][field].is_null(), "{query} {event}");
    }
    for query in [
        r#"process where user.id == "0""#,
        "sequence by user.id with maxspan=1m [process where true] [process where process.pid > 4]",
    ] {
        let shown = example("kql", query);
        let event = shown.get(0).unwrap_or(&shown);
        assert!(["linux", "macos"].contains(&event["host"]["os"]["type"].as_str().unwrap()));
        assert_eq!(matches(query, &shown), 1, "{query} {shown}");
    }
    // On Windows alone nothing is lost, also where only a part of the rule asks for it.
    let folder = Folder::of(&[(
        "a.toml",
        &rule(
            r#"process where process.pid == 4 or host.os.type == "windows" and process.args == "-c""#,
        ),
    )]);
    let outcome = folder.eqlc(&["export", "--to", "kql", "--dry-run", "a.toml"]).exits(0);
    let line = outcome.stdout.lines().nth(1).unwrap();
    assert_eq!(line.split_whitespace().collect::<Vec<_>>(), ["kql", "1", "0", "0"]);
}

#[test]
fn letter_case_and_empty_texts_are_shown_where_tables_do_not_tell_them() {
    for query in [
        r#"process where user.name == "Root""#,
        r#"process where user.name like "ro*t""#,
        r#"process where user.name regex "ro+t""#,
        r#"process where process.command_line == """#,
    ] {
        let event = example("kql", query);
        assert!(event.is_object(), "{query} {event}");
    }
}

#[test]
fn a_reason_names_its_commonest_instance() {
    let asks = |field: &str| format!("process where {field} == \"a\"");
    let other = "00000000-0000-4000-8000-000000000002";
    let folder = Folder::of(&[
        ("a.toml", &rule(&asks("container.id"))),
        ("b.toml", &named_rule(other, "Another Rule", &asks("orchestrator.type"))),
    ]);
    let arguments = ["export", "--to", "kql", "--dry-run", "--allow-refused", "."];
    let outcome = folder.eqlc(&arguments).exits(0);
    let line = "2  text: `DeviceProcessEvents` has no column for `container.id` (or another name)";
    assert!(outcome.stdout.contains(line), "{}", outcome.stdout);
}
