//! A small evaluator of constant expressions, so that cases can be written as EQL.
//!
//! Beside EQL's literals it reads `missing` (an absent field), `ip("…")`, `date("…")`, `version("…")` and
//! `long(…)` (an integer as a field has it), which have no literal in EQL.

use std::fmt;

use eql_functions::arithmetic::{self, Operator};
use eql_functions::{Case, EvalError, IntWidth, Mode, compare, logic, lookup};
use event::{Ip, Timestamp, Value, Version};

/// Why a text has no value.
#[derive(Debug)]
pub(crate) enum Failure {
    /// This reader cannot read it.
    Unreadable(String),
    /// It does not fit the signature of a function.
    Refused(String),
    /// It was evaluated and is an error.
    Error(EvalError),
}

impl From<EvalError> for Failure {
    fn from(error: EvalError) -> Self {
        Self::Error(error)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(text) => write!(f, "not readable: {text}"),
            Self::Refused(reason) => write!(f, "refused: {reason}"),
            Self::Error(error) => write!(f, "error: {error}"),
        }
    }
}

type Outcome = Result<Typed, Failure>;

/// A value and the integer type that the analyser would know for it.
#[derive(Clone, Debug)]
pub(crate) struct Typed {
    pub(crate) value: Value<'static>,
    width: IntWidth,
}

impl Typed {
    fn new(value: Value<'static>) -> Self {
        Self { value, width: IntWidth::I64 }
    }

    fn bool(value: Option<bool>) -> Self {
        Self::new(value.map_or(Value::Null, Value::Bool))
    }
}

/// The value of a constant expression.
pub(crate) fn evaluate(text: &str) -> Result<Value<'static>, Failure> {
    let mut reader = Reader { text, rest: text };
    let typed = reader.expression(0)?;
    reader.space();
    if reader.rest.is_empty() { Ok(typed.value) } else { Err(reader.unreadable()) }
}

struct Reader<'a> {
    text: &'a str,
    rest: &'a str,
}

/// Operators by how tightly they bind.
const BINARY: [(&str, u8); 13] = [
    ("or", 1),
    ("and", 2),
    ("==", 4),
    ("!=", 4),
    ("<=", 4),
    (">=", 4),
    ("<", 4),
    (">", 4),
    ("+", 5),
    ("-", 5),
    ("*", 6),
    ("/", 6),
    ("%", 6),
];

impl<'a> Reader<'a> {
    fn unreadable(&self) -> Failure {
        Failure::Unreadable(format!("`{}` in `{}`", self.rest, self.text))
    }

    fn space(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn eat(&mut self, token: &str) -> bool {
        self.space();
        let found = self.rest.strip_prefix(token);
        self.rest = found.unwrap_or(self.rest);
        found.is_some()
    }

    fn expect(&mut self, token: &str) -> Result<(), Failure> {
        if self.eat(token) { Ok(()) } else { Err(self.unreadable()) }
    }

    /// Operands joined by operators that bind at least so tightly.
    fn expression(&mut self, least: u8) -> Outcome {
        let mut left = if self.eat("not ") {
            Typed::bool(logic::not(self.expression(3)?.value.as_bool()))
        } else {
            self.primary()?
        };
        while let Some((symbol, binding)) = self.operator(least) {
            self.expect(symbol)?;
            let right = self.expression(binding + 1)?;
            left = binary(symbol, &left, &right)?;
        }
        Ok(left)
    }

    fn operator(&mut self, least: u8) -> Option<(&'static str, u8)> {
        self.space();
        BINARY
            .into_iter()
            .find(|(symbol, binding)| *binding >= least && self.rest.starts_with(symbol))
    }

    fn primary(&mut self) -> Outcome {
        let atom = self.atom()?;
        let negated = self.eat("not in ");
        if !negated && !self.eat("in ") {
            return Ok(atom);
        }
        self.expect("(")?;
        let list: Vec<Value<'_>> = self.arguments()?.into_iter().map(|item| item.value).collect();
        let found = compare::one_of(&atom.value, &list, compare::equals);
        Ok(Typed::bool(if negated { logic::not(found) } else { found }))
    }

    fn atom(&mut self) -> Outcome {
        self.space();
        if self.eat("(") {
            let inner = self.expression(0)?;
            self.expect(")")?;
            return Ok(inner);
        }
        if self.eat("-") {
            let operand = self.atom()?;
            let value = arithmetic::negate(&operand.value, operand.width)?;
            return Ok(Typed { value, width: operand.width });
        }
        match self.rest.chars().next() {
            Some('"') => self.string().map(|text| Typed::new(Value::text(text))),
            Some(digit) if digit.is_ascii_digit() => self.number(),
            Some(letter) if letter.is_ascii_alphabetic() => self.word(),
            _ => Err(self.unreadable()),
        }
    }

    fn take(&mut self, part: fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|character| !part(character)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    fn number(&mut self) -> Outcome {
        let digits = self.take(|character| character.is_ascii_digit() || character == '.');
        let integer = digits.parse().map(Value::Int).or_else(|_| digits.parse().map(Value::UInt));
        let value =
            integer.or_else(|_| digits.parse().map(Value::Float)).map_err(|_| self.unreadable())?;
        let width = match value.integer() {
            Some(number) if i32::try_from(number).is_ok() => IntWidth::I32,
            Some(number) if i64::try_from(number).is_err() => IntWidth::U64,
            _ => IntWidth::I64,
        };
        Ok(Typed { value, width })
    }

    fn string(&mut self) -> Result<String, Failure> {
        let mut text = String::new();
        let mut characters = self.rest.char_indices().skip(1);
        while let Some((at, character)) = characters.next() {
            match character {
                '"' => {
                    self.rest = &self.rest[at + 1..];
                    return Ok(text);
                }
                '\\' => match characters.next() {
                    Some((_, 'n')) => text.push('\n'),
                    Some((_, '"')) => text.push('"'),
                    Some((_, '\\')) => text.push('\\'),
                    _ => return Err(self.unreadable()),
                },
                other => text.push(other),
            }
        }
        Err(self.unreadable())
    }

    /// A literal with a name, or a call.
    fn word(&mut self) -> Outcome {
        let name = self.take(|character| character.is_ascii_alphanumeric() || character == '_');
        match name {
            "null" | "missing" => return Ok(Typed::new(Value::Null)),
            "true" | "false" => return Ok(Typed::new(Value::Bool(name == "true"))),
            _ => {}
        }
        let case = if self.eat("~") { Case::Insensitive } else { Case::Sensitive };
        self.expect("(")?;
        let args = if self.eat(")") { Vec::new() } else { self.arguments()? };
        literal(name, &args).map_or_else(|| call(name, case, args), Ok)
    }

    /// Expressions up to the closing parenthesis.
    fn arguments(&mut self) -> Result<Vec<Typed>, Failure> {
        let mut args = vec![self.expression(0)?];
        while self.eat(",") {
            args.push(self.expression(0)?);
        }
        self.expect(")")?;
        Ok(args)
    }
}

/// `ip("…")` and its kin.
fn literal(name: &str, args: &[Typed]) -> Option<Typed> {
    let [Typed { value, .. }] = args else { return None };
    let value = match (name, value) {
        ("ip", Value::Str(text)) => Value::Ip(Ip::parse(text)?),
        ("date", Value::Str(text)) => Value::Date(Timestamp::parse(text)?),
        ("version", Value::Str(text)) => Value::Version(Version::new(text)),
        ("long", Value::Int(number)) => Value::Int(*number),
        _ => return None,
    };
    Some(Typed::new(value))
}

fn call(name: &str, case: Case, args: Vec<Typed>) -> Outcome {
    let id = lookup(name).ok_or_else(|| Failure::Refused(format!("unknown function `{name}`")))?;
    let function = id.function();
    if !function.signature.takes(args.len())
        || (case == Case::Insensitive && !function.case_variant)
    {
        return Err(Failure::Refused(format!("`{name}` takes {}", function.signature.arity())));
    }
    for (index, arg) in args.iter().enumerate() {
        let kind = function.signature.param(index).map(|param| param.kind);
        if !kind.is_some_and(|kind| takes(kind, &arg.value)) {
            return Err(Failure::Refused(format!("`{name}` does not take {:?}", arg.value)));
        }
    }
    let width = args.iter().map(|arg| arg.width).max().unwrap_or_default();
    let values: Vec<Value<'_>> = args.into_iter().map(|arg| arg.value).collect();
    let value = id.eval(&values, Mode { case, width })?.into_owned();
    let short = matches!(function.name, "length" | "indexOf");
    Ok(Typed { value, width: if short { IntWidth::I32 } else { width } })
}

/// What the analyser checks of an argument; an address may be written as a text in a case.
fn takes(kind: eql_functions::Kind, value: &Value<'_>) -> bool {
    use eql_functions::Kind;
    match kind {
        _ if value.is_null() => true,
        Kind::String => value.as_str().is_some(),
        Kind::Number => value.as_f64().is_some(),
        Kind::Integer => value.integer().is_some(),
        Kind::Boolean => value.as_bool().is_some(),
        Kind::Ip => matches!(value, Value::Ip(_) | Value::Str(_)),
        Kind::Any => true,
    }
}

/// A comparison with a literal null asks whether the other side is null (spec 7.5).
fn binary(symbol: &str, left: &Typed, right: &Typed) -> Outcome {
    let (first, second) = (&left.value, &right.value);
    let null = first.is_null() || second.is_null();
    let both_null = first.is_null() && second.is_null();
    let truth = match symbol {
        "or" => logic::or(first.as_bool(), second.as_bool()),
        "and" => logic::and(first.as_bool(), second.as_bool()),
        "==" if null => Some(both_null),
        "!=" if null => Some(!both_null),
        "==" => compare::equals(first, second),
        "!=" => compare::not_equals(first, second),
        "<" => compare::less(first, second),
        "<=" => compare::less_equal(first, second),
        ">" => compare::greater(first, second),
        ">=" => compare::greater_equal(first, second),
        _ => return calculate(symbol, left, right),
    };
    Ok(Typed::bool(truth))
}

fn calculate(symbol: &str, left: &Typed, right: &Typed) -> Outcome {
    let operator = match symbol {
        "+" => Operator::Add,
        "-" => Operator::Subtract,
        "*" => Operator::Multiply,
        "/" => Operator::Divide,
        _ => Operator::Modulo,
    };
    let width = left.width.wider(right.width);
    Ok(Typed { value: arithmetic::apply(operator, &left.value, &right.value, width)?, width })
}
