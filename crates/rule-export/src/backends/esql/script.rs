//! Leaves over expressions. Functions and operators of ES|QL are null where an operand is, as in EQL.

use eql_functions::Case;
use eql_functions::arithmetic::Operator;
use eql_hir::{FieldId, Leaf, Query, Script, ScriptExpr};
use event::{FieldType, Value};

use super::leaf::{constant, guarded, is_list};
use super::text::name_of;
use crate::substring::{self, Substring};
use crate::{Construct, How, Loss, Seen};

/// An expression where it can be said.
pub(super) fn written(
    query: &Query,
    leaf: &Leaf,
    script: &Script,
    losses: &mut Vec<Loss>,
) -> String {
    let mut writer = Writer { query, leaf, script, compared: None, losses };
    let Some(text) = writer.expr(&script.expr) else { return String::new() };
    if let Some(id) = script.occurrences.first() {
        let (span, field) = (leaf.span, query.field(*id).path.clone());
        let loss = Loss::lossy(Construct::FieldComparison, span, super::ONE_VALUE);
        losses.push(loss.with_seen(Seen { span, field, how: How::One }));
    }
    guarded(&text)
}

struct Writer<'a> {
    query: &'a Query,
    leaf: &'a Leaf,
    script: &'a Script,
    /// The text that the function at hand is compared with.
    compared: Option<String>,
    losses: &'a mut Vec<Loss>,
}

impl Writer<'_> {
    fn refuse(&mut self, construct: Construct, why: &str) -> Option<String> {
        self.losses.push(Loss::refused(construct, self.leaf.span, why));
        None
    }

    fn expr(&mut self, expr: &ScriptExpr) -> Option<String> {
        match expr {
            ScriptExpr::Constant(value) => self.constant(value),
            ScriptExpr::Occurrence(place) => self.occurrence(*place),
            ScriptExpr::Call(function, mode, arguments) => {
                self.call(function.function().name, mode.case, arguments)
            }
            ScriptExpr::Negate(_, inner) => Some(format!("(-{})", self.expr(inner)?)),
            ScriptExpr::Arithmetic(operator, _, left, right) => {
                self.binary(symbol(*operator), left, right)
            }
            ScriptExpr::Equal(left, right) => {
                self.compared = text_constant(left).or_else(|| text_constant(right));
                let text = self.binary("==", left, right);
                self.compared = None;
                text
            }
            ScriptExpr::Range(operator, left, right) => self.binary(operator.symbol(), left, right),
            ScriptExpr::OneOf(inner, values, Case::Sensitive) => {
                let inner = self.expr(inner)?;
                let values: Option<Vec<_>> = values.iter().map(|it| self.constant(it)).collect();
                Some(format!("{inner} IN ({})", values?.join(", ")))
            }
            ScriptExpr::OneOf(_, _, Case::Insensitive) => self.refuse(
                Construct::IgnoreCase,
                "on expressions EQL folds each character on its own, which ES|QL does not",
            ),
            ScriptExpr::Like(..) | ScriptExpr::Regex(..) => self.refuse(
                Construct::ScriptedPattern,
                "patterns on expressions are Java's in EQL and Lucene's in ES|QL",
            ),
            ScriptExpr::IsNull(inner) => Some(format!("{} IS NULL", self.expr(inner)?)),
            ScriptExpr::Not(inner) => Some(format!("(NOT {})", self.expr(inner)?)),
            ScriptExpr::And(parts) => self.joined(parts, " AND "),
            ScriptExpr::Or(parts) => self.joined(parts, " OR "),
        }
    }

    fn constant(&mut self, value: &Value<'static>) -> Option<String> {
        match value {
            Value::Int(number) => Some(number.to_string()),
            Value::Float(number) if number.is_finite() => Some(format!("{number:?}")),
            Value::UInt(_) | Value::Float(_) => {
                self.refuse(Construct::Number, "ES|QL computes with whole numbers of 64 bits")
            }
            Value::Null
            | Value::Bool(_)
            | Value::Str(_)
            | Value::Date(_)
            | Value::Ip(_)
            | Value::Version(_) => constant(value, "date"),
        }
    }

    fn joined(&mut self, parts: &[ScriptExpr], by: &str) -> Option<String> {
        let parts: Option<Vec<_>> = parts.iter().map(|part| self.expr(part)).collect();
        Some(format!("({})", parts?.join(by)))
    }

    fn occurrence(&mut self, place: usize) -> Option<String> {
        let id: FieldId = *self.script.occurrences.get(place)?;
        let field = self.query.field(id);
        if is_list(field) {
            return self.refuse(
                Construct::Arrays,
                "a function on each value of a list cannot be said in ES|QL",
            );
        }
        Some(name_of(field.path.as_str()))
    }

    fn binary(&mut self, symbol: &str, left: &ScriptExpr, right: &ScriptExpr) -> Option<String> {
        let (left, right) = (self.expr(left)?, self.expr(right)?);
        Some(format!("({left} {symbol} {right})"))
    }

    /// An operand, in lower case where letter case does not count: as Java does it on both sides.
    fn folded(&mut self, operand: &ScriptExpr, case: Case) -> Option<String> {
        let text = self.expr(operand)?;
        Some(if case == Case::Insensitive { format!("TO_LOWER({text})") } else { text })
    }

    fn call(&mut self, name: &'static str, case: Case, arguments: &[ScriptExpr]) -> Option<String> {
        match (name, arguments) {
            ("startsWith", [text, part]) => {
                let (text, part) = (self.folded(text, case)?, self.folded(part, case)?);
                Some(format!("STARTS_WITH({text}, {part})"))
            }
            ("endsWith", [text, part]) => {
                let (text, part) = (self.folded(text, case)?, self.folded(part, case)?);
                Some(format!("ENDS_WITH({text}, {part})"))
            }
            ("stringContains", [text, part]) => {
                let (text, part) = (self.folded(text, case)?, self.folded(part, case)?);
                Some(format!("({part} != \"\" AND LOCATE({text}, {part}) > 0)"))
            }
            ("length", [text]) => {
                let text = self.expr(text)?;
                // Characters, and those outside of the first plane once more: they are two units of UTF-16.
                Some(format!(
                    r#"(LENGTH({text}) + LENGTH(REPLACE({text}, """[^\x{{10000}}-\x{{10ffff}}]""", "")))"#
                ))
            }
            ("concat", _) => {
                let texts: Option<Vec<_>> = arguments.iter().map(|it| self.text_of(it)).collect();
                Some(format!("CONCAT({})", texts?.join(", ")))
            }
            ("string", [value]) => self.text_of(value),
            ("substring", [text, start, rest @ ..]) => {
                let text = self.expr(text)?;
                self.substring(&text, start, rest.first())
            }
            ("add", [left, right]) => self.binary("+", left, right),
            ("subtract", [left, right]) => self.binary("-", left, right),
            ("multiply", [left, right]) => self.binary("*", left, right),
            ("divide", [left, right]) => self.binary("/", left, right),
            ("modulo", [left, right]) => self.binary("%", left, right),
            _ => self
                .refuse(Construct::Function(name), &format!("`{name}` is not written for ES|QL")),
        }
    }

    /// The text of a value; of those only whose texts are the same on both sides.
    fn text_of(&mut self, value: &ScriptExpr) -> Option<String> {
        let text = self.expr(value)?;
        let field_type = match value {
            ScriptExpr::Occurrence(place) => {
                self.script.occurrences.get(*place).map(|id| self.query.field(*id).field_type)
            }
            ScriptExpr::Constant(Value::Str(_)) | ScriptExpr::Call(..) => Some(FieldType::Keyword),
            ScriptExpr::Constant(_)
            | ScriptExpr::Negate(..)
            | ScriptExpr::Arithmetic(..)
            | ScriptExpr::Equal(..)
            | ScriptExpr::Range(..)
            | ScriptExpr::OneOf(..)
            | ScriptExpr::Like(..)
            | ScriptExpr::Regex(..)
            | ScriptExpr::IsNull(_)
            | ScriptExpr::Not(_)
            | ScriptExpr::And(_)
            | ScriptExpr::Or(_) => None,
        };
        match field_type {
            Some(FieldType::Keyword | FieldType::Text) => Some(text),
            Some(FieldType::Integer | FieldType::Long | FieldType::Ip | FieldType::Boolean) => {
                Some(format!("TO_STRING({text})"))
            }
            Some(_) | None => self.refuse(
                Construct::Function("string"),
                "the text of such a value may differ in ES|QL",
            ),
        }
    }

    /// A part of a text; lossy where characters and units of UTF-16 may differ.
    fn substring(
        &mut self,
        text: &str,
        start: &ScriptExpr,
        end: Option<&ScriptExpr>,
    ) -> Option<String> {
        let Some(part) = Substring::new(start, end) else {
            let why =
                "positions of `substring` that are not known, or an end that counts from the end";
            return self.refuse(Construct::Function("substring"), why);
        };
        if !part.is_exact(self.compared.as_deref()) {
            let loss = substring::loss(self.query, self.leaf, self.script, "ES|QL");
            self.losses.push(loss);
        }
        Some(match (part.start, part.length) {
            (start, None) if start < 0 => format!("RIGHT({text}, {})", -start),
            (start, None) => format!("SUBSTRING({text}, {})", start + 1),
            (start, Some(length)) => format!("SUBSTRING({text}, {}, {length})", start + 1),
        })
    }
}

fn symbol(operator: Operator) -> &'static str {
    match operator {
        Operator::Add => "+",
        Operator::Subtract => "-",
        Operator::Multiply => "*",
        Operator::Divide => "/",
        Operator::Modulo => "%",
    }
}

fn text_constant(expr: &ScriptExpr) -> Option<String> {
    if let ScriptExpr::Constant(Value::Str(text)) = expr { Some(text.to_string()) } else { None }
}
