//! Leaves of a query as fields with modifiers and values.

use diagnostics::Span;
use eql_functions::regex::LuceneRegex;
use eql_functions::wildcard::WildcardPattern;
use eql_functions::{Case, FunctionId, Mode, RangeOp};
use eql_hir::{Condition, FieldId, LeafId, Predicate, Regex, Script, ScriptExpr, Test};
use event::{Cidr, Ip, Value};

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

    fn refuse(&mut self, construct: Construct, span: Span, message: impl Into<String>) -> Node {
        self.losses.push(Loss::refused(construct, span, message));
        Node::Constant(false)
    }

    fn field(&mut self, place: &Place, predicate: &Predicate, span: Span) -> Node {
        match predicate {
            Predicate::Exists => any_value(&place.field),
            Predicate::OneOf(values, case) => self.one_of(place, values, *case, span),
            Predicate::Like(patterns, case) => self.texts(place, patterns, *case, span),
            Predicate::Prefix(text, case) => {
                self.texts(place, &[pattern::starts(text)], *case, span)
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
        let texts: Vec<_> = values.iter().filter_map(Value::as_str).map(pattern::exactly).collect();
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

    /// Some of the patterns.
    fn texts(
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
            self.losses.push(Loss::lossy(Construct::Arrays, span, message));
        }
        some_of(&place.field, values)
    }

    fn regexes(&mut self, place: &Place, regexes: &[Regex<LuceneRegex>], span: Span) -> Node {
        if place.part != Part::Whole {
            let message = format!("`{}` holds more than the field", place.field);
            return self.refuse(Construct::Regex, span, message);
        }
        let values = regexes.iter().map(|one| Ok(pattern::of_regex(&regex::of_field(one)?)));
        match values.collect::<Result<Vec<_>, &str>>() {
            Ok(values) => some_of(&place.field, values),
            Err(what) => {
                let message = format!("the expression has {what}, which Sigma has not");
                self.refuse(Construct::Regex, span, message)
            }
        }
    }

    fn blocks(&mut self, place: &Place, blocks: impl Iterator<Item = Cidr>) -> Node {
        let values = blocks.flat_map(written_blocks).map(Yaml::Text).collect();
        item(&place.field, &["cidr"], values)
    }

    fn script(&mut self, script: &Script, span: Span) -> Node {
        let fields: Vec<_> = script.occurrences.iter().map(|id| self.path(*id)).collect();
        match (&script.expr, fields.as_slice()) {
            (ScriptExpr::Call(function, mode, arguments), [text, part])
                if matches!(
                    arguments.as_slice(),
                    [ScriptExpr::Occurrence(0), ScriptExpr::Occurrence(1)]
                ) =>
            {
                self.two_fields(*function, *mode, (text, part), span)
            }
            (expr, [text]) => match emptiness(expr) {
                Some(is_empty) => self.emptiness(text, is_empty, span),
                None => self.computed(expr, span),
            },
            (expr, _) => self.computed(expr, span),
        }
    }

    /// `length(text) == 0` and `length(text) > 0`: both are false where there is no text.
    fn emptiness(&mut self, text: &str, is_empty: bool, span: Span) -> Node {
        let Some(place) = self.place(text, span) else { return Node::Constant(false) };
        let pattern = WildcardPattern::parse(if is_empty { "" } else { "?*" });
        self.texts(&place, &[pattern], Case::Sensitive, span)
    }

    fn computed(&mut self, expr: &ScriptExpr, span: Span) -> Node {
        let construct = match expr {
            ScriptExpr::Call(function, ..) => Construct::Function(function.function().name),
            ScriptExpr::Equal(left, _) | ScriptExpr::Range(_, left, _) => {
                return self.computed(left, span);
            }
            _ => Construct::ScriptedLogic,
        };
        self.refuse(construct, span, COMPUTES)
    }

    fn path(&self, field: FieldId) -> &'a str {
        self.eql.query.field(field).path.as_str()
    }

    /// `startsWith(a, b)` and its like of two fields.
    fn two_fields(
        &mut self,
        function: FunctionId,
        mode: Mode,
        (text, part): (&str, &str),
        span: Span,
    ) -> Node {
        let name = function.function().name;
        let modifier = match name {
            "startsWith" => "startswith",
            "endsWith" => "endswith",
            "stringContains" => "contains",
            _ => return self.refuse(Construct::Function(name), span, COMPUTES),
        };
        let (Some(text), Some(part)) = (self.place(text, span), self.place(part, span)) else {
            return Node::Constant(false);
        };
        if (text.part, part.part) != (Part::Whole, Part::Whole) {
            return self.refuse(Construct::Function(name), span, COMPUTES);
        }
        let message = format!("Sigma reads one value of `{}`, EQL tries each", part.field);
        self.losses.push(Loss::lossy(Construct::FieldComparison, span, message));
        let cased = (mode.case == Case::Sensitive).then_some("cased");
        let modifiers: Vec<_> = cased.into_iter().chain(["fieldref", modifier]).collect();
        Node::item(&text.field, &modifiers, Yaml::text(pattern::escaped(&part.field)))
    }
}

const HELP: &str = "use the names of ECS, or a field map of your own";

const COMPUTES: &str = "Sigma asks what fields hold, and computes nothing";

/// Whether there is a value. `exists` also takes null and the empty list, which are no values.
fn any_value(field: &str) -> Node {
    Node::item(field, &[], Yaml::text("*"))
}

fn item(field: &str, modifiers: &[&'static str], values: Vec<Yaml>) -> Node {
    Node::Item(Item { field: field.to_owned(), modifiers: modifiers.to_vec(), values })
}

/// Whether an expression asks for a text that is empty, or for one that is not.
fn emptiness(expr: &ScriptExpr) -> Option<bool> {
    let (call, is_empty) = match expr {
        ScriptExpr::Equal(call, right) if is_number(right, 0) => (call, true),
        ScriptExpr::Range(RangeOp::Greater, call, right) if is_number(right, 0) => (call, false),
        ScriptExpr::Range(RangeOp::GreaterEqual, call, right) if is_number(right, 1) => {
            (call, false)
        }
        _ => return None,
    };
    let ScriptExpr::Call(function, _, arguments) = call.as_ref() else { return None };
    let is_length = function.function().name == "length";
    (is_length && matches!(arguments.as_slice(), [ScriptExpr::Occurrence(_)])).then_some(is_empty)
}

fn is_number(expr: &ScriptExpr, number: i64) -> bool {
    matches!(expr, ScriptExpr::Constant(value) if value.equals(&Value::Int(number)))
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
