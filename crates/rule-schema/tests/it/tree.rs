//! What a file says is in the tree.

use rule_schema::{
    DurationUnit, Framework, Language, Maturity, MissingFieldsStrategy, Node, OsType, RuleKind,
    RuleType, Severity,
};

use crate::{parse, with};

const TEXT: &str =
    include_str!("../../../../testdata/rule-schema/good/eql_rule_with_every_key.toml");

/// The text of a good case.
macro_rules! good {
    ($name:literal) => {
        parse(include_str!(concat!("../../../../testdata/rule-schema/good/", $name, ".toml"))).tree
    };
}

#[test]
fn metadata_are_read() {
    let metadata = parse(TEXT).tree.metadata;
    assert_eq!(metadata.maturity.as_deref(), Some(&Maturity::Production));
    assert_eq!(metadata.min_stack_version.as_ref().unwrap().value, "8.18.0");
    let systems: Vec<_> = metadata.os_type_list.iter().flatten().map(|os| os.value).collect();
    assert_eq!(systems, [OsType::Linux, OsType::Macos, OsType::Windows]);
    assert_eq!(metadata.extended.as_ref().unwrap()[0].value.value, Node::Integer(4711));
}

#[test]
fn the_keys_of_every_rule_are_read() {
    let rule = parse(TEXT).tree.rule;
    assert_eq!(rule.rule_type.as_deref(), Some(&RuleType::Eql));
    assert_eq!(rule.severity.as_deref(), Some(&Severity::Low));
    assert_eq!(rule.max_signals.as_deref(), Some(&100));
    assert_eq!(rule.interval.as_ref().unwrap().value, "60m");
    assert!(rule.note.as_ref().unwrap().text.starts_with("## Triage and analysis\n"));
    assert_eq!(rule.exceptions_list.as_ref().unwrap()[0][0].value.value, "endpoint_list");
    assert_eq!(rule.related_integrations.as_ref().unwrap().len(), 2);
    let threats = rule.threat.as_ref().unwrap();
    let frameworks: Vec<_> = threats.iter().filter_map(|threat| threat.framework).collect();
    let frameworks: Vec<_> = frameworks.iter().map(|framework| framework.value).collect();
    assert_eq!(frameworks, [Framework::Attack, Framework::Atlas]);
}

#[test]
fn the_keys_of_an_eql_rule_are_read() {
    let file = parse(TEXT).tree;
    let rule = file.eql().unwrap();
    assert_eq!(rule.event_category_override.as_ref().unwrap().value, "event.type");
    assert_eq!(rule.timestamp_field.as_ref().unwrap().value, "event.created");
    assert_eq!(rule.tiebreaker_field.as_ref().unwrap().value, "event.sequence");
    let suppression = rule.alert_suppression.as_ref().unwrap();
    let strategy = suppression.missing_fields_strategy.as_deref();
    assert_eq!(strategy, Some(&MissingFieldsStrategy::DoNotSuppress));
    let unit = suppression.duration.as_ref().unwrap().unit.as_deref();
    assert_eq!(unit, Some(&DurationUnit::Minutes));
}

#[test]
fn every_type_has_its_kind() {
    assert!(matches!(&good!("lucene_rule").rule.kind, RuleKind::Query(rule)
        if rule.language.as_deref() == Some(&Language::Lucene)));
    assert!(matches!(&good!("esql_rule").rule.kind, RuleKind::Esql(rule) if rule.query.is_some()));
    assert!(matches!(&good!("threshold_rule").rule.kind, RuleKind::Threshold(rule)
        if rule.threshold.as_ref().unwrap().value.value.as_deref() == Some(&5)));
    assert!(matches!(&good!("new_terms_rule").rule.kind, RuleKind::NewTerms(rule)
        if rule.new_terms.as_ref().unwrap().value.value.as_ref().unwrap().len() == 2));
    assert!(matches!(&good!("threat_match_rule").rule.kind, RuleKind::ThreatMatch(rule)
        if rule.threat_mapping.as_ref().unwrap()[0].entries.as_ref().unwrap().len() == 2));
    let two = good!("machine_learning_rule_of_two_jobs");
    assert!(matches!(&two.rule.kind, RuleKind::MachineLearning(rule)
        if rule.machine_learning_job_id.as_ref().unwrap().iter().count() == 2));
    assert!(two.query().is_none());
}

#[test]
fn a_value_that_does_not_fit_is_absent_and_the_rest_is_there() {
    let rule = parse(&with("= 47", "= \"47\"")).tree.rule;
    assert_eq!(rule.risk_score, None);
    assert!(rule.severity.is_some() && rule.name.is_some());
}

#[test]
fn a_text_of_the_wrong_form_is_kept() {
    let metadata = parse(&with("2026/01/15", "15 January")).tree.metadata;
    assert_eq!(metadata.creation_date.as_ref().unwrap().value, "15 January");
}

#[test]
fn our_own_rules_have_no_findings() {
    for case in testkit::cases(&testkit::workspace_root().join("rules"), "toml") {
        assert_eq!(crate::findings(&case.text), [""; 0], "{}", case.name);
    }
}
