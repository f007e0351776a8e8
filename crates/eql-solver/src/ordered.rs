//! Values of types that are ordered: numbers, times, addresses, versions, booleans.
//!
//! What constants ask of such a type changes only at the constants. So they and their neighbours are all there is to
//! try, and where none of them will do nothing will.

use eql_hir::Predicate;
use event::{Cidr, FieldType, Ip, Timestamp, Value, coerce};

use crate::Shape;
use crate::demand::Demand;

/// Whether `points` has a value that meets all demands wherever there is one.
pub(crate) fn is_exact(field_type: FieldType) -> bool {
    match field_type {
        FieldType::Integer
        | FieldType::Long
        | FieldType::UnsignedLong
        | FieldType::Double
        | FieldType::Number
        | FieldType::Boolean
        | FieldType::Date
        | FieldType::DateNanos
        | FieldType::Ip => true,
        FieldType::Keyword
        | FieldType::Text
        | FieldType::Version
        | FieldType::Nested
        | FieldType::Unsupported
        | FieldType::Dynamic => false,
    }
}

/// The values at which the answer of a demand can change, those that its shape wants first; as JSON has them.
pub(crate) fn points(demand: &Demand<'_>) -> Vec<Value<'static>> {
    let constants = constants(&demand.predicate);
    let near = constants.iter().flat_map(|constant| neighbours(constant, demand.field_type));
    shaped(demand).into_iter().chain(near).filter_map(|value| as_json(&value)).collect()
}

/// The values that a shape names.
pub(crate) fn shaped(demand: &Demand<'_>) -> Vec<Value<'static>> {
    match (&*demand.predicate, demand.shape) {
        (Predicate::Cidr(blocks), Some(shape)) => {
            let block = shape.item().and_then(|item| blocks.get(item));
            let address = block.and_then(|block| edge(*block, shape));
            address.map(|bits| Value::Ip(Ip::from_bits(bits))).into_iter().collect()
        }
        (Predicate::OneOf(list, _), Some(Shape::Item(item))) => {
            list.get(item).cloned().into_iter().collect()
        }
        (Predicate::OneOf(list, _), Some(Shape::Changed(item))) => list
            .get(item)
            .map(|constant| neighbours(constant, demand.field_type))
            .unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// The address at an end of a block, or next to it.
fn edge(block: Cidr, shape: Shape) -> Option<u128> {
    let (first, last) = (block.first().bits(), block.last().bits());
    match shape {
        Shape::First(_) => Some(first),
        Shape::Last(_) | Shape::Item(_) => Some(last),
        Shape::Before(_) => first.checked_sub(1),
        Shape::After(_) => last.checked_add(1),
        Shape::Empty(_)
        | Shape::Variant(..)
        | Shape::OtherCase(_)
        | Shape::Longer(_)
        | Shape::Ahead(_)
        | Shape::Changed(_)
        | Shape::Bound
        | Shape::Absent
        | Shape::Several => None,
    }
}

/// The constants that a predicate compares with.
fn constants(predicate: &Predicate) -> Vec<Value<'static>> {
    match predicate {
        Predicate::OneOf(list, _) => list.clone(),
        Predicate::Range(_, constant) => vec![constant.clone()],
        Predicate::Cidr(blocks) => blocks
            .iter()
            .flat_map(|block| [Value::Ip(block.first()), Value::Ip(block.last())])
            .collect(),
        Predicate::Exists | Predicate::Like(..) | Predicate::Regex(_) | Predicate::Prefix(..) => {
            Vec::new()
        }
    }
}

/// A constant, and the values just above and below it.
fn neighbours(constant: &Value<'static>, field_type: FieldType) -> Vec<Value<'static>> {
    match constant {
        Value::Int(_) | Value::UInt(_) => {
            integers_around(constant.integer().unwrap_or_default(), field_type)
        }
        Value::Float(number) => floats_around(*number),
        Value::Date(time) => dates_around(*time, field_type),
        Value::Ip(address) => {
            let bits = address.bits();
            let near = [Some(bits), bits.checked_add(1), bits.checked_sub(1)].into_iter().flatten();
            near.map(|bits| Value::Ip(Ip::from_bits(bits))).collect()
        }
        Value::Bool(_) => vec![constant.clone(), Value::Bool(true), Value::Bool(false)],
        Value::Version(version) => {
            let text = version.as_str();
            let near = [text.to_owned(), format!("{text}.1"), "0".to_owned(), format!("{text}-0")];
            near.into_iter().chain(["99999.0".to_owned()]).map(Value::text).collect()
        }
        Value::Null | Value::Str(_) => vec![constant.clone()],
    }
}

/// Integers, and for types with fractions what lies next to the number.
fn integers_around(number: i128, field_type: FieldType) -> Vec<Value<'static>> {
    let near = [number, number + 1, number - 1].into_iter().filter_map(integer);
    let has_fractions = matches!(field_type, FieldType::Double | FieldType::Number);
    #[expect(
        clippy::cast_precision_loss,
        reason = "what is next to the rounded number is tried too"
    )]
    let fractions = if has_fractions { floats_around(number as f64) } else { Vec::new() };
    near.chain(fractions).collect()
}

fn floats_around(number: f64) -> Vec<Value<'static>> {
    let near = [
        number,
        number + 1.0,
        number - 1.0,
        number + 0.5,
        number - 0.5,
        number.floor(),
        number.ceil(),
        number.next_up(),
        number.next_down(),
    ];
    near.into_iter().filter(|number| number.is_finite()).map(Value::Float).collect()
}

fn dates_around(time: Timestamp, field_type: FieldType) -> Vec<Value<'static>> {
    let step = if field_type == FieldType::DateNanos { 1 } else { 1_000_000 };
    let nanos = time.nanos();
    let near =
        [Some(nanos), nanos.checked_add(step), nanos.checked_sub(step)].into_iter().flatten();
    near.map(|nanos| Value::Date(Timestamp::from_nanos(nanos))).collect()
}

fn integer(number: i128) -> Option<Value<'static>> {
    let signed = i64::try_from(number).map(Value::Int);
    signed.or_else(|_| u64::try_from(number).map(Value::UInt)).ok()
}

/// The value as JSON has it: times, addresses and versions are texts.
pub(crate) fn as_json(value: &Value<'_>) -> Option<Value<'static>> {
    match value {
        Value::Null => None,
        Value::Date(_) | Value::Ip(_) | Value::Version(_) => Some(Value::text(value.to_string())),
        Value::Bool(_) | Value::Int(_) | Value::UInt(_) | Value::Float(_) | Value::Str(_) => {
            Some(value.clone().into_owned())
        }
    }
}

/// Whether a value as JSON has it is one of the type.
pub(crate) fn is_of(value: &Value<'_>, field_type: FieldType) -> bool {
    !coerce(value.borrowed(), field_type).is_null()
}
