//! What a clause asks of a field, as an expression that is never null.

use eql_functions::regex::LuceneRegex;
use eql_functions::wildcard::WildcardPattern;
use eql_functions::{Case, RangeOp};
use eql_hir::{Predicate, Regex};
use event::{Cidr, Value};

use super::address;
use super::query::refused;
use super::text::{LIST, guarded, joined, matches, quoted};
use crate::Construct;
use crate::sql::{ColumnType, Refusal, Refused, alternatives, equality, number, order};

/// Why values of this column are not compared.
const UNTYPED: &str = "nothing tells the type of the field";

/// A predicate of a column.
pub(super) fn written(
    column: &str,
    column_type: ColumnType,
    predicate: &Predicate,
) -> Result<String, Refused> {
    match predicate {
        Predicate::Exists => Ok(guarded(&format!("CARDINALITY({column}) > 0"))),
        Predicate::OneOf(values, case) => {
            one_of(column, column_type, values, *case).map_err(|why| (equality(column_type), why))
        }
        Predicate::Range(op, value) => {
            range(column, column_type, *op, value).map_err(|why| (order(column_type), why))
        }
        Predicate::Like(..) | Predicate::Regex(_) | Predicate::Prefix(..)
            if column_type != ColumnType::Text =>
        {
            refused(Construct::Wildcard, UNTYPED)
        }
        Predicate::Like(patterns, case) => Ok(like(column, patterns, *case)),
        Predicate::Regex(regexes) => regex(column, regexes),
        Predicate::Prefix(prefix, case) => {
            let rest = LIST.wildcard(&WildcardPattern::parse("*"), Case::Sensitive);
            let text = LIST.literal(prefix, Case::Sensitive) + &rest;
            Ok(some(column, &[text], *case, prefix.is_empty()))
        }
        Predicate::Cidr(blocks) => Ok(within(column, blocks)),
    }
}

/// Some value is taken by one of these expressions. An empty list and a list of an empty text are one text, so that they
/// are told apart where `takes_empty`.
pub(super) fn some(column: &str, texts: &[String], case: Case, takes_empty: bool) -> String {
    let test = matches(&joined(column), texts, case == Case::Insensitive);
    if takes_empty {
        return guarded(&format!("CARDINALITY({column}) > 0 AND {test}"));
    }
    format!("{test} IS TRUE")
}

/// Some value is one of these constants.
fn contains(column: &str, constants: &[String]) -> String {
    let tests: Vec<_> =
        constants.iter().map(|it| format!("ARRAY_CONTAINS({column}, {it})")).collect();
    match tests.as_slice() {
        [] => "FALSE".to_owned(),
        [one] => format!("{one} IS TRUE"),
        _ => guarded(&alternatives(&tests)),
    }
}

fn one_of(
    column: &str,
    column_type: ColumnType,
    values: &[Value<'static>],
    case: Case,
) -> Result<String, Refusal> {
    if column_type == ColumnType::Text {
        let texts = values.iter().filter_map(Value::as_str);
        return Ok(equal(column, &texts.collect::<Vec<_>>(), case));
    }
    if column_type == ColumnType::Ip {
        let blocks = values.iter().filter_map(|value| Cidr::parse(&value.to_string()));
        return Ok(within(column, &blocks.collect::<Vec<_>>()));
    }
    let mut constants = Vec::new();
    for value in values {
        constants.extend(constants_of(column_type, value)?);
    }
    Ok(contains(column, &constants))
}

fn equal(column: &str, texts: &[&str], case: Case) -> String {
    if case == Case::Sensitive {
        return contains(column, &texts.iter().map(|text| quoted(text)).collect::<Vec<_>>());
    }
    let written: Vec<_> = texts.iter().map(|text| LIST.literal(text, Case::Sensitive)).collect();
    some(column, &written, case, texts.contains(&""))
}

/// The constants that values of a column equal where they equal this one.
fn constants_of(column_type: ColumnType, value: &Value<'static>) -> Result<Vec<String>, Refusal> {
    match (column_type, value) {
        (ColumnType::Long | ColumnType::UnsignedLong, _) => {
            let whole = number::integer(value);
            Ok(whole.and_then(|number| integer(column_type, number)).into_iter().collect())
        }
        (ColumnType::Double, _) => {
            let number = double(value)?;
            // Lists tell -0.0 from 0.0.
            let is_zero = value.as_f64() == Some(0.0);
            let other = is_zero.then(|| "CAST('-0.0' AS DOUBLE)".to_owned());
            Ok([number].into_iter().chain(other).collect())
        }
        (ColumnType::Boolean, Value::Bool(true)) => Ok(vec!["TRUE".to_owned()]),
        (ColumnType::Boolean, Value::Bool(false)) => Ok(vec!["FALSE".to_owned()]),
        (ColumnType::Version, Value::Version(version)) => Ok(vec![quoted(version.as_str())]),
        (
            ColumnType::Text
            | ColumnType::Boolean
            | ColumnType::Date
            | ColumnType::DateNanos
            | ColumnType::Ip
            | ColumnType::Version
            | ColumnType::Json,
            _,
        ) => Err(UNTYPED.to_owned()),
    }
}

/// An integer of a column's type; nothing where the type has no such integer.
fn integer(column_type: ColumnType, number: i128) -> Option<String> {
    if column_type == ColumnType::UnsignedLong {
        return u64::try_from(number).ok().map(|it| format!("CAST({it} AS DECIMAL(20, 0))"));
    }
    i64::try_from(number).ok().map(|it| format!("CAST({it} AS BIGINT)"))
}

fn double(value: &Value<'_>) -> Result<String, Refusal> {
    let literal = number::literal(value).filter(|_| number::is_exact_as_double(value));
    let literal = literal.ok_or("the number is beyond what a double holds")?;
    Ok(format!("CAST({literal} AS DOUBLE)"))
}

/// A list has a value on one side if its greatest or least is there.
fn range(
    column: &str,
    column_type: ColumnType,
    op: RangeOp,
    value: &Value<'static>,
) -> Result<String, Refusal> {
    let (op, constant) = match (column_type, value) {
        (ColumnType::Text, Value::Str(text)) => (op, quoted(text)),
        (ColumnType::Long | ColumnType::UnsignedLong, Value::Float(_)) => number::whole(op, value)?,
        (ColumnType::Long | ColumnType::UnsignedLong, _) => {
            (op, number::literal(value).ok_or("the constant is no number")?)
        }
        (ColumnType::Double, _) => (op, double(value)?),
        (ColumnType::Version, _) => return Err("versions have no order there".to_owned()),
        (ColumnType::Ip, _) => return Err("addresses have no order there".to_owned()),
        (
            ColumnType::Text
            | ColumnType::Boolean
            | ColumnType::Date
            | ColumnType::DateNanos
            | ColumnType::Json,
            _,
        ) => return Err(UNTYPED.to_owned()),
    };
    let border = match op {
        RangeOp::Less | RangeOp::LessEqual => "ARRAY_MIN",
        RangeOp::Greater | RangeOp::GreaterEqual => "ARRAY_MAX",
    };
    Ok(guarded(&format!("{border}({column}) {} {constant}", op.symbol())))
}

fn like(column: &str, patterns: &[WildcardPattern], case: Case) -> String {
    if patterns.iter().any(WildcardPattern::is_match_all) {
        return guarded(&format!("CARDINALITY({column}) > 0"));
    }
    let texts: Vec<_> = patterns.iter().filter_map(WildcardPattern::as_literal).collect();
    if texts.len() == patterns.len() {
        return equal(column, &texts, case);
    }
    let written: Vec<_> =
        patterns.iter().map(|pattern| LIST.wildcard(pattern, Case::Sensitive)).collect();
    let takes_empty = patterns.iter().any(|pattern| pattern.matches("", case));
    some(column, &written, case, takes_empty)
}

/// Letter case is in the expressions: their ranges do not fold.
fn regex(column: &str, regexes: &[Regex<LuceneRegex>]) -> Result<String, Refused> {
    let texts: Result<Vec<_>, _> =
        regexes.iter().map(|regex| LIST.lucene(regex.compiled.ast(), regex.case)).collect();
    let texts = texts.map_err(|what| (Construct::Regex, format!("it has {what}")))?;
    let takes_empty = regexes.iter().any(|regex| regex.compiled.is_match(""));
    Ok(some(column, &texts, Case::Sensitive, takes_empty))
}

fn within(column: &str, blocks: &[Cidr]) -> String {
    let texts: Vec<_> = blocks.iter().flat_map(|block| address::block(*block)).collect();
    if texts.is_empty() { "FALSE".to_owned() } else { some(column, &texts, Case::Sensitive, false) }
}
