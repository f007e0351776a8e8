//! Samples: for each key that all parts have, the earliest events that are different ones (spec 18.2).

use std::fmt::Write as _;

use eql_hir::{Sample, Stage};

use super::Sql;
use super::stage::Order;

impl Sql<'_> {
    pub(super) fn sample(&mut self, id: &str, sample: &Sample) -> String {
        let parts: Vec<&Stage> = sample.parts.iter().collect();
        let stages = self.stages(&parts, Order::Place);
        let count = parts.len();
        // Other parts hold fewer events than there are parts, so no part ever needs more of its own.
        let mut out = format!(
            "WITH {},\n{},\nearliest AS{} (\n  SELECT * FROM (\n    SELECT *, row_number() OVER (PARTITION BY role, key ORDER BY ord) AS turn FROM stages\n  ) AS numbered\n  WHERE turn <= {count}\n)",
            self.placed(),
            stages.tables,
            self.dialect.once()
        );
        let mut from = String::new();
        for (nth, role) in stages.roles.iter().enumerate() {
            let part =
                format!("(SELECT key, ord, record FROM earliest WHERE role = {role}) AS p{nth}");
            if nth == 0 {
                from = part;
                continue;
            }
            let _ = write!(from, "\n    JOIN {part} ON p{nth}.key = p0.key");
            for other in 0..nth {
                let _ = write!(from, " AND p{nth}.ord <> p{other}.ord");
            }
        }
        let list = |what: &str| (0..count).map(|nth| format!("p{nth}.{what}")).collect::<Vec<_>>();
        let records = self.dialect.list(&list("record"));
        let order = list("ord").join(", ");
        let key = self.dialect.columns_of("p0", &["key".to_owned()]);
        let _ = write!(
            out,
            "\nSELECT {id} AS rule_id, records\nFROM (\n  SELECT {key}, {records} AS records,\n    row_number() OVER (PARTITION BY p0.key ORDER BY {order}) AS turn\n  FROM {from}\n) AS groups\nWHERE turn = 1\nORDER BY key{}",
            self.dialect.settings()
        );
        out
    }
}
