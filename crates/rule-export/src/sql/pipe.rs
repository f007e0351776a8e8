//! `head` and `tail`: what is kept of rows in an order.

use eql_functions::Pipe;

/// A query of rows with an order, as a query of those that the pipes keep.
///
/// `columns` are what it gives at last, `order` the columns that it is ordered by.
pub(super) fn piped(rows: &str, pipes: &[Pipe], columns: &str, order: &[&str]) -> String {
    let ascending = order.join(", ");
    let descending = order.iter().map(|key| format!("{key} DESC")).collect::<Vec<_>>().join(", ");
    let mut from = rows.to_owned();
    for pipe in pipes {
        from = match pipe {
            Pipe::Head(count) => {
                format!("(SELECT * FROM {from} ORDER BY {ascending} LIMIT {count}) AS kept")
            }
            Pipe::Tail(count) => {
                format!("(SELECT * FROM {from} ORDER BY {descending} LIMIT {count}) AS kept")
            }
        };
    }
    format!("SELECT {columns}\nFROM {from}\nORDER BY {ascending}")
}
