//! From the tree of the text to the query that runs.

mod call;
mod comparison;
mod condition;
mod field;
mod literal;
mod membership;
mod operand;
mod pattern;
mod pipe;
mod sample;
mod script;
mod sequence;
mod truth;

use diagnostics::{Diagnose, Diagnostic, Parsed};
use eql_functions::Case;
use eql_syntax::ast;
use event::Value;
use event_schema::Schema;

use crate::diagnostics as found;
use crate::{Condition, Field, Filter, Form, Leaf, LeafId, Predicate, Query, Test};
use truth::Truth;

/// What lowering needs to know besides the text.
pub struct Context<'a> {
    /// Which type a field has.
    pub schema: &'a Schema,
    /// The field that `category where` asks, `event.category` unless a rule says otherwise (spec 3.1).
    pub category_field: &'a str,
}

/// Lowers a query. There is a query for every tree; where the findings have an error it must not run.
pub fn lower(query: &ast::Query, context: &Context<'_>) -> Parsed<Query> {
    let mut lowering =
        Lowering { context, fields: Vec::new(), leaves: Vec::new(), diagnostics: Vec::new() };
    let form = lowering.form(&query.body);
    let pipes = lowering.pipes(query);
    let tree = Query { form, pipes, fields: lowering.fields, leaves: lowering.leaves };
    Parsed { tree, diagnostics: lowering.diagnostics }
}

/// The query so far.
struct Lowering<'a> {
    context: &'a Context<'a>,
    fields: Vec<Field>,
    leaves: Vec<Leaf>,
    diagnostics: Vec<Diagnostic>,
}

impl Lowering<'_> {
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
        let field = self.category_field();
        let predicate = Predicate::OneOf(vec![Value::text(name.value.clone())], Case::Sensitive);
        let text = format!("{} == {:?}", self.context.category_field, name.value);
        self.add_leaf(Leaf { test: Test::Field(field, predicate), span: category.span, text })
    }

    /// The leaf of an expression.
    fn leaf(&mut self, test: Test, expr: &ast::Expr) -> Truth {
        self.add_leaf(Leaf { test, span: expr.span, text: eql_syntax::print_expr(expr) })
    }

    fn add_leaf(&mut self, leaf: Leaf) -> Truth {
        // A query is bounded by its text, so its leaves fit 32 bits.
        let id = LeafId(u32::try_from(self.leaves.len()).unwrap_or(u32::MAX));
        self.leaves.push(leaf);
        Truth::Open(Condition::Leaf(id))
    }
}

/// What stands in for a query that cannot run.
fn nothing() -> Form {
    Form::Event(nothing_filter())
}

/// What stands in for a filter that cannot run.
fn nothing_filter() -> Filter {
    Filter { condition: Condition::Constant(false) }
}
