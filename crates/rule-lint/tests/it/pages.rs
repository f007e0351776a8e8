//! The page of each check says the truth: its bad example raises it and nothing else, its good example nothing.

use std::collections::BTreeSet;

use diagnostics::{Diagnostic, SourceText};
use event_schema::Schema;
use rule_lint::{CHECKS, Context, Need, Policy, ReadRule, check_pack};

use crate::example::{Example, files};
use crate::{findings, findings_without_fields};

/// How a file is checked.
type Findings = fn(&str, &str, &Context<'_>) -> Vec<Diagnostic>;

/// What an example raises: ids, each once a file.
fn raised(example: &str, findings: Findings, context: &Context<'_>) -> Vec<&'static str> {
    let policy = policy(example);
    let context = &Context { policy: &policy, ..*context };
    let files = files(example);
    let findings =
        if example.contains("# without fields") { findings_without_fields } else { findings };
    let ids = |file: &Example| -> BTreeSet<_> {
        findings(&file.path, &file.text, context).iter().map(|finding| finding.id).collect()
    };
    let mut ids: Vec<_> = files.iter().flat_map(ids).collect();
    let sources: Vec<_> =
        files.iter().map(|file| SourceText::new(&file.path, &file.text)).collect();
    let rules: Vec<_> =
        sources.iter().map(|source| ReadRule::new(source, &Schema::ecs())).collect();
    let views: Vec<_> = rules.iter().map(ReadRule::view).collect();
    ids.extend(check_pack(&views).iter().map(|finding| finding.diagnostic.id));
    ids
}

/// Elastic's policy, but for the stacks and the required keys where the example says `# stacks 8.5.0` or
/// `# required rule.references`.
fn policy(example: &str) -> Policy {
    let mut policy = Policy::elastic().clone();
    if let Some(stacks) = example.lines().find_map(|line| line.strip_prefix("# stacks ")) {
        policy.stacks = stacks.split(' ').map(str::to_owned).collect();
    }
    if let Some(keys) = example.lines().find_map(|line| line.strip_prefix("# required ")) {
        policy.required = keys.split(' ').map(str::to_owned).collect();
    }
    policy
}

#[test]
fn the_bad_example_of_a_page_raises_it_and_the_good_one_nothing() {
    let context = Context { repository: true, ..Context::default() };
    let mut wrong = Vec::new();
    for check in CHECKS {
        let (bad, good) = (
            raised(check.page.bad, findings, &context),
            raised(check.page.good, findings, &context),
        );
        if bad != [check.page.id] || !good.is_empty() {
            wrong.push(format!("{}: bad raises {bad:?}, good raises {good:?}", check.page.id));
        }
    }
    assert_eq!(wrong, [""; 0], "{}", wrong.join("\n"));
}

#[test]
fn a_check_is_off_where_its_need_is_not_met() {
    for check in
        CHECKS.iter().filter(|check| matches!(check.needs, Need::Schema | Need::Repository))
    {
        assert_eq!(
            raised(check.page.bad, findings_without_fields, &Context::default()),
            [""; 0],
            "{}",
            check.page.id
        );
    }
}

#[test]
fn the_good_rule_of_every_type_raises_nothing() {
    let context = Context { repository: true, ..Context::default() };
    for rule_type in rule_lint::LOADABLE {
        let example = format!("[rule]\ntype = \"{}\"\n", rule_type.name());
        assert_eq!(raised(&example, findings, &context), [""; 0], "{}", rule_type.name());
    }
}

#[test]
fn a_finding_about_a_deprecated_rule_is_no_error() {
    let example = "[metadata]\nmaturity = \"deprecated\"\n\n[rule]\nrisk_score = 99\n";
    let file = &files(example)[0];
    let found = findings(&file.path, &file.text, &Context::default());
    let found: Vec<_> = found.iter().map(|finding| (finding.id, finding.severity.name())).collect();
    assert_eq!(found, [("rule/risk-score-outside-severity", "warning")]);
}

#[test]
fn ids_are_of_this_family_and_sorted_without_repeats() {
    let ids: Vec<_> = CHECKS.iter().map(|check| check.page.id).collect();
    let sorted: Vec<_> = BTreeSet::from_iter(ids.clone()).into_iter().collect();
    assert_eq!(ids, sorted);
    let of_reader = rule_schema::CATALOGUE.iter().map(|page| page.id);
    assert!(of_reader.into_iter().all(|id| !ids.contains(&id)));
    assert!(ids.iter().all(|id| id.starts_with("rule/")));
}

#[test]
fn texts_of_pages_are_sentences_and_fixes_are_not() {
    for check in CHECKS {
        assert!(
            check.page.what.ends_with('.') && check.page.why.ends_with('.'),
            "{}",
            check.page.id
        );
        let starts_small = check.fix.starts_with(char::is_lowercase);
        assert!(starts_small && !check.fix.ends_with('.'), "{}", check.page.id);
        assert!(!check.sources.is_empty() && !check.types.is_empty(), "{}", check.page.id);
    }
}
