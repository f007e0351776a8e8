//! Rule files of the endpoint: a query, and keys that nobody here knows.

use diagnostics::{Parsed, SourceText};
use rule_schema::{RuleFile, parse_endpoint};

fn parsed(text: &str) -> Parsed<RuleFile> {
    parse_endpoint(&SourceText::new("rule.toml", text))
}

fn ids(text: &str) -> Vec<&'static str> {
    parsed(text).diagnostics.iter().map(|found| found.id).collect()
}

#[test]
fn the_query_is_enough_and_other_keys_are_unchecked() {
    assert_eq!(ids("[rule]\nquery = 'api where true'\n"), [""; 0]);
    let text = "[rule]\nid = 'x'\nname = 'N'\nversion = '1.0.2'\nos_list = 7\nquery = '''\napi where true\n'''\n\
                optional_actions = []\n[[threat]]\nframework = 1\n[internal]\n";
    let file = parsed(text);
    assert!(file.diagnostics.is_empty(), "{:?}", file.diagnostics);
    let rule = &file.tree.rule.value;
    assert_eq!(rule.rule_id.as_ref().unwrap().value, "x");
    assert_eq!(rule.name.as_ref().unwrap().value, "N");
    assert_eq!(file.tree.eql().unwrap().query.as_ref().unwrap().text, "api where true\n");
}

#[test]
fn a_rule_without_a_query_is_an_error() {
    assert_eq!(ids("[rule]\nid = 'x'\n"), ["rule/missing-key"]);
    assert_eq!(ids("[rules]\n"), ["rule/missing-key"]);
    assert_eq!(ids("[rule]\nquery = 4\n"), ["rule/wrong-type"]);
    assert_eq!(ids("[rule]\nquery = ' '\n"), ["rule/empty-text"]);
    assert_eq!(ids("[rule]\nquery = \n"), ["rule/toml-syntax"]);
}

#[test]
fn a_detection_rule_is_checked_as_ever() {
    let text = "[metadata]\n[rule]\nquery = 'api where true'\n";
    assert!(ids(text).len() > 5, "{:?}", ids(text));
}
