//! Functions of one field beside constants, as regular expressions of its values.

use eql_functions::{Case, RangeOp};
use eql_hir::ScriptExpr;
use event::Value;

use super::leaf::some;
use super::query::refused;
use super::text::{LIST, guarded, joined, matches};
use crate::Construct;
use crate::sql::{ColumnType, Refused};

/// What is said of everything else.
const REFUSED: &str = "no function of Flink takes the values of a list one by one";

/// A script over these columns, by occurrence.
pub(super) fn written(
    columns: &[(String, ColumnType)],
    expr: &ScriptExpr,
) -> Result<String, Refused> {
    let [(column, ColumnType::Text)] = columns else {
        return refused(Construct::FieldComparison, REFUSED);
    };
    match expr {
        ScriptExpr::Equal(call, length) => length_of(call, length)
            .map(|length| lengths(column, length, Some(length)))
            .map_or_else(|| refused(Construct::ScriptedLogic, REFUSED), Ok),
        ScriptExpr::Range(op, call, length) => length_of(call, length)
            .map(|length| on_side(column, *op, length))
            .map_or_else(|| refused(Construct::ScriptedLogic, REFUSED), Ok),
        ScriptExpr::Call(function, mode, arguments) => {
            let name = function.function().name;
            match (name, mode.case, arguments.as_slice()) {
                (
                    _,
                    Case::Sensitive,
                    [ScriptExpr::Occurrence(_), ScriptExpr::Constant(Value::Str(part))],
                ) => part_of(column, name, part),
                _ => refused(Construct::Function(name), REFUSED),
            }
        }
        ScriptExpr::Constant(_)
        | ScriptExpr::Occurrence(_)
        | ScriptExpr::Negate(..)
        | ScriptExpr::Arithmetic(..)
        | ScriptExpr::OneOf(..)
        | ScriptExpr::Like(..)
        | ScriptExpr::Regex(..)
        | ScriptExpr::IsNull(_)
        | ScriptExpr::Not(_)
        | ScriptExpr::And(_)
        | ScriptExpr::Or(_) => refused(Construct::ScriptedLogic, REFUSED),
    }
}

/// The constant beside `length` of the field.
fn length_of(call: &ScriptExpr, constant: &ScriptExpr) -> Option<i64> {
    let (ScriptExpr::Call(function, _, arguments), ScriptExpr::Constant(Value::Int(length))) =
        (call, constant)
    else {
        return None;
    };
    let is_of_field = matches!(arguments.as_slice(), [ScriptExpr::Occurrence(_)]);
    (function.function().name == "length" && is_of_field).then_some(*length)
}

fn on_side(column: &str, op: RangeOp, length: i64) -> String {
    match op {
        RangeOp::Less => lengths(column, 0, Some(length.saturating_sub(1))),
        RangeOp::LessEqual => lengths(column, 0, Some(length)),
        RangeOp::Greater => lengths(column, length.saturating_add(1), None),
        RangeOp::GreaterEqual => lengths(column, length, None),
    }
}

/// Some value has so many units of UTF-16: a character beyond U+FFFF is two.
fn lengths(column: &str, least: i64, most: Option<i64>) -> String {
    let least = least.max(0);
    if most.is_some_and(|most| most < least) || least > i64::from(i32::MAX) {
        return "FALSE".to_owned();
    }
    let most = most.map_or_else(String::new, |most| most.min(i64::from(i32::MAX)).to_string());
    let units = format!("REGEXP_REPLACE({}, '[\\x{{10000}}-\\x{{10FFFF}}]', '??')", joined(column));
    let test = matches(&units, &[format!("[^\\x{{1f}}]{{{least},{most}}}")], false);
    guarded(&format!("CARDINALITY({column}) > 0 AND {test}"))
}

/// Some value begins with, ends with or has a part; an empty one is in no text.
fn part_of(column: &str, name: &'static str, part: &str) -> Result<String, Refused> {
    let any = "[^\\x{1f}]*";
    let literal = LIST.literal(part, Case::Sensitive);
    let text = match name {
        "startsWith" => literal + any,
        "endsWith" => format!("{any}{literal}"),
        "stringContains" if part.is_empty() => return Ok("FALSE".to_owned()),
        "stringContains" => format!("{any}{literal}{any}"),
        _ => return refused(Construct::Function(name), REFUSED),
    };
    Ok(some(column, &[text], Case::Sensitive, part.is_empty()))
}
