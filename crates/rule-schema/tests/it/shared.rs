//! Elastic's own rules: no finding that Elastic's loader would not have, and places that are right.

use diagnostics::{Finding, SourceText, Span, render};
use rule_schema::parse;
use testkit::Case;

/// All rule files beside the project; nothing, with a visible line, if they are absent.
fn rules(test: &str) -> Vec<Case> {
    let Some(folder) = testkit::shared(test) else { return Vec::new() };
    let rules = testkit::cases(&folder.join("data/rules"), "toml");
    assert_eq!(rules.len(), 1834);
    rules
}

#[test]
fn rules_of_elastic_have_no_findings() {
    let mut found = String::new();
    for case in rules("rules_of_elastic_have_no_findings") {
        let source = SourceText::new(&case.name, &case.text);
        let finding = |diagnostic| Finding { source: source.clone(), rule_id: None, diagnostic };
        let findings: Vec<_> = parse(&source).diagnostics.into_iter().map(finding).collect();
        found.push_str(&render::concise(&findings));
    }
    assert_eq!(found, "");
}

#[test]
fn every_query_of_elastic_stands_in_its_file_byte_for_byte() {
    for case in rules("every_query_of_elastic_stands_in_its_file_byte_for_byte") {
        let file = parse(&SourceText::new(&case.name, &case.text)).tree;
        let Some(query) = file.query() else { continue };
        assert!(query.offset.is_some(), "{}", case.name);
        let whole = query.map_span(Span::new(0, query.text.len()));
        assert_eq!(whole.slice(&case.text), query.text, "{}", case.name);
    }
}
