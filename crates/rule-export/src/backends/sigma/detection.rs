//! Selections and the condition between them.
//!
//! A mapping of fields is an `and`, a list of mappings an `or`; whatever else there is stands in the condition. So parts
//! that mappings and lists can hold become selections, as people write them, and only the rest becomes logic.

use super::node::{Item, Node};
use super::yaml::Yaml;

/// The detection of a condition. `always` is a field of which it can be said that it is there or not: what a rule
/// without conditions asks.
pub(super) fn of(node: &Node, always: &Node) -> Yaml {
    let mut detection = Detection::default();
    let either =
        |both: fn(Vec<Node>) -> Node| both(vec![always.clone(), always.clone().opposite()]);
    let condition = match node {
        Node::Constant(true) => detection.text(&either(Node::Any), false),
        Node::Constant(false) => detection.text(&either(Node::All), false),
        Node::Item(_) | Node::Not(_) | Node::All(_) | Node::Any(_) => detection.text(node, false),
    };
    let mut entries = detection.selections;
    entries.push(("condition".to_owned(), Yaml::text(condition.text)));
    Yaml::Map(entries)
}

/// The selections so far, by name.
#[derive(Default)]
struct Detection {
    selections: Vec<(String, Yaml)>,
}

/// A part of the condition.
struct Part {
    text: String,
    is_or: bool,
    is_name: bool,
}

impl Part {
    fn name(text: String) -> Self {
        Self { text, is_or: false, is_name: true }
    }

    /// As a part of an `and`.
    fn in_and(self) -> String {
        if self.is_or { format!("({})", self.text) } else { self.text }
    }

    /// As a part of an `or`; not all readers know which of both goes first.
    fn in_or(self) -> String {
        if self.text.contains(" and ") { format!("({})", self.text) } else { self.text }
    }

    /// Behind a `not`.
    fn in_not(self) -> String {
        if self.is_name { self.text } else { format!("({})", self.text) }
    }
}

impl Detection {
    /// `negated`: whether what matches here takes an event away.
    fn text(&mut self, node: &Node, negated: bool) -> Part {
        match node {
            Node::Constant(_) => self.text(&Node::Any(Vec::new()), negated), // folded away before
            Node::Item(item) => Part::name(self.select(vec![vec![item.clone()]], negated)),
            Node::Not(inner) => {
                let inner = self.text(inner, !negated).in_not();
                Part { text: format!("not {inner}"), is_or: false, is_name: false }
            }
            Node::All(parts) => self.all(parts, negated),
            Node::Any(parts) => self.any(parts, negated),
        }
    }

    fn all(&mut self, parts: &[Node], negated: bool) -> Part {
        let items = parts.iter().filter_map(Node::as_item).cloned();
        let mut texts: Vec<String> =
            together(items).into_iter().map(|map| self.select(vec![map], negated)).collect();
        for part in parts.iter().filter(|part| part.as_item().is_none()) {
            texts.push(self.text(part, negated).in_and());
        }
        Part { is_name: texts.len() == 1, text: texts.join(" and "), is_or: false }
    }

    fn any(&mut self, parts: &[Node], negated: bool) -> Part {
        let mut maps: Vec<Vec<Item>> = Vec::new();
        let mut rest = Vec::new();
        for part in parts {
            match part.as_map() {
                Some(map) => push_alternative(map, &mut maps),
                None => rest.push(part),
            }
        }
        let mut texts = Vec::new();
        if !maps.is_empty() {
            texts.push(self.select(maps, negated));
        }
        for part in rest {
            texts.push(self.text(part, negated).in_or());
        }
        let is_name = texts.len() == 1;
        Part { text: texts.join(" or "), is_or: !is_name, is_name }
    }

    /// The name of the selection with these alternatives, each of which is several fields.
    fn select(&mut self, alternatives: Vec<Vec<Item>>, negated: bool) -> String {
        let name = name_of(&alternatives, negated);
        let maps = alternatives.into_iter().map(map_of).collect();
        self.add(&name, Yaml::one_or_many(maps))
    }

    fn add(&mut self, name: &str, selection: Yaml) -> String {
        if let Some((same, _)) = self.selections.iter().find(|(_, known)| *known == selection) {
            return same.clone();
        }
        let (mut free, mut count) = (name.to_owned(), 1);
        while self.selections.iter().any(|(taken, _)| *taken == free) {
            count += 1;
            free = format!("{name}_{count}");
        }
        self.selections.push((free.clone(), selection));
        free
    }
}

impl Node {
    fn as_item(&self) -> Option<&Item> {
        if let Self::Item(item) = self { Some(item) } else { None }
    }

    /// The fields of an `and` that one mapping can hold.
    fn as_map(&self) -> Option<Vec<Item>> {
        match self {
            Self::Item(item) => Some(vec![item.clone()]),
            Self::All(parts) => {
                let items: Option<Vec<_>> =
                    parts.iter().map(|part| part.as_item().cloned()).collect();
                let mut maps = together(items?.into_iter());
                if maps.len() == 1 { maps.pop() } else { None }
            }
            Self::Constant(_) | Self::Not(_) | Self::Any(_) => None,
        }
    }
}

/// Fields that must hold together, in as few mappings as possible: a mapping has a key only once. Where a key comes again
/// and has one value each, all of the values are wanted.
fn together(items: impl Iterator<Item = Item>) -> Vec<Vec<Item>> {
    let mut maps: Vec<Vec<Item>> = Vec::new();
    for item in items {
        if let Some(same) = maps.iter_mut().flatten().find(|other| takes(other, &item)) {
            if same.modifiers.last() != Some(&"all") {
                same.modifiers.push("all");
            }
            same.values.extend(item.values);
        } else if let Some(map) =
            maps.iter_mut().find(|map| !map.iter().any(|other| other.is_like(&item)))
        {
            map.push(item);
        } else {
            maps.push(vec![item]);
        }
    }
    maps
}

/// Whether an item can also ask for the one value of another: only what is looked for inside of texts, since pySigma
/// finds fault with `all` elsewhere.
fn takes(item: &Item, other: &Item) -> bool {
    let [value] = other.values.as_slice() else { return false };
    let is_inside = other.modifiers.first() == Some(&"contains");
    if !is_inside || item.field != other.field || item.values.contains(value) {
        return false;
    }
    match item.modifiers.split_last() {
        Some((&"all", modifiers)) => *modifiers == other.modifiers,
        _ => item.values.len() == 1 && item.modifiers == other.modifiers,
    }
}

/// Adds an alternative; one that asks the same field alone gives its values to the one before.
fn push_alternative(map: Vec<Item>, maps: &mut Vec<Vec<Item>>) {
    if let [item] = map.as_slice() {
        let like =
            |other: &&mut Vec<Item>| matches!(other.as_slice(), [other] if other.is_like(item));
        let is_all = item.modifiers.contains(&"all");
        if let Some(same) = maps.iter_mut().find(like).filter(|_| !is_all) {
            return item.values.iter().cloned().for_each(|value| same[0].push(value));
        }
    }
    maps.push(map);
}

fn map_of(items: Vec<Item>) -> Yaml {
    Yaml::Map(items.into_iter().map(|item| (item.key(), Yaml::one_or_many(item.values))).collect())
}

/// The field, where all is about one.
fn name_of(alternatives: &[Vec<Item>], negated: bool) -> String {
    let start = if negated { "filter" } else { "selection" };
    let mut fields: Vec<&str> =
        alternatives.iter().flatten().map(|item| item.field.as_str()).collect();
    fields.dedup();
    let [field] = fields.as_slice() else { return start.to_owned() };
    let words = field
        .split(|character: char| !character.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    let words: Vec<_> = words.map(str::to_ascii_lowercase).collect();
    format!("{start}_{}", words.join("_"))
}
