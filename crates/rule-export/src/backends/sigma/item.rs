//! Leaves of a query as fields with modifiers and values.

use diagnostics::Span;
use eql_functions::Case;
use eql_functions::regex::LuceneRegex;
use eql_functions::wildcard::WildcardPattern;
use eql_hir::{Condition, Field, FieldId, LeafId, Predicate, Query, Regex, Test};
use event::{Cidr, FieldPath, FieldType, Source, Value};

use super::constant;
use super::names::{FieldNames, Part, Place};
use super::node::{Item, Node};
use super::pattern;
use super::yaml::Yaml;
use crate::{Construct, Eql, Loss, regex};

/// Writes the leaves of one rule, and keeps what it cannot write.
pub(super) struct Writer<'a> {
    pub(super) eql: &'a Eql<'a>,
    pub(super) names: &'a FieldNames,
    /// The kind of events, as Sigma calls it.
    pub(super) category: Option<&'static str>,
    pub(super) losses: &'a mut Vec<Loss>,
}

impl<'a> Writer<'a> {
    /// What a condition asks.
    pub(super) fn condition(&mut self, condition: &Condition) -> Node {
        match condition {
            Condition::Constant(value) => Node::Constant(*value),
            Condition::Leaf(leaf) => self.leaf(*leaf),
            Condition::Not(inner) => self.condition(inner).opposite(),
            Condition::And(parts) => Node::all(self.conditions(parts)),
            Condition::Or(parts) => Node::any(self.conditions(parts)),
        }
    }

    fn conditions(&mut self, parts: &[Condition]) -> Vec<Node> {
        parts.iter().map(|part| self.condition(part)).collect()
    }

    /// Some field of the event, for what must be said of every event.
    pub(super) fn always(&self) -> Node {
        let field = self.names.place(self.category, self.eql.category_field);
        any_value(&field.map_or_else(|| self.eql.category_field.to_owned(), |place| place.field))
    }

    fn leaf(&mut self, id: LeafId) -> Node {
        let leaf = self.eql.query.leaf(id);
        match &leaf.test {
            Test::Field(field, predicate) => match self.place(self.path(*field), leaf.span) {
                Some(place) => self.field(&place, predicate, leaf.span),
                None => Node::Constant(false),
            },
            Test::Script(script) => self.script(script, leaf.span),
            Test::Elements(..) => self.refuse(Construct::ArraySearch, leaf.span, "not a field"),
            Test::Related(..) => self.refuse(Construct::Lineage, leaf.span, "not of this event"),
        }
    }

    /// Where a field stands; a loss where it stands nowhere.
    pub(super) fn place(&mut self, path: &str, span: Span) -> Option<Place> {
        let place = self.names.place(self.category, path);
        if let (None, Some(events)) = (&place, self.category) {
            let message = format!("the field map has no `{path}` for events of `{events}`");
            self.losses.push(Loss::refused(Construct::Category, span, message).with_help(HELP));
        }
        place
    }

    /// Whether the log source says which fields events have, where names go by it.
    pub(super) fn knows_events(&mut self, span: Span) -> bool {
        let is_known = self.category.is_some() || !self.names.is_mapped();
        if !is_known {
            let message = "Sigma has no log source for events of just this category and type";
            self.losses.push(Loss::refused(Construct::Category, span, message).with_help(HELP));
        }
        is_known
    }

    /// Keeps a loss; what is written then does not count.
    pub(super) fn refuse(
        &mut self,
        construct: Construct,
        span: Span,
        message: impl Into<String>,
    ) -> Node {
        self.losses.push(Loss::refused(construct, span, message));
        Node::Constant(false)
    }

    fn field(&mut self, place: &Place, predicate: &Predicate, span: Span) -> Node {
        match predicate {
            Predicate::Exists => any_value(&place.field),
            Predicate::Like(patterns, case) => self.texts(place, patterns, *case, span),
            Predicate::Prefix(text, case) => {
                self.texts(place, &[pattern::starts(text)], *case, span)
            }
            Predicate::OneOf(values, case)
                if values.iter().all(|value| value.as_str().is_some()) =>
            {
                let texts = values.iter().filter_map(Value::as_str).map(pattern::exactly);
                self.texts(place, &texts.collect::<Vec<_>>(), *case, span)
            }
            Predicate::OneOf(..)
            | Predicate::Range(..)
            | Predicate::Regex(_)
            | Predicate::Cidr(_)
                if place.part != Part::Whole =>
            {
                let message = format!("`{}` holds more than the field", place.field);
                self.refuse(Construct::Category, span, message)
            }
            Predicate::OneOf(values, _) => self.one_of(&place.field, values, span),
            Predicate::Range(op, value) => match constant::number(value) {
                Some(value) => Node::item(&place.field, &[constant::modifier(*op)], value),
                None => self.refuse(Construct::Number, span, TOO_LARGE),
            },
            Predicate::Regex(regexes) => self.regexes(&place.field, regexes, span),
            Predicate::Cidr(blocks) => in_blocks(&place.field, blocks),
        }
    }

    /// Addresses, numbers or booleans; the constants are of one type, that of the field.
    fn one_of(&mut self, field: &str, values: &[Value<'static>], span: Span) -> Node {
        let addresses: Option<Vec<_>> = values.iter().map(constant::address).collect();
        if let Some(addresses) = addresses {
            return in_blocks(field, &addresses);
        }
        let plain: Option<Vec<_>> = values.iter().map(constant::plain).collect();
        match plain {
            Some(values) => item(field, &[], values),
            None => self.refuse(Construct::Number, span, TOO_LARGE),
        }
    }

    /// Some of the patterns.
    pub(super) fn texts(
        &mut self,
        place: &Place,
        patterns: &[WildcardPattern],
        case: Case,
        span: Span,
    ) -> Node {
        let value = |pattern| match place.part {
            Part::Whole => Some(pattern::value(pattern, case)),
            Part::Name => Some(pattern::of_name(pattern, case)),
            Part::Extension => pattern::of_extension(pattern, case),
            Part::Words => Some(pattern::of_word(pattern, case)),
        };
        let values: Option<Vec<_>> = patterns.iter().map(value).collect();
        let Some(values) = values else {
            let message = format!("Sigma cannot ask so for the end of `{}`", place.field);
            return self.refuse(Construct::Wildcard, span, message);
        };
        if place.part == Part::Words {
            let message = format!("a value is looked for anywhere in `{}`", place.field);
            let loss = Loss::lossy(Construct::Arrays, span, message);
            let asked = self.asked_inside(&place.field, patterns, case, span);
            self.losses.push(match asked {
                Some(query) => loss.with_instead(query),
                None => loss,
            });
        }
        some_of(&place.field, values)
    }

    /// The query that looks inside of the field which the map has in place of that of a leaf.
    fn asked_inside(
        &self,
        field: &str,
        patterns: &[WildcardPattern],
        case: Case,
        span: Span,
    ) -> Option<Query> {
        let path = FieldPath::new(self.names.ecs_name(self.category?, field)?);
        let mut query = self.eql.query.clone();
        let known = query.fields.iter().position(|field| field.path == path);
        let id = known.unwrap_or(query.fields.len());
        if known.is_none() {
            let (source, field_type) = (Source::Event, FieldType::Keyword);
            query.fields.push(Field { source, path, field_type });
        }
        let leaf = query.leaves.iter_mut().find(|leaf| leaf.span == span)?;
        let inside = patterns.iter().map(pattern::inside).collect();
        let id = FieldId(u32::try_from(id).ok()?);
        leaf.test = Test::Field(id, Predicate::Like(inside, case));
        Some(query)
    }

    fn regexes(&mut self, field: &str, regexes: &[Regex<LuceneRegex>], span: Span) -> Node {
        let values = regexes.iter().map(|one| Ok(pattern::of_regex(&regex::of_field(one)?)));
        match values.collect::<Result<Vec<_>, &str>>() {
            Ok(values) => some_of(field, values),
            Err(what) => {
                let message = format!("the expression has {what}, which Sigma has not");
                self.refuse(Construct::Regex, span, message)
            }
        }
    }

    /// The name of a field in ECS.
    pub(super) fn path(&self, field: FieldId) -> &'a str {
        self.eql.query.field(field).path.as_str()
    }
}

const TOO_LARGE: &str = "not every engine of Sigma holds whole numbers from 2^53 on";

const HELP: &str = "use the names of ECS, or a field map of your own";

/// Whether there is a value: every value contains the empty text. `exists` also takes null and the empty list, which are
/// no values; `*` alone means the same, but not every engine lets it take line breaks.
fn any_value(field: &str) -> Node {
    Node::item(field, &["contains"], Yaml::text(""))
}

fn in_blocks(field: &str, blocks: &[Cidr]) -> Node {
    let values = blocks.iter().copied().flat_map(constant::written_blocks).map(Yaml::Text);
    item(field, &["cidr"], values.collect())
}

fn item(field: &str, modifiers: &[&'static str], values: Vec<Yaml>) -> Node {
    Node::Item(Item { field: field.to_owned(), modifiers: modifiers.to_vec(), values })
}

/// Some of the values; those that need the same modifiers are one list.
fn some_of(field: &str, values: Vec<pattern::Value>) -> Node {
    let mut items: Vec<Item> = Vec::new();
    for value in values {
        let modifiers = value.modifiers();
        match items.iter_mut().find(|item| item.modifiers == modifiers) {
            Some(item) => item.push(Yaml::text(value.text)),
            None => items.push(Item::new(field, modifiers, Yaml::text(value.text))),
        }
    }
    Node::any(items.into_iter().map(Node::Item).collect())
}
