//! A field that is written nearly like one of ECS.

use diagnostics::{Page, Severity};
use event_schema::{Catalogue, Ecs};

use crate::check::{Check, EQL, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView, names};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/misspelt-field",
        severity: Severity::Warning,
        what: "A query names a field that ECS does not have, and that is written nearly like one that it has.",
        why: "A field that no event has is never equal to anything. With `--schema` all fields are known, and `rule/unknown-field` tells it of every field.",
        bad: r#"# without fields
[rule]
query = 'process where host.os.type == "windows" and process.parent.nmae : "nginx.exe"'
"#,
        good: r#"[rule]
query = 'process where host.os.type == "windows" and process.parent.name : "nginx.exe"'
"#,
    },
    fix: "correct the field, or write `?` before it",
    sources: &[Source::Own],
    types: EQL,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, context: &Context<'_>, found: &mut Found<'_>) {
    let (Some(eql), Some(text), None) = (rule.eql, rule.query_text(), context.fields) else {
        return;
    };
    for field in names::fields(eql.ast).into_iter().filter(|field| !field.name.optional) {
        let path = field.name.path();
        if let Some(similar) = misspelt(&path) {
            found
                .add(text.map_span(field.span), format!("ECS does not have the field `{path}`"))
                .help(format!("did you mean `{similar}`?"));
        }
    }
}

/// The field of ECS that is meant: one slip away and below the same object.
fn misspelt(path: &str) -> Option<&'static str> {
    let (object, _) = path.rsplit_once('.')?;
    if Ecs.field_type(path).is_some() || path.contains(".Ext.") {
        return None;
    }
    let near = Ecs::all().filter(|name| {
        name.len().abs_diff(path.len()) <= 1
            && (name.starts_with(object) || name.ends_with(&path[object.len()..]))
    });
    let slips = |name: &&str| strsim::damerau_levenshtein(name, path) == 1;
    near.into_iter().find(slips)
}
