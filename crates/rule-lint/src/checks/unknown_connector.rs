//! An action of a connector that Elastic does not know.

use diagnostics::{Page, Severity, Span};
use rule_schema::{Entries, Node};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/unknown-connector",
        severity: Severity::Warning,
        what: "The `action_type_id` of an action is no kind of connector.",
        why: "Kibana cannot run the action, so that nobody hears of the alert.",
        bad: r#"[[rule.actions]]
action_type_id = ".slak"
group = "default"
id = "5c8b0a3e-0f3c-4b8e-9f63-1d2a7c4e9b10"

[rule.actions.params]
message = "An alert."
"#,
        good: r#"[[rule.actions]]
action_type_id = ".slack"
group = "default"
id = "5c8b0a3e-0f3c-4b8e-9f63-1d2a7c4e9b10"

[rule.actions.params]
message = "An alert."
"#,
    },
    fix: "write one of the kinds of connectors",
    sources: &[Source::Corpus(73), Source::Own],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, context: &Context<'_>, found: &mut Found<'_>) {
    for action in rule.rule().actions.iter().flatten() {
        let Some((kind, span)) = kind(action) else { continue };
        let policy = context.policy;
        let mut known = policy.connectors.iter().chain(&policy.system_connectors);
        if !known.any(|known| known == kind) {
            found.add(span, format!("there is no connector of the kind `{kind}`"));
        }
    }
}

fn kind(action: &Entries<Node>) -> Option<(&str, Span)> {
    let entry = action.iter().find(|entry| entry.key.value == "action_type_id")?;
    let Node::String(kind) = &entry.value.value else { return None };
    Some((kind, entry.value.span))
}
