//! Leaves that compute: the few that Sigma can ask too.

use diagnostics::Span;
use eql_functions::wildcard::WildcardPattern;
use eql_functions::{Case, FunctionId, Mode, RangeOp};
use eql_hir::{Script, ScriptExpr};
use event::{FieldPath, Value};

use super::item::Writer;
use super::names::Part;
use super::node::Node;
use super::pattern;
use super::yaml::Yaml;
use crate::{Construct, How, Loss, Seen};

const COMPUTES: &str = "Sigma asks what fields hold, and computes nothing";

impl Writer<'_> {
    /// What a script asks.
    pub(super) fn script(&mut self, script: &Script, span: Span) -> Node {
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
        let compared = if let ScriptExpr::Equal(left, _) | ScriptExpr::Range(_, left, _) = expr {
            left
        } else {
            expr
        };
        let called = if let ScriptExpr::Call(called, ..) = compared { Some(called) } else { None };
        let name = called.map(|called| called.function().name);
        let construct = name.map_or(Construct::ScriptedLogic, Construct::Function);
        self.refuse(construct, span, COMPUTES)
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
        let field = FieldPath::new(part);
        let (Some(text), Some(part)) = (self.place(text, span), self.place(part, span)) else {
            return Node::Constant(false);
        };
        if (text.part, part.part) != (Part::Whole, Part::Whole) {
            return self.refuse(Construct::Function(name), span, COMPUTES);
        }
        let message = format!("Sigma reads one value of `{}`, EQL tries each", part.field);
        let loss = Loss::lossy(Construct::FieldComparison, span, message);
        self.losses.push(loss.with_seen(Seen { span, field, how: How::One }));
        let cased = (mode.case == Case::Sensitive).then_some("cased");
        let modifiers: Vec<_> = cased.into_iter().chain(["fieldref", modifier]).collect();
        Node::item(&text.field, &modifiers, Yaml::text(pattern::escaped(&part.field)))
    }
}

/// Whether an expression asks for a text that is empty, or for one that is not.
fn emptiness(expr: &ScriptExpr) -> Option<bool> {
    let (call, number, least, is_empty) = if let ScriptExpr::Equal(call, number) = expr {
        (call, number, 0, true)
    } else if let ScriptExpr::Range(RangeOp::Greater, call, number) = expr {
        (call, number, 0, false)
    } else if let ScriptExpr::Range(RangeOp::GreaterEqual, call, number) = expr {
        (call, number, 1, false)
    } else {
        return None;
    };
    let is_least = |value: &Value<'_>| value.equals(&Value::Int(least));
    let ScriptExpr::Call(function, _, arguments) = call.as_ref() else { return None };
    let is_asked = function.function().name == "length"
        && matches!(arguments.as_slice(), [ScriptExpr::Occurrence(_)])
        && matches!(number.as_ref(), ScriptExpr::Constant(value) if is_least(value));
    is_asked.then_some(is_empty)
}
