//! Leaves of a query as fields with modifiers and values.

use diagnostics::Span;
use eql_functions::regex::LuceneRegex;
use eql_functions::wildcard::Segment;
use eql_functions::{Case, FunctionId, Mode, RangeOp};
use eql_hir::{Condition, LeafId, Predicate, Regex, Script, ScriptExpr, Test};
use event::{Cidr, Ip, Value};

use super::names::{FieldNames, Part, Place};
use super::node::{Item, Node};
use super::pattern::{self, Kind};
use super::regex;
use super::yaml::Yaml;
use crate::{Construct, Eql, Loss};

/// Writes the leaves of one rule, and keeps what it cannot write.
pub(super) struct Writer<'a> {
    pub(super) eql: &'a Eql<'a>,
    pub(super) names: &'a FieldNames,
    /// The kind of events, as Sigma calls it.
    pub(super) category: Option<&'static str>,
    pub(super) losses: &'a mut Vec<Loss>,
}

impl Writer<'_> {
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
            Test::Field(field, predicate) => {
                let path = self.eql.query.field(*field).path.as_str();
                match self.place(path, leaf.span) {
                    Some(place) => self.field(&place, predicate, leaf.span),
                    None => Node::Constant(false),
                }
            }
            Test::Script(script) => self.script(script, leaf.span),
            Test::Elements(..) => self.refuse(Construct::ArraySearch, leaf.span, "not a field"),
            Test::Related(..) => self.refuse(Construct::Lineage, leaf.span, "not of this event"),
        }
    }

    /// Where a field stands; a loss where it stands nowhere.
    pub(super) fn place(&mut self, path: &str, span: Span) -> Option<Place> {
        let place = self.names.place(self.category, path);
        if place.is_none() {
            let events = self.category.unwrap_or("this category");
            let message = format!("the field map has no `{path}` for events of `{events}`");
            let loss = Loss::refused(Construct::Category, span, message);
            self.losses
                .push(loss.with_help("use the names of ECS, or a field map that has the field"));
        }
        place
    }

    fn refuse(&mut self, construct: Construct, span: Span, message: &str) -> Node {
        self.losses.push(Loss::refused(construct, span, message));
        Node::Constant(false)
    }

    fn field(&mut self, place: &Place, predicate: &Predicate, span: Span) -> Node {
        match predicate {
            Predicate::Exists => any_value(&place.field),
            Predicate::OneOf(values, case) => self.one_of(place, values, *case, span),
            Predicate::Like(patterns, case) => {
                let patterns: Vec<_> =
                    patterns.iter().map(|pattern| pattern.segments().to_vec()).collect();
                self.texts(place, &patterns, *case, span)
            }
            Predicate::Prefix(text, case) => {
                let mut segments = literal(text);
                segments.push(Segment::Run);
                self.texts(place, &[segments], *case, span)
            }
            Predicate::Range(op, value) => match number(value) {
                Some(value) if place.part == Part::Whole => {
                    Node::item(&place.field, &[modifier(*op)], value)
                }
                _ => self.refuse(Construct::Number, span, "Sigma reads numbers up to 2^53"),
            },
            Predicate::Regex(regexes) => self.regexes(place, regexes, span),
            Predicate::Cidr(blocks) => self.blocks(place, blocks.iter().copied()),
        }
    }

    /// The constants are of one type, that of the field.
    fn one_of(&mut self, place: &Place, values: &[Value<'static>], case: Case, span: Span) -> Node {
        let texts: Vec<_> = values.iter().filter_map(Value::as_str).map(literal).collect();
        if texts.len() == values.len() {
            return self.texts(place, &texts, case, span);
        }
        let addresses: Option<Vec<Cidr>> = values.iter().map(address).collect();
        if let Some(addresses) = addresses {
            return self.blocks(place, addresses.into_iter());
        }
        let plain: Option<Vec<Yaml>> = values.iter().map(plain).collect();
        match plain {
            Some(values) => item(&place.field, &[], values),
            None => self.refuse(Construct::Number, span, "Sigma reads numbers up to 2^53"),
        }
    }

    /// Some of the patterns; those that need the same modifiers are one list.
    fn texts(&mut self, place: &Place, patterns: &[Vec<Segment>], case: Case, span: Span) -> Node {
        let mut items = Vec::new();
        for pattern in patterns {
            let value = match place.part {
                Part::Whole => Some(pattern::value(pattern, case)),
                Part::Name => Some(pattern::of_name(pattern, case)),
                Part::Extension => pattern::of_extension(pattern, case),
            };
            let Some(value) = value else {
                return self.refuse(
                    Construct::Wildcard,
                    span,
                    "only a part of the mapped field is known",
                );
            };
            items.push(Node::Item(Item {
                field: place.field.clone(),
                modifiers: value.kind.modifiers(value.cased),
                values: vec![Yaml::text(value.text)],
            }));
        }
        Node::any(grouped(items))
    }

    fn regexes(&mut self, place: &Place, regexes: &[Regex<LuceneRegex>], span: Span) -> Node {
        let mut values = Vec::new();
        for regex in regexes {
            match regex::of_lucene(regex.compiled.ast(), regex.case) {
                Some(text) if place.part == Part::Whole => values.push(Yaml::text(text)),
                _ => {
                    let message = "the expression has what ordinary ones cannot say";
                    return self.refuse(Construct::Regex, span, message);
                }
            }
        }
        item(&place.field, &Kind::Regex.modifiers(false), values)
    }

    fn blocks(&mut self, place: &Place, blocks: impl Iterator<Item = Cidr>) -> Node {
        let values = blocks.flat_map(written_blocks).map(Yaml::Text).collect();
        item(&place.field, &["cidr"], values)
    }

    fn script(&mut self, script: &Script, span: Span) -> Node {
        let field = |place: &usize| {
            let id = script.occurrences.get(*place)?;
            Some(self.eql.query.field(*id).path.as_str())
        };
        match &script.expr {
            ScriptExpr::Call(function, mode, arguments) => match arguments.as_slice() {
                [ScriptExpr::Occurrence(text), ScriptExpr::Occurrence(part)] => {
                    match (field(text), field(part)) {
                        (Some(text), Some(part)) => {
                            self.two_fields(*function, *mode, text, part, span)
                        }
                        _ => self.not_a_field(*function, span),
                    }
                }
                _ => self.not_a_field(*function, span),
            },
            ScriptExpr::Equal(left, right) => match (left.as_ref(), right.as_ref()) {
                (ScriptExpr::Call(function, _, arguments), ScriptExpr::Constant(Value::Int(0))) => {
                    match arguments.as_slice() {
                        [ScriptExpr::Occurrence(text)] => match field(text) {
                            Some(text) => self.length(*function, text, false, span),
                            None => self.not_a_field(*function, span),
                        },
                        _ => self.not_a_field(*function, span),
                    }
                }
                _ => self.refuse(Construct::ScriptedLogic, span, COMPUTES),
            },
            _ => self.refuse(Construct::ScriptedLogic, span, COMPUTES),
        }
    }

    fn length(&mut self, function: FunctionId, text: &str, some: bool, span: Span) -> Node {
        let _ = (text, some);
        self.not_a_field(function, span)
    }

    fn not_a_field(&mut self, function: FunctionId, span: Span) -> Node {
        self.refuse(Construct::Function(function.function().name), span, COMPUTES)
    }

    /// `startsWith(a, b)` and its like of two fields.
    fn two_fields(
        &mut self,
        function: FunctionId,
        mode: Mode,
        text: &str,
        part: &str,
        span: Span,
    ) -> Node {
        let modifier = match function.function().name {
            "startsWith" => "startswith",
            "endsWith" => "endswith",
            "stringContains" => "contains",
            _ => return self.not_a_field(function, span),
        };
        let (Some(text), Some(part)) = (self.place(text, span), self.place(part, span)) else {
            return Node::Constant(false);
        };
        if (text.part, part.part) != (Part::Whole, Part::Whole) {
            return self.not_a_field(function, span);
        }
        let message = format!("Sigma reads one value of `{}`, EQL tries each", part.field);
        self.losses.push(Loss::lossy(Construct::FieldComparison, span, message));
        let cased = (mode.case == Case::Sensitive).then_some("cased");
        let modifiers: Vec<_> = cased.into_iter().chain(["fieldref", modifier]).collect();
        Node::item(&text.field, &modifiers, Yaml::text(pattern::escaped(&part.field)))
    }
}

const COMPUTES: &str = "Sigma asks what fields hold, and computes nothing";

/// Whether there is a value. `exists` also takes null and the empty list, which are no values.
fn any_value(field: &str) -> Node {
    Node::item(field, &[], Yaml::text("*"))
}

fn literal(text: &str) -> Vec<Segment> {
    if text.is_empty() { Vec::new() } else { vec![Segment::Literal(text.to_owned())] }
}

fn item(field: &str, modifiers: &[&'static str], values: Vec<Yaml>) -> Node {
    Node::Item(Item { field: field.to_owned(), modifiers: modifiers.to_vec(), values })
}

/// One item for each set of modifiers, in the order of the first of each.
fn grouped(nodes: Vec<Node>) -> Vec<Node> {
    let mut items: Vec<Item> = Vec::new();
    for node in nodes {
        let Node::Item(item) = node else { continue };
        match items.iter_mut().find(|other| other.is_like(&item)) {
            Some(other) => other.values.extend(item.values),
            None => items.push(item),
        }
    }
    items.into_iter().map(Node::Item).collect()
}

fn modifier(op: RangeOp) -> &'static str {
    match op {
        RangeOp::Less => "lt",
        RangeOp::LessEqual => "lte",
        RangeOp::Greater => "gt",
        RangeOp::GreaterEqual => "gte",
    }
}

/// A boolean or number.
fn plain(value: &Value<'static>) -> Option<Yaml> {
    value.as_bool().map(|value| Yaml::Plain(value.to_string())).or_else(|| number(value))
}

/// A number that every engine holds exactly: many know only floating-point numbers.
fn number(value: &Value<'static>) -> Option<Yaml> {
    const LARGEST: i128 = 1 << 53;
    match value {
        Value::Int(_) | Value::UInt(_) => value
            .integer()
            .filter(|number| number.abs() <= LARGEST)
            .map(|number| Yaml::Plain(number.to_string())),
        Value::Float(number) if number.is_finite() => {
            let digits = number.to_string();
            Some(Yaml::Plain(if digits.contains('.') { digits } else { digits + ".0" }))
        }
        Value::Null
        | Value::Bool(_)
        | Value::Float(_)
        | Value::Str(_)
        | Value::Date(_)
        | Value::Ip(_)
        | Value::Version(_) => None,
    }
}

/// An address as a block of one.
fn address(value: &Value<'static>) -> Option<Cidr> {
    if let Value::Ip(address) = value { Cidr::parse(&address.to_string()) } else { None }
}

/// A block, and the same addresses in their other form: EQL takes `::ffff:10.0.0.1` for `10.0.0.1`.
fn written_blocks(block: Cidr) -> Vec<String> {
    let text = block.to_string();
    let mapped = text.split_once('/').filter(|(address, _)| !address.contains(':'));
    if let Some((address, length)) = mapped {
        let length = length.parse::<u32>().map_or(128, |length| length + 96);
        let other = format!("::ffff:{address}/{length}");
        return vec![text, other];
    }
    let all = |text| Ip::parse(text).is_some_and(|address| block.contains(address));
    let holds_v4 = all("0.0.0.0") && all("255.255.255.255");
    std::iter::once(text).chain(holds_v4.then(|| "0.0.0.0/0".to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_both_forms_of_its_addresses() {
        let written = |text| written_blocks(Cidr::parse(text).unwrap()).join(" ");
        assert_eq!(written("10.1.2.3/8"), "10.0.0.0/8 ::ffff:10.0.0.0/104");
        assert_eq!(written("fe80::/10"), "fe80::/10");
        assert_eq!(written("::/0"), "::/0 0.0.0.0/0");
    }

    #[test]
    fn numbers_are_those_that_every_engine_holds() {
        let number = |value| number(&value).map(|yaml| format!("{yaml:?}"));
        assert_eq!(number(Value::Int(-5)).as_deref(), Some("Plain(\"-5\")"));
        assert_eq!(number(Value::Float(2.0)).as_deref(), Some("Plain(\"2.0\")"));
        assert_eq!(number(Value::Int((1 << 53) + 1)), None);
        assert_eq!(number(Value::Float(f64::NAN)), None);
    }
}
