//! The comparisons of a query: a field with constant texts.

use diagnostics::Span;
use eql_syntax::ast::{ComparisonOp, Expr, ExprKind, MatchOp, Query, Text};
use eql_syntax::expressions;

use crate::names;

/// A field that is compared with texts.
pub(crate) struct Compared<'a> {
    /// The dotted name.
    pub(crate) path: String,
    pub(crate) how: How,
    /// The texts with their places; constants of other types are left out.
    pub(crate) texts: Vec<(&'a Text, Span)>,
    /// The whole comparison.
    pub(crate) span: Span,
    /// What stands between the field and the first constant behind it; nothing where the constant comes first.
    between: Option<Span>,
}

impl Compared<'_> {
    /// Where the operator stands in the query text, if nothing stands between field and constant that could be taken
    /// for it.
    pub(crate) fn operator(&self, query: &str) -> Option<Span> {
        let between = self.between?;
        let words = query.get(between.range())?;
        let operator = words.trim_end_matches(['(', ' ', '\t', '\n', '\r']).trim_start();
        let start = between.start as usize + (words.len() - words.trim_start().len());
        (operator == self.how.symbol()).then(|| Span::new(start, start + operator.len()))
    }
}

/// The ways to compare.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum How {
    /// `==`, `!=`
    Equal,
    /// `in`
    In,
    /// `in~`
    InIgnoreCase,
    /// `:`, `like`, `regex` and their forms.
    Match(MatchOp),
}

impl How {
    /// As people write it.
    pub(crate) fn symbol(self) -> &'static str {
        match self {
            Self::Equal => "==",
            Self::In => "in",
            Self::InIgnoreCase => "in~",
            Self::Match(op) => op.symbol(),
        }
    }

    /// Whether the texts are values, rather than patterns.
    pub(crate) fn is_equality(self) -> bool {
        !matches!(self, Self::Match(_))
    }

    /// Whether `*` stands for any text.
    pub(crate) fn has_wildcards(self) -> bool {
        matches!(self, Self::Match(MatchOp::Colon | MatchOp::Like | MatchOp::LikeIgnoreCase))
    }
}

/// All comparisons of a query, in the order of the text.
pub(crate) fn all(query: &Query) -> Vec<Compared<'_>> {
    expressions(query).into_iter().filter_map(compared).collect()
}

fn compared(expr: &Expr) -> Option<Compared<'_>> {
    let (value, constants, how) = sides(expr)?;
    let ExprKind::Field(name) = &value.kind else { return None };
    let first = constants.first()?.span;
    let (start, end) = (value.span.end, first.start);
    let between = (start <= end).then_some(Span { start, end });
    let texts = constants.into_iter().filter_map(names::text).collect();
    Some(Compared { path: name.path(), how, texts, span: expr.span, between })
}

/// What is compared with what, and how.
fn sides(expr: &Expr) -> Option<(&Expr, Vec<&Expr>, How)> {
    if let ExprKind::Comparison(ComparisonOp::Equal | ComparisonOp::NotEqual, left, right) =
        &expr.kind
    {
        let (value, constant) = if is_field(left) { (left, right) } else { (right, left) };
        return Some((value, vec![constant], How::Equal));
    }
    if let ExprKind::In(list) = &expr.kind {
        let how = if list.ignore_case { How::InIgnoreCase } else { How::In };
        return Some((&list.value, list.list.iter().collect(), how));
    }
    let ExprKind::Match(matched) = &expr.kind else { return None };
    Some((&matched.value, matched.patterns.iter().collect(), How::Match(matched.op)))
}

fn is_field(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Field(_))
}
