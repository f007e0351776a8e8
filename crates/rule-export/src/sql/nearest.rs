//! Rows beside the nearest rows of other tables: what sequences are made of.

use std::fmt::Write as _;

/// A table, or a query in brackets, and what its rows are called.
pub(super) struct Rows {
    /// What stands behind `FROM`.
    pub(super) from: String,
    /// What it is called.
    pub(super) name: String,
}

/// The row of another table with the same `key` that is nearest, and strictly before or behind.
pub(super) struct Nearest {
    /// The other table, with no two rows of one key and one `order`.
    pub(super) rows: Rows,
    /// Its column that orders.
    pub(super) order: &'static str,
    /// The column of the rows themselves that it is compared with.
    pub(super) own: String,
    /// On which side.
    pub(super) side: Side,
    /// Whether rows are left out that have none.
    pub(super) is_needed: bool,
}

/// Where the nearest row is looked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Side {
    /// The last one before.
    Before,
    /// The first one behind.
    Behind,
}

/// The rows with the nearest rows of each other table beside them, as `ASOF` joins.
pub(super) fn asof_joins(rows: &Rows, nearest: &[Nearest], indent: &str) -> String {
    let Rows { from, name } = rows;
    let mut out = format!("{from} AS {name}");
    for Nearest { rows, order, own, side, is_needed } in nearest {
        let join = if *is_needed { "ASOF JOIN" } else { "ASOF LEFT JOIN" };
        let sign = match side {
            Side::Before => '>',
            Side::Behind => '<',
        };
        let Rows { from, name: other } = rows;
        // Writing to a text cannot fail.
        let _ = write!(
            out,
            "\n{indent}{join} {from} AS {other} ON {name}.key = {other}.key AND {name}.{own} {sign} {other}.{order}"
        );
    }
    out
}
