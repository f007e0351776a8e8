//! Generated queries over few fields: every construct, with values that the generated events have.

use proptest::prelude::*;
use proptest::sample::select;

pub(super) const CATEGORIES: &[&str] = &["process", "file", "network"];
pub(super) const KEYS: &[&str] = &["a", "b", "A"];
pub(super) const WORDS: &[&str] =
    &["cmd.exe", "CMD.EXE", "a", "ab", "abc", "a*b", "", "x\\y", "É", "é", "4"];
pub(super) const NUMBERS: &[i64] = &[-1, 0, 1, 2, 4, 7];
pub(super) const TEXTS: &[&str] = &["1", "4", "x"];
pub(super) const FLAGS: &str = "process.code_signature.trusted";

/// A whole query.
pub(super) fn query() -> impl Strategy<Value = String> {
    prop_oneof![4 => filter(), 5 => sequence(), 1 => sample()]
}

fn filter() -> impl Strategy<Value = String> {
    let category = prop_oneof![select(CATEGORIES).prop_map(str::to_owned), Just("any".to_owned())];
    (category, condition())
        .prop_map(|(category, condition)| format!("{category} where {condition}"))
}

fn condition() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![2 => Just("true".to_owned()), 8 => leaf()];
    leaf.prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            2 => (inner.clone(), inner.clone()).prop_map(|(left, right)| format!("({left} or {right})")),
            1 => (inner.clone(), inner.clone()).prop_map(|(left, right)| format!("({left} and {right})")),
            1 => inner.clone().prop_map(|inner| format!("not {inner}")),
            1 => (inner, any::<bool>()).prop_map(|(inner, value)| format!("({inner}) == {value}")),
        ]
    })
}

fn leaf() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => text_leaf(),
        3 => number_leaf(),
        1 => flag_leaf(),
        2 => address_leaf(),
        2 => null_leaf(),
        3 => script_leaf(),
    ]
}

fn text_field() -> impl Strategy<Value = &'static str> {
    select(vec!["process.name", "process.args", "?user.name", "acme.text"])
}

fn number_field() -> impl Strategy<Value = &'static str> {
    select(vec!["process.pid", "acme.count"])
}

fn quoted(text: &str) -> String {
    format!("{text:?}")
}

fn word() -> impl Strategy<Value = String> {
    select(WORDS).prop_map(quoted)
}

fn pattern() -> impl Strategy<Value = String> {
    select(vec!["*", "a*", "*b*", "?", "??", "cmd.???", "*.EXE", "x\\*", "é", "a"]).prop_map(quoted)
}

fn words() -> impl Strategy<Value = String> {
    prop::collection::vec(word(), 1..4).prop_map(|words| words.join(", "))
}

fn comparison() -> impl Strategy<Value = &'static str> {
    select(vec!["==", "!=", "<", "<=", ">", ">="])
}

fn text_leaf() -> impl Strategy<Value = String> {
    let operator = select(vec![":", "like", "like~"]);
    prop_oneof![
        (text_field(), comparison(), word())
            .prop_map(|(field, op, word)| format!("{field} {op} {word}")),
        (text_field(), operator.clone(), pattern())
            .prop_map(|(field, op, word)| format!("{field} {op} {word}")),
        (text_field(), operator, prop::collection::vec(pattern(), 1..3))
            .prop_map(|(field, op, list)| format!("{field} {op} ({})", list.join(", "))),
        (text_field(), select(vec!["in", "in~", "not in"]), words())
            .prop_map(|(field, op, list)| format!("{field} {op} ({list})")),
        (text_field(), select(vec!["regex", "regex~"]), regex())
            .prop_map(|(field, op, regex)| format!("{field} {op} {regex}")),
    ]
}

fn regex() -> impl Strategy<Value = String> {
    let regexes = vec![
        "a.*",
        "[a-c]+",
        "cmd\\.(exe|com)",
        ".?",
        "~(a.*)",
        "a.*&.*b",
        "<1-9>",
        "@",
        "a{1,2}b?",
    ];
    select(regexes).prop_map(quoted)
}

fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => select(NUMBERS).prop_map(|number| number.to_string()),
        1 => select(vec!["0.5", "1.5", "4.0"]).prop_map(str::to_owned),
    ]
}

fn number_leaf() -> impl Strategy<Value = String> {
    prop_oneof![
        (number_field(), comparison(), number())
            .prop_map(|(field, op, number)| format!("{field} {op} {number}")),
        (number(), comparison(), number_field())
            .prop_map(|(number, op, field)| format!("{number} {op} {field}")),
        (number_field(), prop::collection::vec(number(), 1..3))
            .prop_map(|(field, list)| format!("{field} in ({})", list.join(", "))),
    ]
}

fn flag_leaf() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(FLAGS.to_owned()),
        (select(vec!["==", "!="]), any::<bool>())
            .prop_map(|(op, value)| format!("{FLAGS} {op} {value}")),
    ]
}

fn address_leaf() -> impl Strategy<Value = String> {
    let address = select(vec!["\"10.0.0.1\"", "\"::1\"", "\"10.0.0.0/8\"", "\"::/0\""]);
    prop_oneof![
        (select(vec!["==", "!="]), address.clone())
            .prop_map(|(op, address)| format!("source.ip {op} {address}")),
        address.clone().prop_map(|address| format!("source.ip in ({address}, \"192.0.2.7\")")),
        address.prop_map(|address| format!("cidrMatch(source.ip, {address})")),
    ]
}

fn null_leaf() -> impl Strategy<Value = String> {
    let field =
        select(vec!["process.name", "process.args", "process.pid", "acme.count", "source.ip"]);
    (field, select(vec!["==", "!="])).prop_map(|(field, op)| format!("{field} {op} null"))
}

/// Leaves that need a script, and functions on plain fields.
fn script_leaf() -> impl Strategy<Value = String> {
    let text_function = select(vec!["startsWith", "endsWith", "stringContains"]);
    let variant = select(vec!["", "~"]);
    prop_oneof![
        (text_function, variant.clone(), text_field(), prop_oneof![word(), pattern()])
            .prop_map(|(name, tilde, field, word)| format!("{name}{tilde}({field}, {word})")),
        (text_field(), comparison()).prop_map(|(field, op)| format!("length({field}) {op} 2")),
        (text_field(), word())
            .prop_map(|(field, word)| format!("concat({field}, \"-\", process.name) == {word}")),
        (text_field(), variant, word())
            .prop_map(|(field, tilde, word)| format!("indexOf{tilde}({field}, {word}) != null")),
        (text_field(), 0..3i32)
            .prop_map(|(field, start)| format!("substring({field}, {start}, 2) : \"a*\"")),
        (text_field(), word())
            .prop_map(|(field, word)| format!("between({field}, \"a\", \"c\") == {word}")),
        (number_field(), select(vec!["+", "-", "*", "/", "%"]), number(), comparison(), number())
            .prop_map(|(field, op, by, comparison, to)| format!(
                "{field} {op} {by} {comparison} {to}"
            )),
        (number_field(), number_field(), number())
            .prop_map(|(left, right, number)| format!("{left} - {right} == {number}")),
        number_field().prop_map(|field| format!("string({field}) in (\"1\", \"4\", \"4.0\")")),
        number_field().prop_map(|field| format!("(1 / {field}) == null")),
        text_field().prop_map(|field| format!("number({field}) > 2")),
    ]
}

fn key() -> impl Strategy<Value = &'static str> {
    select(vec!["host.id", "?host.id", "?user.name"])
}

fn stage() -> impl Strategy<Value = String> {
    filter().prop_map(|filter| format!("[{filter}]"))
}

/// A stage that most events fulfil, so that sequences complete.
fn open_stage() -> impl Strategy<Value = String> {
    prop_oneof![2 => Just("[any where true]".to_owned()), 1 => stage()]
}

fn sequence() -> impl Strategy<Value = String> {
    let missing = (prop::bool::weighted(0.15), open_stage())
        .prop_map(|(missing, stage)| if missing { format!("!{stage}") } else { stage });
    let runs = (missing, prop::bool::weighted(0.1))
        .prop_map(|(stage, runs)| if runs { format!("{stage} with runs=2") } else { stage });
    let by = prop::option::weighted(0.5, key())
        .prop_map(|key| key.map_or(String::new(), |key| format!(" by {key}")));
    let until = prop::option::weighted(0.2, stage());
    let stages = (open_stage(), prop::collection::vec(runs, 1..3), any::<bool>());
    (by, select(vec!["500ms", "1s", "2s", "5s"]), prop::bool::weighted(0.6), stages, until)
        .prop_map(|(by, span, has_span, (positive, mut stages, first), until)| {
            let place = if first { 0 } else { stages.len() };
            stages.insert(place, positive);
            let needed = stages.iter().any(|stage| stage.starts_with('!'));
            let span =
                if has_span || needed { format!(" with maxspan={span}") } else { String::new() };
            let until = until.map_or(String::new(), |until| format!(" until {until}"));
            format!("sequence{by}{span} {}{until}", stages.join(" "))
        })
}

fn sample() -> impl Strategy<Value = String> {
    (key(), prop::collection::vec(open_stage(), 2..4))
        .prop_map(|(key, stages)| format!("sample by {key} {}", stages.join(" ")))
}
