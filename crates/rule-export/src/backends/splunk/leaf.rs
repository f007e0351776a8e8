//! One leaf, asked of each value of its field: `mvfilter` keeps those that pass, and is null where none does.

use eql_functions::Case;
use eql_functions::wildcard::{Segment, WildcardPattern};
use eql_hir::{Leaf, Predicate};
use event::{Cidr, FieldType, Value};

use super::text::{field, quoted};
use crate::patterns::{Dialect, Syntax};
use crate::{Construct, Loss};

const PERL: Dialect = Dialect { syntax: Syntax::Perl, separator: None };

/// A leaf; what of it does not survive goes to the losses.
pub(super) fn written(
    name: &str,
    field_type: FieldType,
    leaf: &Leaf,
    predicate: &Predicate,
    losses: &mut Vec<Loss>,
) -> String {
    let name = field(name);
    let tests = match predicate {
        Predicate::Exists => return format!("isnotnull({name})"),
        Predicate::OneOf(values, _) if field_type == FieldType::Ip => {
            let blocks = values.iter().filter_map(|value| Cidr::parse(&value.to_string()));
            within(&name, &blocks.collect::<Vec<_>>())
        }
        Predicate::OneOf(values, _) if values.iter().any(is_inexact) => {
            return refuse(leaf, losses);
        }
        Predicate::Range(_, value) if is_inexact(value) => return refuse(leaf, losses),
        Predicate::OneOf(values, case) => {
            values.iter().map(|value| equal(&name, value, *case)).collect()
        }
        Predicate::Range(operator, value) => vec![format!("{name}{}{value}", operator.symbol())],
        Predicate::Like(patterns, case) => {
            patterns.iter().map(|pattern| like(&name, pattern, *case)).collect()
        }
        Predicate::Prefix(prefix, case) => {
            let (flags, rest) = PERL.flagged(&[Segment::Literal(prefix.clone())], *case);
            vec![matched(&name, &format!("{flags}^{rest}"))]
        }
        Predicate::Regex(regexes) => {
            let texts = regexes.iter().map(|regex| PERL.lucene(regex.compiled.ast(), regex.case));
            match texts.collect::<Result<Vec<_>, _>>() {
                Ok(texts) => {
                    let whole = |text: &String| matched(&name, &format!(r"(?s)^(?:{text})\z"));
                    texts.iter().map(whole).collect()
                }
                Err(what) => {
                    let message = format!("Splunk's regular expressions have no {what}");
                    losses.push(Loss::refused(Construct::Regex, leaf.span, message));
                    return String::new();
                }
            }
        }
        Predicate::Cidr(blocks) => within(&name, blocks),
    };
    if tests.is_empty() {
        return "false()".to_owned();
    }
    format!("isnotnull(mvfilter({}))", tests.join(" OR "))
}

/// Splunk compares what looks like a number as one, so that such texts are matched.
fn equal(name: &str, value: &Value<'static>, case: Case) -> String {
    match value {
        Value::Str(text) => {
            let is_number = text.trim().parse::<f64>().is_ok() || text.is_empty();
            if case == Case::Sensitive && !is_number {
                return format!("{name}=={}", quoted(text));
            }
            whole(name, text, case)
        }
        Value::Bool(value) => format!("{name}==\"{value}\""),
        Value::Null
        | Value::Int(_)
        | Value::UInt(_)
        | Value::Float(_)
        | Value::Date(_)
        | Value::Ip(_)
        | Value::Version(_) => format!("{name}=={value}"),
    }
}

/// One text as a whole.
fn whole(name: &str, text: &str, case: Case) -> String {
    pattern(name, &[Segment::Literal(text.to_owned())], case)
}

fn like(name: &str, like: &WildcardPattern, case: Case) -> String {
    match like.as_literal() {
        Some(text) => equal(name, &Value::text(text.to_owned()), case),
        None => pattern(name, like.segments(), case),
    }
}

fn pattern(name: &str, segments: &[Segment], case: Case) -> String {
    let (flags, text) = PERL.flagged(segments, case);
    matched(name, &format!(r"{flags}^{text}\z"))
}

/// Numbers are doubles in Splunk: from 2^53 on a whole number is one with its neighbours.
fn is_inexact(value: &Value<'static>) -> bool {
    match value {
        Value::Int(_) | Value::UInt(_) => {
            value.integer().is_some_and(|number| number.abs() >= 1 << 53)
        }
        Value::Float(number) => number.is_nan() || number.abs() >= TWO_TO_53,
        Value::Null
        | Value::Bool(_)
        | Value::Str(_)
        | Value::Date(_)
        | Value::Ip(_)
        | Value::Version(_) => false,
    }
}

const TWO_TO_53: f64 = 9_007_199_254_740_992.0;

fn refuse(leaf: &Leaf, losses: &mut Vec<Loss>) -> String {
    let why = "Splunk's numbers are doubles, which tell whole numbers apart below 2^53 only";
    losses.push(Loss::refused(Construct::Number, leaf.span, why));
    String::new()
}

fn matched(name: &str, regex: &str) -> String {
    format!("match({name}, {})", quoted(regex))
}

fn within(name: &str, blocks: &[Cidr]) -> Vec<String> {
    let one = |block: &Cidr| format!("cidrmatch({}, {name})", quoted(&block.to_string()));
    blocks.iter().map(one).collect()
}
