//! The Elastic Common Schema, embedded: fields, their mapping types and values.

use std::sync::LazyLock;

use crate::Catalogue;

/// One `name type` a line in byte order of the names, with `[]` behind it for a list and `+` for a multi-field;
/// `cargo xtask codegen` writes and checks it.
const TABLE: &str = include_str!("ecs/table.txt");

/// The values of a field a line: `name` or, where there are no others, `name!`; `value` or `value[types]`.
const VALUES: &str = include_str!("ecs/values.txt");

static FIELDS: LazyLock<Vec<Row>> =
    LazyLock::new(|| records(TABLE).filter_map(Row::parse).collect());

static KNOWN_VALUES: LazyLock<Vec<(&str, KnownValues)>> =
    LazyLock::new(|| records(VALUES).filter_map(values).collect());

/// A field.
struct Row {
    name: &'static str,
    declared: &'static str,
    is_list: bool,
    is_multi: bool,
}

/// The values that ECS gives a field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KnownValues {
    /// Whether ECS allows no others; otherwise it expects these.
    pub is_closed: bool,
    /// Each with the values of `event.type` that go with it; none of these where ECS says nothing of it.
    pub values: Vec<(&'static str, Vec<&'static str>)>,
}

impl KnownValues {
    /// Whether a text is one of them, letter by letter.
    pub fn contains(&self, text: &str) -> bool {
        self.values.iter().any(|(value, _)| *value == text)
    }
}

impl Row {
    fn parse(line: &'static str) -> Option<Self> {
        let mut words = line.split(' ');
        let (name, declared) = (words.next()?, words.next()?);
        let marks: Vec<_> = words.collect();
        let (is_list, is_multi) = (marks.contains(&"[]"), marks.contains(&"+"));
        Some(Self { name, declared, is_list, is_multi })
    }
}

fn records(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#'))
}

fn values(line: &'static str) -> Option<(&'static str, KnownValues)> {
    let (name, values) = line.split_once('\t')?;
    let value =
        |value: &'static str| match value.strip_suffix(']').and_then(|it| it.split_once('[')) {
            Some((value, types)) => (value, types.split(' ').collect()),
            None => (value, Vec::new()),
        };
    let values = values.split('\t').map(value).collect();
    let (name, is_closed) = name.strip_suffix('!').map_or((name, false), |name| (name, true));
    Some((name, KnownValues { is_closed, values }))
}

/// The Elastic Common Schema of the version that `NOTICE` names.
#[derive(Clone, Copy, Debug)]
pub struct Ecs;

impl Ecs {
    /// The version of the table, `9.4.0`.
    pub fn version() -> &'static str {
        let package = TABLE.lines().find_map(|line| line.strip_prefix("# package: "));
        package.and_then(|package| package.rsplit(' ').next()).unwrap_or_default()
    }

    /// Every name, in byte order.
    pub fn all() -> impl Iterator<Item = &'static str> {
        FIELDS.iter().map(|row| row.name)
    }

    /// Whether a field holds a list of values rather than one; nothing where ECS does not have the field.
    pub fn is_list(&self, name: &str) -> Option<bool> {
        row(name).map(|row| row.is_list)
    }

    /// The field that a multi-field shows in another form: `process.name` for `process.name.text`.
    pub fn multi_field_of<'n>(&self, name: &'n str) -> Option<&'n str> {
        row(name).filter(|row| row.is_multi)?;
        name.rsplit_once('.').map(|(field, _)| field)
    }

    /// The values that a field can have, where ECS lists them.
    pub fn values(&self, name: &str) -> Option<&'static KnownValues> {
        let index = KNOWN_VALUES.binary_search_by_key(&name, |(name, _)| name).ok()?;
        Some(&KNOWN_VALUES[index].1)
    }
}

impl Catalogue for Ecs {
    fn declared(&self, name: &str) -> Option<&str> {
        row(name).map(|row| row.declared)
    }

    fn names(&self) -> Box<dyn Iterator<Item = &str> + '_> {
        Box::new(FIELDS.iter().map(|row| row.name))
    }
}

fn row(name: &str) -> Option<&'static Row> {
    let index = FIELDS.binary_search_by_key(&name, |row| row.name).ok()?;
    Some(&FIELDS[index])
}
