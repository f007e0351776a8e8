//! `in` and `in~` (spec 6.6, 7.7, 9.7).

use diagnostics::Span;
use eql_syntax::ast::{Expr, In};
use event::{FieldType, Value};

use super::Lowering;
use super::operand::{Operand, ValueType};
use super::script::case_of;
use super::truth::Truth;
use crate::diagnostics as found;
use crate::evaluate::equality;
use crate::{FieldId, Predicate, Script, ScriptExpr, Test};

type Constant = (Value<'static>, ValueType);

impl Lowering<'_> {
    /// The truth of `value in (list)`; `None` after a finding.
    pub(super) fn membership(&mut self, expr: &Expr, membership: &In) -> Option<Truth> {
        if self.compares_fields(membership) {
            return self.fields_membership(expr, membership);
        }
        let list = self.constant_list(&membership.list);
        let value = self.operand(&membership.value)?;
        let list = list?;
        let truth = if list.iter().all(|(value, _)| value.is_null()) {
            // Also for a value: a list of nulls folds to null before anything is looked at (spec 7.7).
            Some(Truth::Known(None))
        } else {
            self.member(expr, membership, value, list)
        };
        if membership.negated { truth.map(Truth::not) } else { truth }
    }

    fn member(
        &mut self,
        expr: &Expr,
        membership: &In,
        value: Operand<'_>,
        list: Vec<Constant>,
    ) -> Option<Truth> {
        let case = case_of(membership.ignore_case);
        let spans: Vec<Span> = membership.list.iter().map(|element| element.span).collect();
        match value {
            Operand::Field(name, field_span) => {
                let implied = implied_type(&list, membership.ignore_case);
                let ignore_case = membership.ignore_case;
                let fits = |known: FieldType| !ignore_case || known.is_string();
                let field = self.field_for(name, field_span, implied, fits)?;
                let field_type = self.type_of(field);
                if membership.ignore_case && !field_type.is_string() {
                    let found = field_type.name();
                    self.report(&found::NotAText { operator: "in~", found, span: field_span });
                    return None;
                }
                if ignore_case {
                    self.expect_all(ValueType::String, membership, &list, false)?;
                }
                let list = list.into_iter().zip(spans).filter(|((value, _), _)| !value.is_null());
                let list: Vec<_> = list.map(|((value, _), span)| (value, span)).collect();
                let predicate = self.member_predicate(field, &list, case)?;
                Some(self.leaf(Test::Field(field, predicate), expr))
            }
            Operand::Constant(value, value_type) => {
                self.expect_elements(membership, value_type, &list)?;
                let values: Vec<_> = list.into_iter().map(|(value, _)| value).collect();
                Some(Truth::Known(eql_functions::compare::one_of(&value, &values, equality(case))))
            }
            Operand::Script(Script { expr: value, occurrences }, value_type) => {
                self.expect_elements(membership, value_type, &list)?;
                let values =
                    list.into_iter().map(|(value, _)| value).filter(|value| !value.is_null());
                let member = ScriptExpr::OneOf(Box::new(value), values.collect(), case);
                Some(self.leaf(Test::Script(Script { expr: member, occurrences }), expr))
            }
        }
    }

    /// Elements beside something computed have its type (spec 6.6), and `in~` is for texts (spec 9.7).
    fn expect_elements(
        &mut self,
        membership: &In,
        value_type: ValueType,
        list: &[Constant],
    ) -> Option<()> {
        if !membership.ignore_case {
            return self.expect_all(value_type, membership, list, true);
        }
        if !value_type.may_equal(ValueType::String) {
            let (found, span) = (value_type.name(), membership.value.span);
            self.report(&found::NotAText { operator: "in~", found, span });
            return None;
        }
        self.expect_all(ValueType::String, membership, list, true)
    }

    fn expect_all(
        &mut self,
        wanted: ValueType,
        membership: &In,
        list: &[Constant],
        computed: bool,
    ) -> Option<()> {
        let elements = list.iter().zip(&membership.list);
        let fit: Vec<_> = elements
            .map(|((_, found), element)| {
                self.expect_constant(wanted, *found, element.span, computed)
            })
            .collect();
        fit.into_iter().collect()
    }

    fn member_predicate(
        &mut self,
        field: FieldId,
        list: &[(Value<'static>, Span)],
        case: eql_functions::Case,
    ) -> Option<Predicate> {
        if self.type_of(field) == FieldType::Ip {
            let blocks: Vec<_> =
                list.iter().map(|(value, span)| self.block(value, *span)).collect();
            return Some(Predicate::Cidr(blocks.into_iter().collect::<Option<_>>()?));
        }
        let values: Vec<_> =
            list.iter().map(|(value, span)| self.literal(value, field, *span)).collect();
        Some(Predicate::OneOf(values.into_iter().collect::<Option<_>>()?, case))
    }

    /// All elements folded; `None` after a finding at each element that is not constant.
    pub(super) fn constant_list(&mut self, list: &[Expr]) -> Option<Vec<Constant>> {
        let constants: Vec<_> = list
            .iter()
            .map(|element| {
                let span = element.span;
                self.constant(element, |lowering| {
                    lowering.report(&found::FieldComparison { operator: "in", span });
                })
            })
            .collect();
        constants.into_iter().collect()
    }
}

/// The type that the list gives a field of which nothing is known.
fn implied_type(list: &[Constant], ignore_case: bool) -> FieldType {
    let mut types = list.iter().filter(|(value, _)| !value.is_null());
    let first =
        types.next().map_or(FieldType::Dynamic, |(_, value_type)| value_type.implied_field_type());
    let mixed = types.any(|(_, value_type)| value_type.implied_field_type() != first);
    match (ignore_case, mixed) {
        (true, _) => FieldType::Keyword,
        (false, true) => FieldType::Dynamic,
        (false, false) => first,
    }
}
