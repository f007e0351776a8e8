//! The events of a case on a time axis: which stage took which.

use std::collections::BTreeSet;

use eql_hir::{Filter, Form};
use event::Timestamp;
use maud::{Markup, html};
use oracle::Oracle;

use crate::Rule;
use crate::coverage::{Written, written};
use crate::fixtures::{CaseReport, Ordered};

/// Where the axis begins and ends, in units of the picture, which is 360 wide.
const LEFT: f64 = 56.0;
const RIGHT: f64 = 344.0;
/// How high a row is, and where the first one is.
const ROW: f64 = 20.0;
const TOP: f64 = 12.0;
/// How near to each other two events may stand.
const NEAR: f64 = 10.0;

/// A row of the picture: a stage, or the only filter of a rule for single events.
struct Row<'q> {
    name: String,
    filter: &'q Filter,
    /// The place of the first stage that it stands for: all runs of a stage are one row.
    first: usize,
}

/// One event.
struct Dot {
    record: usize,
    time: Option<Timestamp>,
    x: f64,
    /// The rows whose filter it fulfils; the last row where it fulfils none.
    rows: Vec<usize>,
}

/// The picture of a case; nothing where it has no event.
pub(super) fn of(rule: &Rule, report: &CaseReport) -> Markup {
    let rows = rows(rule);
    let dots = dots(rule, report, &rows);
    let last = rows.len();
    let height = y(last) + 22.0;
    let taken: BTreeSet<_> =
        report.matches.iter().flat_map(|found| slots(&found.0, &rows)).collect();
    html! {
        @if !dots.is_empty() {
            svg viewBox={ "0 0 360 " (height) } role="img" aria-label="events over time" {
                (windows(rule, report, &dots, &rows, height))
                @for (row, name) in rows.iter().map(|row| row.name.as_str()).chain(["other"]).enumerate() {
                    text x="2" y=(y(row) + 3.5) { (name) }
                    line.axis x1=(LEFT - 8.0) x2="356" y1=(y(row)) y2=(y(row)) {}
                }
                @for (records, _) in &report.matches { (way(records, &dots, &rows)) }
                @for dot in &dots { @for row in &dot.rows { (circle(dot, *row, last, &taken)) } }
                (times(&dots, height))
            }
        }
    }
}

fn rows(rule: &Rule) -> Vec<Row<'_>> {
    if let Form::Event(filter) = &rule.query.form {
        return vec![Row { name: "match".to_owned(), filter, first: 0 }];
    }
    written(&rule.query).iter().map(Row::of).collect()
}

impl<'q> Row<'q> {
    fn of(written: &Written<'q>) -> Self {
        let name = written.name_with_runs().replace("missing event", "missing");
        Self { name, filter: &written.stage.filter, first: written.first }
    }
}

fn y(row: usize) -> f64 {
    TOP + ROW * f64::from(u32::try_from(row).unwrap_or(u32::MAX))
}

fn dots(rule: &Rule, report: &CaseReport, rows: &[Row<'_>]) -> Vec<Dot> {
    let oracle = Oracle::new(&rule.query);
    let ordered = Ordered::new(rule, &report.case.events);
    let events = ordered.stamped();
    let dots = ordered.moments().zip(&events).map(|((record, time), event)| {
        let fits = |row: &usize| oracle.holds(rows[*row].filter, event.document);
        let mut fitting: Vec<_> = (0..rows.len()).filter(fits).collect();
        if fitting.is_empty() {
            fitting.push(rows.len());
        }
        Dot { record, time, x: LEFT, rows: fitting }
    });
    let mut dots: Vec<_> = dots.collect();
    place(&mut dots);
    dots
}

/// Puts each event where its time is; those of one time, or without one, beside each other. Where so many are at one
/// time that they leave the picture, all move together.
fn place(dots: &mut [Dot]) {
    let Some((first, last)) = ends(dots) else { return };
    let span = nanos(first, last).max(1.0);
    let mut before = LEFT - NEAR;
    for dot in dots.iter_mut() {
        let own = dot.time.map_or(before, |time| LEFT + nanos(first, time) / span * (RIGHT - LEFT));
        dot.x = own.max(before + NEAR);
        before = dot.x;
    }
    let squeeze = ((RIGHT - LEFT) / (before - LEFT).max(1.0)).min(1.0);
    for dot in dots {
        dot.x = LEFT + (dot.x - LEFT) * squeeze;
    }
}

/// The first and the last time.
fn ends(dots: &[Dot]) -> Option<(Timestamp, Timestamp)> {
    let mut times = dots.iter().filter_map(|dot| dot.time);
    let first = times.next()?;
    Some((first, times.next_back().unwrap_or(first)))
}

#[expect(clippy::cast_precision_loss, reason = "a place in a picture")]
fn nanos(from: Timestamp, to: Timestamp) -> f64 {
    (to.nanos() - from.nanos()) as f64
}

/// Record and row of the events of a match.
fn slots(records: &[Option<usize>], rows: &[Row<'_>]) -> Vec<(usize, usize)> {
    let row = |place| rows.partition_point(|row| row.first <= place).saturating_sub(1);
    let slots = records.iter().enumerate();
    slots.filter_map(|(place, record)| Some(((*record)?, row(place)))).collect()
}

/// How long a sequence may take: from the first event of each match, or of the first stage where there is none.
fn windows(
    rule: &Rule,
    report: &CaseReport,
    dots: &[Dot],
    rows: &[Row<'_>],
    height: f64,
) -> Markup {
    let Form::Sequence(sequence) = &rule.query.form else { return html! {} };
    let (Some(maxspan), Some((first, last))) = (sequence.maxspan, ends(dots)) else {
        return html! {};
    };
    let of_matches =
        report.matches.iter().filter_map(|(records, _)| records.iter().flatten().next());
    let mut begins: Vec<_> = of_matches.filter_map(|record| find(dots, *record)).collect();
    if begins.is_empty() {
        let stage = rows.iter().position(|row| row.first == 0);
        let stage = stage.filter(|_| !sequence.stages[0].missing);
        begins.extend(dots.iter().find(|dot| stage.is_some_and(|row| dot.rows.contains(&row))));
    }
    #[expect(clippy::cast_precision_loss, reason = "a place in a picture")]
    let width = maxspan as f64 / nanos(first, last).max(1.0) * (RIGHT - LEFT);
    html! {
        @for Dot { x, .. } in begins {
            rect.span x=(format!("{x:.1}")) y="2" width=(format!("{:.1}", width.min(356.0 - x))) height=(height - 20.0) {
                title { "maxspan " (duration(maxspan)) }
            }
        }
    }
}

fn find(dots: &[Dot], record: usize) -> Option<&Dot> {
    dots.iter().find(|dot| dot.record == record)
}

/// What the signs of the pictures mean.
pub(super) fn legend(rule: &Rule) -> Markup {
    let maxspan = match &rule.query.form {
        Form::Sequence(sequence) => sequence.maxspan,
        Form::Event(_) | Form::Sample(_) => None,
    };
    html! {
        div.legend {
            @for (class, text) in
                [("taken", "in a match"), ("fits", "fits, and is in no match"), ("other", "fits nothing")]
            {
                span { svg viewBox="0 0 12 12" { circle class=(class) cx="6" cy="6" r="4.5" {} } " " (text) }
            }
            @if let Some(maxspan) = maxspan {
                span {
                    svg viewBox="0 0 12 12" { rect.span x="0" y="1" width="12" height="10" {} }
                    " maxspan, " (duration(maxspan))
                }
            }
        }
    }
}

/// The line through the events of a match.
fn way(records: &[Option<usize>], dots: &[Dot], rows: &[Row<'_>]) -> Markup {
    let points = slots(records, rows).into_iter().filter_map(|(record, row)| {
        let dot = find(dots, record)?;
        Some(format!("{:.1},{:.1}", dot.x, y(row)))
    });
    let points: Vec<_> = points.collect();
    html! { @if points.len() > 1 { polyline.way points=(points.join(" ")) {} } }
}

fn circle(dot: &Dot, row: usize, last: usize, taken: &BTreeSet<(usize, usize)>) -> Markup {
    let (class, radius, word) = if taken.contains(&(dot.record, row)) {
        ("taken", 5.5, "in a match")
    } else if row == last {
        ("other", 4.0, "fits nothing")
    } else {
        ("fits", 4.5, "fits, and is in no match")
    };
    let time = dot.time.map_or_else(|| "no time".to_owned(), |time| time.to_string());
    html! {
        circle class=(class) cx=(format!("{:.1}", dot.x)) cy=(y(row)) r=(radius) {
            title { "record " (dot.record) ", " (time) ": " (word) }
        }
    }
}

/// What stands below the axis: when the first event happened, and how much later the last.
fn times(dots: &[Dot], height: f64) -> Markup {
    let Some((first, last)) = ends(dots) else {
        return html! { text x=(LEFT) y=(height - 4.0) { "no times" } };
    };
    html! {
        text x=(LEFT - 6.0) y=(height - 4.0) { (first) }
        @if first != last {
            text x="356" y=(height - 4.0) text-anchor="end" { "+" (duration(last.nanos() - first.nanos())) }
        }
    }
}

/// `6.001 s`, `5 min`, `2 h 30 min`.
fn duration(nanos: i128) -> String {
    let millis = nanos / 1_000_000;
    let (seconds, rest) = (millis / 1000, millis % 1000);
    match (seconds, rest) {
        (0, 0) => format!("{} µs", nanos / 1000),
        (0, rest) => format!("{rest} ms"),
        (0..120, 0) => format!("{seconds} s"),
        (0..120, rest) => format!("{}.{} s", seconds, format!("{rest:03}").trim_end_matches('0')),
        (120..7200, _) => unit(seconds, 60, "min", "s"),
        (7200..172_800, _) => unit(seconds / 60, 60, "h", "min"),
        (_, _) => unit(seconds / 3600, 24, "d", "h"),
    }
}

fn unit(count: i128, per: i128, large: &str, small: &str) -> String {
    match count % per {
        0 => format!("{} {large}", count / per),
        rest => format!("{} {large} {rest} {small}", count / per),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_short() {
        let shown =
            [6_001_000_000, 5_000_000_000, 300_000_000_000, 9_000_000_000_000, 4_000].map(duration);
        assert_eq!(shown, ["6.001 s", "5 s", "5 min", "2 h 30 min", "4 µs"]);
    }
}
