//! Tags that a rule lacks or has too often.

use diagnostics::{Edit, Fix, Safety, Span};
use rule_schema::Spanned;

use crate::RuleView;
use crate::found::{Details, Found, quoted};

/// Says at the tags that one is missing; its fix adds it. Nothing where the rule has it, or no list of tags can be read.
pub(crate) fn missing<'f>(
    rule: &RuleView<'_>,
    tag: &str,
    message: String,
    found: &'f mut Found<'_>,
) -> Option<Details<'f>> {
    if !rule.has_readable_tags() || rule.has_tag(tag) {
        return None;
    }
    let finding = found.add(rule.place(rule.rule().tags.as_ref()), message);
    Some(match addition(rule, tag) {
        Some(fix) => finding.fix(fix),
        None => finding,
    })
}

/// A fix that puts a tag behind the last one, as far from it as that is from the one before.
fn addition(rule: &RuleView<'_>, tag: &str) -> Option<Fix> {
    let tags = rule.rule().tags.as_ref()?;
    let (at, text) = match tags.value.last() {
        Some(last) => (last.span.end, format!("{}{}", separator(rule, &tags.value), quoted(tag))),
        None => (tags.span.start + 1, quoted(tag)),
    };
    let edits = vec![Edit { span: Span { start: at, end: at }, text }];
    Some(Fix { title: format!("add `{tag}`"), edits, safety: Safety::Safe })
}

/// What stands between the last two tags; a comma and a blank where there are not two, or a comment is between them.
fn separator<'a>(rule: &RuleView<'a>, tags: &[Spanned<String>]) -> &'a str {
    let [.., before, last] = tags else { return ", " };
    let between = Span { start: before.span.end, end: last.span.start };
    let between = between.slice(rule.source.text());
    if between.contains('#') { ", " } else { between }
}

/// A fix that takes a tag away with the comma before it; nothing where a comment stands between.
pub(crate) fn removal(rule: &RuleView<'_>, tag: &Spanned<String>) -> Option<Fix> {
    let tags: Vec<_> = rule.tags().collect();
    let before = tags.iter().rev().find(|other| other.span.end <= tag.span.start)?;
    let span = Span { start: before.span.end, end: tag.span.end };
    let between = Span { start: span.start, end: tag.span.start }.slice(rule.source.text());
    let edits = vec![Edit { span, text: String::new() }];
    let title = "remove it".to_owned();
    (!between.contains('#')).then_some(Fix { title, edits, safety: Safety::Safe })
}
