//! A fix mends its finding and brings no other.

use diagnostics::{Diagnostic, Fix, Safety};
use rule_lint::{CHECKS, Context};

use crate::example::{Example, files};
use crate::findings;

/// The text after the fix, whose edits stand in the order of the text.
fn fixed(text: &str, fix: &Fix) -> String {
    let mut text = text.to_owned();
    for edit in fix.edits.iter().rev() {
        text.replace_range(edit.span.range(), &edit.text);
    }
    text
}

fn found(file: &Example, text: &str) -> Vec<Diagnostic> {
    let context = Context { repository: true, ..Context::default() };
    findings(&file.path, text, &context)
}

#[test]
fn a_fix_mends_its_finding_and_brings_no_other() {
    let mut mended = Vec::new();
    for check in CHECKS {
        let file = &files(check.page.bad)[0];
        for finding in found(file, &file.text) {
            let Some(fix) = &finding.fix else { continue };
            let before = found(file, &file.text).len();
            let after = fixed(&file.text, fix);
            assert_eq!(found(file, &after).len(), before - 1, "{}:\n{after}", finding.id);
            mended.push(finding.id);
        }
    }
    mended.dedup();
    assert!(mended.len() >= 15, "{mended:?}");
}

#[test]
fn a_tag_is_added_to_any_list_and_a_comment_is_never_removed() {
    let text = |tags: &str| {
        let file = files("[rule]\n").remove(0);
        let (start, rest) = file.text.split_once("tags = [").unwrap();
        let (_, end) = rest.split_once(']').unwrap();
        (file.path, format!("{start}tags = {tags}{end}"))
    };
    for (tags, expected) in [
        ("[]", "[\"OS: Windows\"]"),
        (
            "[\n  \"Domain: Endpoint\",\n  \"Use Case: Threat Detection\",\n]",
            "[\n  \"Domain: Endpoint\",\n  \"Use Case: Threat Detection\",\n  \"OS: Windows\",\n]",
        ),
        (
            "[\n  \"Domain: Endpoint\", # why\n]",
            "[\n  \"Domain: Endpoint\", \"OS: Windows\", # why\n]",
        ),
    ] {
        let (path, text) = text(tags);
        let found = found(&Example { path, text: text.clone() }, &text);
        let finding =
            found.iter().find(|finding| finding.id == "rule/missing-platform-tag").unwrap();
        let fix = finding.fix.as_ref().unwrap();
        assert_eq!(fix.safety, Safety::Safe);
        assert!(fixed(&text, fix).contains(&format!("tags = {expected}")), "{tags}");
    }
    let (path, text) = text("[\"OS: Windows\", # one\n \"OS: Windows\"]");
    let found = found(&Example { path, text: text.clone() }, &text);
    let finding = found.iter().find(|finding| finding.id == "rule/duplicate-tag").unwrap();
    assert_eq!(finding.fix, None);
}
