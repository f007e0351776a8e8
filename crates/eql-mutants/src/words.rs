//! Clauses as EQL text, as a person would write them.

use eql_functions::wildcard::WildcardPattern;
use eql_functions::{Case, arithmetic::Operator};
use eql_hir::{Condition, FieldId, Key, LeafId, Predicate, Query, Regex, Script, ScriptExpr, Test};
use event::{Source, Value};

use crate::edit::Shown;
use crate::texts;

/// The longest clause that is shown whole, in characters.
const MAX_LENGTH: usize = 160;
/// The longest list that is shown whole.
const MAX_LIST: usize = 4;

/// A text that is too long to be read in one line is cut.
pub(crate) fn brief(text: &str) -> String {
    match text.char_indices().nth(MAX_LENGTH) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A condition; its leaves as they are written.
pub(crate) fn condition(query: &Query, condition: &Condition) -> String {
    let joined = |parts: &[Condition], word: &str| {
        let parts: Vec<_> = parts.iter().take(MAX_LIST).map(|part| inner(query, part)).collect();
        parts.join(word)
    };
    let more = |parts: &[Condition], word: &str| {
        if parts.len() > MAX_LIST { format!("{word}…") } else { String::new() }
    };
    match condition {
        Condition::Constant(value) => value.to_string(),
        Condition::Leaf(leaf) => query.leaf(*leaf).text.clone(),
        Condition::Not(part) => format!("not {}", inner(query, part)),
        Condition::And(parts) => joined(parts, " and ") + &more(parts, " and "),
        Condition::Or(parts) => joined(parts, " or ") + &more(parts, " or "),
    }
}

/// A condition that stands in another.
fn inner(query: &Query, part: &Condition) -> String {
    let text = condition(query, part);
    if matches!(part, Condition::And(_) | Condition::Or(_)) { format!("({text})") } else { text }
}

/// What a leaf asks, before a change and after it. Of long lists only what changes is shown.
pub(crate) fn tests(query: &Query, leaf: LeafId, to: &Test, shown: &Shown) -> (String, String) {
    let own = query.leaf(leaf);
    match (shown, &own.test, to) {
        (Shown::Texts(before, after), ..) => (before.clone(), after.clone()),
        (Shown::Element(index), Test::Field(field, from), Test::Field(_, to)) => {
            let name = self::field(query, *field);
            let focus_after = (length(from) == length(to)).then_some(*index);
            (predicate(&name, from, Some(*index)), predicate(&name, to, focus_after))
        }
        (_, Test::Field(field, from), Test::Field(_, to)) => {
            let name = self::field(query, *field);
            (predicate(&name, from, None), predicate(&name, to, None))
        }
        (_, _, to) => (own.text.clone(), test(query, to)),
    }
}

/// What a leaf asks.
pub(crate) fn test(query: &Query, test: &Test) -> String {
    match test {
        Test::Field(field, asked) => predicate(&self::field(query, *field), asked, None),
        Test::Script(own) => script(query, own, &own.expr),
        Test::Elements(array, inner) => {
            format!("_arraysearch({}, …, {})", field(query, *array), condition(query, inner))
        }
        Test::Related(relation, filter) => {
            format!("{} of [{}]", relation.name(), condition(query, &filter.condition))
        }
    }
}

/// A field by its path, and whose it is.
pub(crate) fn field(query: &Query, id: FieldId) -> String {
    let field = query.field(id);
    match field.source {
        Source::Event => field.path.to_string(),
        Source::Stage(stage) => format!("event{stage}.{}", field.path),
        Source::Element(_) => format!("$element.{}", field.path),
    }
}

/// A join key.
pub(crate) fn key(query: &Query, key: Key) -> String {
    format!("{}{}", if key.optional { "?" } else { "" }, field(query, key.field))
}

fn length(predicate: &Predicate) -> usize {
    match predicate {
        Predicate::Exists | Predicate::Range(..) | Predicate::Prefix(..) => 1,
        Predicate::OneOf(list, _) => list.len(),
        Predicate::Like(list, _) => list.len(),
        Predicate::Regex(list) => list.len(),
        Predicate::Cidr(list) => list.len(),
    }
}

fn predicate(field: &str, predicate: &Predicate, focus: Option<usize>) -> String {
    match predicate {
        Predicate::Exists => format!("{field} != null"),
        Predicate::OneOf(values, case) => {
            let operator = equality(values, *case);
            format!("{field} {operator} {}", list(&constants(values), focus, values.len() > 1))
        }
        Predicate::Range(op, constant) => format!("{field} {} {}", op.symbol(), value(constant)),
        Predicate::Like(patterns, case) => {
            let operator = if *case == Case::Insensitive { ":" } else { "like" };
            let items: Vec<_> = patterns.iter().map(pattern).collect();
            format!("{field} {operator} {}", list(&items, focus, items.len() > 1))
        }
        Predicate::Regex(regexes) => {
            let operator = regex_operator(regexes);
            format!("{field} {operator} {}", list(&regex_texts(regexes), focus, regexes.len() > 1))
        }
        Predicate::Prefix(prefix, case) => {
            format!("startsWith{}({field}, {prefix:?})", tilde(*case))
        }
        Predicate::Cidr(blocks) => {
            let items: Vec<_> = blocks.iter().map(|block| format!("\"{block}\"")).collect();
            let items = list(&items, focus, false);
            format!("cidrMatch({field}, {})", items.trim_matches(['(', ')']))
        }
    }
}

/// `==` and `in`, or `:` and `in~` where letter case does not count.
fn equality(values: &[Value<'_>], case: Case) -> &'static str {
    let wild = |value: &Value<'_>| value.as_str().is_some_and(|text| text.contains(['*', '?']));
    match (case, values.len() > 1) {
        (Case::Sensitive, false) => "==",
        (Case::Sensitive, true) => "in",
        (Case::Insensitive, _) => {
            if values.iter().any(wild) {
                "in~"
            } else {
                ":"
            }
        }
    }
}

/// Some constants; of a long list those next to the one in focus.
fn list(items: &[String], focus: Option<usize>, parenthesised: bool) -> String {
    let shown = if items.len() <= MAX_LIST {
        items.join(", ")
    } else {
        match focus {
            Some(focus) => format!("…, {}, …", items[focus]),
            None => format!("{}, … {} more", items[..MAX_LIST].join(", "), items.len() - MAX_LIST),
        }
    };
    if parenthesised { format!("({shown})") } else { shown }
}

/// A script, or a part of it.
pub(crate) fn script(query: &Query, script: &Script, expr: &ScriptExpr) -> String {
    let names: Vec<_> = script.occurrences.iter().map(|&id| field(query, id)).collect();
    expression(expr, &names)
}

fn expression(expr: &ScriptExpr, names: &[String]) -> String {
    let of = |expr: &ScriptExpr| expression(expr, names);
    let join = |parts: &[ScriptExpr], word: &str| {
        let parts: Vec<_> = parts.iter().map(|part| closed(part, names)).collect();
        parts.join(word)
    };
    match expr {
        ScriptExpr::Constant(constant) => value(constant),
        ScriptExpr::Occurrence(index) => names.get(*index).cloned().unwrap_or_default(),
        ScriptExpr::Call(id, mode, args) => {
            let args: Vec<_> = args.iter().map(of).collect();
            format!("{}{}({})", id.function().name, tilde(mode.case), args.join(", "))
        }
        ScriptExpr::Negate(_, inner) => format!("-{}", closed(inner, names)),
        ScriptExpr::Arithmetic(op, _, left, right) => {
            format!("{} {} {}", closed(left, names), sign(*op), closed(right, names))
        }
        ScriptExpr::Equal(left, right) => format!("{} == {}", of(left), of(right)),
        ScriptExpr::Range(op, left, right) => {
            format!("{} {} {}", of(left), op.symbol(), of(right))
        }
        ScriptExpr::OneOf(inner, values, case) => {
            let operator = if *case == Case::Insensitive { "in~" } else { "in" };
            format!("{} {operator} {}", of(inner), list(&constants(values), None, true))
        }
        ScriptExpr::Like(inner, regexes) => {
            let operator = if is_insensitive(regexes) { ":" } else { "like" };
            let items = list(&regex_texts(regexes), None, regexes.len() > 1);
            format!("{} {operator} {items}", of(inner))
        }
        ScriptExpr::Regex(inner, regexes) => {
            let operator = regex_operator(regexes);
            let items = list(&regex_texts(regexes), None, regexes.len() > 1);
            format!("{} {operator} {items}", of(inner))
        }
        ScriptExpr::IsNull(inner) => format!("{} == null", of(inner)),
        ScriptExpr::Not(inner) => format!("not {}", closed(inner, names)),
        ScriptExpr::And(parts) => join(parts, " and "),
        ScriptExpr::Or(parts) => join(parts, " or "),
    }
}

/// An expression that stands in another.
fn closed(expr: &ScriptExpr, names: &[String]) -> String {
    let text = expression(expr, names);
    let is_whole =
        matches!(expr, ScriptExpr::Constant(_) | ScriptExpr::Occurrence(_) | ScriptExpr::Call(..));
    if is_whole { text } else { format!("({text})") }
}

fn sign(op: Operator) -> char {
    match op {
        Operator::Add => '+',
        Operator::Subtract => '-',
        Operator::Multiply => '*',
        Operator::Divide => '/',
        Operator::Modulo => '%',
    }
}

fn tilde(case: Case) -> &'static str {
    if case == Case::Insensitive { "~" } else { "" }
}

fn regex_operator<C>(regexes: &[Regex<C>]) -> &'static str {
    if is_insensitive(regexes) { "regex~" } else { "regex" }
}

fn is_insensitive<C>(regexes: &[Regex<C>]) -> bool {
    regexes.first().is_some_and(|regex| regex.case == Case::Insensitive)
}

fn regex_texts<C>(regexes: &[Regex<C>]) -> Vec<String> {
    regexes.iter().map(|regex| format!("{:?}", regex.text)).collect()
}

fn pattern(pattern: &WildcardPattern) -> String {
    format!("{:?}", texts::shown(pattern))
}

fn constants(values: &[Value<'_>]) -> Vec<String> {
    values.iter().map(value).collect()
}

/// A constant; one that is neither a number nor a boolean is written as a text.
pub(crate) fn value(value: &Value<'_>) -> String {
    match value {
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::UInt(_) | Value::Float(_) => {
            value.to_string()
        }
        Value::Str(text) => format!("{text:?}"),
        Value::Date(_) | Value::Ip(_) | Value::Version(_) => format!("\"{value}\""),
    }
}
