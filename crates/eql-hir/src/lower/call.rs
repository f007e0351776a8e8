//! Function calls (spec 6.1, 6.2, 6.7, 11, 12).

use diagnostics::Span;
use eql_functions::wildcard::WildcardPattern;
use eql_functions::{
    Function, FunctionId, Hint, IntWidth, Kind, Mode, OnNull, Param, lookup, names,
};
use eql_syntax::ast::{Call, Expr};
use event::{Cidr, FieldType, Value};

use super::Lowering;
use super::name::Name;
use super::operand::{Operand, ValueType};
use super::script::{Typed, case_of, wider, width};
use super::truth::Truth;
use crate::diagnostics as found;
use crate::{FieldId, Predicate, Script, ScriptExpr, Test};

/// The most letters that a name may be off to be meant.
const NEAR: usize = 2;

impl Lowering<'_> {
    /// A call that computes a value; `None` after a finding.
    pub(super) fn call(
        &mut self,
        expr: &Expr,
        call: &Call,
        occurrences: &mut Vec<FieldId>,
    ) -> Option<Typed> {
        let id = self.function(call)?;
        let function = id.function();
        self.check_call(function, call, expr.span)?;
        let before = occurrences.len();
        let args: Vec<_> = call
            .args
            .iter()
            .enumerate()
            .map(|(index, arg)| {
                let param = function.signature.param(index)?;
                self.argument(function, param, arg, occurrences)
            })
            .collect();
        let args: Vec<Typed> = args.into_iter().collect::<Option<_>>()?;
        if is_null(function, &args) {
            occurrences.truncate(before);
            return Some(Typed::new(ScriptExpr::Constant(Value::Null), ValueType::Null));
        }
        let mode = Mode { case: case_of(call.ignore_case), width: call_width(&args) };
        let value_type = result_type(function, &args);
        let args = args.into_iter().map(|arg| arg.expr).collect();
        Some(Typed::new(ScriptExpr::Call(id, mode, args), value_type))
    }

    /// A call where a condition is wanted; `None` after a finding.
    pub(super) fn call_condition(&mut self, expr: &Expr, call: &Call) -> Option<Truth> {
        let operand = self.operand(expr)?;
        if !is_boolean(call) {
            return self.value_as_condition(expr, &operand);
        }
        match operand {
            Operand::Constant(value, _) => Some(Truth::Known(value.as_bool())),
            Operand::Script(script, _) => {
                let test = self.field_call(call, &script).unwrap_or(Test::Script(script));
                Some(self.leaf(test, expr))
            }
            Operand::Field(..) => None,
        }
    }

    fn function(&mut self, call: &Call) -> Option<FunctionId> {
        let id = lookup(&call.name);
        if id.is_none() {
            let (name, nearest) = (call.name.clone(), nearest(&call.name));
            self.report(&found::UnknownFunction { name, nearest, span: call.name_span });
            // The arguments are still looked at for their own findings.
            call.args.iter().for_each(|arg| drop(self.operand(arg)));
        }
        id
    }

    fn check_call(&mut self, function: &'static Function, call: &Call, span: Span) -> Option<()> {
        if call.ignore_case && !function.case_variant {
            self.report(&found::NoCaseVariant { function: function.name, span: call.name_span });
            return None;
        }
        if !function.signature.takes(call.args.len()) {
            let wanted = function.signature.arity();
            let (function, found) = (function.name, call.args.len());
            self.report(&found::WrongArgumentCount { function, wanted, found, span });
            return None;
        }
        Some(())
    }

    fn argument(
        &mut self,
        function: &'static Function,
        param: &Param,
        arg: &Expr,
        occurrences: &mut Vec<FieldId>,
    ) -> Option<Typed> {
        let before = occurrences.len();
        let used_as = field_type(param.kind);
        let typed = match Name::of(arg) {
            Some(name) => {
                let fits = |known| accepts(param.kind, ValueType::of_field(known));
                self.occurrence(arg, name, used_as, fits, occurrences)?
            }
            None => self.script(arg, used_as, occurrences)?,
        };
        let function_name = function.name;
        if param.constant && occurrences.len() > before {
            self.report(&found::ArgumentNotConstant { function: function_name, span: arg.span });
            return None;
        }
        let refused_null = param.null == OnNull::Refused && typed.value_type == ValueType::Null;
        if refused_null || !accepts(param.kind, typed.value_type) {
            let (wanted, found) = (kind_name(param.kind), typed.value_type.name());
            self.report(&found::WrongArgumentType {
                function: function_name,
                wanted,
                found,
                span: arg.span,
            });
            return None;
        }
        if function.hint == Some(Hint::CidrBlocks) && param.constant {
            self.check_block(&typed, arg.span)?;
        }
        Some(typed)
    }

    fn check_block(&mut self, typed: &Typed, span: Span) -> Option<()> {
        let value = typed.expr.evaluate(&[], &mut Vec::new());
        let block = value.as_str().and_then(Cidr::parse);
        if block.is_none() {
            self.report(&found::BadBlock { span });
        }
        block.map(drop)
    }

    /// The predicate that a call on a plain field with constants becomes in the index (spec 12.3 to 12.6, 12.13).
    fn field_call(&mut self, call: &Call, script: &Script) -> Option<Test> {
        let (first, rest) = call.args.split_first()?;
        let [field] = script.occurrences[..] else { return None };
        Name::of(first)?;
        let constants = rest.iter().map(|arg| match self.operand(arg) {
            Some(Operand::Constant(value, _)) => value.as_str().map(str::to_owned),
            _ => None,
        });
        let texts: Vec<String> = constants.collect::<Option<_>>()?;
        let hint = lookup(&call.name)?.function().hint?;
        field_predicate(hint, &texts, case_of(call.ignore_case))
            .map(|predicate| Test::Field(field, predicate))
    }
}

/// Whether a literal null makes the call null whatever the event has (spec 11.4, 4.6).
fn is_null(function: &Function, args: &[Typed]) -> bool {
    args.iter().enumerate().any(|(index, arg)| {
        let null = function.signature.param(index).is_some_and(|param| param.null == OnNull::Null);
        null && matches!(arg.expr, ScriptExpr::Constant(Value::Null))
    })
}

fn field_predicate(hint: Hint, texts: &[String], case: eql_functions::Case) -> Option<Predicate> {
    let like =
        |pattern: String| Predicate::Like(vec![WildcardPattern::parse_lucene(&pattern)], case);
    let text = texts.first()?;
    match hint {
        Hint::LiteralPrefix => Some(Predicate::Prefix(text.clone(), case)),
        Hint::WildcardSuffix => Some(like(format!("*{text}"))),
        Hint::WildcardContains => Some(like(format!("*{text}*"))),
        Hint::CidrBlocks => {
            Some(Predicate::Cidr(texts.iter().filter_map(|text| Cidr::parse(text)).collect()))
        }
        Hint::Operator(_) => None,
    }
}

/// Whether a call gives true or false.
pub(super) fn is_boolean(call: &Call) -> bool {
    lookup(&call.name).is_some_and(|id| id.function().signature.result == Kind::Boolean)
}

/// The function whose name is nearest, if one is near.
fn nearest(name: &str) -> Option<&'static str> {
    let distance =
        |other: &str| strsim::damerau_levenshtein(&name.to_lowercase(), &other.to_lowercase());
    names()
        .map(|other| (distance(other), other))
        .filter(|(far, _)| *far <= NEAR)
        .min()
        .map(|(_, other)| other)
}

/// The type of a field that no schema knows, by the parameter it is given to (spec 5.2).
fn field_type(kind: Kind) -> FieldType {
    match kind {
        Kind::String => FieldType::Keyword,
        Kind::Number | Kind::Integer => FieldType::Number,
        Kind::Boolean => FieldType::Boolean,
        Kind::Ip => FieldType::Ip,
        Kind::Any => FieldType::Dynamic,
    }
}

fn accepts(kind: Kind, value_type: ValueType) -> bool {
    value_type.is_open()
        || match kind {
            Kind::String => value_type == ValueType::String,
            Kind::Number => value_type.is_numeric(),
            Kind::Integer => value_type.is_numeric() && value_type != ValueType::Double,
            Kind::Boolean => value_type == ValueType::Boolean,
            Kind::Ip => value_type == ValueType::Ip,
            Kind::Any => true,
        }
}

/// As a message names it, with an article.
fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::String => "a text",
        Kind::Number => "a number",
        Kind::Integer => "a whole number",
        Kind::Boolean => "a boolean",
        Kind::Ip => "an ip address",
        Kind::Any => "a value",
    }
}

/// The integer type of an arithmetic function.
fn call_width(args: &[Typed]) -> IntWidth {
    let widths = args.iter().map(|arg| width(arg.value_type, arg.value_type));
    widths.reduce(IntWidth::wider).unwrap_or_default()
}

fn result_type(function: &Function, args: &[Typed]) -> ValueType {
    match (function.signature.result, args) {
        (Kind::Number, [left, right]) if matches!(function.hint, Some(Hint::Operator(_))) => {
            wider(left.value_type, right.value_type)
        }
        (Kind::Number, _) => ValueType::Long,
        (Kind::Integer, _) => ValueType::Integer,
        (Kind::String, _) => ValueType::String,
        (Kind::Boolean, _) => ValueType::Boolean,
        (Kind::Ip, _) => ValueType::Ip,
        (Kind::Any, _) => ValueType::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_offered_whatever_its_letter_case() {
        assert_eq!(nearest("lenght"), Some("length"));
        assert_eq!(nearest("STARTWITH"), Some("startsWith"));
        assert_eq!(nearest("wildcard"), None);
    }
}
