//! How an engine writes what engines write differently.

use crate::sql::ColumnType;
use crate::sql::kind::Kind;

/// The SQL of an engine. Arguments are expressions; a result can stand beside any operator.
pub(crate) trait Dialect {
    /// A text.
    fn text(&self, text: &str) -> String;

    /// A column or table by its name.
    fn name(&self, name: &str) -> String;

    /// A list of expressions.
    fn list(&self, items: &[String]) -> String;

    /// Whether some item of a list passes a test of the item called `item`. Never null.
    fn some(&self, list: &str, item: &str, test: &str) -> String;

    /// Whether a list and constants have something in common. Never null.
    fn has_any(&self, list: &str, constants: &[String]) -> String;

    /// Whether a list has an item. Never null.
    fn has_items(&self, list: &str) -> String;

    /// The list, or a list of one null of this kind where it is empty.
    fn choices(&self, list: &str, kind: Kind) -> String;

    /// A list of texts with their ASCII letters in lower case.
    fn folded(&self, list: &str) -> String;

    /// Whether a text is like a pattern with `%`, `_` and the escape `\`.
    fn like(&self, text: &str, pattern: &str) -> String;

    /// Whether a text as a whole matches a regular expression of the common syntax.
    fn matches(&self, text: &str, regex: &str) -> String;

    /// An integer of a field or constant as one that holds every result that is asked of it.
    fn wide(&self, integer: &str) -> String;

    /// A number as a double.
    fn double(&self, number: &str) -> String;

    /// An instant: nanoseconds since 1970. Nothing where the type has no such instant.
    fn instant(&self, nanos: i128, column_type: ColumnType) -> Option<String>;

    /// A call of one of the functions that come with the schema (`eql_length`, …), by its name.
    fn call(&self, function: &str, arguments: &[String]) -> String;

    // An engine that refuses arithmetic is not asked for these.

    /// The least and the greatest integer of a type around an expression: null outside.
    fn within(&self, _integer: &str, _least: &str, _most: &str) -> String {
        String::new()
    }

    /// The quotient of two integers towards zero; null where the divisor is 0.
    fn quotient(&self, _left: &str, _right: &str) -> String {
        String::new()
    }

    /// The remainder of two integers with the sign of the first; null where the divisor is 0.
    fn remainder(&self, _left: &str, _right: &str) -> String {
        String::new()
    }

    // An engine that refuses sequences, samples, `head` and `tail` is not asked for these.

    /// What stands behind `AS` of a table that is read more than once, to have it worked out once.
    fn once(&self) -> &'static str {
        ""
    }

    /// The most stages of a sequence that the engine is sure to plan.
    fn most_stages(&self) -> usize {
        usize::MAX
    }

    /// What such a query ends with.
    fn settings(&self) -> &'static str {
        ""
    }

    /// The different items of a list.
    fn distinct(&self, _list: &str) -> String {
        String::new()
    }

    /// The nanoseconds of a time.
    fn nanos(&self, _time: &str) -> String {
        String::new()
    }

    /// The first item of a list, or null.
    fn first(&self, _list: &str) -> String {
        String::new()
    }

    /// JSON that may be null as what is not, for `unboxed`.
    fn boxed(&self, value: &str) -> String {
        self.list(&[value.to_owned()])
    }

    /// What `boxed` was given.
    fn unboxed(&self, value: &str) -> String {
        self.first(&format!("({value})"))
    }

    /// A value of the last row up to this one, by `record`, for which it is not null.
    fn last_known(&self, value: &str) -> String {
        format!("last_value({value}) IGNORE NULLS OVER (ORDER BY record)")
    }

    /// A value as JSON text that is equal for equal values.
    fn as_json(&self, _value: &str, _column_type: ColumnType) -> String {
        String::new()
    }

    /// What orders values of JSON as texts in columns: null first, then by type, then by value.
    fn json_order(&self, _value: &str) -> Vec<String> {
        Vec::new()
    }

    /// What is put behind tables to have each item of a list of theirs beside a row.
    fn unnest(&self, _list: &str, _row: &str) -> String {
        String::new()
    }

    /// The item that `unnest` puts there.
    fn unnested(&self, row: &str) -> String {
        format!("{row}.v")
    }

    /// Columns of one of several tables, under their own names.
    fn columns_of(&self, table: &str, names: &[String]) -> String {
        names.iter().map(|name| format!("{table}.{name}")).collect::<Vec<_>>().join(", ")
    }
}

/// A text inside a pattern of `LIKE … ESCAPE '\'`.
pub(crate) fn like_escaped(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        if matches!(character, '%' | '_' | '\\') {
            out.push('\\');
        }
        out.push(character);
    }
    out
}
