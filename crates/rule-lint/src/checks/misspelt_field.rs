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
        why: "A field that no event has is never equal to anything. With `--schema` all fields are known, and `rule/unknown-field` tells it of every field that is not written `?field`.",
        bad: r#"# without fields
[rule]
query = 'process where host.os.type == "windows" and process.parent.nmae : "nginx.exe"'
"#,
        good: r#"[rule]
query = 'process where host.os.type == "windows" and process.parent.name : "nginx.exe"'
"#,
    },
    fix: "correct the field",
    sources: &[Source::Own],
    types: EQL,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, context: &Context<'_>, found: &mut Found<'_>) {
    let (Some(eql), Some(text)) = (rule.eql, rule.query_text()) else { return };
    for field in names::fields(eql.ast) {
        let path = field.name.path();
        // Where all fields are known, only those written `?field` are not told of elsewhere.
        let is_told = match context.fields {
            Some(fields) => !field.name.optional || fields.unknown(&path).is_none(),
            None => false,
        };
        if let Some(similar) = misspelt(&path).filter(|_| !is_told) {
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
