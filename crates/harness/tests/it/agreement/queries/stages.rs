//! Filters, and the stages, keys and options of sequences and samples.

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::{Text, conditions};

/// Key fields that can be compared with each other.
#[derive(Clone, Copy, Debug)]
struct Group {
    fields: &'static [&'static str],
}

const TEXTS: Group =
    Group { fields: &["host.id", "?host.id", "?user.name", "user.name", "acme.key"] };
const NUMBERS: Group =
    Group { fields: &["process.pid", "?process.pid", "acme.count", "event.`sequence`"] };
const ADDRESSES: Group = Group { fields: &["source.ip", "?source.ip", "host.ip"] };
const FLAGS: Group = Group { fields: &["?process.code_signature.trusted", "acme.flag"] };
const DATES: Group = Group { fields: &["@timestamp", "?event.created"] };

/// The keys of one query.
#[derive(Clone, Debug)]
struct Keys {
    /// As written behind `sequence` or `sample`.
    shared: Vec<String>,
    /// What each stage chooses its own keys from.
    own: Vec<Group>,
}

/// One stage without its keys.
#[derive(Clone, Debug)]
struct Draft {
    filter: String,
    missing: bool,
    runs: u8,
    /// Which field of each group is its key.
    picks: [Index; 2],
}

/// `category where condition`.
pub(super) fn filter() -> Text {
    let space = prop_oneof![
        12 => Just(" "),
        1 => Just("\n\t"),
        1 => Just(" /* a comment */ "),
        1 => Just(" // a comment\r\n"),
    ];
    (category(), space, conditions::condition())
        .prop_map(|(category, space, condition)| format!("{category} where{space}{condition}"))
        .boxed()
}

fn category() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        3 => Just("any"),
        3 => Just("process"),
        1 => Just("file"),
        1 => select(vec!["\"process\"", "\"\"\"odd cat\"\"\"", "\"odd cat\""]),
    ]
}

/// A filter that most events pass, so that sequences complete.
fn open_filter() -> Text {
    prop_oneof![
        8 => Just("any where true".to_owned()),
        2 => Just("process where true".to_owned()),
        3 => filter(),
    ]
    .boxed()
}

fn group() -> impl Strategy<Value = Group> + Clone {
    prop_oneof![
        6 => Just(TEXTS),
        2 => Just(NUMBERS),
        1 => Just(ADDRESSES),
        1 => Just(FLAGS),
        1 => Just(DATES),
    ]
}

fn key() -> Text {
    (group(), any::<Index>()).prop_map(|(group, index)| group.pick(index).to_owned()).boxed()
}

impl Group {
    fn pick(self, index: Index) -> &'static str {
        self.fields[index.index(self.fields.len())]
    }
}

impl Draft {
    /// A stage that must be there, once.
    fn plain(self) -> Self {
        Self { missing: false, runs: 1, ..self }
    }

    fn text(&self, keys: &Keys) -> String {
        let own = keys.own.iter().zip(self.picks).map(|(group, pick)| group.pick(pick));
        let own: Vec<_> = own.collect();
        let missing = if self.missing { "!" } else { "" };
        let by = if own.is_empty() { String::new() } else { format!(" by {}", own.join(", ")) };
        let runs = if self.runs > 1 { format!(" with runs={}", self.runs) } else { String::new() };
        format!("{missing}[{}]{by}{runs}", self.filter)
    }
}

impl Keys {
    /// ` by …`, or nothing.
    fn by(&self) -> String {
        if self.shared.is_empty() {
            return String::new();
        }
        format!(" by {}", self.shared.join(", "))
    }
}

fn keys() -> impl Strategy<Value = Keys> {
    let shared = prop_oneof![
        6 => Just(Vec::new()),
        4 => key().prop_map(|key| vec![key]),
        1 => prop::collection::vec(key(), 2),
    ];
    let own = prop_oneof![
        8 => Just(Vec::new()),
        2 => group().prop_map(|group| vec![group]),
        1 => prop::collection::vec(group(), 2),
    ];
    (shared, own).prop_map(|(shared, own)| Keys { shared, own })
}

fn draft(filter: Text) -> impl Strategy<Value = Draft> {
    let runs = prop_oneof![9 => Just(1), 1 => 2..4_u8];
    (filter, prop::bool::weighted(0.2), runs, any::<[Index; 2]>())
        .prop_map(|(filter, missing, runs, picks)| Draft { filter, missing, runs, picks })
}

/// A sequence with at least one stage that is not missing.
pub(super) fn sequence() -> Text {
    let span = select(vec!["500ms", "1s", "2s", "2s", "3s", "5s", "1m", "1h", "1d"]);
    let positive = draft(open_filter()).prop_map(Draft::plain);
    let others = prop_oneof![
        4 => prop::collection::vec(draft(open_filter()), 1),
        3 => prop::collection::vec(draft(open_filter()), 2),
        1 => prop::collection::vec(draft(open_filter()), 3),
    ];
    let until = prop::option::weighted(0.15, draft(filter()).prop_map(Draft::plain));
    (keys(), span, prop::bool::weighted(0.5), positive, others, any::<Index>(), until)
        .prop_map(|(keys, span, spanned, positive, mut stages, place, until)| {
            stages.insert(place.index(stages.len() + 1), positive);
            let spanned = spanned || stages.iter().any(|stage| stage.missing);
            let span = if spanned { format!(" with maxspan={span}") } else { String::new() };
            let texts: Vec<_> = stages.iter().map(|stage| stage.text(&keys)).collect();
            let until = until.map(|until| format!(" until {}", until.text(&keys)));
            let until = until.unwrap_or_default();
            format!("sequence{}{span} {}{until}", keys.by(), texts.join(" "))
        })
        .boxed()
}

/// A sample of two to five parts, with a key.
pub(super) fn sample() -> Text {
    let shared = ["host.id", "?host.id", "?user.name", "process.pid", "?acme.flag", "@timestamp"];
    let second = prop::option::weighted(0.2, Just("?acme.key"));
    let own = prop::option::weighted(0.3, select(vec![TEXTS, FLAGS]));
    let parts = prop::collection::vec(draft(open_filter()).prop_map(Draft::plain), 2..6);
    (select(shared.to_vec()), second, own, parts)
        .prop_map(|(shared, second, own, parts)| {
            let keys = sample_keys(shared, second, own);
            let texts: Vec<_> = parts.iter().map(|part| part.text(&keys)).collect();
            format!("sample{} {}", keys.by(), texts.join(" "))
        })
        .boxed()
}

/// No key may stand twice in a sample.
fn sample_keys(shared: &'static str, second: Option<&'static str>, own: Option<Group>) -> Keys {
    let bare = |field: &str| field.trim_start_matches('?').to_owned();
    let mut keys = Keys { shared: vec![shared.to_owned()], own: Vec::new() };
    keys.shared.extend(second.map(str::to_owned));
    let free = |group: &Group| {
        group.fields.iter().all(|field| keys.shared.iter().all(|key| bare(key) != bare(field)))
    };
    keys.own = own.filter(free).into_iter().collect();
    keys
}
