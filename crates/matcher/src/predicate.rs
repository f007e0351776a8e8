//! A leaf made ready: what one value of a field is asked.

use std::sync::Arc;

use eql_functions::regex::LuceneRegex;
use eql_functions::{Case, RangeOp};
use event::{Cidr, Relation, Value};
use pack::{ConstId, FieldId, FieldTest, FilterId, Program, ScriptId, Test};

use crate::BuildError;
use crate::literal::{Literal, literals_of};
use crate::meter::{Meter, Unmetered, bytes_of};
use crate::pattern_set::PatternSet;
use crate::patterns::Patterns;
use crate::regexes::{Budget, regexes};
use crate::text_set::TextSet;

/// A predicate with its constants resolved.
#[derive(Debug)]
pub(crate) enum Tester {
    /// Some value of the field passes.
    Field(FieldId, ValueTest),
    /// The script decides.
    Script(ScriptId),
    /// Some element of the array passes.
    Elements(FieldId, FilterId),
    /// A related process has passed.
    Related(Relation, FilterId),
}

/// What one value is asked.
#[derive(Debug)]
pub(crate) enum ValueTest {
    Exists,
    OneOf(Vec<Value<'static>>),
    OneTextOf(TextSet),
    Range(RangeOp, Value<'static>),
    Like(PatternSet),
    Regex(Vec<LuceneRegex>),
    Prefix(String, Case),
    Cidr(Vec<Cidr>),
}

/// What testers are made of.
pub(crate) struct Source<'p> {
    pub(crate) program: &'p Program,
    pub(crate) patterns: Arc<Patterns>,
    pub(crate) budget: Budget,
}

impl<'p> Source<'p> {
    pub(crate) fn new(program: &'p Program) -> Self {
        let patterns = Patterns::new(program).into();
        Self { program, patterns, budget: Budget::default() }
    }
}

impl Tester {
    pub(crate) fn new(source: &mut Source<'_>, test: &Test) -> Result<Self, BuildError> {
        match test {
            Test::Script(id) => Ok(Self::Script(*id)),
            Test::Elements(array, filter) => Ok(Self::Elements(*array, *filter)),
            Test::Related(relation, filter) => Ok(Self::Related(*relation, *filter)),
            Test::Field(field, test) => Ok(Self::Field(*field, ValueTest::new(source, test)?)),
        }
    }
}

impl Tester {
    /// Makes what is needed to ask for values.
    pub(crate) fn prepare(&self) {
        if let Self::Field(_, ValueTest::Like(set)) = self {
            set.prepare();
        }
    }

    /// Whether it asks for patterns.
    pub(crate) fn is_like(&self) -> bool {
        matches!(self, Self::Field(_, ValueTest::Like(_)))
    }

    /// Whether a text matches the pattern at a place, where this asks for patterns.
    pub(crate) fn matches_at(&self, place: u32, text: &str) -> bool {
        let Self::Field(_, ValueTest::Like(set)) = self else { return false };
        set.matches_at(place as usize, text, &mut Unmetered)
    }
}

/// Literals of which each text that one of the expressions matches contains one; `None` where that is not known.
pub(crate) fn literals_of_all(regexes: &[LuceneRegex]) -> Option<Vec<Literal<'_>>> {
    let all: Option<Vec<_>> = regexes.iter().map(|regex| literals_of(regex.ast())).collect();
    all.map(|all| all.concat())
}

impl ValueTest {
    fn new(source: &mut Source<'_>, test: &FieldTest) -> Result<Self, BuildError> {
        let Source { program, patterns, budget } = source;
        Ok(match test {
            FieldTest::Exists => Self::Exists,
            FieldTest::OneOf(list, case) if program.are_texts(list) => {
                Self::OneTextOf(TextSet::new(program, list, *case))
            }
            FieldTest::OneOf(list, _) => Self::OneOf(values(program, list)),
            FieldTest::Range(op, constant) => Self::Range(*op, value(program, *constant)),
            FieldTest::Like(list, case) => {
                let numbers = list.iter().map(|id| patterns.number(*id)).collect();
                Self::Like(PatternSet::new(patterns, numbers, *case))
            }
            FieldTest::Regex(list, case) => {
                Self::Regex(regexes(program, list, *case, LuceneRegex::new, budget)?)
            }
            FieldTest::Prefix(text, case) => Self::Prefix(program.text(*text).to_owned(), *case),
            FieldTest::Cidr(list) => Self::Cidr(
                list.iter().filter_map(|&text| Cidr::parse(program.text(text))).collect(),
            ),
        })
    }

    /// Whether one value passes (spec 9). The program is that of the test.
    pub(crate) fn passes(
        &self,
        program: &Program,
        value: &Value<'_>,
        meter: &mut impl Meter,
    ) -> bool {
        match self {
            Self::Exists => true,
            Self::OneOf(list) => list.iter().any(|constant| {
                meter.scanned(|| bytes_of(value));
                value.equals(constant)
            }),
            Self::OneTextOf(texts) => value.as_str().is_some_and(|text| {
                meter.scanned(|| if texts.has_length_of(text) { text.len() } else { 0 });
                texts.contains(program, text)
            }),
            Self::Range(op, constant) => {
                meter.scanned(|| bytes_of(value));
                value.compare(constant).is_some_and(|order| op.holds(order))
            }
            Self::Like(patterns) => {
                value.as_str().is_some_and(|text| patterns.matches(text, meter))
            }
            Self::Regex(regexes) => value.as_str().is_some_and(|text| {
                regexes.iter().any(|regex| {
                    meter.scanned(|| text.len());
                    regex.is_match(text)
                })
            }),
            Self::Prefix(prefix, case) => value.as_str().is_some_and(|text| {
                meter.scanned(|| case.ascii_agreement(text, prefix));
                case.ascii_starts_with(text, prefix)
            }),
            Self::Cidr(blocks) => match value {
                Value::Ip(address) => blocks.iter().any(|block| {
                    meter.scanned(|| bytes_of(value));
                    block.contains(*address)
                }),
                Value::Null
                | Value::Bool(_)
                | Value::Int(_)
                | Value::UInt(_)
                | Value::Float(_)
                | Value::Str(_)
                | Value::Date(_)
                | Value::Version(_) => false,
            },
        }
    }
}

/// The value of a constant, owned by the matcher.
pub(crate) fn value(program: &Program, id: ConstId) -> Value<'static> {
    program.constants[id.index()].value().into_owned()
}

pub(crate) fn values(program: &Program, ids: &[ConstId]) -> Vec<Value<'static>> {
    ids.iter().map(|&id| value(program, id)).collect()
}
