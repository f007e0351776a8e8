//! Paths that are not what their place asks for.

use crate::folder::Folder;
use crate::rule_text::{named_rule, rule};

const EVENT: &str = "{\"@timestamp\":1,\"n\":1}\n";

fn folder() -> Folder {
    Folder::of(&[("rule.toml", &rule("any where true")), ("events.ndjson", EVENT)])
}

#[test]
fn a_folder_named_like_a_rule_is_a_folder() {
    let other = named_rule("4f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036", "Other", "any where true");
    let folder = folder().with_folder("x.toml").with("y.toml/other.toml", other);
    folder.eqlc(&["check", "x.toml"]).exits(2).says("cannot use `x.toml`");
    folder.eqlc(&["check", "y.toml"]).exits(0).says("checked 1 rule");
    folder.eqlc(&["check", "."]).exits(0).says("checked 2 rules");
    folder.eqlc(&["dump", "x.toml"]).exits(2).says("cannot use `x.toml`");
}

#[test]
fn a_folder_is_no_file_of_events() {
    let folder =
        folder().with_folder("logs").with_folder("logs.evtx").with_folder("logs.ndjson.gz");
    for name in ["logs", "logs.evtx", "logs.ndjson.gz", "."] {
        folder.eqlc(&["query", "any where true", name]).exits(2).says("it is a folder");
    }
}

#[test]
fn what_is_not_there_is_told_by_its_name() {
    let folder = folder();
    let long = "x".repeat(5000);
    for name in ["absent", "absent/absent.toml", "rule.toml/inside", "", "-", &long] {
        for arguments in
            [&["check", name][..], &["test", name], &["scan", "--rules", name, "events.ndjson"]]
        {
            let outcome = folder.eqlc(arguments).exits(2);
            assert!(
                outcome.stderr.starts_with("eqlc: ") || outcome.stderr.starts_with("error: "),
                "{outcome}"
            );
        }
    }
    for name in ["absent", "events.ndjson/inside", &long] {
        folder.eqlc(&["query", "any where true", name]).exits(2).says("cannot read `");
    }
}

#[test]
fn rules_and_events_mixed_up_are_no_crash() {
    let folder = folder();
    folder.eqlc(&["check", "events.ndjson"]).exits(1);
    folder.eqlc(&["query", "any where true", "rule.toml"]).exits(2).says("rule.toml: record 1");
    folder.eqlc(&["scan", "--rules", "events.ndjson", "rule.toml"]).exits(2);
    folder.eqlc(&["query", "rule.toml", "events.ndjson"]).exits(2).says("error[eql/");
}

#[test]
fn a_file_may_be_named_twice() {
    let folder = folder();
    let outcome = folder.eqlc(&["query", "any where true", "events.ndjson", "./events.ndjson"]);
    assert_eq!(outcome.exits(0).records(), [[1], [1]]);
    folder.eqlc(&["check", "rule.toml", "./rule.toml"]).exits(0).says("checked 1 rule");
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;

    use super::folder;
    use crate::run::Run;

    #[test]
    fn devices_end() {
        let folder = folder();
        folder.eqlc(&["query", "any where true", "/dev/null"]).exits(0).prints("");
        folder.eqlc(&["check", "/dev/null"]).exits(1);
        folder.eqlc(&["check", "/dev/zero"]).exits(2).says("16 MiB");
    }

    #[test]
    fn links_that_lead_nowhere_or_back_are_told() {
        let back = folder().with_folder("rules");
        symlink(back.join("rules"), back.join("rules/again")).unwrap();
        back.eqlc(&["check", "rules"]).exits(2).says("cannot use `rules`");
        let lost = folder().with_folder("rules");
        symlink("absent.toml", lost.join("rules/lost.toml")).unwrap();
        lost.eqlc(&["check", "rules"]).exits(2).says("cannot use `rules");
    }

    #[test]
    fn a_link_to_a_rule_is_a_rule() {
        let folder = folder().with_folder("rules");
        symlink("../rule.toml", folder.join("rules/linked.toml")).unwrap();
        folder.eqlc(&["check", "rules"]).exits(0).says("checked 1 rule");
    }

    #[test]
    fn a_name_that_is_no_text_is_shown_as_well_as_can_be() {
        let folder = folder();
        let name = OsStr::from_bytes(b"caf\xe9.ndjson");
        #[expect(clippy::disallowed_methods, reason = "a test makes its files")]
        std::fs::write(folder.path().join(name), super::EVENT).unwrap();
        let arguments = [OsStr::new("query"), OsStr::new("any where true"), name];
        let outcome = Run::new(arguments).folder(folder.path()).run().exits(0);
        assert_eq!(outcome.json()[0]["events"][0]["source"], "caf\u{fffd}.ndjson");
    }
}
