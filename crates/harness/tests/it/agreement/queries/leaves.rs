//! Leaves: one field against constants, and everything that needs a script.

use proptest::prelude::*;
use proptest::sample::select;

use super::values::{self, field, or_null, tilde};
use super::{Text, literals};
use crate::agreement::pools;

/// A leaf.
pub(super) fn leaf() -> Text {
    prop_oneof![
        6 => texts(field(pools::TEXT_FIELDS)),
        2 => regex_on_field(),
        4 => numbers(field(pools::NUMBER_FIELDS)),
        2 => flags(),
        2 => dates(),
        2 => addresses(),
        1 => versions(),
        2 => nulls(),
        3 => text_functions(),
        3 => texts(values::computed_text()),
        4 => numbers(values::computed_number()),
        2 => scripted_conditions(),
        1 => twice(),
        1 => constants(),
    ]
    .boxed()
}

fn comparison() -> impl Strategy<Value = &'static str> + Clone {
    select(vec!["==", "!=", "<", "<=", ">", ">="])
}

/// A value against a constant, with either of them on the left.
fn compared(value: Text, constant: Text) -> Text {
    prop_oneof![
        3 => (value.clone(), comparison(), constant.clone())
            .prop_map(|(value, operator, constant)| format!("{value} {operator} {constant}")),
        1 => (constant, comparison(), value)
            .prop_map(|(constant, operator, value)| format!("{constant} {operator} {value}")),
    ]
    .boxed()
}

fn member(value: Text, operators: Vec<&'static str>, constant: Text) -> Text {
    (value, select(operators), literals::list(or_null(constant)))
        .prop_map(|(value, operator, list)| format!("{value} {operator} ({list})"))
        .boxed()
}

/// A pattern, or a list of them.
fn matched(value: Text, operators: Vec<&'static str>, pattern: Text) -> Text {
    let one = pattern.clone();
    let several = literals::list(pattern).prop_map(|list| format!("({list})"));
    (value, select(operators), prop_oneof![2 => one, 1 => several])
        .prop_map(|(value, operator, pattern)| format!("{value} {operator} {pattern}"))
        .boxed()
}

/// What is asked of a text.
fn texts(value: Text) -> Text {
    let words = prop_oneof![9 => literals::word(), 1 => literals::whole()].boxed();
    prop_oneof![
        3 => compared(value.clone(), words),
        3 => matched(value.clone(), vec![":", "like", "like~"], literals::pattern()),
        2 => member(value.clone(), vec!["in", "in~", "not in", "not in~"], literals::word()),
        1 => matched(value, vec!["regex", "regex~"], literals::text(pools::REGEXES)),
    ]
    .boxed()
}

fn regex_on_field() -> Text {
    let regex = prop_oneof![literals::text(pools::REGEXES), literals::text(pools::LUCENE_REGEXES)];
    matched(field(pools::TEXT_FIELDS), vec!["regex", "regex~"], regex.boxed())
}

/// What is asked of a number.
fn numbers(value: Text) -> Text {
    let texts = literals::text(&["4", "1", "1.5"]);
    let constant = prop_oneof![9 => literals::number(), 1 => texts.clone()].boxed();
    let of_field = field(pools::NUMBER_FIELDS);
    prop_oneof![
        30 => compared(value.clone(), constant),
        9 => member(value, vec!["in", "not in"], literals::number()),
        // Only a field converts its constants.
        1 => member(of_field, vec!["in", "not in"], texts),
    ]
    .boxed()
}

fn flags() -> Text {
    let flag = || field(pools::FLAG_FIELDS);
    let equality = select(vec!["==", "!="]);
    prop_oneof![
        2 => flag(),
        2 => (flag(), equality, literals::boolean())
            .prop_map(|(flag, operator, value)| format!("{flag} {operator} {value}")),
        1 => member(flag(), vec!["in", "not in"], literals::boolean()),
    ]
    .boxed()
}

fn dates() -> Text {
    let date = || field(pools::DATE_FIELDS);
    prop_oneof![
        3 => compared(date(), literals::date()),
        1 => member(date(), vec!["in", "not in"], literals::date()),
    ]
    .boxed()
}

fn addresses() -> Text {
    let address = || field(pools::ADDRESS_FIELDS);
    let block = || literals::text(pools::BLOCKS);
    let equality = select(vec!["==", "!="]);
    prop_oneof![
        2 => (address(), equality, block())
            .prop_map(|(address, operator, block)| format!("{address} {operator} {block}")),
        1 => member(address(), vec!["in", "not in"], block()),
        1 => compared(address(), literals::text(&["10.0.0.1", "::1", "192.0.2.4"])),
        3 => (or_null(address()), literals::list(block()))
            .prop_map(|(address, blocks)| format!("cidrMatch({address}, {blocks})")),
    ]
    .boxed()
}

fn versions() -> Text {
    let version = || field(pools::VERSION_FIELDS);
    let literal = || literals::text(pools::VERSIONS);
    prop_oneof![
        3 => compared(version(), literal()),
        1 => member(version(), vec!["in", "not in"], literal()),
    ]
    .boxed()
}

/// Absence of a field, and of the value of something computed.
fn nulls() -> Text {
    let value = prop_oneof![
        2 => field(pools::TEXT_FIELDS),
        1 => field(pools::NUMBER_FIELDS),
        1 => field(pools::ADDRESS_FIELDS),
        1 => field(pools::DATE_FIELDS),
        1 => field(pools::FLAG_FIELDS),
        2 => values::computed_number(),
        1 => values::computed_text(),
    ];
    let operator = prop_oneof![4 => select(vec!["==", "!="]), 1 => select(vec!["<", ">="])];
    (value, operator, any::<bool>())
        .prop_map(|(value, operator, left)| {
            if left {
                format!("null {operator} {value}")
            } else {
                format!("{value} {operator} null")
            }
        })
        .boxed()
}

/// The functions that are true or false; on a field and a constant they are no scripts.
fn text_functions() -> Text {
    let name = select(vec!["startsWith", "endsWith", "stringContains", "startswith", "ENDSWITH"]);
    let part = prop_oneof![
        4 => literals::pattern(),
        3 => literals::word(),
        2 => field(pools::TEXT_FIELDS),
        1 => values::text(),
    ];
    let source = prop_oneof![4 => field(pools::TEXT_FIELDS), 1 => values::text()].boxed();
    (name, tilde(), or_null(source), or_null(part.boxed()))
        .prop_map(|(name, tilde, source, part)| format!("{name}{tilde}({source}, {part})"))
        .boxed()
}

/// Conditions inside a script, where `and`, `or` and `not` have three values.
fn scripted_conditions() -> Text {
    let inner = prop_oneof![
        2 => compared(values::number(), literals::number()),
        2 => compared(field(pools::TEXT_FIELDS), literals::word()),
        2 => texts(values::text()),
        1 => text_functions(),
        1 => numbers(field(pools::NUMBER_FIELDS)),
        1 => Just("null".to_owned()),
        1 => Just("process.name == null".to_owned()),
        1 => field(pools::FLAG_FIELDS),
    ];
    let condition = inner.boxed().prop_recursive(2, 4, 2, |inner| {
        prop_oneof![
            2 => (inner.clone(), inner.clone())
                .prop_map(|(left, right)| format!("({left} or {right})")),
            1 => (inner.clone(), inner.clone())
                .prop_map(|(left, right)| format!("({left} and {right})")),
            1 => inner.prop_map(|inner| format!("not ({inner})")),
        ]
    });
    let around = select(vec![
        ("(", ") == null"),
        ("(", ") != null"),
        ("string(", ") == \"true\""),
        ("concat(", ") : \"FALSE\""),
        ("(", ") in (true, null)"),
        ("between(process.name, \"a\", \"c\", ", ") != \"x\""),
    ]);
    (condition, around)
        .prop_map(|(condition, (open, close))| format!("{open}{condition}{close}"))
        .boxed()
}

/// A field twice, of which each ranges over all values by itself (spec 8.5).
fn twice() -> Text {
    (field(pools::NUMBER_FIELDS), select(vec!["-", "*"]), comparison(), literals::whole())
        .prop_map(|(field, operator, comparison, number)| {
            format!("{field} {operator} {field} {comparison} {number}")
        })
        .boxed()
}

/// Leaves without a field.
fn constants() -> Text {
    select(vec![
        "true",
        "true",
        "false",
        "null",
        "1 < 2.5",
        "\"abc\" : \"A*\"",
        "\"abc\" like \"A*\"",
        "4 in (1, null, 4.0)",
        "length(\"😀\") == 2",
        "null == null",
        "concat(\"a\", 1) == \"a1\"",
    ])
    .prop_map(str::to_owned)
    .boxed()
}
