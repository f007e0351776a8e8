//! Expressions without duplicates, and their derivatives.
//!
//! Each expression is stored once and known by its number; unions and intersections are sorted lists. That
//! makes equal derivatives one number, so there are finitely many of them.

use std::collections::{BTreeMap, BTreeSet};

use super::alphabet::{Alphabet, Kind, char_set};
use crate::Case;
use crate::regex::ast::Ast;
use crate::regex::error::RegexError;
use crate::regex::translate::class_set;
use crate::regex::{interval, limits};

/// The number of an expression.
pub(in crate::regex) type Id = u32;

const NOTHING: Id = 0;
const EMPTY: Id = 1;
const EVERYTHING: Id = 2;

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Node {
    Nothing,
    Empty,
    /// One character of these kinds.
    Set(Vec<Kind>),
    Concat(Id, Id),
    Union(Vec<Id>),
    Intersection(Vec<Id>),
    Not(Id),
    Repeat {
        item: Id,
        least: u32,
        most: Option<u32>,
    },
}

/// The store.
pub(in crate::regex) struct Expressions<'a> {
    alphabet: &'a Alphabet,
    nodes: Vec<Node>,
    nullable: Vec<bool>,
    /// How many characters a text of each has at least, or fewer.
    least: Vec<Option<u32>>,
    numbers: BTreeMap<Node, Id>,
    derivatives: BTreeMap<(Id, Kind), Id>,
    /// The size of everything above, against its limit.
    parts: usize,
}

impl<'a> Expressions<'a> {
    /// A store with the three expressions that have fixed numbers.
    pub(in crate::regex) fn new(alphabet: &'a Alphabet) -> Self {
        let fixed = [(Node::Nothing, false), (Node::Empty, true), (Node::Not(NOTHING), true)];
        let (nodes, nullable) = fixed.into_iter().unzip::<_, _, Vec<_>, Vec<_>>();
        let numbers = nodes.iter().cloned().zip(NOTHING..).collect();
        let least = vec![None, Some(0), Some(0)];
        Self { alphabet, nodes, nullable, least, numbers, derivatives: BTreeMap::new(), parts: 0 }
    }

    /// Whether the expression takes the empty text.
    pub(in crate::regex) fn is_nullable(&self, id: Id) -> bool {
        self.nullable[id as usize]
    }

    /// The size of everything so far.
    pub(in crate::regex) fn size(&self) -> usize {
        self.parts
    }

    /// No text of the expression has fewer characters than this; `None` where it clearly has none at all.
    pub(in crate::regex) fn least(&self, id: Id) -> Option<u32> {
        self.least[id as usize]
    }

    fn least_of(&self, node: &Node) -> Option<u32> {
        match node {
            Node::Nothing => None,
            Node::Empty | Node::Repeat { least: 0, .. } => Some(0),
            Node::Set(_) => Some(1),
            Node::Concat(first, second) => {
                Some(self.least(*first)?.saturating_add(self.least(*second)?))
            }
            Node::Union(items) => items.iter().filter_map(|&item| self.least(item)).min(),
            Node::Intersection(items) => {
                items.iter().try_fold(0, |least, &item| Some(self.least(item)?.max(least)))
            }
            Node::Not(item) => Some(u32::from(self.is_nullable(*item))),
            Node::Repeat { item, least, .. } => Some(self.least(*item)?.saturating_mul(*least)),
        }
    }

    /// The number of an expression that is in normal form.
    fn intern(&mut self, node: Node) -> Result<Id, RegexError> {
        if let Some(&id) = self.numbers.get(&node) {
            return Ok(id);
        }
        self.grow(node.size())?;
        let id = Id::try_from(self.nodes.len()).unwrap_or(Id::MAX);
        self.nullable.push(self.takes_empty(&node));
        self.least.push(self.least_of(&node));
        self.nodes.push(node.clone());
        self.numbers.insert(node, id);
        Ok(id)
    }

    fn grow(&mut self, parts: usize) -> Result<(), RegexError> {
        self.parts += parts;
        if self.parts <= limits::EXPRESSION_PARTS {
            return Ok(());
        }
        Err(RegexError::too_large("with `~` or `&` it has too many ways to go on"))
    }

    fn takes_empty(&self, node: &Node) -> bool {
        match node {
            Node::Nothing | Node::Set(_) => false,
            Node::Empty => true,
            Node::Concat(first, second) => self.is_nullable(*first) && self.is_nullable(*second),
            Node::Union(items) => items.iter().any(|&item| self.is_nullable(item)),
            Node::Intersection(items) => items.iter().all(|&item| self.is_nullable(item)),
            Node::Not(item) => !self.is_nullable(*item),
            Node::Repeat { item, least, .. } => *least == 0 || self.is_nullable(*item),
        }
    }

    /// The expression of a tree. It recurses as deep as the tree is nested.
    pub(in crate::regex) fn build(&mut self, ast: &Ast, case: Case) -> Result<Id, RegexError> {
        match ast {
            Ast::Empty => Ok(EMPTY),
            Ast::Nothing => Ok(NOTHING),
            Ast::AnyString => Ok(EVERYTHING),
            Ast::AnyChar => self.set(self.alphabet.all()),
            Ast::Class(class) => self.set(self.alphabet.kinds_of(&class_set(class, case))),
            Ast::Literal(text) => self.literal(text, case),
            Ast::Interval(numbers) => self.build(&interval::expand(numbers), case),
            Ast::Complement(item) => {
                let item = self.build(item, case)?;
                self.not(item)
            }
            Ast::Repeat { item, least, most } => {
                let item = self.build(item, case)?;
                self.repeat(item, *least, *most)
            }
            Ast::Concat(items) => {
                let items = self.build_list(items, case)?;
                items.into_iter().rev().try_fold(EMPTY, |rest, item| self.concat(item, rest))
            }
            Ast::Union(items) => {
                let items = self.build_list(items, case)?;
                self.union(items)
            }
            Ast::Intersection(items) => {
                let items = self.build_list(items, case)?;
                self.intersection(items)
            }
        }
    }

    fn build_list(&mut self, items: &[Ast], case: Case) -> Result<Vec<Id>, RegexError> {
        items.iter().map(|item| self.build(item, case)).collect()
    }

    fn literal(&mut self, text: &str, case: Case) -> Result<Id, RegexError> {
        text.chars().rev().try_fold(EMPTY, |rest, character| {
            let first = self.set(self.alphabet.kinds_of(&char_set(character, case)))?;
            self.concat(first, rest)
        })
    }

    fn set(&mut self, kinds: Vec<Kind>) -> Result<Id, RegexError> {
        if kinds.is_empty() { Ok(NOTHING) } else { self.intern(Node::Set(kinds)) }
    }

    /// In normal form the first part is neither a union (it is spread: `(x|y)z` is `xz|yz`) nor itself two parts
    /// (`(xy)z` is `x(yz)`). So what can follow is a set of simple tails, as many as there are ways to go on.
    fn concat(&mut self, first: Id, second: Id) -> Result<Id, RegexError> {
        if first == NOTHING || second == NOTHING {
            return Ok(NOTHING);
        }
        if second == EMPTY {
            return Ok(first);
        }
        let mut heads = Vec::new();
        let mut tail = first;
        while let Node::Concat(head, rest) = self.nodes[tail as usize] {
            heads.push(head);
            tail = rest;
        }
        let end = self.concat_end(tail, second)?;
        heads.into_iter().rev().try_fold(end, |rest, head| self.intern(Node::Concat(head, rest)))
    }

    /// The same for a first part that is not two parts.
    fn concat_end(&mut self, first: Id, second: Id) -> Result<Id, RegexError> {
        if first == EMPTY {
            return Ok(second);
        }
        let Node::Union(items) = &self.nodes[first as usize] else {
            return self.intern(Node::Concat(first, second));
        };
        let items = items.clone();
        let spread: Result<_, _> =
            items.into_iter().map(|item| self.concat(item, second)).collect();
        self.union(spread?)
    }

    /// Every text that an expression is not.
    pub(in crate::regex) fn not(&mut self, item: Id) -> Result<Id, RegexError> {
        if let Node::Not(inner) = self.nodes[item as usize] {
            return Ok(inner);
        }
        self.intern(Node::Not(item))
    }

    fn repeat(&mut self, item: Id, least: u32, most: Option<u32>) -> Result<Id, RegexError> {
        match (item, least, most) {
            (_, _, Some(0)) | (EMPTY, ..) | (NOTHING, 0, _) => Ok(EMPTY),
            (NOTHING, ..) => Ok(NOTHING),
            (item, 1, Some(1)) => Ok(item),
            (item, least, most) => self.intern(Node::Repeat { item, least, most }),
        }
    }

    fn union(&mut self, items: Vec<Id>) -> Result<Id, RegexError> {
        let mut flat = BTreeSet::new();
        for item in items {
            if let Node::Union(inner) = &self.nodes[item as usize] {
                flat.extend(inner);
            } else {
                flat.insert(item);
            }
        }
        if flat.contains(&EVERYTHING) {
            return Ok(EVERYTHING);
        }
        flat.remove(&NOTHING);
        self.list(flat, NOTHING, Node::Union)
    }

    /// What all of these take.
    pub(in crate::regex) fn intersection(&mut self, items: Vec<Id>) -> Result<Id, RegexError> {
        let mut flat = BTreeSet::new();
        for item in items {
            if let Node::Intersection(inner) = &self.nodes[item as usize] {
                flat.extend(inner);
            } else {
                flat.insert(item);
            }
        }
        if flat.contains(&NOTHING) {
            return Ok(NOTHING);
        }
        flat.remove(&EVERYTHING);
        self.list(flat, EVERYTHING, Node::Intersection)
    }

    fn list(
        &mut self,
        items: BTreeSet<Id>,
        none: Id,
        many: fn(Vec<Id>) -> Node,
    ) -> Result<Id, RegexError> {
        match items.len() {
            0 => Ok(none),
            1 => Ok(items.first().copied().unwrap_or(none)),
            _ => self.intern(many(items.into_iter().collect())),
        }
    }

    /// What must follow a character of a kind.
    pub(in crate::regex) fn derivative(&mut self, id: Id, kind: Kind) -> Result<Id, RegexError> {
        self.derive(id, kind, 0)
    }

    fn derive(&mut self, id: Id, kind: Kind, depth: usize) -> Result<Id, RegexError> {
        if let Some(&known) = self.derivatives.get(&(id, kind)) {
            return Ok(known);
        }
        if depth > limits::OPTIONAL_RUN {
            let limit = limits::OPTIONAL_RUN;
            return Err(RegexError::too_large(format!(
                "with `~` or `&` it has more than {limit} optional parts in a row"
            )));
        }
        let derivative = self.derive_node(id, kind, depth + 1)?;
        self.grow(1)?;
        self.derivatives.insert((id, kind), derivative);
        Ok(derivative)
    }

    fn derive_node(&mut self, id: Id, kind: Kind, depth: usize) -> Result<Id, RegexError> {
        match self.nodes[id as usize].clone() {
            Node::Nothing | Node::Empty => Ok(NOTHING),
            Node::Set(kinds) => {
                Ok(if kinds.binary_search(&kind).is_ok() { EMPTY } else { NOTHING })
            }
            Node::Concat(first, second) => self.derive_concat(first, second, kind, depth),
            Node::Union(items) => {
                let items = self.derive_list(&items, kind, depth)?;
                self.union(items)
            }
            Node::Intersection(items) => {
                let items = self.derive_list(&items, kind, depth)?;
                self.intersection(items)
            }
            Node::Not(item) => {
                let item = self.derive(item, kind, depth)?;
                self.not(item)
            }
            Node::Repeat { item, least, most } => {
                let first = self.derive(item, kind, depth)?;
                let fewer = most.map(|most| most.saturating_sub(1));
                let rest = self.repeat(item, least.saturating_sub(1), fewer)?;
                self.concat(first, rest)
            }
        }
    }

    /// The character is of the first part, or of the second where the first may be empty.
    fn derive_concat(
        &mut self,
        first: Id,
        second: Id,
        kind: Kind,
        depth: usize,
    ) -> Result<Id, RegexError> {
        let inside = self.derive(first, kind, depth)?;
        let inside = self.concat(inside, second)?;
        if !self.is_nullable(first) {
            return Ok(inside);
        }
        let behind = self.derive(second, kind, depth)?;
        self.union(vec![inside, behind])
    }

    fn derive_list(
        &mut self,
        items: &[Id],
        kind: Kind,
        depth: usize,
    ) -> Result<Vec<Id>, RegexError> {
        items.iter().map(|&item| self.derive(item, kind, depth)).collect()
    }
}

impl Node {
    fn size(&self) -> usize {
        match self {
            Self::Set(kinds) => 1 + kinds.len(),
            Self::Union(items) | Self::Intersection(items) => 1 + items.len(),
            Self::Nothing | Self::Empty | Self::Concat(..) | Self::Not(_) | Self::Repeat { .. } => {
                1
            }
        }
    }
}
