//! `==` or `in` with a `*`.

use diagnostics::{Page, Safety, Severity};

use crate::check::{Check, EQL, Need, Run, Source};
use crate::compared::{self, How};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/wildcard-in-equality",
        severity: Severity::Warning,
        what: "A text that is compared by `==`, `!=` or `in` has a `*`.",
        why: "There the star stands for itself: a value must have a star at that place. It is a wildcard after `:` and `like`.",
        bad: r#"[rule]
query = 'process where host.os.type == "windows" and process.args == "*whoami*"'
"#,
        good: r#"[rule]
query = 'process where host.os.type == "windows" and process.args : "*whoami*"'
"#,
    },
    fix: "write `:` or `like`",
    sources: &[Source::Own],
    types: EQL,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let (Some(eql), Some(text)) = (rule.eql, rule.query_text()) else { return };
    for compared in compared::all(eql.ast).into_iter().filter(|it| it.how.is_equality()) {
        // A star alone is a value of its own: all files, all ports.
        let stars = compared.texts.iter().filter(|(text, _)| {
            text.value.contains('*') && text.value.chars().any(char::is_alphanumeric)
        });
        let other = match compared.how {
            How::InIgnoreCase => "like~",
            How::Equal | How::In | How::Match(_) => "like",
        };
        for (_, span) in stars {
            let symbol = compared.how.symbol();
            let finding =
                found.add(text.map_span(*span), format!("the `*` is no wildcard in `{symbol}`"));
            if let Some(operator) = compared.operator(&text.text) {
                finding.replace(text.map_span(operator), other, Safety::Unsafe);
            }
        }
    }
}
