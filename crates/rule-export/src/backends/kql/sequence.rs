//! Sequences with the operator `scan`, which takes the newest pending start and each of them once, as EQL does.
//!
//! `scan` asks its steps from the last to the first. A step takes a row if the step before it has a match, which then
//! moves on; or if it has a match itself, which it then goes on with. The first of these is what EQL does. The second only
//! adds rows to a match behind the row that moved it on, so the first row of each step is the one that EQL takes. What
//! `maxspan` refuses stays pending here and is consumed in EQL, which makes no difference: time only goes on.

use eql_hir::{Query, Sequence, Stage};

use super::filter::{Rows, rows};
use super::map::{Family, Kind};
use crate::{Construct, Loss, instead};

/// A sequence as a query, and what does not survive.
pub(super) fn written(query: &Query, sequence: &Sequence, family: &Family) -> (String, Vec<Loss>) {
    let mut losses = Vec::new();
    let mut lines = Vec::new();
    for (place, stage) in sequence.stages.iter().enumerate() {
        let step = place + 1;
        let tables = stage_rows(query, stage, family, step, &mut losses);
        lines.push(format!("let Stage{step} = {};", tables.join(",\n")));
    }
    let steps: Vec<_> = (1..=sequence.stages.len()).collect();
    let stages: Vec<_> = steps.iter().map(|step| format!("Stage{step}")).collect();
    let (time, id) = (&family.time, family.id.join(", "));
    lines.push(format!("union {}", stages.join(", ")));
    lines.push(format!(
        "| summarize Stages = make_set(Stage), Event = take_any(Event) by Key, Table, {time}, {id}"
    ));
    lines.push("| partition hint.strategy=native by Key".to_owned());
    lines.push("(".to_owned());
    lines.push(format!("    sort by {time} asc, Table asc, {}", sorted(&family.id)));
    lines.push("    | extend Place = row_number()".to_owned());
    lines.push("    | scan with_match_id=Match declare (Step: long) with".to_owned());
    lines.push("    (".to_owned());
    for step in &steps {
        let within = sequence.maxspan.filter(|_| *step > 1);
        let within = within.map(|span| format!(" and {time} - s1.{time} <= {}", timespan(span)));
        let within = within.unwrap_or_default();
        lines.push(format!(
            "        step s{step}: set_has_element(Stages, {step}){within} => Step = {step};"
        ));
    }
    lines.push("    )".to_owned());
    lines.push(format!("    | summarize arg_min(Place, {time}, {id}, Event) by Key, Match, Step"));
    lines.push("    | sort by Match asc, Step asc".to_owned());
    lines.push(format!(
        "    | summarize Events = make_list(Event), arg_max(Step, {time}, {id}) by Key, Match"
    ));
    lines.push(format!("    | where Step == {}", steps.len()));
    lines.push(")".to_owned());
    lines.push(format!("| project {time}, {id}, Key, Events"));
    (lines.join("\n"), losses)
}

fn sorted(columns: &[String]) -> String {
    let columns: Vec<_> = columns.iter().map(|column| format!("{column} asc")).collect();
    columns.join(", ")
}

/// The rows that a stage takes, with the key and the stage.
fn stage_rows(
    query: &Query,
    stage: &Stage,
    family: &Family,
    step: usize,
    losses: &mut Vec<Loss>,
) -> Vec<String> {
    let mut found = rows(query, &stage.filter, family);
    if found.is_empty() {
        losses.push(Loss::refused(
            Construct::Category,
            stage.span,
            format!("no table of `{}` has such events", family.name),
        ));
    }
    let mut tables = Vec::new();
    for table in &mut found {
        losses.append(&mut table.losses);
        let keys = key(query, stage, family, table, losses);
        table.lines.push("extend Event = pack_all()".to_owned());
        table.lines.push(format!(
            "project {}, {}, Table = \"{}\", Key = {keys}, Stage = {step}, Event",
            family.time,
            family.id.join(", "),
            table.view.table,
        ));
        tables.push(table.lines.join("\n    | "));
    }
    match tables.as_slice() {
        [_] | [] => tables,
        _ => vec![format!("union (\n    {})", tables.join("), (\n    "))],
    }
}

/// The join key of a row, as one text; rows without a key that must be there go.
fn key<'m>(
    query: &Query,
    stage: &Stage,
    family: &'m Family,
    table: &mut Rows<'m>,
    losses: &mut Vec<Loss>,
) -> String {
    let mut texts = Vec::new();
    for key in &stage.keys {
        let field = query.field(key.field);
        let path = field.path.as_str();
        let Some(column) = table.view.column(family, path) else {
            losses.push(Loss::refused(
                Construct::Sequence,
                stage.span,
                format!("`{}` has no column for the key `{path}`", table.view.table),
            ));
            continue;
        };
        if let Some(values) = &column.is {
            texts.push(super::text::quoted(values.first().map_or("", String::as_str)));
            continue;
        }
        if column.kind == Kind::List || column.values.is_some() || column.assumed {
            losses.push(Loss::refused(
                Construct::Sequence,
                stage.span,
                format!("the column of the key `{path}` does not hold its value"),
            ));
            continue;
        }
        if let Some(right) = &column.os
            && table.os.as_ref() != Some(right)
        {
            let message = format!("the key `{path}` is what it should be on `{right}` only");
            let instead = instead::stage_on_system(query, stage.span, right);
            let loss = Loss::lossy(Construct::Sequence, stage.span, message);
            losses.push(loss.with_instead(instead));
        }
        let steps: Vec<_> = column.after.iter().cloned().collect();
        table.run(family, &steps);
        let text = match column.kind {
            Kind::Long | Kind::Bool => format!("tostring({})", column.written),
            Kind::Text | Kind::Address | Kind::List => column.written.clone(),
        };
        if !key.optional {
            table.lines.push(format!("where isnotempty({text})"));
        }
        texts.push(text);
    }
    match texts.as_slice() {
        [] => "\"\"".to_owned(),
        [one] => one.clone(),
        _ => format!("tostring(pack_array({}))", texts.join(", ")),
    }
}

/// A length of time, of so many nanoseconds.
fn timespan(nanos: i128) -> String {
    const UNITS: [(i128, &str); 4] = [
        (86_400_000_000_000, "d"),
        (3_600_000_000_000, "h"),
        (60_000_000_000, "m"),
        (1_000_000_000, "s"),
    ];
    let whole = UNITS.iter().find(|(length, _)| nanos % length == 0);
    match whole {
        Some((length, unit)) => format!("{}{unit}", nanos / length),
        None => format!("{}ms", nanos / 1_000_000),
    }
}
