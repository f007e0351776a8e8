//! `_arraysearch(array, $variable, condition)` (spec 20.1).

use eql_syntax::Dialect;
use eql_syntax::ast::{Call, Expr, ExprKind};
use event::FieldType;

use super::Lowering;
use super::name::Name;
use super::truth::Truth;
use crate::diagnostics as found;
use crate::{Condition, Test};

/// Whether a call has the name of the search, in any letters as every function.
pub(super) fn is_named(call: &Call) -> bool {
    !call.ignore_case && call.name.eq_ignore_ascii_case("_arraysearch")
}

impl Lowering<'_> {
    /// Whether a call is a search; elsewhere its name is that of an unknown function.
    pub(super) fn is_array_search(&self, call: &Call) -> bool {
        self.context.dialect == Dialect::Endpoint && is_named(call)
    }

    /// The truth of a search; `None` after a finding.
    pub(super) fn array_search(&mut self, expr: &Expr, call: &Call) -> Option<Truth> {
        let parts = parts(call);
        if parts.is_none() {
            self.report(&found::BadArraySearch { span: expr.span });
        }
        let (array, variable, condition) = parts?;
        let name = Name::of(array)?;
        let schema_path = self.resolve(name, array.span)?.schema_path;
        // Objects have no type of their own.
        let field = self.field_for(name, array.span, FieldType::Dynamic, |_| false)?;
        self.scope.variables.push((variable.to_owned(), schema_path));
        let truth = self.condition(condition);
        self.scope.variables.pop();
        let condition = match truth? {
            Truth::Known(Some(true)) => Condition::Constant(true),
            Truth::Known(_) => return Some(Truth::Known(Some(false))),
            Truth::Open(condition) => condition,
        };
        Some(self.leaf(Test::Elements(field, Box::new(condition)), expr))
    }
}

/// The name of an array, a variable, and a condition.
fn parts(call: &Call) -> Option<(&Expr, &str, &Expr)> {
    let [array, variable, condition] = call.args.as_slice() else { return None };
    Name::of(array)?;
    let ExprKind::Variable(variable) = &variable.kind else { return None };
    variable.segments.is_empty().then_some((array, &variable.name, condition))
}
