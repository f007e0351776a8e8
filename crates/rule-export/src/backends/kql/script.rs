//! Leaves over expressions: each field once or more, every occurrence present.

use eql_functions::arithmetic::Operator;
use eql_functions::{Case, IntWidth};
use eql_hir::{FieldId, Leaf, Script, ScriptExpr};
use event::Value;

use super::leaf::{Asked, Place, guarded, number_text};
use super::map::{Column, Kind};
use super::text::quoted;
use crate::substring::{self, Substring};
use crate::{Construct, Loss};

/// An expression where it can be said; it is false where a field of it is absent, as in EQL.
pub(super) fn asked(place: Place<'_>, leaf: &Leaf, script: &Script) -> Asked {
    let mut writer = Writer { place, leaf, script, compared: None, asked: Asked::default() };
    let Some(expr) = writer.expr(&script.expr) else { return writer.asked };
    let mut parts: Vec<_> =
        script.occurrences.iter().filter_map(|it| writer.present(*it)).collect();
    parts.sort();
    parts.dedup();
    parts.push(guarded(&expr));
    writer.asked.text = format!("({})", parts.join(" and "));
    writer.asked
}

struct Writer<'a> {
    place: Place<'a>,
    leaf: &'a Leaf,
    script: &'a Script,
    /// The text that the function at hand is compared with.
    compared: Option<String>,
    asked: Asked,
}

impl<'a> Writer<'a> {
    fn column(&self, field: FieldId) -> Option<&'a Column> {
        self.place.column(self.place.query.field(field))
    }

    /// That a field is there.
    fn present(&self, field: FieldId) -> Option<String> {
        let column = self.column(field)?;
        Some(match column.kind {
            Kind::Text | Kind::List | Kind::Address => format!("isnotempty({})", column.written),
            Kind::Long | Kind::Bool => format!("isnotnull({})", column.written),
        })
    }

    fn refuse(&mut self, construct: Construct, why: &str) -> Option<String> {
        self.asked.losses.push(Loss::refused(construct, self.leaf.span, why));
        None
    }

    fn expr(&mut self, expr: &ScriptExpr) -> Option<String> {
        match expr {
            ScriptExpr::Constant(value) => self.constant(value),
            ScriptExpr::Occurrence(place) => {
                let field = *self.script.occurrences.get(*place)?;
                self.occurrence(field)
            }
            ScriptExpr::Call(function, mode, arguments) => {
                self.call(function.function().name, mode.case, arguments)
            }
            ScriptExpr::Negate(width, inner) => {
                let zero = ScriptExpr::Constant(Value::Int(0));
                self.arithmetic(Operator::Subtract, *width, &zero, inner)
            }
            ScriptExpr::Arithmetic(operator, width, left, right) => {
                self.arithmetic(*operator, *width, left, right)
            }
            ScriptExpr::Equal(left, right) => {
                self.compared = text_constant(left).or_else(|| text_constant(right));
                let text = self.binary("==", left, right);
                self.compared = None;
                text
            }
            ScriptExpr::Range(operator, left, right) => {
                let is_text =
                    |side: &ScriptExpr| matches!(side, ScriptExpr::Constant(Value::Str(_)));
                if is_text(left) || is_text(right) {
                    return self.refuse(Construct::TextRange, "Kusto has no order of texts");
                }
                self.binary(operator.symbol(), left, right)
            }
            ScriptExpr::OneOf(inner, values, case) => {
                if *case == Case::Insensitive {
                    return self.refuse(Construct::IgnoreCase, FOLDS);
                }
                let inner = self.expr(inner)?;
                let values: Option<Vec<_>> = values.iter().map(|it| self.constant(it)).collect();
                Some(format!("{inner} in ({})", values?.join(", ")))
            }
            ScriptExpr::Like(..)
            | ScriptExpr::Regex(..)
            | ScriptExpr::IsNull(_)
            | ScriptExpr::Not(_)
            | ScriptExpr::And(_)
            | ScriptExpr::Or(_) => self.refuse(
                Construct::ScriptedLogic,
                "patterns and logic on expressions are not written",
            ),
        }
    }

    fn constant(&mut self, value: &Value<'static>) -> Option<String> {
        match value {
            Value::Str(text) => Some(quoted(text)),
            Value::Bool(value) => Some(value.to_string()),
            Value::Int(_) | Value::UInt(_) | Value::Float(_) => match number_text(value) {
                Some(text) => Some(text),
                None => self.refuse(Construct::Number, "columns hold whole numbers of 64 bits"),
            },
            Value::Null | Value::Date(_) | Value::Ip(_) | Value::Version(_) => {
                self.refuse(Construct::FieldComparison, "the constant has no form in Kusto")
            }
        }
    }

    fn occurrence(&mut self, id: FieldId) -> Option<String> {
        let field = self.place.query.field(id);
        let Some(column) = self.column(id) else {
            let loss = self.place.no_column(self.leaf, field);
            self.asked.losses.push(loss);
            return None;
        };
        let is_plain = column.values.is_none() && column.is.is_none() && !column.assumed;
        if column.kind == Kind::List || !is_plain {
            return self
                .refuse(Construct::Arrays, "a function on each value of a list is not written");
        }
        self.asked.after.extend(column.after.clone());
        self.asked.losses.extend(self.place.other_system(self.leaf, field, column));
        Some(column.written.clone())
    }

    fn arithmetic(
        &mut self,
        operator: Operator,
        width: IntWidth,
        left: &ScriptExpr,
        right: &ScriptExpr,
    ) -> Option<String> {
        let symbol = match operator {
            Operator::Add => "+",
            Operator::Subtract => "-",
            Operator::Multiply => "*",
            Operator::Divide => "/",
            Operator::Modulo => "%",
        };
        let divides = matches!(operator, Operator::Divide | Operator::Modulo);
        if divides || width != IntWidth::I64 {
            return self
                .refuse(Construct::Arithmetic, "Kusto divides, and overflows, otherwise than EQL");
        }
        self.binary(symbol, left, right)
    }

    fn binary(&mut self, symbol: &str, left: &ScriptExpr, right: &ScriptExpr) -> Option<String> {
        let (left, right) = (self.expr(left)?, self.expr(right)?);
        Some(format!("({left} {symbol} {right})"))
    }

    fn call(&mut self, name: &'static str, case: Case, arguments: &[ScriptExpr]) -> Option<String> {
        if case == Case::Insensitive {
            return self.refuse(Construct::IgnoreCase, FOLDS);
        }
        match (name, arguments) {
            ("length", [text]) => {
                let text = self.expr(text)?;
                Some(format!(
                    r#"(strlen({text}) + countof({text}, @"[\x{{10000}}-\x{{10ffff}}]", "regex"))"#
                ))
            }
            ("startsWith", [text, part]) => self.binary("startswith_cs", text, part),
            ("endsWith", [text, part]) => self.binary("endswith_cs", text, part),
            ("stringContains", [text, part]) => {
                if matches!(part, ScriptExpr::Constant(Value::Str(text)) if text.is_empty()) {
                    return Some("false".to_owned());
                }
                self.binary("contains_cs", text, part)
            }
            ("concat", _) => {
                let texts: Option<Vec<_>> = arguments.iter().map(|it| self.text_of(it)).collect();
                Some(format!("strcat({})", texts?.join(", ")))
            }
            ("string", [value]) => self.text_of(value),
            ("substring", [text, start, rest @ ..]) => {
                let text = self.expr(text)?;
                self.substring(&text, start, rest.first())
            }
            _ => {
                let why = format!("`{name}` is not written for Kusto");
                self.refuse(Construct::Function(name), &why)
            }
        }
    }

    /// The text of a value; numbers and texts only, whose texts are the same on both sides.
    fn text_of(&mut self, value: &ScriptExpr) -> Option<String> {
        if let ScriptExpr::Occurrence(place) = value {
            let field = *self.script.occurrences.get(*place)?;
            let kind = self.column(field).map(|column| column.kind);
            let text = self.occurrence(field)?;
            return match kind {
                Some(Kind::Text) => Some(text),
                Some(Kind::Long) => Some(format!("tostring({text})")),
                Some(Kind::Bool | Kind::Address | Kind::List) | None => self.refuse(
                    Construct::Function("string"),
                    "the text of such a value may differ in Kusto",
                ),
            };
        }
        if matches!(value, ScriptExpr::Constant(Value::Str(_)) | ScriptExpr::Call(..)) {
            return self.expr(value);
        }
        self.refuse(Construct::Function("string"), "the text of such a value may differ in Kusto")
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
            let loss = substring::loss(self.place.query, self.leaf, self.script, "Kusto");
            self.asked.losses.push(loss);
        }
        Some(match (part.start, part.length) {
            (start, None) if start < 0 => {
                format!("substring({text}, max_of(strlen({text}) - {}, 0))", -start)
            }
            (start, None) => format!("substring({text}, {start})"),
            (start, Some(length)) => format!("substring({text}, {start}, {length})"),
        })
    }
}

const FOLDS: &str =
    "on expressions EQL folds the letters of all scripts, and Kusto's own rule is not known";

fn text_constant(expr: &ScriptExpr) -> Option<String> {
    if let ScriptExpr::Constant(Value::Str(text)) = expr { Some(text.to_string()) } else { None }
}
