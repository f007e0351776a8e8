//! From the tree of the text to the query that runs.

mod array_search;
mod call;
mod comparison;
mod condition;
mod field;
mod field_comparison;
mod literal;
mod membership;
mod name;
mod operand;
mod pattern;
mod pipe;
mod relation;
mod sample;
mod script;
mod sequence;
mod truth;

use diagnostics::{Diagnose, Diagnostic, Parsed};
use eql_functions::Case;
use eql_syntax::{Dialect, ast};
use event::{DateFormat, Value};
use event_schema::Schema;

use crate::diagnostics as found;
use crate::{Condition, Field, FieldId, Filter, Form, Leaf, LeafId, Predicate, Query, Test};
use name::Scope;
use operand::Operand;
use truth::Truth;

/// What lowering needs to know besides the text.
pub struct Context<'a> {
    /// Which type a field has.
    pub schema: &'a Schema,
    /// The field that `category where` asks, `event.category` unless a rule says otherwise (spec 3.1).
    pub category_field: &'a str,
    /// Which language the query is in; it was parsed as the same.
    pub dialect: Dialect,
}

/// Lowers a query. There is a query for every tree; where the findings have an error it must not run.
pub fn lower(query: &ast::Query, context: &Context<'_>) -> Parsed<Query> {
    let mut lowering = Lowering::new(context);
    let form = lowering.form(&query.body);
    let pipes = lowering.pipes(query);
    let tree = Query { form, pipes, fields: lowering.fields, leaves: lowering.leaves };
    Parsed { tree, diagnostics: lowering.diagnostics }
}

/// The value of an expression without fields; `None` where it has some, or after a finding.
pub fn fold(expr: &ast::Expr, context: &Context<'_>) -> Parsed<Option<Value<'static>>> {
    let mut lowering = Lowering::new(context);
    let tree = match lowering.operand(expr) {
        Some(Operand::Constant(value, _)) => Some(value),
        Some(Operand::Field(..) | Operand::Script(..)) | None => None,
    };
    Parsed { tree, diagnostics: lowering.diagnostics }
}

/// The query so far.
struct Lowering<'a> {
    context: &'a Context<'a>,
    fields: Vec<Field>,
    leaves: Vec<Leaf>,
    /// How mappings write the dates of fields.
    date_formats: Vec<(FieldId, Vec<DateFormat>)>,
    /// What names can refer to beside the event.
    scope: Scope,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Lowering<'a> {
    fn new(context: &'a Context<'a>) -> Self {
        Self {
            context,
            fields: Vec::new(),
            leaves: Vec::new(),
            date_formats: Vec::new(),
            scope: Scope::default(),
            diagnostics: Vec::new(),
        }
    }

    fn report(&mut self, finding: &impl Diagnose) {
        self.diagnostics.push(finding.diagnostic());
    }

    fn form(&mut self, body: &ast::Body) -> Form {
        match body {
            ast::Body::Event(filter) => Form::Event(self.filter(filter)),
            ast::Body::Sequence(sequence) => Form::Sequence(self.sequence(sequence)),
            ast::Body::Sample(sample) => Form::Sample(self.sample(sample)),
            ast::Body::Join(join) => {
                self.report(&found::Join { span: join.span });
                nothing()
            }
            ast::Body::Error => nothing(),
        }
    }

    fn filter(&mut self, filter: &ast::EventFilter) -> Filter {
        let category = self.category(&filter.category);
        let condition = self.condition(&filter.condition).unwrap_or(Truth::Known(None));
        Filter { condition: Truth::all(vec![category, condition]).into_condition() }
    }

    /// `cat where` is the leaf `<category field> == "cat"` (spec 3.1).
    fn category(&mut self, category: &ast::Category) -> Truth {
        let Some(name) = &category.name else { return Truth::Known(Some(true)) };
        let Some(field) = self.category_field(category.span) else { return Truth::Known(None) };
        let predicate = Predicate::OneOf(vec![Value::text(name.value.clone())], Case::Sensitive);
        let text = format!("{} == {:?}", self.context.category_field, name.value);
        self.add_leaf(test_at(Test::Field(field, predicate), category.span, text))
    }

    /// The leaf of an expression.
    fn leaf(&mut self, test: Test, expr: &ast::Expr) -> Truth {
        self.add_leaf(test_at(test, expr.span, eql_syntax::print_expr(expr)))
    }

    /// The truth of an expression that was made a leaf, which may be true where the test of the leaf is false.
    fn of_expression(&mut self, truth: Truth) -> Truth {
        if let Truth::Open(Condition::Not(inner)) = &truth
            && let Condition::Leaf(leaf) = **inner
        {
            self.leaves[leaf.0 as usize].is_opposite = true;
        }
        truth
    }

    fn add_leaf(&mut self, leaf: Leaf) -> Truth {
        // A query is bounded by its text, so its leaves fit 32 bits.
        let id = LeafId(u32::try_from(self.leaves.len()).unwrap_or(u32::MAX));
        self.leaves.push(leaf);
        Truth::Open(Condition::Leaf(id))
    }
}

fn test_at(test: Test, span: diagnostics::Span, text: String) -> Leaf {
    Leaf { test, span, text, is_opposite: false }
}

/// What stands in for a query that cannot run.
fn nothing() -> Form {
    Form::Event(nothing_filter())
}

/// What stands in for a filter that cannot run.
fn nothing_filter() -> Filter {
    Filter { condition: Condition::Constant(false) }
}
