//! Texts that are meant to break the checks. Each runs on a thread with the stack of Rust's own test threads.

use rule_lint::Context;

use crate::example::files;
use crate::findings;

/// The ids of all findings, found on a stack of 2 MiB.
fn on_a_small_stack(text: String) -> Vec<&'static str> {
    let run = move || {
        let context = Context { repository: true, ..Context::default() };
        findings("a/b.toml", &text, &context).iter().map(|finding| finding.id).collect()
    };
    let thread = std::thread::Builder::new().stack_size(2 << 20).spawn(run);
    thread.expect("a thread starts").join().expect("a thread ends")
}

#[test]
fn deep_values_are_refused_by_the_reader_and_not_read_again() {
    let dotted = "a.".repeat(70) + "a";
    for text in [
        format!("[rule.meta]\nx = {}{}", "[".repeat(10_000), "]".repeat(10_000)),
        format!("[{}x]\na = 1", "a.".repeat(10_000)),
        format!("[rule.meta]\nx = {}1{}", format!("{{{dotted}=").repeat(70), "}".repeat(70)),
    ] {
        assert_eq!(on_a_small_stack(text.clone()), ["rule/toml-syntax"], "{}", &text[..40]);
    }
}

#[test]
fn values_of_the_wrong_shape_break_no_check() {
    let folder = testkit::workspace_root().join("testdata/rule-schema/bad");
    for case in testkit::cases(&folder, "toml") {
        let found = on_a_small_stack(case.text);
        assert!(!found.is_empty(), "{}", case.name);
    }
}

#[test]
fn long_lists_take_no_time_to_speak_of() {
    let tags = "\"OS: Windows\",".repeat(5_000);
    let threat = "[[rule.threat]]\nframework = \"MITRE ATT&CK\"\n[rule.threat.tactic]\nid = \"x\"\nname = \"y\"\n";
    let text = files("[rule]\n").remove(0).text;
    let (rule, _) = text.split_once("[[rule.threat]]").unwrap_or((&text, ""));
    let rule = rule.replace("tags = [", &format!("tags = [{tags}"));
    let found = on_a_small_stack(format!("{rule}\n{}", threat.repeat(5_000)));
    assert!(found.len() > 10_000, "{} findings", found.len());
}
