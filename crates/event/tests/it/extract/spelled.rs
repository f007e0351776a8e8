//! Generated documents and the many ways to spell one in JSON.

use proptest::collection::vec;
use proptest::prelude::*;
use testkit::Rng;

/// A JSON value with numbers as they are spelled.
#[derive(Clone, Debug)]
pub(crate) enum Tree {
    Word(String),
    Text(String),
    List(Vec<Self>),
    Object(Vec<(String, Self)>),
}

/// An object; few names, so that paths meet.
pub(crate) fn object() -> impl Strategy<Value = Tree> {
    vec((name(), tree()), 0..6).prop_map(Tree::Object)
}

fn tree() -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof![word().prop_map(Tree::Word), text().prop_map(Tree::Text)];
    leaf.prop_recursive(5, 40, 5, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Tree::List),
            vec((name(), inner), 0..5).prop_map(Tree::Object),
        ]
    })
}

fn name() -> impl Strategy<Value = String> {
    let segment = prop::sample::select(vec!["a", "b", "c", "process", "parent", "é", ""]);
    let dotted = vec(segment, 1..4).prop_map(|segments| segments.join("."));
    prop_oneof![8 => dotted, 1 => text()]
}

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "null",
            "true",
            "false",
            "0",
            "-0",
            "1.0",
            "18446744073709551615"
        ])
        .prop_map(str::to_owned),
        any::<i64>().prop_map(|number| number.to_string()),
        any::<f64>()
            .prop_filter("JSON has no such", |number| number.is_finite())
            .prop_map(|number| format!("{number:?}")),
        "-?(0|[1-9][0-9]{0,25})(\\.[0-9]{1,25})?([eE][+-]?[0-9]{1,2})?",
    ]
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[a-z\\\\\"/ ]{0,70}", "[\u{0}-\u{20}é€😀]{0,5}"]
}

impl Tree {
    /// One spelling of the value: spaces and escapes as chance has it.
    pub(crate) fn spell(&self, rng: &mut Rng) -> String {
        let mut text = String::new();
        self.write(&mut text, rng);
        text
    }

    fn write(&self, text: &mut String, rng: &mut Rng) {
        space(text, rng);
        match self {
            Self::Word(word) => text.push_str(word),
            Self::Text(content) => string(content, text, rng),
            Self::List(items) => {
                joined(items, ['[', ']'], text, rng, Self::write);
            }
            Self::Object(members) => {
                joined(members, ['{', '}'], text, rng, |(name, value), text, rng| {
                    space(text, rng);
                    string(name, text, rng);
                    space(text, rng);
                    text.push(':');
                    value.write(text, rng);
                });
            }
        }
        space(text, rng);
    }
}

fn joined<T>(
    items: &[T],
    brackets: [char; 2],
    text: &mut String,
    rng: &mut Rng,
    write: impl Fn(&T, &mut String, &mut Rng),
) {
    text.push(brackets[0]);
    space(text, rng);
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        write(item, text, rng);
    }
    text.push(brackets[1]);
}

fn space(text: &mut String, rng: &mut Rng) {
    while rng.one_in(6) {
        text.push(*rng.pick(&[' ', '\n', '\t', '\r']));
    }
}

fn string(content: &str, text: &mut String, rng: &mut Rng) {
    text.push('"');
    for c in content.chars() {
        let must = c < ' ' || c == '"' || c == '\\';
        if must || rng.one_in(20) { escape(c, text, rng) } else { text.push(c) }
    }
    text.push('"');
}

fn escape(c: char, text: &mut String, rng: &mut Rng) {
    if (c == '"' || c == '\\' || c == '/') && !rng.one_in(3) {
        text.extend(['\\', c]);
        return;
    }
    for unit in c.encode_utf16(&mut [0; 2]) {
        let hex = if rng.one_in(2) { format!("{unit:04x}") } else { format!("{unit:04X}") };
        text.push_str("\\u");
        text.push_str(&hex);
    }
}
