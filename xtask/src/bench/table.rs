//! The figures as a table for people.

use std::io::Write;

use super::figure::{Better, Figure, Outcome};
use super::rows::Row;
use crate::Failure;

/// The names of the columns.
pub(super) fn head(out: &mut dyn Write) -> Result<(), Failure> {
    write_line(out, &["what", "measured", "floor", "goal", ""])
}

/// The figures of one row, a line each, and what was skipped.
pub(super) fn row(row: &Row, outcome: &Outcome, out: &mut dyn Write) -> Result<(), Failure> {
    outcome.figures.iter().try_for_each(|figure| write_figure(row.name, figure, out))?;
    outcome.skipped.iter().try_for_each(|reason| {
        writeln!(out, "{}: skipped, {reason}", row.name)?;
        Ok(())
    })
}

fn write_figure(row: &str, figure: &Figure, out: &mut dyn Write) -> Result<(), Failure> {
    let what = match figure.limits {
        Some(_) => format!("{row}: {}", figure.what),
        None => format!("  {}", figure.what),
    };
    let measured = format!("{} {}", number(figure.value), figure.unit);
    let limit = |value: f64, better| {
        let sign = if better == Better::More { ">=" } else { "<=" };
        format!("{sign} {}", number(value))
    };
    let [floor, goal] = figure.limits.map_or_else(Default::default, |limits| {
        [limits.floor, limits.goal].map(|value| limit(value, limits.better))
    });
    write_line(out, &[&what, measured.trim_end(), &floor, &goal, figure.standing()])?;
    Ok(out.flush()?)
}

fn write_line(out: &mut dyn Write, cells: &[&str; 5]) -> Result<(), Failure> {
    let [what, measured, floor, goal, standing] = cells;
    let line = format!("{what:<62} {measured:>18} {floor:>12} {goal:>12} {standing}");
    Ok(writeln!(out, "{}", line.trim_end())?)
}

/// With three digits, or whole.
fn number(value: f64) -> String {
    let size = value.abs();
    if size == 0.0 || (100.0..1e15).contains(&size) {
        format!("{value:.0}")
    } else if size >= 10.0 {
        format!("{value:.1}")
    } else {
        format!("{value:.3}").trim_end_matches('0').trim_end_matches('.').to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        let shown = [0.0, 0.3, 2.0, 45.26, 612_345.6].map(number);
        assert_eq!(shown, ["0", "0.3", "2", "45.3", "612346"]);
    }
}
