//! Events as stages and parts have them: by role, with one row a join key.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use eql_hir::{Key, Stage};

use super::{Column, ColumnType, Kind, Sql, joined};

/// The events of all roles of a query, as common table expressions.
///
/// `stages` has a row for each role, event and key: `role`, `record`, `t` in nanoseconds, `ord` its place in the order of
/// time and `key` a number for the values of the keys.
pub(super) struct Stages {
    /// The common table expressions.
    pub(super) tables: String,
    /// Which role each stage has: equal stages have one.
    pub(super) roles: Vec<usize>,
}

/// Where the time of an event comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// From the event itself: those without one are left out.
    Own,
    /// From its place among all events.
    Place,
}

impl Sql<'_> {
    /// Finds the events of these stages.
    pub(super) fn stages(&mut self, stages: &[&Stage], order: Order) -> Stages {
        let mut distinct: Vec<&Stage> = Vec::new();
        let roles = stages
            .iter()
            .map(|stage| {
                let same =
                    |other: &&Stage| other.filter == stage.filter && other.keys == stage.keys;
                distinct.iter().position(same).unwrap_or_else(|| {
                    distinct.push(stage);
                    distinct.len() - 1
                })
            })
            .collect();
        let shared = self.shared_types(&distinct);
        let mut tables = format!("candidates AS{} (\n", self.dialect.once());
        for (role, stage) in distinct.iter().enumerate() {
            if role > 0 {
                tables.push_str("  UNION ALL\n");
            }
            let select = self.candidates(role, stage, &shared, order);
            tables.push_str(&select);
        }
        tables.push_str("),\n");
        tables.push_str(&self.numbered(&shared, order));
        Stages { tables, roles }
    }

    /// The type of the column of each key: JSON where stages differ.
    fn shared_types(&self, stages: &[&Stage]) -> Vec<ColumnType> {
        let count = stages.first().map_or(0, |stage| stage.keys.len());
        let of_place = |place: usize| {
            let types: BTreeSet<_> = stages
                .iter()
                .filter_map(|stage| stage.keys.get(place))
                .map(|key| self.column_type(key.field))
                .collect();
            match types.first() {
                Some(only) if types.len() == 1 => *only,
                _ => ColumnType::Json,
            }
        };
        (0..count).map(of_place).collect()
    }

    fn candidates(
        &mut self,
        role: usize,
        stage: &Stage,
        shared: &[ColumnType],
        order: Order,
    ) -> String {
        let condition = self.condition(&stage.filter.condition);
        let time = self.time();
        let mut columns = vec![format!("{role} AS role"), "record".to_owned()];
        let mut tables = "events".to_owned();
        let mut conditions = Vec::new();
        match order {
            Order::Own => {
                columns.push(format!("{time} AS time"));
                columns.extend(self.tiebreaker().map(|value| format!("{value} AS tiebreaker")));
                conditions.push(format!("{time} IS NOT NULL"));
            }
            Order::Place => {
                columns.push("place".to_owned());
                tables.push_str(" JOIN placed USING (record)");
            }
        }
        conditions.push(condition);
        for (place, key) in stage.keys.iter().enumerate() {
            columns.push(format!("{} AS k{place}", self.key(*key, place, shared[place])));
            let list = self.dialect.distinct(&self.column(key.field));
            let kind = Kind::of_field(self.eql.query.field(key.field).field_type);
            let list = if key.optional { self.dialect.choices(&list, kind) } else { list };
            tables.push_str(&self.dialect.unnest(&list, &format!("u{place}")));
        }
        let condition = joined(&conditions, "AND").replace('\n', "\n  ");
        format!("  SELECT {}\n  FROM {tables}\n  WHERE {condition}\n", columns.join(", "))
    }

    fn key(&self, key: Key, place: usize, shared: ColumnType) -> String {
        let value = self.dialect.unnested(&format!("u{place}"));
        let own = self.column_type(key.field);
        if own == shared { value } else { self.dialect.as_json(&value, own) }
    }

    fn numbered(&self, shared: &[ColumnType], order: Order) -> String {
        let keys: Vec<String> = shared
            .iter()
            .enumerate()
            .flat_map(|(place, column_type)| self.order_of_key(&format!("k{place}"), *column_type))
            .collect();
        let key = if keys.is_empty() {
            "1".to_owned()
        } else {
            format!("dense_rank() OVER (ORDER BY {})", keys.join(", "))
        };
        let (time, place) = match order {
            Order::Own => (
                format!("{} AS t, ", self.dialect.nanos("time")),
                format!("dense_rank() OVER (ORDER BY {})", self.order("time", "tiebreaker")),
            ),
            Order::Place => (String::new(), "place".to_owned()),
        };
        format!(
            "stages AS{} (\n  SELECT role, record, {time}{place} AS ord,\n    {key} AS key\n  FROM candidates\n)",
            self.dialect.once()
        )
    }

    /// What puts keys in the order of results; any order does where no pipe counts them.
    fn order_of_key(&self, key: &str, column_type: ColumnType) -> Vec<String> {
        if column_type == ColumnType::Json && !self.eql.query.pipes.is_empty() {
            return self.dialect.json_order(key);
        }
        vec![format!("{key} NULLS FIRST")]
    }

    /// The column of the time.
    pub(super) fn time(&self) -> String {
        self.dialect.name(&Column::Time(self.eql.timestamp_field.to_owned()).name())
    }

    /// The value that decides between events of one time.
    pub(super) fn tiebreaker(&self) -> Option<String> {
        let path = self.eql.tiebreaker_field?.to_owned();
        let column = Column::Values(path, ColumnType::Json);
        Some(self.dialect.first(&self.dialect.name(&column.name())))
    }

    /// What orders events: time, tiebreaker and record, of columns with these names.
    fn order(&self, time: &str, tiebreaker: &str) -> String {
        let mut keys = vec![format!("{time} NULLS FIRST")];
        if self.eql.tiebreaker_field.is_some() {
            keys.push(format!("{tiebreaker} IS NULL"));
            keys.extend(self.dialect.json_order(tiebreaker));
        }
        keys.push("record".to_owned());
        keys.join(", ")
    }

    /// The place of every event: one without a time stands behind its predecessor.
    pub(super) fn placed(&self) -> String {
        let time = self.time();
        let carried = |value: &str| {
            self.dialect.last_known(&format!("CASE WHEN {time} IS NOT NULL THEN {value} END"))
        };
        let mut columns = format!("record, {} AS time", carried(&time));
        if let Some(tiebreaker) = self.tiebreaker() {
            // Boxed, so that a time without a tiebreaker is known.
            let value = self.dialect.unboxed(&carried(&self.dialect.boxed(&tiebreaker)));
            let _ = write!(columns, ", {value} AS tiebreaker"); // writing to a text cannot fail
        }
        format!(
            "placed AS{} (\n  SELECT record, row_number() OVER (ORDER BY {}) AS place\n  FROM (SELECT {columns} FROM events) AS carried\n)",
            self.dialect.once(),
            self.order("time", "tiebreaker")
        )
    }
}
