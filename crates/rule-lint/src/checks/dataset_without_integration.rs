//! A dataset of an integration that the metadata does not name.

use diagnostics::{Page, Severity};

use crate::check::{Check, EQL, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView, names};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/dataset-without-integration",
        severity: Severity::Error,
        what: "A query wants events of a dataset whose package `metadata.integration` does not name.",
        why: "Kibana does not tell users which integration the rule needs; Elastic's tests fail.",
        bad: r#"[rule]
index = ["logs-endpoint.events.*", "logs-*"]
query = '''
any where host.os.type == "windows" and
  (event.dataset == "endpoint.events.process" or event.dataset == "okta.system")
'''

[metadata]
integration = ["endpoint"]
"#,
        good: r#"[rule]
query = 'process where host.os.type == "windows" and event.dataset == "endpoint.events.process"'
"#,
    },
    fix: "add the package to `metadata.integration`",
    sources: &[Source::Corpus(34)],
    types: EQL,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let (Some(eql), Some(text)) = (rule.eql, rule.query_text()) else { return };
    let readable = rule.metadata().integration.is_some() || rule.lacks("metadata.integration");
    let promotes = rule.metadata().promotion.is_some_and(|promotion| promotion.value);
    if !readable || promotes {
        return;
    }
    for (dataset, span) in names::compared_with(eql.ast, &["event.dataset", "data_stream.dataset"])
    {
        let Some((package, _)) = dataset.split_once('.') else { continue };
        if !rule.integrations().any(|known| known.value == package) {
            let message = format!(
                "`metadata.integration` does not name `{package}`, whose dataset `{dataset}` is"
            );
            found.add(text.map_span(span), message);
        }
    }
}
