//! `:`, `like`, `regex` and their `~` forms (spec 6.4, 6.5, 9.5, 9.6).

use std::sync::Arc;

use diagnostics::Span;
use eql_functions::Case;
use eql_functions::regex::{LuceneRegex, RegexError, ScriptedRegex};
use eql_functions::wildcard::WildcardPattern;
use eql_syntax::ast::{Expr, ExprKind, Match, MatchOp};
use event::{FieldType, Value};

use super::Lowering;
use super::name::Name;
use super::operand::{Operand, ValueType};
use super::truth::Truth;
use crate::diagnostics as found;
use crate::{Predicate, Regex, ScriptExpr, Test};

impl Lowering<'_> {
    /// The truth of a pattern match; `None` after a finding.
    pub(super) fn pattern(&mut self, expr: &Expr, pattern: &Match) -> Option<Truth> {
        let Some(name) = Name::of(&pattern.value) else {
            return self.computed_pattern(expr);
        };
        let texts = self.pattern_texts(pattern);
        let field_span = pattern.value.span;
        if self.folds_to_null(name) {
            self.pattern_predicate(pattern, texts?)?;
            return Some(Truth::Known(None));
        }
        let field = self.field_for(name, field_span, FieldType::Keyword, FieldType::is_string)?;
        self.expect_text(pattern, ValueType::of_field(self.type_of(field)))?;
        let predicate = self.pattern_predicate(pattern, texts?)?;
        Some(self.leaf(Test::Field(field, predicate), expr))
    }

    /// A pattern on something computed: a script, or folded where it has no field.
    fn computed_pattern(&mut self, expr: &Expr) -> Option<Truth> {
        match self.operand(expr)? {
            Operand::Constant(value, _) => Some(Truth::Known(value.as_bool())),
            Operand::Script(script, _) => Some(self.leaf(Test::Script(script), expr)),
            Operand::Field(..) => None,
        }
    }

    fn pattern_predicate(&mut self, pattern: &Match, texts: Vec<String>) -> Option<Predicate> {
        match pattern.op {
            MatchOp::Colon | MatchOp::Like | MatchOp::LikeIgnoreCase => {
                Some(like(texts, case(pattern.op)))
            }
            MatchOp::Regex | MatchOp::RegexIgnoreCase => {
                let spans = pattern.patterns.iter().map(|pattern| pattern.span);
                let regexes: Vec<_> = texts
                    .into_iter()
                    .zip(spans)
                    .map(|(text, span)| self.regex(text, case(pattern.op), span))
                    .collect();
                Some(Predicate::Regex(regexes.into_iter().collect::<Option<_>>()?))
            }
        }
    }

    fn regex(&mut self, text: String, case: Case, span: Span) -> Option<Regex<LuceneRegex>> {
        match LuceneRegex::new(&text, case) {
            Ok(compiled) => Some(Regex { text, case, compiled: Arc::new(compiled) }),
            Err(error) => self.bad_regex(&error, span),
        }
    }

    /// `:` and `like` on something computed: each pattern decides by itself whether it has a wildcard.
    pub(super) fn scripted_like(
        &mut self,
        pattern: &Match,
        value: ScriptExpr,
        texts: Vec<String>,
    ) -> Option<ScriptExpr> {
        let is_literal = |text: &String| WildcardPattern::parse(text).is_literal();
        let (literals, patterns): (Vec<_>, Vec<_>) = texts.into_iter().partition(is_literal);
        let mut parts = Vec::new();
        if !literals.is_empty() {
            let list = literals.into_iter().map(Value::text).collect();
            parts.push(ScriptExpr::OneOf(Box::new(value.clone()), list, case(pattern.op)));
        }
        if !patterns.is_empty() {
            let regexes = self.scripted_regexes(pattern, patterns, ScriptedRegex::like)?;
            parts.push(ScriptExpr::Like(Box::new(value), regexes));
        }
        Some(if parts.len() == 1 { parts.swap_remove(0) } else { ScriptExpr::Or(parts) })
    }

    /// Patterns on something computed become Java regexes (spec 9.5, 9.6).
    pub(super) fn scripted_regexes(
        &mut self,
        pattern: &Match,
        texts: Vec<String>,
        compile: fn(&str, Case) -> Result<ScriptedRegex, RegexError>,
    ) -> Option<Vec<Regex<ScriptedRegex>>> {
        let case = case(pattern.op);
        let span = pattern.patterns.first()?.span;
        let regexes: Vec<_> = texts
            .into_iter()
            .map(|text| match compile(&text, case) {
                Ok(compiled) => Some(Regex { text, case, compiled: Arc::new(compiled) }),
                Err(error) => self.bad_regex(&error, span),
            })
            .collect();
        regexes.into_iter().collect()
    }

    fn bad_regex<T>(&mut self, error: &RegexError, span: Span) -> Option<T> {
        self.report(&found::BadRegex { error: error.to_string(), span });
        None
    }

    /// The constants on the right; `None` after a finding at each that is no text.
    pub(super) fn pattern_texts(&mut self, pattern: &Match) -> Option<Vec<String>> {
        let texts: Vec<_> = pattern
            .patterns
            .iter()
            .map(|constant| {
                if let ExprKind::Str(text) = &constant.kind {
                    return Some(text.value.clone());
                }
                if is_literal(&constant.kind) {
                    let operator = pattern.op.symbol();
                    self.report(&found::PatternNotText { operator, span: constant.span });
                }
                None
            })
            .collect();
        texts.into_iter().collect()
    }

    /// The left side must be a text.
    pub(super) fn expect_text(&mut self, pattern: &Match, value_type: ValueType) -> Option<()> {
        if value_type == ValueType::String || value_type.is_open() {
            return Some(());
        }
        let operator = pattern.op.symbol();
        self.report(&found::NotAText {
            operator,
            found: value_type.name(),
            span: pattern.value.span,
        });
        None
    }
}

/// Whether this is a literal; anything else has been reported by the parser.
fn is_literal(kind: &ExprKind) -> bool {
    matches!(kind, ExprKind::Null | ExprKind::Bool(_) | ExprKind::Number(_))
}

/// `:` always ignores case.
fn case(op: MatchOp) -> Case {
    match op {
        MatchOp::Colon | MatchOp::LikeIgnoreCase | MatchOp::RegexIgnoreCase => Case::Insensitive,
        MatchOp::Like | MatchOp::Regex => Case::Sensitive,
    }
}

/// Patterns without a wildcard are equalities (spec 9.6).
fn like(texts: Vec<String>, case: Case) -> Predicate {
    let patterns: Vec<_> = texts.iter().map(|text| WildcardPattern::parse(text)).collect();
    if patterns.iter().all(WildcardPattern::is_literal) {
        return Predicate::OneOf(texts.into_iter().map(Value::text).collect(), case);
    }
    Predicate::Like(patterns, case)
}
