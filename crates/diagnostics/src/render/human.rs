//! Findings for people: the source line with carets under the place, help and fix below.

use annotate_snippets::{AnnotationKind, Group, Level, Patch, Renderer, Snippet};

use crate::{Diagnostic, Finding, Severity, Span};

/// Whether to write terminal colours.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Color {
    /// With colours.
    Always,
    /// Plain text.
    Never,
}

/// The findings with their source lines, an empty line between two.
pub fn human(findings: &[Finding], color: Color) -> String {
    let renderer = match color {
        Color::Always => Renderer::styled(),
        Color::Never => Renderer::plain(),
    };
    findings.iter().map(|finding| renderer.render(&report(finding)) + "\n\n").collect()
}

fn report(finding: &Finding) -> Vec<Group<'_>> {
    let diagnostic = &finding.diagnostic;
    let title =
        level(diagnostic.severity).primary_title(diagnostic.message.as_str()).id(diagnostic.id);
    let mut group = Group::with_title(title).element(snippet(finding));
    if let Some(note) = &diagnostic.note {
        group = group.element(Level::NOTE.message(note.as_str()));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let mut report = vec![group];
    report.extend(fix_group(finding));
    report
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}

fn snippet(finding: &Finding) -> Snippet<'_, annotate_snippets::Annotation<'_>> {
    let Diagnostic { span, label, labels, .. } = &finding.diagnostic;
    let text = finding.source.text();
    let primary = AnnotationKind::Primary.span(clamp(*span, text));
    let primary = if label.is_empty() { primary } else { primary.label(label.as_str()) };
    let others = labels.iter().map(|other| {
        AnnotationKind::Context.span(clamp(other.span, text)).label(other.text.as_str())
    });
    Snippet::source(text).path(finding.source.name()).annotation(primary).annotations(others)
}

fn fix_group(finding: &Finding) -> Option<Group<'_>> {
    let fix = finding.diagnostic.fix.as_ref()?;
    let text = finding.source.text();
    let patches =
        fix.edits.iter().map(|edit| Patch::new(clamp(edit.span, text), edit.text.as_str()));
    let snippet = Snippet::source(text).path(finding.source.name()).patches(patches);
    Some(Group::with_title(Level::HELP.secondary_title(fix.title.as_str())).element(snippet))
}

/// The renderer panics on a span outside the text or inside a character, so such a span is mended first.
fn clamp(span: Span, text: &str) -> std::ops::Range<usize> {
    let floor = |place: usize| {
        let place = place.min(text.len());
        (0..=place).rev().find(|&place| text.is_char_boundary(place)).unwrap_or(0)
    };
    let range = span.range();
    floor(range.start)..floor(range.end).max(floor(range.start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Edit, Fix, Safety, SourceText};

    #[test]
    fn a_finding_shows_its_line_help_and_fix() {
        let source = SourceText::new("rules/a.toml", "[rule]\nquery = 'any where a = 1'\n");
        let diagnostic = Diagnostic::new(
            "eql/assignment",
            Severity::Error,
            "`=` does not compare",
            Span::new(28, 29),
        )
        .with_label("here")
        .with_note("`=` is no operator")
        .with_help("`==` compares")
        .with_fix(Fix {
            title: "use `==`".to_owned(),
            edits: vec![Edit { span: Span::new(28, 29), text: "==".to_owned() }],
            safety: Safety::Safe,
        });
        insta::assert_snapshot!(human(
            &[Finding { source, rule_id: None, diagnostic }],
            Color::Never
        ));
    }

    #[test]
    fn a_span_that_does_not_fit_the_text_is_still_shown() {
        let source = SourceText::new("x", "añ");
        for span in [Span::new(2, 2), Span::new(9, 12), Span::new(0, 2)] {
            let diagnostic = Diagnostic::new("eql/x", Severity::Note, "odd", span);
            let text = human(
                &[Finding { source: source.clone(), rule_id: None, diagnostic }],
                Color::Never,
            );
            assert!(text.contains("note[eql/x]: odd"), "{text}");
        }
    }
}
