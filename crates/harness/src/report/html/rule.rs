//! One rule: how it went, its query in colour, what no case shows, and its cases.

use diagnostics::{Severity, render};
use maud::{Markup, html};
use oracle::Part;

use super::{anchor, mutants, timeline, tone};
use crate::Rule;
use crate::coverage::{Coverage, Covered};
use crate::fixtures::{CaseReport, Expectation, RuleReport};
use crate::html::{Mark, Tone, bar, code, message};
use crate::report::human;
use crate::summary::counted;

/// The rule, with so many of its cases of a kind; the others are counted.
pub(super) fn section(report: &RuleReport<'_>, drawn: usize) -> Markup {
    let tone = tone(report);
    html! {
        details class={ "rule " (tone.class()) } id=(anchor(report)) open[tone == Tone::Bad] {
            summary {
                span.sign { (tone.sign()) }
                span.name { (report.rule.name()) }
                (severity(report.rule))
                span.facts { (facts(report)) }
            }
            div.inside {
                p.path { (report.rule.source.name()) }
                (problems(report))
                (query(report))
                (mutants::section(report))
                (timeline::legend(report.rule))
                (cases(report, Expectation::Positive, drawn))
                (cases(report, Expectation::Negative, drawn))
            }
        }
    }
}

fn severity(rule: &Rule) -> Markup {
    let severity = rule.file.rule.value.severity.as_ref().map(|severity| severity.value.name());
    html! { @if let Some(severity) = severity { span.pill.plain { (severity) } } @else { span {} } }
}

fn facts(report: &RuleReport<'_>) -> Markup {
    let (positive, negative) =
        (report.count(Expectation::Positive), report.count(Expectation::Negative));
    html! {
        span { (positive) " positive, " (negative) " negative" }
        @if let Some(coverage) = &report.coverage {
            @let counts = coverage.counts();
            span {
                (bar(if counts.covered == counts.leaves { Tone::Good } else { Tone::Part }, counts.percent())) " "
                (counts.covered) " of " (counted(counts.leaves as u64, "clause", "clauses"))
            }
            @if counts.stages > 0 {
                span { (counts.covered_stages) " of " (counted(counts.stages as u64, "stage", "stages")) }
            }
        }
    }
}

/// What is wrong with the rule beside its cases, and which cases failed.
fn problems(report: &RuleReport<'_>) -> Markup {
    let (errors, others): (Vec<_>, Vec<_>) = report
        .findings
        .iter()
        .cloned()
        .partition(|finding| finding.diagnostic.severity == Severity::Error);
    let failed = report.failures().map(|case| format!("{}: {}", case.case.title(), case.verdict));
    let stale = report.stale.iter().map(|title| human::stale(title));
    let unusable = report.unusable.iter().map(ToString::to_string);
    let errors: Vec<_> = render::concise(&errors).lines().map(str::to_owned).collect();
    let lines: Vec<_> = errors.into_iter().chain(failed).chain(stale).chain(unusable).collect();
    let others = render::concise(&others);
    html! {
        @if !lines.is_empty() { ul.problems { @for line in &lines { li { (message(line)) } } } }
        @if !others.is_empty() { ul.problems.part { @for line in others.lines() { li { (message(line)) } } } }
    }
}

fn query(report: &RuleReport<'_>) -> Markup {
    let rule = report.rule;
    let marks: Vec<_> =
        report.coverage.iter().flat_map(|coverage| &coverage.leaves).map(mark).collect();
    let line = |start: u32| {
        rule.source.position(rule.text.map_span(diagnostics::Span { start, end: start }).start).line
    };
    html! {
        (code(rule.text.text.trim_end(), &marks, line))
        @if let Some(coverage) = &report.coverage { (covered(rule, coverage)) }
    }
}

fn covered(rule: &Rule, coverage: &Coverage) -> Markup {
    let is_open = coverage.uncovered().next().is_some();
    html! {
        @if is_open {
            div.legend {
                @for (tone, text) in [
                    (Tone::Good, "decides both ways"), (Tone::Part, "in part"), (Tone::Bad, "never decides"),
                ] {
                    span { span class={ "mark " (tone.class()) } { "clause" } " " (text) }
                }
            }
        }
        @if !coverage.stages.is_empty() {
            ul.chips {
                @for stage in &coverage.stages {
                    li class={ "pill " (part_tone(stage).class()) } title=(title(stage)) {
                        (part_tone(stage).sign()) " " (stage.text)
                    }
                }
            }
        }
        @let line = |part: &Covered| rule.source.position(rule.text.map_span(part.span).start).line;
        @let idle = coverage.leaves.iter().filter_map(|leaf| Some((leaf, human::idle(leaf)?)));
        @let idle: Vec<_> = idle.collect();
        @if is_open || !idle.is_empty() {
            ul.gaps {
                @for part in coverage.uncovered() {
                    li class=(part_tone(part).class()) {
                        "line " (line(part)) ": " (part.gaps().join(", ")) ": " code { (part.text) }
                    }
                }
                @for (part, text) in &idle {
                    li.plain { "line " (line(part)) ": " (message(text)) }
                }
            }
        }
    }
}

fn mark(part: &Covered) -> Mark {
    Mark { span: part.span, tone: part_tone(part), title: title(part) }
}

/// Bad where it never decides anything, part where it does one way.
fn part_tone(part: &Covered) -> Tone {
    let decides = part.when_true.decides.is_some() || part.when_false.decides.is_some();
    match (part.is_covered(), decides) {
        (true, _) => Tone::Good,
        (false, true) => Tone::Part,
        (false, false) => Tone::Bad,
    }
}

fn title(part: &Covered) -> String {
    if !part.is_covered() {
        return part.gaps().join(", ");
    }
    let (yes, no) = match part.part {
        Part::Leaf(_) => ("true", "false"),
        Part::Stage(_) => ("takes", "refuses"),
    };
    let sides = [(yes, &part.when_true), (no, &part.when_false)].into_iter();
    let shown = sides.filter_map(|(word, side)| {
        let sighting = side.decides.as_ref()?;
        Some(format!("{word} and decides in {}, record {}", sighting.case, sighting.record))
    });
    shown.collect::<Vec<_>>().join("; ")
}

fn cases(report: &RuleReport<'_>, kind: Expectation, drawn: usize) -> Markup {
    let mut all: Vec<_> = report.cases.iter().filter(|it| it.case.expectation == kind).collect();
    all.sort_by_key(|report| report.verdict.is_passed());
    let more = all.len().saturating_sub(drawn);
    html! {
        @if !all.is_empty() {
            details.cases {
                summary { (counted(all.len() as u64, kind.folder(), kind.folder())) }
                div.grid { @for case in all.iter().take(drawn) { (self::case(report.rule, case)) } }
                @if more > 0 { p.soft { "and " (more) " more that are not drawn" } }
            }
        }
    }
}

fn case(rule: &Rule, report: &CaseReport) -> Markup {
    let tone = if report.verdict.is_passed() { Tone::Good } else { Tone::Bad };
    html! {
        div class={ "case " (tone.class()) } {
            b { (report.case.name.replace('_', " ")) }
            @if !report.verdict.is_passed() {
                p { (message(&report.verdict.to_string())) }
                @for line in report.verdict.details() { pre { (line) } }
            }
            (timeline::of(rule, report))
        }
    }
}
