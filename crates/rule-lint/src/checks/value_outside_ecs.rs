//! A value that ECS does not give the field.

use diagnostics::{Page, Severity, Span};
use eql_functions::Case;
use eql_functions::wildcard::WildcardPattern;
use eql_syntax::ast::MatchOp;
use event_schema::{Ecs, KnownValues};
use rule_schema::RuleKind;

use crate::check::{Check, EQL, Need, Run, Source};
use crate::compared::{self, How};
use crate::found::Found;
use crate::{Context, RuleView, names};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/value-outside-ecs",
        severity: Severity::Warning,
        what: "A query asks a field that ECS gives a list of values for another value.",
        why: "Events that follow ECS never have the value, so that the comparison never holds, or always does where it is negated. A list that also has a value of ECS is left alone. Letter case counts in `==`, `in` and `like`.",
        bad: r#"[rule]
query = 'process where host.os.type == "windows" and event.type == "started"'
"#,
        good: r#"[rule]
query = 'process where host.os.type == "windows" and event.type == "start"'
"#,
    },
    fix: "write one of the values of ECS",
    sources: &[Source::Own],
    types: EQL,
    needs: Need::File,
    run: Run::Rule(run),
};

/// The field of the category before `where`.
const CATEGORY: &str = "event.category";

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let (Some(eql), Some(text)) = (rule.eql, rule.query_text()) else { return };
    for compared in compared::all(eql.ast) {
        let Some(known) = Ecs.values(&compared.path) else { continue };
        // Beside a value of ECS another may be for data that does not follow it.
        if compared.texts.iter().any(|(value, _)| fits(known, compared.how, &value.value)) {
            continue;
        }
        for (value, span) in &compared.texts {
            report(&compared.path, known, &value.value, text.map_span(*span), found);
        }
    }
    let RuleKind::Eql(data) = &rule.rule().kind else { return };
    let known = Ecs.values(CATEGORY).filter(|_| data.event_category_override.is_none());
    for filter in names::filters(eql.ast) {
        let (Some(known), Some(name)) = (known, &filter.category.name) else { continue };
        if !known.contains(&name.value) {
            report(CATEGORY, known, &name.value, text.map_span(filter.category.span), found);
        }
    }
}

/// Whether some value of ECS is meant.
fn fits(known: &KnownValues, how: How, text: &str) -> bool {
    if how.has_wildcards() {
        let is_like = how == How::Match(MatchOp::Like);
        let case = if is_like { Case::Sensitive } else { Case::Insensitive };
        let pattern = WildcardPattern::parse(text);
        return known.values.iter().any(|(value, _)| pattern.matches(value, case));
    }
    match how {
        How::Equal | How::In => known.contains(text),
        How::InIgnoreCase => known.values.iter().any(|(value, _)| value.eq_ignore_ascii_case(text)),
        How::Match(_) => true,
    }
}

fn report(path: &str, known: &KnownValues, text: &str, span: Span, found: &mut Found<'_>) {
    let finding = found.add(span, format!("`{text}` is no value of `{path}` in ECS"));
    let distance =
        |value: &str| strsim::damerau_levenshtein(&value.to_lowercase(), &text.to_lowercase());
    let near = known.values.iter().map(|(value, _)| (distance(value), *value)).min();
    if let Some((_, value)) = near.filter(|(distance, _)| *distance <= 3) {
        finding.help(format!("did you mean `{value}`?"));
    } else {
        let values: Vec<_> = known.values.iter().map(|(value, _)| *value).collect();
        finding.help(format!("ECS has {}", values.join(", ")));
    }
}
