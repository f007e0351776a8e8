//! A frequency of an action that has none.

use diagnostics::{Page, Severity};
use rule_schema::{Entries, Node, Spanned};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/system-action-frequency",
        severity: Severity::Error,
        what: "An action of a system connector, such as `.cases`, has `frequency` or `throttle`.",
        why: "System actions run at every alert; Kibana refuses the rule.",
        bad: r#"[[rule.actions]]
action_type_id = ".cases"
group = "default"
id = "5c8b0a3e-0f3c-4b8e-9f63-1d2a7c4e9b10"

[rule.actions.params]
message = "An alert."

[rule.actions.frequency]
notifyWhen = "onActiveAlert"
summary = true
"#,
        good: r#"[[rule.actions]]
action_type_id = ".cases"
group = "default"
id = "5c8b0a3e-0f3c-4b8e-9f63-1d2a7c4e9b10"

[rule.actions.params]
message = "An alert."
"#,
    },
    fix: "remove `frequency`",
    sources: &[Source::Corpus(73)],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, context: &Context<'_>, found: &mut Found<'_>) {
    for action in rule.rule().actions.iter().flatten() {
        let kind = entry(action, "action_type_id").map(|value| &value.value);
        let is_system = |kind: &Node| matches!(kind, Node::String(kind) if context.policy.system_connectors.contains(kind));
        if !kind.is_some_and(is_system) {
            continue;
        }
        for key in ["frequency", "throttle"] {
            if let Some(value) = entry(action, key) {
                found.add(value.span, format!("an action of a system connector has `{key}`"));
            }
        }
    }
}

fn entry<'a>(action: &'a Entries<Node>, key: &str) -> Option<&'a Spanned<Node>> {
    action.iter().find(|entry| entry.key.value == key).map(|entry| &entry.value)
}
