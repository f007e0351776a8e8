//! A field of the EQL search that ECS does not have.

use diagnostics::{Page, Severity};
use event_schema::{Catalogue, Ecs};
use rule_schema::RuleKind;

use crate::check::{Check, EQL, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/unknown-override-field",
        severity: Severity::Error,
        what: "`timestamp_field`, `event_category_override` or `tiebreaker_field` is no field of ECS.",
        why: "Elastic refuses the rule; without the field in the data, the query cannot run.",
        bad: r#"[rule]
tiebreaker_field = "event.number"
"#,
        good: r#"[rule]
tiebreaker_field = "event.sequence"
"#,
    },
    fix: "name a field of the Elastic Common Schema",
    sources: &[Source::Load(11)],
    types: EQL,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let RuleKind::Eql(data) = &rule.rule().kind else { return };
    let fields = [
        ("timestamp_field", &data.timestamp_field),
        ("event_category_override", &data.event_category_override),
        ("tiebreaker_field", &data.tiebreaker_field),
    ];
    let said = fields.into_iter().filter_map(|(key, field)| Some((key, field.as_ref()?)));
    for (key, field) in said.filter(|(_, field)| Ecs.declared(&field.value).is_none()) {
        found.add(field.span, format!("`{key}` is `{}`, which is no field of ECS", field.value));
    }
}
