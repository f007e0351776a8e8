//! Sequences: each stage joined to the newest pending sequence before it, which the first event of the stage takes.
//!
//! `q0` has the events of the first stage, and each further table the sequences that have come so far. A sequence that is
//! taken is gone, also where maxspan or `until` then refuses it (spec 15.5), so the first event is chosen before both
//! are asked.

use std::fmt::Write as _;

use eql_hir::{Sequence, Stage};

use super::nearest::{Nearest, Rows, Side, asof_joins};
use super::pipe::piped;
use super::stage::Order;
use super::{Dialect, Sql};
use crate::{Construct, Loss};

impl Sql<'_> {
    pub(super) fn sequence(&mut self, id: &str, sequence: &Sequence) -> String {
        if let Some(stage) = sequence.stages.get(self.dialect.most_stages()) {
            let why = format!("a sequence of {} stages is nested too deep", sequence.stages.len());
            self.losses.push(Loss::refused(Construct::LongSequence, stage.span, why));
        }
        let all: Vec<&Stage> = sequence.stages.iter().chain(&sequence.until).collect();
        let stages = self.stages(&all, Order::Own);
        let until = sequence.until.as_ref().map(|_| stages.roles[all.len() - 1]);
        let positive: Vec<usize> =
            (0..sequence.stages.len()).filter(|&place| !sequence.stages[place].missing).collect();
        let mut out = format!("WITH {}", stages.tables);
        for (nth, &place) in positive.iter().enumerate() {
            let link = Link { nth, role: stages.roles[place], until, maxspan: sequence.maxspan };
            let _ = write!(out, ",\n{}", link.table(self.dialect));
        }
        let last = positive.len().saturating_sub(1);
        let gaps = Gaps { sequence, roles: &stages.roles, last };
        let rows = match gaps.accepted(self.dialect) {
            Some(accepted) => {
                let _ = write!(out, ",\n{accepted}");
                "accepted".to_owned()
            }
            None => format!("q{last}"),
        };
        let records = self.dialect.list(&records(sequence));
        let columns = format!("{id} AS rule_id, {records} AS records");
        let kept = piped(&rows, &self.eql.query.pipes, &columns, &["ord", "key"]);
        let _ = write!(out, "\n{kept}{}", self.dialect.settings());
        out
    }
}

/// The record of each stage, null for a missing one.
fn records(sequence: &Sequence) -> Vec<String> {
    let mut nth = 0;
    let record = |stage: &Stage| {
        if stage.missing {
            return "NULL".to_owned();
        }
        nth += 1;
        format!("r{}", nth - 1)
    };
    sequence.stages.iter().map(record).collect()
}

/// One positive stage.
struct Link {
    /// Which of the positive ones.
    nth: usize,
    role: usize,
    until: Option<usize>,
    maxspan: Option<i128>,
}

impl Link {
    fn table(&self, dialect: &dyn Dialect) -> String {
        let Self { nth, role, .. } = self;
        let Some(before) = nth.checked_sub(1) else {
            return format!(
                "q0 AS (\n  SELECT key, ord, t AS t0, record AS r0 FROM stages WHERE role = {role}\n)"
            );
        };
        let earlier: Vec<_> =
            (0..*nth).flat_map(|nth| [format!("t{nth}"), format!("r{nth}")]).collect();
        let own = dialect.columns_of("b", &["key".to_owned(), "ord".to_owned()]);
        let mut columns = format!(
            "{}, {own}, b.t AS t{nth}, b.record AS r{nth}",
            dialect.columns_of("p", &earlier)
        );
        let mut nearest = vec![Nearest { is_needed: true, ..before_it("p", format!("q{before}")) }];
        let mut conditions = vec!["turn = 1".to_owned()];
        if let Some(until) = self.until {
            let ends = format!("(SELECT key, ord FROM stages WHERE role = {until})");
            nearest.push(before_it("u", ends));
            columns.push_str(", coalesce(u.ord >= p.ord, FALSE) AS ended");
            conditions.push("NOT ended".to_owned());
        }
        if let Some(maxspan) = self.maxspan {
            conditions.push(format!("t{nth} - t0 <= {maxspan}"));
        }
        let stage = format!("(SELECT * FROM stages WHERE role = {role})");
        let from = asof_joins(&Rows { from: stage, name: "b".to_owned() }, &nearest, "      ");
        let conditions = conditions.join(" AND ");
        format!(
            "q{nth} AS (\n  SELECT * FROM (\n    SELECT {columns},\n      row_number() OVER (PARTITION BY b.key, p.ord ORDER BY b.ord) AS turn\n    FROM {from}\n  ) AS taken\n  WHERE {conditions}\n)"
        )
    }
}

/// The newest row of a table before an event, if there is one.
fn before_it(name: &str, from: String) -> Nearest {
    Nearest {
        rows: Rows { from, name: name.to_owned() },
        order: "ord",
        own: "ord".to_owned(),
        side: Side::Before,
        is_needed: false,
    }
}

/// The missing stages of a sequence (spec 16.2).
struct Gaps<'a> {
    sequence: &'a Sequence,
    roles: &'a [usize],
    /// The last positive stage.
    last: usize,
}

impl Gaps<'_> {
    /// The sequences for which a window of length maxspan holds no missing event; nothing where there are none.
    fn accepted(&self, dialect: &dyn Dialect) -> Option<String> {
        let maxspan = self.sequence.maxspan?;
        let last = self.last;
        let mut nearest = Vec::new();
        let (mut leading, mut trailing, mut conditions) = (Vec::new(), Vec::new(), Vec::new());
        let mut passed = 0;
        for (place, stage) in self.sequence.stages.iter().enumerate() {
            if !stage.missing {
                passed += 1;
                continue;
            }
            let (own, side) = if passed == 0 {
                leading.push(format!("m{place}.t"));
                ("t0".to_owned(), Side::Before)
            } else if passed > last {
                trailing.push(format!("m{place}.t"));
                (format!("t{last}"), Side::Behind)
            } else {
                conditions.push(format!("coalesce(m{place}.t <= q.t{}, TRUE)", passed - 1));
                (format!("t{passed}"), Side::Before)
            };
            let from =
                format!("(SELECT DISTINCT key, t FROM stages WHERE role = {})", self.roles[place]);
            let rows = Rows { from, name: format!("m{place}") };
            nearest.push(Nearest { rows, order: "t", own, side, is_needed: false });
        }
        if nearest.is_empty() {
            return None;
        }
        let start = chosen("greatest", &leading).unwrap_or_else(|| "q.t0".to_owned());
        let end = chosen("least", &trailing).unwrap_or_else(|| format!("q.t{last}"));
        if !leading.is_empty() || !trailing.is_empty() {
            conditions.push(format!("coalesce({end} - {start} > {maxspan}, TRUE)"));
        }
        let records = (0..=last).map(|nth| format!("r{nth}"));
        let columns: Vec<_> =
            ["key".to_owned(), "ord".to_owned()].into_iter().chain(records).collect();
        let found = Rows { from: format!("q{last}"), name: "q".to_owned() };
        Some(format!(
            "accepted AS (\n  SELECT {}\n  FROM {}\n  WHERE {}\n)",
            dialect.columns_of("q", &columns),
            asof_joins(&found, &nearest, "    "),
            conditions.join(" AND ")
        ))
    }
}

/// The greatest or least of some columns that is not null.
fn chosen(function: &str, columns: &[String]) -> Option<String> {
    match columns {
        [] => None,
        [only] => Some(only.clone()),
        many => Some(format!("{function}({})", many.join(", "))),
    }
}
