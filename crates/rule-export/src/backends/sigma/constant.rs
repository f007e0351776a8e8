//! Constants that are no texts, as values of Sigma.

use eql_functions::RangeOp;
use event::{Cidr, Ip, Value};

use super::yaml::Yaml;

/// The modifier of an order.
pub(super) fn modifier(op: RangeOp) -> &'static str {
    match op {
        RangeOp::Less => "lt",
        RangeOp::LessEqual => "lte",
        RangeOp::Greater => "gt",
        RangeOp::GreaterEqual => "gte",
    }
}

/// A boolean or number.
pub(super) fn plain(value: &Value<'static>) -> Option<Yaml> {
    value.as_bool().map(|value| Yaml::Plain(value.to_string())).or_else(|| number(value))
}

/// A number that every engine holds exactly: many know only floating-point numbers.
pub(super) fn number(value: &Value<'static>) -> Option<Yaml> {
    const LARGEST: i128 = (1 << 53) - 1; // 2^53 is also what the next number becomes
    match value {
        Value::Int(_) | Value::UInt(_) => value
            .integer()
            .filter(|number| number.abs() <= LARGEST)
            .map(|number| Yaml::Plain(number.to_string())),
        Value::Float(number) if number.is_finite() => {
            let digits = number.to_string();
            Some(Yaml::Plain(if digits.contains('.') { digits } else { digits + ".0" }))
        }
        Value::Null
        | Value::Bool(_)
        | Value::Float(_)
        | Value::Str(_)
        | Value::Date(_)
        | Value::Ip(_)
        | Value::Version(_) => None,
    }
}

/// An address as a block of one.
pub(super) fn address(value: &Value<'static>) -> Option<Cidr> {
    if let Value::Ip(address) = value { Cidr::parse(&address.to_string()) } else { None }
}

/// A block, and the same addresses in their other form: EQL takes `::ffff:10.0.0.1` for `10.0.0.1`.
pub(super) fn written_blocks(block: Cidr) -> Vec<String> {
    let text = block.to_string();
    let mapped = text.split_once('/').filter(|(address, _)| !address.contains(':'));
    if let Some((address, length)) = mapped {
        let length = length.parse::<u32>().map_or(128, |length| length + 96);
        let other = format!("::ffff:{address}/{length}");
        return vec![text, other];
    }
    let all = |text| Ip::parse(text).is_some_and(|address| block.contains(address));
    let holds_v4 = all("0.0.0.0") && all("255.255.255.255");
    std::iter::once(text).chain(holds_v4.then(|| "0.0.0.0/0".to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_both_forms_of_its_addresses() {
        let written = |text| written_blocks(Cidr::parse(text).unwrap()).join(" ");
        assert_eq!(written("10.1.2.3/8"), "10.0.0.0/8 ::ffff:10.0.0.0/104");
        assert_eq!(written("fe80::/10"), "fe80::/10");
        assert_eq!(written("::/0"), "::/0 0.0.0.0/0");
    }

    #[test]
    fn numbers_are_those_that_every_engine_holds() {
        let number = |value| number(&value).map(|yaml| format!("{yaml:?}"));
        assert_eq!(number(Value::Int(-5)).as_deref(), Some("Plain(\"-5\")"));
        assert_eq!(number(Value::Float(2.0)).as_deref(), Some("Plain(\"2.0\")"));
        assert_eq!(number(Value::Int(1 << 53)), None);
        assert_eq!(number(Value::Float(f64::NAN)), None);
    }
}
