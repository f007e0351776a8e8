//! A rule that reads nothing.

use diagnostics::{Page, Severity};
use rule_schema::{RuleKind, RuleType};

use crate::check::{Check, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/no-event-source",
        severity: Severity::Error,
        what: "A rule has neither index patterns nor a data view.",
        why: "Kibana would read its default indices, which differ from one installation to the next; Elastic's tests fail.",
        bad: r"[metadata]
integration = []

[rule]
# no rule.index
",
        good: r#"[rule]
index = ["logs-endpoint.events.process-*"]
"#,
    },
    fix: "add `index`",
    sources: &[Source::Corpus(9)],
    types: &[RuleType::Query, RuleType::Eql, RuleType::Threshold, RuleType::NewTerms],
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let view = match &rule.rule().kind {
        RuleKind::Query(data) => &data.data_view_id,
        RuleKind::Eql(data) => &data.data_view_id,
        RuleKind::Threshold(data) => &data.data_view_id,
        RuleKind::NewTerms(data) => &data.data_view_id,
        RuleKind::ThreatMatch(_)
        | RuleKind::Esql(_)
        | RuleKind::MachineLearning(_)
        | RuleKind::SavedQuery(_)
        | RuleKind::Unknown => return,
    };
    let has_view = view.as_ref().is_some_and(|view| !view.value.is_empty());
    let has_index = match rule.index() {
        Some(index) => !index.value.is_empty(),
        None => !rule.lacks("rule.index"),
    };
    if !has_view && !has_index && (view.is_some() || rule.lacks("rule.data_view_id")) {
        found.add(rule.place(rule.index()), "the rule has neither `index` nor `data_view_id`");
    }
}
