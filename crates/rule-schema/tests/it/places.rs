//! Places in the file: of values, of keys and of a query's words.

use diagnostics::Span;
use rule_schema::{Node, OneOrMany};

use crate::{parse, with};

const TEXT: &str =
    include_str!("../../../../testdata/rule-schema/good/eql_rule_with_every_key.toml");

#[test]
fn a_value_has_its_place() {
    let tree = parse(TEXT).tree;
    let text = |span: Span| span.slice(TEXT);
    assert_eq!(text(tree.metadata.span), "[metadata]");
    assert_eq!(text(tree.metadata.creation_date.as_ref().unwrap().span), "\"2026/01/15\"");
    assert_eq!(text(tree.rule.severity.unwrap().span), "\"low\"");
    assert_eq!(text(tree.rule.risk_score.unwrap().span), "0");
    assert_eq!(text(tree.rule.tags.as_ref().unwrap().span), "[\"OS: Linux\"]");
    assert_eq!(text(tree.rule.author.as_ref().unwrap()[1].span), "\"Another\"");
    let Some(OneOrMany::Many(integration)) = &tree.metadata.integration else { unreachable!() };
    assert_eq!(text(integration[1].span), "\"auditd_manager\"");
}

#[test]
fn nested_tables_have_their_places() {
    let tree = parse(TEXT).tree;
    let text = |span: Span| span.slice(TEXT);
    let threat = &tree.rule.threat.as_ref().unwrap()[0];
    assert_eq!(text(threat.span), "[[rule.threat]]");
    assert_eq!(text(threat.tactic.as_ref().unwrap().id.as_ref().unwrap().span), "\"TA0002\"");
    let technique = &threat.technique.as_ref().unwrap()[0];
    let subtechnique = &technique.subtechnique.as_ref().unwrap()[0];
    assert_eq!(text(subtechnique.name.as_ref().unwrap().span), "\"Unix Shell\"");
    let suppression = tree.eql().unwrap().alert_suppression.as_ref().unwrap();
    assert_eq!(text(suppression.duration.as_ref().unwrap().unit.as_ref().unwrap().span), "\"m\"");
    let provider = &tree.transform.as_ref().unwrap().investigate.as_ref().unwrap()[0];
    let provider = &provider.providers.as_ref().unwrap()[0][1];
    assert_eq!(text(provider.query_type.as_ref().unwrap().span), "\"range\"");
}

#[test]
fn free_tables_keep_their_order_and_places() {
    let tree = parse(TEXT).tree;
    let filter = &tree.rule.filters.as_ref().unwrap()[0];
    let keys: Vec<_> = filter.iter().map(|entry| entry.key.span.slice(TEXT)).collect();
    assert_eq!(keys, ["\"$state\"", "meta", "query"]);
    let meta = &filter[1].value;
    assert_eq!(meta.span.slice(TEXT), "{ negate = true, disabled = false }");
    let negate = meta.get("negate").unwrap();
    assert_eq!((&negate.value, negate.span.slice(TEXT)), (&Node::Boolean(true), "true"));
}

#[test]
fn a_word_of_the_query_is_found_in_the_file() {
    let tree = parse(TEXT).tree;
    let query = tree.query().unwrap();
    let word = query.text.find("\"bash\"").unwrap();
    let place = query.map_span(Span::new(word, word + 6));
    assert_eq!(place.slice(TEXT), "\"bash\"");
    assert_eq!(TEXT[..place.start as usize].matches('\n').count() + 1, 66);
}

#[test]
fn a_word_of_a_query_with_escapes_is_found_in_the_file() {
    let old = "'process where process.parent.name == \"nginx\"'";
    let text =
        with(old, "\"process where\\tprocess.name == \\\"\\u00e9\\\" and user.id == \\\"0\\\"\"");
    let tree = parse(&text).tree;
    let query = tree.query().unwrap();
    assert_eq!(query.offset, None);
    let word = query.text.find("user.id").unwrap();
    assert_eq!(query.map_span(Span::new(word, word + 7)).slice(&text), "user.id");
}
