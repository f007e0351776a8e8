//! One of the two queries, its parts, and how they read.

use eql_hir::{Condition, Field, FieldId, Key, Leaf, LeafId, Member, Test};

use super::normal::Normal;
use super::versions::Logic;

/// A query, and which leaf of the union of both each of its leaves is.
#[derive(Clone, Copy)]
pub(super) struct Side<'a> {
    pub(super) logic: &'a Logic,
    pub(super) member: &'a Member,
}

/// A condition or its opposite; the condition itself is no `not`.
#[derive(Clone, Copy)]
pub(super) struct Part<'a> {
    pub(super) condition: &'a Condition,
    pub(super) negated: bool,
}

/// How parts are joined.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Word {
    /// All must hold.
    And,
    /// Some must hold.
    Or,
}

impl Word {
    /// `and`, `or`
    pub fn text(self) -> &'static str {
        match self {
            Self::And => "and",
            Self::Or => "or",
        }
    }

    /// The one for the opposites of the parts.
    pub(super) fn opposite(self) -> Self {
        match self {
            Self::And => Self::Or,
            Self::Or => Self::And,
        }
    }
}

impl<'a> Part<'a> {
    pub(super) fn new(condition: &'a Condition, negated: bool) -> Self {
        match condition {
            Condition::Not(inner) => Self::new(inner, !negated),
            Condition::Constant(_) | Condition::Leaf(_) | Condition::And(_) | Condition::Or(_) => {
                Self { condition, negated }
            }
        }
    }

    /// How its own parts are joined; nothing where it has none. The opposite of an `and` is an `or` of opposites.
    pub(super) fn word(self) -> Option<Word> {
        let word = match self.condition {
            Condition::And(_) => Word::And,
            Condition::Or(_) => Word::Or,
            Condition::Constant(_) | Condition::Leaf(_) | Condition::Not(_) => return None,
        };
        Some(if self.negated { word.opposite() } else { word })
    }

    /// The parts that are joined by a word, however deep they stand; the part alone where it is joined otherwise.
    pub(super) fn parts(self, word: Word) -> Vec<Self> {
        let mut found = Vec::new();
        self.add_parts(word, &mut found);
        found
    }

    fn add_parts(self, word: Word, found: &mut Vec<Self>) {
        match self.condition {
            Condition::And(parts) | Condition::Or(parts) if self.word() == Some(word) => {
                for part in parts {
                    Self::new(part, self.negated).add_parts(word, found);
                }
            }
            Condition::Constant(value) if (*value != self.negated) == (word == Word::And) => {}
            Condition::Constant(_)
            | Condition::Leaf(_)
            | Condition::And(_)
            | Condition::Or(_)
            | Condition::Not(_) => found.push(self),
        }
    }

    /// The same or its opposite.
    pub(super) fn turned(self, is_turned: bool) -> Self {
        Self { negated: self.negated != is_turned, ..self }
    }
}

impl<'a> Side<'a> {
    /// The one form of a part.
    pub(super) fn normal(&self, part: Part<'_>) -> Normal {
        Normal::of(part.condition, !part.negated, &|leaf| self.class(leaf))
    }

    /// Which leaf of the union a leaf is.
    pub(super) fn class(&self, leaf: LeafId) -> LeafId {
        self.member.leaves[leaf.0 as usize]
    }

    pub(super) fn leaf(&self, leaf: LeafId) -> &'a Leaf {
        self.logic.query.leaf(leaf)
    }

    pub(super) fn field(&self, field: FieldId) -> &'a Field {
        self.logic.query.field(field)
    }

    /// The fields that a leaf asks.
    pub(super) fn fields(&self, leaf: LeafId) -> Vec<&'a Field> {
        match &self.leaf(leaf).test {
            Test::Field(field, _) | Test::Elements(field, _) => vec![self.field(*field)],
            Test::Script(script) => {
                script.occurrences.iter().map(|field| self.field(*field)).collect()
            }
            Test::Related(..) => Vec::new(),
        }
    }

    /// The line of the file in which a part begins.
    pub(super) fn line(&self, part: Part<'_>) -> Option<usize> {
        self.logic.line(self.leaf(first_leaf(part.condition)?).span)
    }

    /// A part as EQL on one line.
    pub(super) fn text(&self, part: Part<'_>) -> String {
        let Part { condition, negated } = part;
        match condition {
            Condition::Constant(value) => (*value != negated).to_string(),
            Condition::Leaf(leaf) => self.leaf_text(*leaf, negated),
            Condition::Not(inner) => self.text(Part::new(inner, !negated)),
            Condition::And(parts) | Condition::Or(parts) => {
                let text = self.joined(condition, parts);
                if negated { format!("not ({text})") } else { text }
            }
        }
    }

    /// The same where it stands beside others.
    pub(super) fn closed(&self, part: Part<'_>) -> String {
        let text = self.text(part);
        if part.word().is_some() && !part.negated { format!("({text})") } else { text }
    }

    fn joined(&self, condition: &Condition, parts: &[Condition]) -> String {
        let word = if matches!(condition, Condition::And(_)) { Word::And } else { Word::Or };
        if let ([Condition::Leaf(first), rest @ ..], Word::And) = (parts, word)
            && self.is_category(*first)
        {
            let rest: Vec<_> = match rest {
                [only] => vec![self.text(Part::new(only, false))],
                _ => rest.iter().map(|part| self.closed(Part::new(part, false))).collect(),
            };
            return format!("{} {}", self.leaf_text(*first, false), rest.join(" and "));
        }
        let parts: Vec<_> = parts.iter().map(|part| self.closed(Part::new(part, false))).collect();
        parts.join(&format!(" {} ", word.text()))
    }

    fn leaf_text(&self, id: LeafId, negated: bool) -> String {
        let leaf = self.leaf(id);
        let text = if self.is_category(id) {
            let name = self.logic.text.get(leaf.span.range()).unwrap_or_default();
            format!("{name} where")
        } else {
            leaf.text.clone()
        };
        // The text of `x != 1` already says the opposite of what is asked.
        if negated == leaf.is_opposite { text } else { format!("not {text}") }
    }

    /// Whether a leaf is the category in front of `where`.
    pub(super) fn is_category(&self, leaf: LeafId) -> bool {
        let end = self.leaf(leaf).span.range().end;
        let behind = self.logic.text.get(end..).unwrap_or_default();
        behind.trim_start().get(..5).is_some_and(|word| word.eq_ignore_ascii_case("where"))
    }

    /// A join key as it is written.
    pub(super) fn key(&self, key: Key) -> String {
        let mark = if key.optional { "?" } else { "" };
        format!("{mark}{}", self.field(key.field).path)
    }
}

fn first_leaf(condition: &Condition) -> Option<LeafId> {
    match condition {
        Condition::Constant(_) => None,
        Condition::Leaf(leaf) => Some(*leaf),
        Condition::Not(inner) => first_leaf(inner),
        Condition::And(parts) | Condition::Or(parts) => parts.iter().find_map(first_leaf),
    }
}
