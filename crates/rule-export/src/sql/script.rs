//! Scripts: expressions over field occurrences, in three-valued logic.
//!
//! Each occurrence is an item of its list, or null where the list is empty; the clause holds where some choice makes the
//! expression true.

use eql_functions::arithmetic::Operator;
use eql_functions::regex::ScriptedRegex;
use eql_functions::{Case, IntWidth, RangeOp};
use eql_hir::{Regex, Script, ScriptExpr};
use event::{Cidr, Value};

use super::kind::Kind;
use super::leaf::digits;
use super::{Refused, Sql, number};
use crate::{Construct, regex};

/// An expression and what it gives.
struct Term {
    sql: String,
    kind: Kind,
    /// A constant that compares with a number as with the double that it became.
    is_exact: bool,
}

impl Term {
    fn new(kind: Kind, sql: String) -> Self {
        Self { sql, kind, is_exact: false }
    }
}

impl Sql<'_> {
    pub(super) fn script(&self, script: &Script) -> Result<String, Refused> {
        let kinds: Vec<_> = script
            .occurrences
            .iter()
            .map(|field| Kind::of_field(self.eql.query.field(*field).field_type))
            .collect();
        let test = Writer { sql: self, kinds: &kinds }.term(&script.expr)?;
        let mut test = test.sql;
        for (place, field) in script.occurrences.iter().enumerate().rev() {
            let list = self.dialect.choices(&self.column(*field), kinds[place]);
            test = self.dialect.some(&list, &item(place), &test);
        }
        Ok(test)
    }
}

/// The name of the value of an occurrence.
fn item(place: usize) -> String {
    format!("v{place}")
}

/// Writes the expression of one script.
struct Writer<'a> {
    sql: &'a Sql<'a>,
    kinds: &'a [Kind],
}

impl Writer<'_> {
    fn term(&self, expr: &ScriptExpr) -> Result<Term, Refused> {
        match expr {
            ScriptExpr::Constant(value) => self.constant(value),
            ScriptExpr::Occurrence(place) => Ok(self.occurrence(*place)),
            ScriptExpr::Call(function, mode, arguments) => {
                let terms: Result<Vec<_>, _> =
                    arguments.iter().map(|argument| self.term(argument)).collect();
                let name = function.function().name;
                match operator(name) {
                    Some(operator) => self.operation(operator, mode.width, &terms?),
                    None => self.call(name, mode.case, arguments, &terms?),
                }
            }
            ScriptExpr::Negate(_, inner) if matches!(**inner, ScriptExpr::Constant(_)) => {
                let inner = self.term(inner)?;
                Ok(Term { sql: format!("(-{})", inner.sql), ..inner })
            }
            ScriptExpr::Negate(width, inner) => {
                let zero = Term::new(Kind::Integer, self.sql.dialect.wide("0"));
                let inner = self.term(inner)?;
                if inner.kind == Kind::Double {
                    // Zero has a sign: 0 - x would lose it.
                    let minus = Term::new(Kind::Double, self.sql.dialect.double("-1"));
                    return Ok(self.on_doubles(Operator::Multiply, &minus, &inner));
                }
                self.operation(Operator::Subtract, *width, &[zero, inner])
            }
            ScriptExpr::Arithmetic(operator, width, left, right) => {
                self.operation(*operator, *width, &[self.term(left)?, self.term(right)?])
            }
            ScriptExpr::Equal(left, right) => self.comparison("=", left, right),
            ScriptExpr::Range(op, left, right) => self.range(*op, left, right),
            ScriptExpr::OneOf(inner, values, case) => self.one_of(inner, values, *case),
            ScriptExpr::Like(inner, regexes) | ScriptExpr::Regex(inner, regexes) => {
                self.matched(inner, regexes)
            }
            ScriptExpr::IsNull(inner) => {
                let inner = self.term(inner)?;
                Ok(Term::new(Kind::Boolean, format!("({} IS NULL)", inner.sql)))
            }
            ScriptExpr::Not(inner) => {
                let inner = self.term(inner)?;
                Ok(Term::new(Kind::Boolean, format!("(NOT {})", inner.sql)))
            }
            ScriptExpr::And(parts) => self.connected(parts, " AND "),
            ScriptExpr::Or(parts) => self.connected(parts, " OR "),
        }
    }

    fn connected(&self, parts: &[ScriptExpr], word: &str) -> Result<Term, Refused> {
        let parts: Result<Vec<_>, _> =
            parts.iter().map(|part| self.term(part).map(|term| term.sql)).collect();
        Ok(Term::new(Kind::Boolean, format!("({})", parts?.join(word))))
    }

    fn occurrence(&self, place: usize) -> Term {
        let kind = self.kinds[place];
        let name = item(place);
        Term::new(kind, if kind == Kind::Integer { self.sql.dialect.wide(&name) } else { name })
    }

    fn constant(&self, value: &Value<'static>) -> Result<Term, Refused> {
        let dialect = self.sql.dialect;
        let kind = Kind::of_value(value);
        let text = match value {
            Value::Null => "NULL".to_owned(),
            Value::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
            Value::Int(_) | Value::UInt(_) => {
                dialect.wide(&number::literal(value).unwrap_or_default())
            }
            Value::Float(_) => {
                let literal = number::literal(value).ok_or_else(|| {
                    (Construct::Number, "the constant is not a finite number".to_owned())
                })?;
                dialect.double(&literal)
            }
            Value::Str(text) => dialect.text(text),
            Value::Ip(ip) => dialect.text(&digits(ip.bits())),
            Value::Version(version) => dialect.text(version.as_str()),
            Value::Date(_) => return Err((Construct::Date, "an instant in a script".to_owned())),
        };
        Ok(Term { is_exact: number::is_exact_as_double(value), ..Term::new(kind, text) })
    }

    /// An operation on numbers: null of null, and null where integers overflow or the divisor is the integer 0.
    fn operation(
        &self,
        operator: Operator,
        width: IntWidth,
        terms: &[Term],
    ) -> Result<Term, Refused> {
        let [left, right] = terms else {
            return Err((Construct::Arithmetic, "it takes two numbers".to_owned()));
        };
        if !left.kind.is_number() || !right.kind.is_number() {
            return Err(untyped(Construct::Arithmetic));
        }
        if left.kind == Kind::Number || right.kind == Kind::Number {
            let why = "nothing tells whether the numbers are integers, which overflow and whose quotient is cut off";
            return Err((Construct::Arithmetic, why.to_owned()));
        }
        if left.kind == Kind::Double || right.kind == Kind::Double {
            return Ok(self.on_doubles(operator, left, right));
        }
        let dialect = self.sql.dialect;
        let result = match operator {
            Operator::Add => format!("({} + {})", left.sql, right.sql),
            Operator::Subtract => format!("({} - {})", left.sql, right.sql),
            Operator::Multiply => format!("({} * {})", left.sql, right.sql),
            Operator::Divide => dialect.quotient(&left.sql, &right.sql),
            Operator::Modulo => dialect.remainder(&left.sql, &right.sql),
        };
        let (least, most) = match width {
            IntWidth::I32 => (i128::from(i32::MIN), i128::from(i32::MAX)),
            IntWidth::I64 => (i128::from(i64::MIN), i128::from(i64::MAX)),
            IntWidth::U64 => (0, i128::from(u64::MAX)),
        };
        let within = dialect.within(&result, &least.to_string(), &most.to_string());
        Ok(Term::new(Kind::Integer, within))
    }

    fn on_doubles(&self, operator: Operator, left: &Term, right: &Term) -> Term {
        let sign = match operator {
            Operator::Add => "+",
            Operator::Subtract => "-",
            Operator::Multiply => "*",
            Operator::Divide => "/",
            Operator::Modulo => "%",
        };
        let (left, right) = (self.double(left), self.double(right));
        Term::new(Kind::Double, format!("({left} {sign} {right})"))
    }

    fn double(&self, term: &Term) -> String {
        if matches!(term.kind, Kind::Double | Kind::Number) {
            term.sql.clone()
        } else {
            self.sql.dialect.double(&term.sql)
        }
    }

    fn comparison(
        &self,
        symbol: &str,
        left: &ScriptExpr,
        right: &ScriptExpr,
    ) -> Result<Term, Refused> {
        let (left, right) = (self.term(left)?, self.term(right)?);
        let sql = self.compared(symbol, &left, &right)?;
        Ok(Term::new(Kind::Boolean, sql))
    }

    fn compared(&self, symbol: &str, left: &Term, right: &Term) -> Result<String, Refused> {
        if left.kind == Kind::Null || right.kind == Kind::Null {
            return Ok("NULL".to_owned());
        }
        if left.kind.is_number() && right.kind.is_number() {
            return self.numbers(symbol, left, right);
        }
        let alike = left.kind == right.kind && left.kind != Kind::Json;
        let ordered = symbol == "=" || left.kind != Kind::Version;
        if alike && ordered {
            return Ok(format!("({} {symbol} {})", left.sql, right.sql));
        }
        Err(untyped(Construct::Equality))
    }

    /// -0.0 is less than 0.0, so doubles are compared by a function.
    fn numbers(&self, symbol: &str, left: &Term, right: &Term) -> Result<String, Refused> {
        if left.kind == Kind::Integer && right.kind == Kind::Integer {
            return Ok(format!("({} {symbol} {})", left.sql, right.sql));
        }
        let is_open = |term: &Term| term.kind == Kind::Number;
        let is_known = |term: &Term| term.kind == Kind::Double || term.is_exact;
        if is_open(left) && !is_known(right) || is_open(right) && !is_known(left) {
            let why = "a number beyond what a double holds may be compared";
            return Err((Construct::Number, why.to_owned()));
        }
        let (left, right) = (self.double(left), self.double(right));
        let order = self.sql.dialect.call("eql_order_of_doubles", &[left, right]);
        Ok(format!("({order} {symbol} 0)"))
    }

    /// Texts are in the order of their UTF-16 units.
    fn range(&self, op: RangeOp, left: &ScriptExpr, right: &ScriptExpr) -> Result<Term, Refused> {
        let units = |term: Term| match term.kind {
            Kind::Text => {
                Term::new(Kind::Text, self.sql.dialect.call("eql_order_of_units", &[term.sql]))
            }
            Kind::Null
            | Kind::Integer
            | Kind::Double
            | Kind::Number
            | Kind::Boolean
            | Kind::Instant
            | Kind::Ip
            | Kind::Version
            | Kind::Json => term,
        };
        let (left, right) = (units(self.term(left)?), units(self.term(right)?));
        Ok(Term::new(Kind::Boolean, self.compared(op.symbol(), &left, &right)?))
    }

    fn one_of(
        &self,
        inner: &ScriptExpr,
        values: &[Value<'static>],
        case: Case,
    ) -> Result<Term, Refused> {
        let mut inner = self.term(inner)?;
        let folds = case == Case::Insensitive && inner.kind == Kind::Text;
        let fold = |sql: String| self.sql.dialect.call("eql_fold_each", &[sql]);
        if folds {
            inner.sql = fold(inner.sql);
        }
        let mut tests = Vec::new();
        for value in values {
            let mut constant = self.constant(value)?;
            if folds && constant.kind == Kind::Text {
                constant.sql = fold(constant.sql);
            }
            tests.push(self.compared("=", &inner, &constant)?);
        }
        Ok(Term::new(Kind::Boolean, format!("({})", tests.join(" OR "))))
    }

    /// Patterns are regular expressions there, in which a wildcard takes no line break.
    fn matched(
        &self,
        inner: &ScriptExpr,
        regexes: &[Regex<ScriptedRegex>],
    ) -> Result<Term, Refused> {
        let inner = self.term(inner)?;
        if inner.kind != Kind::Text {
            return Err(untyped(Construct::ScriptedPattern));
        }
        let test =
            |regex| regex::of_script(regex).map(|text| self.sql.dialect.matches(&inner.sql, &text));
        let tests: Result<Vec<_>, _> = regexes.iter().map(test).collect();
        let tests = tests.map_err(|what| (Construct::ScriptedPattern, format!("it has {what}")))?;
        Ok(Term::new(Kind::Boolean, format!("({})", tests.join(" OR "))))
    }

    /// A function that is no operator.
    fn call(
        &self,
        name: &'static str,
        case: Case,
        arguments: &[ScriptExpr],
        terms: &[Term],
    ) -> Result<Term, Refused> {
        let construct = Construct::Function(name);
        match name {
            "length" => self.named(construct, "eql_length", Kind::Integer, terms),
            "startsWith" => self.of_texts(construct, "eql_starts_with", Kind::Boolean, case, terms),
            "endsWith" => self.of_texts(construct, "eql_ends_with", Kind::Boolean, case, terms),
            "stringContains" => {
                self.of_texts(construct, "eql_contains", Kind::Boolean, case, terms)
            }
            "indexOf" => self.index_of(construct, case, terms),
            "substring" => self.substring(construct, terms),
            "between" => self.between(construct, case, arguments, terms),
            "concat" => self.concat(construct, terms),
            "string" => self.text_of(construct, &terms[0]).map(|sql| Term::new(Kind::Text, sql)),
            "cidrMatch" => self.cidr_match(construct, arguments, terms),
            "number" => self.number(construct, arguments, &terms[0]),
            _ => Err((construct, "no function of the engine does the same".to_owned())),
        }
    }

    /// A function of texts and integers that comes with the schema.
    fn named(
        &self,
        construct: Construct,
        function: &str,
        kind: Kind,
        terms: &[Term],
    ) -> Result<Term, Refused> {
        let known = |term: &&Term| matches!(term.kind, Kind::Null | Kind::Text | Kind::Integer);
        if !terms.iter().all(|term| known(&term)) {
            return Err(untyped(construct));
        }
        let arguments: Vec<_> = terms.iter().map(|term| term.sql.clone()).collect();
        Ok(Term::new(kind, self.sql.dialect.call(function, &arguments)))
    }

    /// The same on texts, in lower case where letter case does not count.
    fn of_texts(
        &self,
        construct: Construct,
        function: &str,
        kind: Kind,
        case: Case,
        terms: &[Term],
    ) -> Result<Term, Refused> {
        let lowered: Vec<_> = terms.iter().map(|term| self.lowered(case, term)).collect();
        self.named(construct, function, kind, &lowered)
    }

    fn lowered(&self, case: Case, term: &Term) -> Term {
        match (case, term.kind) {
            (Case::Insensitive, Kind::Text) => {
                let sql = self.sql.dialect.call("eql_lower", std::slice::from_ref(&term.sql));
                Term::new(Kind::Text, sql)
            }
            _ => Term::new(term.kind, term.sql.clone()),
        }
    }

    fn index_of(&self, construct: Construct, case: Case, terms: &[Term]) -> Result<Term, Refused> {
        let start = terms.get(2).map_or_else(|| "0".to_owned(), |term| self.index(term));
        let start = Term::new(Kind::Integer, start);
        let [source, part] = [self.lowered(case, &terms[0]), self.lowered(case, &terms[1])];
        self.named(construct, "eql_index_of", Kind::Integer, &[source, part, start])
    }

    fn substring(&self, construct: Construct, terms: &[Term]) -> Result<Term, Refused> {
        let position = |place: usize| {
            let text = terms.get(place).map_or_else(|| "NULL".to_owned(), |term| self.index(term));
            Term::new(Kind::Integer, text)
        };
        let source = Term::new(terms[0].kind, terms[0].sql.clone());
        self.named(construct, "eql_substring", Kind::Text, &[source, position(1), position(2)])
    }

    /// Java takes the low 32 bits of a position.
    fn index(&self, term: &Term) -> String {
        self.sql.dialect.call("eql_index", std::slice::from_ref(&term.sql))
    }

    fn between(
        &self,
        construct: Construct,
        case: Case,
        arguments: &[ScriptExpr],
        terms: &[Term],
    ) -> Result<Term, Refused> {
        let greedy = match arguments.get(3) {
            None | Some(ScriptExpr::Constant(Value::Bool(false))) => false,
            Some(_) => true,
        };
        if greedy || case == Case::Insensitive {
            let why = "a greedy search and one that ignores case have no function there";
            return Err((construct, why.to_owned()));
        }
        self.named(construct, "eql_between", Kind::Text, &terms[..3])
    }

    fn concat(&self, construct: Construct, terms: &[Term]) -> Result<Term, Refused> {
        let texts: Result<Vec<_>, _> =
            terms.iter().map(|term| self.text_of(construct, term)).collect();
        Ok(Term::new(Kind::Text, format!("({})", texts?.join(" || "))))
    }

    fn number(
        &self,
        construct: Construct,
        arguments: &[ScriptExpr],
        text: &Term,
    ) -> Result<Term, Refused> {
        let function = match arguments.get(1) {
            None | Some(ScriptExpr::Constant(Value::Null)) => "eql_number",
            Some(ScriptExpr::Constant(Value::Int(10))) => "eql_decimal",
            Some(ScriptExpr::Constant(Value::Int(16))) => "eql_hexadecimal",
            Some(_) => return Err((construct, "a base other than 10 and 16".to_owned())),
        };
        self.named(construct, function, Kind::Number, std::slice::from_ref(text))
    }

    /// The text of a value as Java writes it.
    fn text_of(&self, construct: Construct, term: &Term) -> Result<String, Refused> {
        let call = |name: &str| self.sql.dialect.call(name, std::slice::from_ref(&term.sql));
        match term.kind {
            Kind::Text | Kind::Version | Kind::Null => Ok(term.sql.clone()),
            Kind::Integer | Kind::Boolean => Ok(call("eql_text_of")),
            Kind::Ip => Ok(call("eql_text_of_ip")),
            Kind::Json => Ok(call("eql_text_of_json")),
            Kind::Number => Err((
                construct,
                "nothing tells whether the number is an integer, which is written without a point"
                    .to_owned(),
            )),
            Kind::Double => Ok(call("eql_text_of_double")),
            Kind::Instant => Err((construct, "instants are written in another way".to_owned())),
        }
    }

    fn cidr_match(
        &self,
        construct: Construct,
        arguments: &[ScriptExpr],
        terms: &[Term],
    ) -> Result<Term, Refused> {
        if terms[0].kind != Kind::Ip {
            return Err(untyped(construct));
        }
        let blocks: Option<Vec<_>> = arguments[1..]
            .iter()
            .map(|argument| {
                let ScriptExpr::Constant(Value::Str(text)) = argument else { return None };
                Cidr::parse(text)
            })
            .collect();
        let blocks = blocks.ok_or((construct, "a block is no constant".to_owned()))?;
        let tests: Vec<_> =
            blocks.iter().map(|block| self.sql.in_block(&terms[0].sql, *block)).collect();
        Ok(Term::new(Kind::Boolean, format!("({})", tests.join(" OR "))))
    }
}

fn untyped(construct: Construct) -> Refused {
    (construct, "nothing tells the types of the values".to_owned())
}

/// The operator that a function is.
fn operator(name: &str) -> Option<Operator> {
    match name {
        "add" => Some(Operator::Add),
        "subtract" => Some(Operator::Subtract),
        "multiply" => Some(Operator::Multiply),
        "divide" => Some(Operator::Divide),
        "modulo" => Some(Operator::Modulo),
        _ => None,
    }
}
