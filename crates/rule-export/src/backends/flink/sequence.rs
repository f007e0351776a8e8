//! Sequences: a chain of `MATCH_RECOGNIZE`, each of two rows that stand next to each other.
//!
//! The rows of a link are what waits (events of the first stage, or what the link before has found), the events of the
//! stage that takes it, and those that end it; other events are not among them. Then an event takes the newest that waits,
//! once (spec 15), if and only if that is the row in front of it: an older one has a newer behind it, and behind one that
//! is taken or ended stands what took or ended it.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use eql_hir::{Key, Sequence, Stage};
use event::FieldType;
use event_schema::{Catalogue, Ecs};

use super::query::Writer;
use super::tables::item_type;
use super::text::name;
use crate::sql::{Column, ColumnType, joined};
use crate::{Construct, Loss};

/// What a row is to the others of a link. Rows of one event are in this order: it takes what came before it, waits behind
/// that, and an event that waits and ends has ended.
#[derive(Clone, Copy)]
enum Turn {
    Takes = 0,
    Waits = 1,
    Ends = 2,
}

impl Writer<'_> {
    /// The query of a sequence without missing events.
    pub(super) fn sequence(&mut self, id: &str, sequence: &Sequence) -> String {
        self.check_keys(sequence);
        self.check_tiebreaker(sequence);
        let (mut tables, names) = self.stages(sequence);
        let count = sequence.stages.len();
        for nth in 1..count {
            let mut rows = vec![match nth {
                1 => format!(
                    "SELECT {} AS turn, *, t AS t0, record AS r0 FROM {}",
                    Turn::Waits as u8,
                    names[0]
                ),
                _ => format!("SELECT {} AS turn, * FROM link{}", Turn::Waits as u8, nth - 1),
            }];
            rows.push(other(Turn::Takes, &names[nth], nth));
            rows.extend(names.get(count).map(|until| other(Turn::Ends, until, nth)));
            tables.push(format!("rows{nth} AS (\n  {}\n)", rows.join("\n  UNION ALL ")));
            tables.push(format!("link{nth} AS (\n{}\n)", self.link(nth, sequence)));
        }
        let records: Vec<_> = (0..count).map(|nth| format!("r{nth}")).collect();
        format!(
            "WITH {}\nSELECT {id} AS rule_id, ARRAY[{}] AS records\nFROM link{}",
            tables.join(",\n"),
            records.join(", "),
            count - 1
        )
    }

    /// The tables of the events of each stage, and which stage has which, `until` behind them: equal stages have one.
    fn stages(&mut self, sequence: &Sequence) -> (Vec<String>, Vec<String>) {
        let mut distinct: Vec<&Stage> = Vec::new();
        let (mut tables, mut names) = (Vec::new(), Vec::new());
        for stage in sequence.stages.iter().chain(&sequence.until) {
            let same = |other: &&Stage| other.filter == stage.filter && other.keys == stage.keys;
            let place = distinct.iter().position(same).unwrap_or(distinct.len());
            if place == distinct.len() {
                distinct.push(stage);
                tables.push(format!("stage{place} AS (\n{}\n)", self.events(stage)));
            }
            names.push(format!("stage{place}"));
        }
        (tables, names)
    }

    /// The events of a stage, one row for each key.
    fn events(&mut self, stage: &Stage) -> String {
        let condition = self.condition(&stage.filter.condition);
        let time = name(self.eql.timestamp_field);
        let mut columns = vec!["rowtime".to_owned(), format!("{time} AS t")];
        columns.extend(self.tiebreaker().map(|value| format!("{value} AS tiebreaker")));
        columns.push("record".to_owned());
        let mut tables = "events".to_owned();
        for (place, key) in stage.keys.iter().enumerate() {
            columns.push(format!("k{place}"));
            let list = self.keys(*key);
            // Writing to a text cannot fail.
            let _ = write!(tables, "\n    CROSS JOIN UNNEST({list}) AS u{place} (k{place})");
        }
        let condition = joined(&[format!("{time} IS NOT NULL"), condition], "AND");
        format!(
            "  SELECT {}\n  FROM {tables}\n  WHERE {}",
            columns.join(", "),
            condition.replace('\n', "\n  ")
        )
    }

    /// Each value of a key, once. An optional one that is absent is the value null.
    fn keys(&self, key: Key) -> String {
        let column = self.column(key.field);
        if !key.optional {
            return format!("ARRAY_DISTINCT({column})");
        }
        let null = format!("ARRAY[CAST(NULL AS {})]", item_type(self.column_type(key.field)));
        format!("CASE WHEN CARDINALITY({column}) > 0 THEN ARRAY_DISTINCT({column}) ELSE {null} END")
    }

    /// What is found in the rows of a link, with the same columns.
    fn link(&self, nth: usize, sequence: &Sequence) -> String {
        let keys: Vec<_> =
            (0..sequence.stages[0].keys.len()).map(|place| format!("k{place}")).collect();
        let partition = match keys.as_slice() {
            [] => String::new(),
            keys => format!("PARTITION BY {}\n    ", keys.join(", ")),
        };
        let tiebreaker = self.tiebreaker().map(|_| "tiebreaker".to_owned());
        let order = ["rowtime", "t"].into_iter().chain(tiebreaker.as_deref());
        let order: Vec<_> = order.chain(["record", "turn"]).collect();
        let mut measures = vec!["MATCH_ROWTIME() AS rowtime".to_owned(), "B.t AS t".to_owned()];
        measures.extend(tiebreaker.as_ref().map(|_| "B.tiebreaker AS tiebreaker".to_owned()));
        measures.extend(["B.record AS record".to_owned(), "A.t0 AS t0".to_owned()]);
        measures.extend((0..nth).map(|nth| format!("A.r{nth} AS r{nth}")));
        measures.push(format!("B.record AS r{nth}"));
        let columns = ["rowtime", "t"].into_iter().chain(tiebreaker.as_deref()).chain(["record"]);
        let columns = columns.map(str::to_owned).chain(keys).chain(["t0".to_owned()]);
        let columns: Vec<_> = columns.chain((0..=nth).map(|nth| format!("r{nth}"))).collect();
        let (within, maxspan) = sequence.maxspan.map_or_else(Default::default, |maxspan| {
            (within(maxspan), format!(" AND B.t - A.t0 <= {maxspan}"))
        });
        format!(
            "  SELECT {}\n  FROM rows{nth} MATCH_RECOGNIZE (\n    {partition}ORDER BY {}\n    MEASURES {}\n    \
             ONE ROW PER MATCH\n    AFTER MATCH SKIP TO NEXT ROW\n    PATTERN (A B){within}\n    \
             DEFINE A AS A.turn = {}, B AS B.turn = {}{maxspan}\n  )",
            columns.join(", "),
            order.join(", "),
            measures.join(", "),
            Turn::Waits as u8,
            Turn::Takes as u8,
        )
    }

    /// The value that decides between events of one time; those without one are last.
    fn tiebreaker(&self) -> Option<String> {
        let column = Column::Values(self.eql.tiebreaker_field?.to_owned(), ColumnType::Json);
        let value = format!("TRY_CAST({}[1] AS BIGINT)", name(&column.name()));
        Some(format!("COALESCE({value}, {})", i64::MAX))
    }

    /// Refuses keys that are not the same values for Flink.
    fn check_keys(&mut self, sequence: &Sequence) {
        let stages = || sequence.stages.iter().chain(&sequence.until);
        for place in 0..sequence.stages[0].keys.len() {
            let of_stage = |stage: &Stage| {
                stage.keys.get(place).map(|key| (self.column_type(key.field), stage.span))
            };
            let types: BTreeSet<_> = stages().filter_map(of_stage).map(|(it, _)| it).collect();
            let Some((first, span)) = of_stage(&sequence.stages[0]) else { continue };
            let why = match first {
                _ if types.len() > 1 => "the keys are of different types",
                ColumnType::Json => "nothing tells the type of the key",
                ColumnType::Double | ColumnType::Date | ColumnType::DateNanos => {
                    "one value of the key has several forms"
                }
                ColumnType::Text
                | ColumnType::Long
                | ColumnType::UnsignedLong
                | ColumnType::Boolean
                | ColumnType::Ip
                | ColumnType::Version => continue,
            };
            self.losses.push(Loss::refused(Construct::StageKeys, span, why));
        }
    }

    /// Refuses an order of events by something else than integers.
    fn check_tiebreaker(&mut self, sequence: &Sequence) {
        let Some(path) = self.eql.tiebreaker_field else { return };
        let is_integer = matches!(Ecs.field_type(path), Some(FieldType::Integer | FieldType::Long));
        if !is_integer {
            let why = format!("nothing tells that the tiebreaker `{path}` is an integer");
            self.losses.push(Loss::refused(Construct::Sequence, sequence.stages[0].span, why));
        }
    }
}

/// Rows of events that do not wait.
fn other(turn: Turn, stage: &str, nth: usize) -> String {
    let records: Vec<_> = (0..nth).map(|nth| format!(", CAST(NULL AS BIGINT) AS r{nth}")).collect();
    let records = records.concat();
    format!("SELECT {} AS turn, *, CAST(NULL AS BIGINT) AS t0{records} FROM {stage}", turn as u8)
}

/// Lets Flink forget what waits. It counts whole milliseconds from one row to the next, so the bound is behind maxspan.
fn within(maxspan: i128) -> String {
    let millis = maxspan / 1_000_000 + 2;
    let (seconds, millis) = (millis / 1_000, millis % 1_000);
    let digits = seconds.to_string().len().max(2);
    // Flink takes no more; without it, what waits is kept.
    if digits > 9 {
        return String::new();
    }
    format!(" WITHIN INTERVAL '{seconds}.{millis:03}' SECOND({digits}, 3)")
}
