//! A field that the dataset of a filter does not have.

use diagnostics::{Page, Severity};
use eql_hir::{Condition, Filter, Predicate, Query, Test};

use crate::check::{Check, EQL, Need, Run, Source};
use crate::fields::DATASET_FIELDS;
use crate::found::Found;
use crate::{Context, Fields, RuleView, names};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/field-of-other-source",
        severity: Severity::Error,
        what: "A filter demands events of one dataset and asks for a field that only another dataset of the rule has.",
        why: "The condition never holds on these events, or always does where it is negated; Elastic looks at each part of a sequence by itself and refuses the rule. It is a warning where the list of the dataset is old or not whole.",
        bad: r#"[rule]
index = ["logs-endpoint.events.file-*", "logs-endpoint.events.process-*"]
query = '''
any where host.os.type == "windows" and data_stream.dataset == "endpoint.events.process" and
  file.Ext.header_bytes : "4d5a*"
'''
"#,
        good: r#"[rule]
index = ["logs-endpoint.events.file-*", "logs-endpoint.events.process-*"]
query = '''
any where host.os.type == "windows" and data_stream.dataset == "endpoint.events.file" and
  file.Ext.header_bytes : "4d5a*"
'''
"#,
    },
    fix: "ask for a field of the dataset, or for the other dataset",
    sources: &[Source::Load(10)],
    types: EQL,
    needs: Need::Schema,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, context: &Context<'_>, found: &mut Found<'_>) {
    let data = context.fields.and_then(Fields::newest);
    let (Some(data), Some(eql), Some(text)) = (data, rule.eql, rule.query_text()) else { return };
    if !rule.is_checked_against_schemas() {
        return;
    }
    let filters = names::filters(eql.ast);
    // `runs` repeats stages, so that the filters of both trees do not stand side by side.
    if filters.len() != eql.query.filters().len() {
        return;
    }
    for (written, filter) in filters.into_iter().zip(eql.query.filters()) {
        let demanded = datasets(eql.query, filter);
        let sources: Option<Vec<_>> = demanded.iter().map(|name| data.dataset(name)).collect();
        let Some(sources) = sources.filter(|sources| !sources.is_empty()) else { continue };
        for field in names::fields_of(written).into_iter().filter(|field| !field.name.optional) {
            let path = field.name.path();
            let is_elsewhere = data.sources().iter().any(|source| source.has(&path));
            if data.is_of_ecs(&path) || !is_elsewhere || sources.iter().any(|it| it.has(&path)) {
                continue;
            }
            let message = format!("events of `{}` have no `{path}`", demanded.join("`, `"));
            let finding = found.add(text.map_span(field.span), message);
            if sources.iter().any(|source| source.doubt.is_some()) {
                finding.severity(Severity::Warning);
            }
        }
    }
}

/// The datasets of which an event of a filter must be; nothing where it does not say.
fn datasets(query: &Query, filter: &Filter) -> Vec<String> {
    let named = |part: &Condition| {
        let Condition::Leaf(leaf) = part else { return None };
        let Test::Field(field, Predicate::OneOf(values, _)) = &query.leaf(*leaf).test else {
            return None;
        };
        let is_dataset = DATASET_FIELDS.contains(&query.field(*field).path.as_str());
        is_dataset
            .then(|| values.iter().filter_map(|value| value.as_str().map(str::to_owned)).collect())
    };
    filter.condition.parts().iter().find_map(named).unwrap_or_default()
}
