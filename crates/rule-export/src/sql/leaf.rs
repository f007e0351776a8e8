//! What a clause asks, as an expression that is never null.

use eql_functions::regex::LuceneRegex;
use eql_functions::{Case, RangeOp};
use eql_hir::{FieldId, Predicate, Regex, Test};
use event::{Cidr, Source, Value};

use super::pattern::{ITEM, folded};
use super::{ColumnType, Refusal, Refused, Sql, alternatives, listed, number};
use crate::{Construct, regex};

impl Sql<'_> {
    pub(super) fn test(&self, test: &Test) -> Result<String, Refused> {
        match test {
            Test::Field(field, predicate) => {
                self.of_event(*field)?;
                let column = self.column(*field);
                self.predicate(&column, self.column_type(*field), predicate)
            }
            Test::Script(script) => {
                for field in &script.occurrences {
                    self.of_event(*field)?;
                }
                self.script(script)
            }
            Test::Elements(..) => {
                Err((Construct::ArraySearch, "a row does not hold the elements of an array".into()))
            }
            Test::Related(..) => {
                Err((Construct::Lineage, "a row does not hold the ancestors of a process".into()))
            }
        }
    }

    fn of_event(&self, field: FieldId) -> Result<(), Refused> {
        match self.eql.query.field(field).source {
            Source::Event | Source::Element(_) => Ok(()),
            Source::Stage(_) => Err((
                Construct::EarlierEvent,
                "a stage is found before the events in front of it".into(),
            )),
        }
    }

    fn predicate(
        &self,
        column: &str,
        column_type: ColumnType,
        predicate: &Predicate,
    ) -> Result<String, Refused> {
        match predicate {
            Predicate::Exists => Ok(self.dialect.has_items(column)),
            Predicate::OneOf(values, case) => {
                let construct = equality(column_type);
                self.one_of(column, column_type, values, *case).map_err(|why| (construct, why))
            }
            Predicate::Range(op, value) => {
                let construct = order(column_type);
                self.range(column, column_type, *op, value).map_err(|why| (construct, why))
            }
            Predicate::Like(patterns, case) => Ok(self.is_like(column, patterns, *case)),
            Predicate::Regex(regexes) => {
                self.regex(column, regexes).map_err(|why| (Construct::Regex, why))
            }
            Predicate::Prefix(prefix, case) => Ok(self.some_text(column, *case, |value| {
                self.dialect.like(
                    value,
                    &format!("{}%", super::dialect::like_escaped(&folded(prefix, *case))),
                )
            })),
            Predicate::Cidr(blocks) => Ok(self.in_blocks(column, blocks)),
        }
    }

    fn one_of(
        &self,
        column: &str,
        column_type: ColumnType,
        values: &[Value<'static>],
        case: Case,
    ) -> Result<String, Refusal> {
        if column_type == ColumnType::Text {
            let texts: Vec<_> = values.iter().filter_map(Value::as_str).collect();
            return Ok(self.is_one_of(column, &texts, case));
        }
        let mut constants = Vec::new();
        for value in values {
            constants.extend(self.constant_of(column_type, value)?);
        }
        Ok(self.has_one_of(column, column_type, &constants))
    }

    fn has_one_of(&self, column: &str, column_type: ColumnType, constants: &[String]) -> String {
        match column_type {
            _ if constants.is_empty() => "FALSE".to_owned(),
            // A list of constants would have a type of its own: the item decides how they are compared.
            ColumnType::Long | ColumnType::UnsignedLong | ColumnType::Double => {
                self.dialect.some(column, ITEM, &format!("{ITEM} IN ({})", listed(constants)))
            }
            ColumnType::Text
            | ColumnType::Boolean
            | ColumnType::Date
            | ColumnType::DateNanos
            | ColumnType::Ip
            | ColumnType::Version
            | ColumnType::Json => self.dialect.has_any(column, constants),
        }
    }

    /// A constant that values of a column can equal; `None` where none can.
    fn constant_of(
        &self,
        column_type: ColumnType,
        value: &Value<'static>,
    ) -> Result<Option<String>, Refusal> {
        match (column_type, value) {
            (ColumnType::Long | ColumnType::UnsignedLong, _) => {
                Ok(number::integer(value).map(|number| number.to_string()))
            }
            (ColumnType::Double, _) => self.double(value).map(Some),
            (ColumnType::Boolean, Value::Bool(true)) => Ok(Some("TRUE".to_owned())),
            (ColumnType::Boolean, Value::Bool(false)) => Ok(Some("FALSE".to_owned())),
            (ColumnType::Date | ColumnType::DateNanos, Value::Date(_)) => {
                self.instant(column_type, value).map(Some)
            }
            (ColumnType::Ip, Value::Ip(ip)) => Ok(Some(self.dialect.text(&digits(ip.bits())))),
            (ColumnType::Version, Value::Version(version)) => {
                Ok(Some(self.dialect.text(version.as_str())))
            }
            (
                ColumnType::Text
                | ColumnType::Boolean
                | ColumnType::Date
                | ColumnType::DateNanos
                | ColumnType::Ip
                | ColumnType::Version
                | ColumnType::Json,
                _,
            ) => Err("nothing tells the type of the field".to_owned()),
        }
    }

    fn double(&self, value: &Value<'_>) -> Result<String, Refusal> {
        let exact = number::is_exact_as_double(value);
        let literal = number::literal(value).filter(|_| exact);
        let number = literal.ok_or("the number is beyond what a double holds")?;
        Ok(self.dialect.double(&number))
    }

    fn instant(&self, column_type: ColumnType, value: &Value<'_>) -> Result<String, Refusal> {
        let time = value.as_date().ok_or("the constant is no instant")?;
        let instant = self.dialect.instant(time.nanos(), column_type);
        instant.ok_or_else(|| "the type of the column does not hold the instant".to_owned())
    }

    fn range(
        &self,
        column: &str,
        column_type: ColumnType,
        op: RangeOp,
        value: &Value<'static>,
    ) -> Result<String, Refusal> {
        let (op, constant) = match (column_type, value) {
            (ColumnType::Text, Value::Str(text)) => (op, self.dialect.text(text)),
            (ColumnType::Long | ColumnType::UnsignedLong, Value::Float(_)) => {
                number::whole(op, value)?
            }
            (ColumnType::Long | ColumnType::UnsignedLong, _) => {
                (op, number::literal(value).ok_or("the constant is no number")?)
            }
            (ColumnType::Double, _) => (op, self.double(value)?),
            (ColumnType::Date | ColumnType::DateNanos, _) => {
                (op, self.instant(column_type, value)?)
            }
            (ColumnType::Ip, Value::Ip(ip)) => (op, self.dialect.text(&digits(ip.bits()))),
            (ColumnType::Version, _) => return Err("versions have no order there".to_owned()),
            (ColumnType::Text | ColumnType::Boolean | ColumnType::Ip | ColumnType::Json, _) => {
                return Err("nothing tells the type of the field".to_owned());
            }
        };
        Ok(self.dialect.some(column, ITEM, &format!("{ITEM} {} {constant}", op.symbol())))
    }

    fn regex(&self, column: &str, regexes: &[Regex<LuceneRegex>]) -> Result<String, Refusal> {
        let tests: Result<Vec<_>, _> = regexes
            .iter()
            .map(|regex| regex::of_field(regex).map(|text| self.dialect.matches(ITEM, &text)))
            .collect();
        let tests = tests.map_err(|what| format!("it has {what}"))?;
        Ok(self.dialect.some(column, ITEM, &alternatives(&tests)))
    }

    fn in_blocks(&self, column: &str, blocks: &[Cidr]) -> String {
        let tests: Vec<_> = blocks.iter().map(|block| self.in_block(ITEM, *block)).collect();
        self.dialect.some(column, ITEM, &alternatives(&tests))
    }

    /// Whether an address lies in a block.
    pub(super) fn in_block(&self, address: &str, block: Cidr) -> String {
        let (first, last) = (digits(block.first().bits()), digits(block.last().bits()));
        if first == last {
            return format!("{address} = {}", self.dialect.text(&first));
        }
        format!("{address} BETWEEN {} AND {}", self.dialect.text(&first), self.dialect.text(&last))
    }
}

/// An address as 32 hexadecimal digits: they order as addresses do.
pub(super) fn digits(bits: u128) -> String {
    format!("{bits:032x}")
}

/// What an equality with a column is about.
pub(crate) fn equality(column_type: ColumnType) -> Construct {
    match column_type {
        ColumnType::Text | ColumnType::Json => Construct::Equality,
        ColumnType::Long | ColumnType::UnsignedLong | ColumnType::Double => Construct::Number,
        ColumnType::Boolean => Construct::Boolean,
        ColumnType::Date | ColumnType::DateNanos => Construct::Date,
        ColumnType::Ip => Construct::Cidr,
        ColumnType::Version => Construct::Version,
    }
}

/// What an order of a column is about.
pub(crate) fn order(column_type: ColumnType) -> Construct {
    match column_type {
        ColumnType::Text | ColumnType::Json => Construct::TextRange,
        ColumnType::Ip => Construct::Address,
        ColumnType::Long
        | ColumnType::UnsignedLong
        | ColumnType::Double
        | ColumnType::Boolean
        | ColumnType::Date
        | ColumnType::DateNanos
        | ColumnType::Version => equality(column_type),
    }
}
