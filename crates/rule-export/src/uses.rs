//! What a query is made of.

use std::collections::BTreeMap;

use diagnostics::Span;
use eql_functions::{Case, Pipe};
use eql_hir::{
    Condition, Filter, Form, Key, LeafId, Predicate, Query, Script, ScriptExpr, Sequence, Stage,
    Test,
};
use event::{FieldType, Source, Value};

use crate::{Construct, Eql};

/// A construct, and where a query has it first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Use {
    /// Which.
    pub construct: Construct,
    /// Where, in the text of the query.
    pub span: Span,
}

/// The constructs that a query uses, each once with its first place, in the order of constructs.
///
/// ```
/// use rule_export::{Construct, Eql, uses};
/// let text = "process where process.pid > 4";
/// let schema = event_schema::Schema::ecs();
/// let context = eql_hir::Context { schema: &schema, category_field: "event.category", dialect: eql_syntax::Dialect::default() };
/// let query = eql_hir::lower(&eql_syntax::parse(text).tree, &context).tree;
/// let eql = Eql { text, query: &query, category_field: "event.category", timestamp_field: "@timestamp", tiebreaker_field: None };
/// let used: Vec<_> = uses(&eql).iter().map(|used| used.construct).collect();
/// assert_eq!(used, [Construct::Category, Construct::Arrays, Construct::Number]);
/// ```
pub fn uses(eql: &Eql<'_>) -> Vec<Use> {
    let mut found = Found { eql, places: BTreeMap::new() };
    found.form(&eql.query.form);
    eql.query.pipes.iter().for_each(|pipe| found.pipe(pipe));
    found.places.into_iter().map(|(construct, span)| Use { construct, span }).collect()
}

/// The first place of each construct.
struct Found<'a> {
    eql: &'a Eql<'a>,
    places: BTreeMap<Construct, Span>,
}

impl<'a> Found<'a> {
    fn query(&self) -> &'a Query {
        self.eql.query
    }

    fn add(&mut self, construct: Construct, span: Span) {
        let place = self.places.entry(construct).or_insert(span);
        *place = (*place).min(span);
    }

    fn whole(&self) -> Span {
        Span::new(0, self.eql.text.len())
    }

    fn form(&mut self, form: &Form) {
        let whole = self.whole();
        match form {
            Form::Event(filter) => self.filter(filter, whole),
            Form::Sequence(sequence) => self.sequence(sequence),
            Form::Sample(sample) => {
                self.add(Construct::Sample, whole);
                sample.parts.iter().for_each(|part| self.filter(&part.filter, part.span));
                self.keys(&sample.parts);
            }
        }
    }

    fn sequence(&mut self, sequence: &Sequence) {
        let whole = self.whole();
        self.add(Construct::Sequence, whole);
        for (place, stage) in sequence.stages.iter().enumerate() {
            self.filter(&stage.filter, stage.span);
            if stage.missing {
                self.add(Construct::MissingEvent, stage.span);
            }
            if place >= 2 {
                self.add(Construct::LongSequence, stage.span);
            }
            if place > 0 && sequence.stages[place - 1].span == stage.span {
                self.add(Construct::Runs, stage.span);
            }
        }
        if sequence.maxspan.is_none() {
            self.add(Construct::NoMaxspan, whole);
        }
        if let Some(until) = &sequence.until {
            self.add(Construct::Until, until.span);
            self.filter(&until.filter, until.span);
        }
        self.keys(&sequence.stages);
    }

    /// The join keys of stages or parts.
    fn keys(&mut self, stages: &[Stage]) {
        let Some(first) = stages.first() else { return };
        if first.keys.is_empty() {
            self.add(Construct::NoJoinKey, self.whole());
        }
        let fields = |stage: &Stage| -> Vec<_> { stage.keys.iter().map(|key| key.field).collect() };
        for stage in stages {
            if fields(stage) != fields(first) {
                self.add(Construct::StageKeys, stage.span);
            }
            if stage.keys.iter().any(|key: &Key| key.optional) {
                self.add(Construct::OptionalKey, stage.span);
            }
        }
    }

    fn pipe(&mut self, pipe: &Pipe) {
        let whole = self.whole();
        match pipe {
            Pipe::Head(_) => self.add(Construct::Head, whole),
            Pipe::Tail(_) => self.add(Construct::Tail, whole),
        }
    }

    /// A filter that has no category in front of it lets all events in.
    fn filter(&mut self, filter: &Filter, span: Span) {
        if !self.has_category(&filter.condition) {
            self.add(Construct::AnyCategory, span);
        }
        self.condition(&filter.condition);
    }

    fn has_category(&self, condition: &Condition) -> bool {
        let first = condition.parts().first();
        matches!(first, Some(Condition::Leaf(leaf)) if self.eql.is_category(*leaf))
            || matches!(first, Some(Condition::Constant(false)))
    }

    fn condition(&mut self, condition: &Condition) {
        match condition {
            Condition::Constant(_) => {}
            Condition::Leaf(leaf) => self.leaf(*leaf),
            Condition::Not(inner) => {
                self.negation(inner);
                self.condition(inner);
            }
            Condition::And(parts) | Condition::Or(parts) => {
                for part in parts {
                    self.condition(part);
                }
            }
        }
    }

    /// What is negated stands before an absent field.
    fn negation(&mut self, inner: &Condition) {
        match inner {
            Condition::Constant(_) => {}
            Condition::Leaf(leaf) => {
                let leaf = self.query().leaf(*leaf);
                if !matches!(leaf.test, Test::Field(_, Predicate::Exists)) {
                    self.add(Construct::AbsentField, leaf.span);
                }
            }
            Condition::Not(inner) => self.negation(inner),
            Condition::And(parts) | Condition::Or(parts) => {
                for part in parts {
                    self.negation(part);
                }
            }
        }
    }

    fn leaf(&mut self, id: LeafId) {
        let leaf = self.query().leaf(id);
        if self.eql.is_category(id) {
            return self.add(Construct::Category, leaf.span);
        }
        match &leaf.test {
            Test::Field(field, predicate) => {
                let field = self.query().field(*field);
                self.source(field.source, leaf.span);
                if *predicate != Predicate::Exists {
                    self.add(Construct::Arrays, leaf.span);
                }
                self.predicate(field.field_type, predicate, leaf.span);
            }
            Test::Script(script) => self.script(script, leaf.span),
            Test::Elements(_, inner) => {
                self.add(Construct::ArraySearch, leaf.span);
                self.condition(inner);
            }
            Test::Related(_, filter) => {
                self.add(Construct::Lineage, leaf.span);
                self.filter(filter, leaf.span);
            }
        }
    }

    fn source(&mut self, source: Source, span: Span) {
        if matches!(source, Source::Stage(_)) {
            self.add(Construct::EarlierEvent, span);
        }
    }

    fn predicate(&mut self, field_type: FieldType, predicate: &Predicate, span: Span) {
        match predicate {
            Predicate::Exists => self.add(Construct::Exists, span),
            Predicate::OneOf(values, case) => {
                self.add(of_values(field_type, values.first(), Construct::Equality), span);
                self.case(*case, span);
            }
            Predicate::Range(_, value) => {
                self.add(of_values(field_type, Some(value), Construct::TextRange), span);
            }
            Predicate::Like(_, case) | Predicate::Prefix(_, case) => {
                self.add(Construct::Wildcard, span);
                self.case(*case, span);
            }
            Predicate::Regex(regexes) => {
                self.add(Construct::Regex, span);
                for regex in regexes {
                    self.case(regex.case, span);
                }
            }
            Predicate::Cidr(_) => self.add(Construct::Cidr, span),
        }
    }

    fn case(&mut self, case: Case, span: Span) {
        if case == Case::Insensitive {
            self.add(Construct::IgnoreCase, span);
        }
    }

    fn script(&mut self, script: &Script, span: Span) {
        self.add(Construct::Arrays, span);
        for field in &script.occurrences {
            self.source(self.query().field(*field).source, span);
        }
        if script.occurrences.len() > 1 {
            self.add(Construct::FieldComparison, span);
        }
        self.expression(&script.expr, span);
    }

    fn expression(&mut self, expr: &ScriptExpr, span: Span) {
        match expr {
            ScriptExpr::Constant(_) | ScriptExpr::Occurrence(_) => {}
            ScriptExpr::Call(function, mode, arguments) => {
                self.add(Construct::Function(function.function().name), span);
                self.case(mode.case, span);
                for argument in arguments {
                    self.expression(argument, span);
                }
            }
            ScriptExpr::Negate(_, inner) => {
                self.add(Construct::Arithmetic, span);
                self.expression(inner, span);
            }
            ScriptExpr::Arithmetic(_, _, left, right) => {
                self.add(Construct::Arithmetic, span);
                self.expression(left, span);
                self.expression(right, span);
            }
            ScriptExpr::Equal(left, right) | ScriptExpr::Range(_, left, right) => {
                self.expression(left, span);
                self.expression(right, span);
            }
            ScriptExpr::OneOf(inner, _, case) => {
                self.case(*case, span);
                self.expression(inner, span);
            }
            ScriptExpr::Like(inner, regexes) | ScriptExpr::Regex(inner, regexes) => {
                self.add(Construct::ScriptedPattern, span);
                for regex in regexes {
                    self.case(regex.case, span);
                }
                self.expression(inner, span);
            }
            ScriptExpr::IsNull(inner) | ScriptExpr::Not(inner) => {
                self.add(Construct::ScriptedLogic, span);
                self.expression(inner, span);
            }
            ScriptExpr::And(parts) | ScriptExpr::Or(parts) => {
                self.add(Construct::ScriptedLogic, span);
                for part in parts {
                    self.expression(part, span);
                }
            }
        }
    }
}

/// What a comparison with a constant is, by the type of the field, or of the constant where the field has none.
fn of_values(
    field_type: FieldType,
    value: Option<&Value<'static>>,
    of_text: Construct,
) -> Construct {
    match field_type {
        FieldType::Keyword | FieldType::Text | FieldType::Nested | FieldType::Unsupported => {
            of_text
        }
        FieldType::Integer
        | FieldType::Long
        | FieldType::UnsignedLong
        | FieldType::Double
        | FieldType::Number => Construct::Number,
        FieldType::Boolean => Construct::Boolean,
        FieldType::Date | FieldType::DateNanos => Construct::Date,
        FieldType::Ip => Construct::Address,
        FieldType::Version => Construct::Version,
        FieldType::Dynamic => value.map_or(of_text, |value| of_constant(value, of_text)),
    }
}

fn of_constant(value: &Value<'static>, of_text: Construct) -> Construct {
    match value {
        Value::Null | Value::Str(_) => of_text,
        Value::Bool(_) => Construct::Boolean,
        Value::Int(_) | Value::UInt(_) | Value::Float(_) => Construct::Number,
        Value::Date(_) => Construct::Date,
        Value::Ip(_) => Construct::Address,
        Value::Version(_) => Construct::Version,
    }
}
