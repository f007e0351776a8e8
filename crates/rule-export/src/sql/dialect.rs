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

    /// The different items of a list.
    fn distinct(&self, list: &str) -> String;

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

    /// The least and the greatest integer of a type around an expression: null outside.
    fn within(&self, integer: &str, least: &str, most: &str) -> String;

    /// The quotient of two integers towards zero; null where the divisor is 0.
    fn quotient(&self, left: &str, right: &str) -> String;

    /// The remainder of two integers with the sign of the first; null where the divisor is 0.
    fn remainder(&self, left: &str, right: &str) -> String;

    /// An instant: nanoseconds since 1970. Nothing where the type has no such instant.
    fn instant(&self, nanos: i128, column_type: ColumnType) -> Option<String>;

    /// A call of one of the functions that come with the schema (`eql_length`, …), by its name.
    fn call(&self, function: &str, arguments: &[String]) -> String;

    /// The nanoseconds of a time.
    fn nanos(&self, time: &str) -> String;

    /// The first item of a list, or null.
    fn first(&self, list: &str) -> String;

    /// A value as JSON text that is equal for equal values.
    fn as_json(&self, value: &str, column_type: ColumnType) -> String;

    /// What orders values of JSON as texts in columns: null first, then by type, then by value.
    fn json_order(&self, value: &str) -> Vec<String>;

    /// A table called `row` with each item of a list of the row beside it, in the column `item`.
    fn unnest(&self, list: &str, row: &str, item: &str) -> String;
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
