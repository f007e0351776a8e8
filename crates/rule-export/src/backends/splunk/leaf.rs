//! One leaf, asked of each value of its field: `mvfilter` keeps those that pass, and is null where none does.

use eql_functions::Case;
use eql_functions::wildcard::WildcardPattern;
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
        Predicate::OneOf(values, case) => {
            values.iter().map(|value| equal(&name, value, *case)).collect()
        }
        Predicate::Range(operator, value) => vec![format!("{name}{}{value}", operator.symbol())],
        Predicate::Like(patterns, case) => {
            patterns.iter().map(|pattern| like(&name, pattern, *case)).collect()
        }
        Predicate::Prefix(prefix, case) => {
            let rest = literal(prefix, *case);
            vec![matched(&name, &format!("{}^{rest}", flags(prefix, *case)))]
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
    matched(name, &format!(r"{}^{}\z", flags(text, case), literal(text, case)))
}

fn like(name: &str, pattern: &WildcardPattern, case: Case) -> String {
    if let Some(text) = pattern.as_literal() {
        return equal(name, &Value::text(text.to_owned()), case);
    }
    let text = pattern.to_string();
    let folds = is_plain(&text);
    let written = PERL.wildcard(pattern, if folds { Case::Sensitive } else { case });
    matched(name, &format!(r"{}^{written}\z", flags(&text, case)))
}

/// Letters outside of ASCII must not fold.
fn is_plain(text: &str) -> bool {
    !text.chars().any(|it| !it.is_ascii() && it.is_alphabetic())
}

fn literal(text: &str, case: Case) -> String {
    PERL.literal(text, if is_plain(text) { Case::Sensitive } else { case })
}

fn flags(text: &str, case: Case) -> &'static str {
    if case == Case::Insensitive && is_plain(text) { "(?is)" } else { "(?s)" }
}

fn matched(name: &str, regex: &str) -> String {
    format!("match({name}, {})", quoted(regex))
}

fn within(name: &str, blocks: &[Cidr]) -> Vec<String> {
    let one = |block: &Cidr| format!("cidrmatch({}, {name})", quoted(&block.to_string()));
    blocks.iter().map(one).collect()
}
