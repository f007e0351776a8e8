//! `eqlc compile`, `scan --pack` and `dump` of packs.

use testkit::workspace_root;

use crate::folder::Folder;
use crate::rule_text::{RULE_ID, named_rule, rule};
use crate::run::{Outcome, Run};

/// Keys for tests alone, as openssl writes them.
const KEY: &str = include_str!("packs/key.pem");
const PUBLIC: &str = include_str!("packs/public.pem");
const OTHER_PUBLIC: &str = include_str!("packs/other_public.pem");

fn keys() -> Folder {
    Folder::of(&[
        ("key.pem", KEY),
        ("public.pem", PUBLIC),
        ("other.pem", OTHER_PUBLIC),
        ("rules/a.toml", &rule("any where process.pid == 4")),
        ("events.ndjson", "{\"@timestamp\": \"2026-11-09T21:47:03Z\", \"process.pid\": 4}\n"),
    ])
}

#[expect(clippy::disallowed_methods, reason = "a test reads what was written")]
fn read(path: impl AsRef<std::path::Path>) -> Vec<u8> {
    std::fs::read(path).unwrap()
}

/// A run at the top of the checkout.
#[track_caller]
fn at_top(arguments: &[&str]) -> Outcome {
    Run::new(arguments).folder(&workspace_root()).run()
}

#[test]
fn only_a_pack_is_replaced_by_a_pack() {
    let folder = keys();
    let compile = |out: &str| folder.eqlc(&["compile", "rules", "--sign", "key.pem", "-o", out]);
    compile("rules/a.toml").exits(2).says("it is one of the rule files; name another file");
    compile("key.pem").exits(2).says("is no rule pack; move it away");
    assert_eq!(read(folder.join("key.pem")), KEY.as_bytes());
    compile("a.eqlpack").exits(0);
    compile("a.eqlpack").exits(0);
}

#[test]
fn a_scan_of_a_pack_gives_the_same_bytes_as_one_of_its_rules() {
    let folder = Folder::new();
    let pack = folder.join("rules.eqlpack");
    let pack = pack.to_str().unwrap();
    at_top(&["compile", "rules", "-o", pack]).exits(0).says("compiled 45 rules");
    let fixtures = workspace_root().join("testdata/rules");
    let fixtures = walkdir::WalkDir::new(fixtures).sort_by_file_name();
    let positive = fixtures.into_iter().map(|entry| entry.unwrap().into_path());
    let positive = positive.filter(|path| path.extension().is_some_and(|found| found == "ndjson"));
    let files: Vec<String> =
        positive.step_by(3).map(|path| path.to_str().unwrap().to_owned()).collect();
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    for options in [["--events", "full"], ["--threads", "2"], ["--sequence-mode", "strict"]] {
        let scan =
            |rules: [&str; 2]| at_top(&[&["scan"][..], &rules, &options, &files].concat()).exits(0);
        let (of_rules, of_pack) = (scan(["--rules", "rules"]), scan(["--pack", pack]));
        assert!(of_rules.stdout.lines().count() > 100, "{of_rules}");
        assert!(of_rules.stdout == of_pack.stdout, "{options:?}\n{of_pack}");
    }
}

#[test]
fn the_same_rules_give_the_same_pack() {
    let other = named_rule("9c5e1f0a-0b3d-4c52-8c39-6f1d7a2b4e80", "Another", "file where true");
    let folder = keys().with("rules/b.toml", other);
    folder.eqlc(&["compile", "rules", "-o", "1.eqlpack"]).exits(0);
    folder.eqlc(&["compile", "rules/b.toml", "rules/a.toml", "-o", "2.eqlpack"]).exits(0);
    folder.eqlc(&["compile", "rules", "-o", "3.eqlpack", "--sign", "key.pem"]).exits(0);
    let [first, second, signed] =
        ["1", "2", "3"].map(|name| read(folder.join(&format!("{name}.eqlpack"))));
    assert!(first == second);
    assert!(signed.starts_with(&first) && signed.len() == first.len() + 104);
}

#[test]
fn a_pack_that_is_not_signed_with_the_key_is_refused() {
    let folder = keys();
    folder.eqlc(&["compile", "rules", "-o", "plain.eqlpack"]).exits(0);
    folder
        .eqlc(&["compile", "rules", "-o", "signed.eqlpack", "--sign", "key.pem"])
        .exits(0)
        .says("signed with ");
    let scan =
        |pack, key| folder.eqlc(&["scan", "--pack", pack, "--verify-key", key, "events.ndjson"]);
    scan("signed.eqlpack", "public.pem").exits(0).prints_part("\"record\":1");
    scan("signed.eqlpack", "other.pem").exits(1).says("signed with another key").prints("");
    scan("plain.eqlpack", "public.pem").exits(1).says("not signed").prints("");
    scan("signed.eqlpack", "key.pem").exits(2).says("it is a private key").prints("");
    scan("signed.eqlpack", "events.ndjson").exits(2).says("no public Ed25519 key").prints("");
    folder.eqlc(&["scan", "--pack", "signed.eqlpack", "events.ndjson"]).exits(0);
    folder
        .eqlc(&["compile", "rules", "-o", "x.eqlpack", "--sign", "public.pem"])
        .exits(2)
        .says("no private Ed25519 key");
    assert!(!folder.join("x.eqlpack").exists());
}

#[test]
fn a_signed_pack_with_one_more_byte_in_a_rule_is_refused() {
    let folder = keys();
    folder.eqlc(&["compile", "rules", "-o", "signed.eqlpack", "--sign", "key.pem"]).exits(0);
    let mut bytes = read(folder.join("signed.eqlpack"));
    let at = bytes.windows(5).rposition(|window| window == b"where").unwrap();
    bytes[at] = b'W';
    let folder = folder.with("forged.eqlpack", bytes);
    let scan = ["scan", "--pack", "forged.eqlpack", "--verify-key", "public.pem", "events.ndjson"];
    folder.eqlc(&scan).exits(1).says("the signature of the rule pack does not fit its bytes");
    folder.eqlc(&["dump", "forged.eqlpack"]).exits(1).says("sources section").prints("");
}

#[test]
fn rules_that_do_not_compile_give_no_pack() {
    let folder = keys().with("rules/b.toml", rule("any where process.pid =="));
    folder.eqlc(&["compile", "rules", "-o", "a.eqlpack"]).exits(1).says("no pack was written");
    assert!(!folder.join("a.eqlpack").exists());
    folder.eqlc(&["compile", "nowhere", "-o", "a.eqlpack"]).exits(2).says("no pack was written");
    let lenient = ["compile", "rules", "-o", "a.eqlpack", "--ignore-bad-rules"];
    folder.eqlc(&lenient).exits(0).says("compiled 1 rule to");
    folder.eqlc(&["compile", "rules/a.toml", "-o", "no/such/folder.eqlpack"]).exits(2);
    let locked = ["compile", "rules/a.toml", "-o", "b.eqlpack", "--lock", "nowhere.json"];
    folder.eqlc(&locked).exits(2).says("nowhere.json");
    let none = ["compile", "rules/a.toml", "-o", "b.eqlpack", "--maturity", "deprecated"];
    folder.eqlc(&none).exits(1).says("there is no EQL rule to compile");
    let twice = ["compile", "rules/a.toml", "rules/a.toml", "-o", "b.eqlpack"];
    folder.eqlc(&twice).exits(1).says("which a rule pack can hold once");
}

#[test]
fn what_a_pack_has_decided_cannot_be_asked_for_again() {
    let folder = keys();
    folder.eqlc(&["compile", "rules", "-o", "a.eqlpack"]).exits(0);
    for options in [
        ["--rules", "rules"],
        ["--timestamp-field", "t"],
        ["--mapping", "mapping.json"],
        ["--dialect", "endpoint"],
        ["--maturity", "production"],
    ] {
        let scan = [&["scan", "--pack", "a.eqlpack"][..], &options].concat();
        folder.eqlc(&scan).exits(2).says("cannot be used with");
    }
    folder.eqlc(&["scan", "--rules", "rules", "--verify-key", "public.pem"]).exits(2);
    folder.eqlc(&["scan", "events.ndjson"]).exits(2).says("--rules");
}

#[test]
fn every_frozen_pack_is_run_or_refused_for_one_cause() {
    let frozen = workspace_root().join("testdata/packs/3");
    let expected = String::from_utf8(read(frozen.join("expected.txt"))).unwrap();
    let folder = keys();
    for line in expected.lines() {
        let (name, outcome) = line.split_once(": ").unwrap();
        let path = frozen.join(name).with_extension("eqlpack");
        let path = path.to_str().unwrap();
        let scan = folder.eqlc(&["scan", "-q", "--pack", path, "events.ndjson"]);
        if outcome.starts_with("runs: ") {
            scan.exits(0);
        } else {
            let scan = scan.exits(1).says(outcome).prints("");
            assert_eq!(scan.stderr.lines().count(), 1, "{scan}");
        }
        let sound = outcome.starts_with("runs: ") && !outcome.contains("; ");
        let dump = folder.eqlc(&["dump", path]);
        // A regex is compiled when it is run.
        if sound || name.starts_with("regex_") {
            let dump = dump.exits(0).prints_part("rule pack, format 3");
            assert!(!dump.stdout.contains(['\u{1b}', '\u{7}']), "{dump}");
        } else {
            dump.exits(1).prints("");
        }
    }
}

#[test]
fn a_dump_tells_what_a_pack_is_made_of() {
    let lock = format!("{{\"{RULE_ID}\": {{\"version\": 7}}}}");
    let folder = keys().with("lock.json", lock);
    folder
        .eqlc(&["compile", "rules", "-o", "a.eqlpack", "--sign", "key.pem", "--lock", "lock.json"])
        .exits(0);
    let dump = folder.eqlc(&["dump", "a.eqlpack"]).exits(0);
    for part in
        ["1 rule\n", "ed25519 by ", "dialect   elasticsearch", "ecs 9", "sha256 ", "filter f0"]
    {
        assert!(dump.stdout.contains(part), "no `{part}`\n{dump}");
    }
    let shown = folder.eqlc(&["dump", "a.eqlpack", "--format", "json"]).exits(0).json().remove(0);
    assert_eq!(shown["format"], 3);
    assert_eq!(shown["rules"][0]["source"]["query"], "any where process.pid == 4\n");
    assert_eq!(shown["rules"][0]["keys"]["version"], 7);
    assert_eq!(shown["rules"][0]["source"]["types"]["process.pid"], "long");
    assert!(shown["rules"][0]["keys"]["name"].is_string());
    folder.eqlc(&["dump", "rules", "--format", "json"]).exits(2).says("only a rule pack");
}
