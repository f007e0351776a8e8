//! The whole file.

use crate::read::{Reader, table};
use crate::rule::read_rule;
use crate::{EmbeddedText, EqlRule, Maturity, Metadata, Rule, RuleKind, Spanned, Transform};

/// A rule file: about the rule, texts for its investigation guide, and the rule.
///
/// A table that the file lacks is there, empty, at the start of the file.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct RuleFile {
    /// `[metadata]`
    pub metadata: Spanned<Metadata>,
    /// `[transform]`
    pub transform: Option<Spanned<Transform>>,
    /// `[rule]`
    pub rule: Spanned<Rule>,
}

impl RuleFile {
    pub(crate) fn read(file: &mut Reader<'_>) -> Self {
        Self {
            metadata: file.required("metadata", table::of(Metadata::read)).unwrap_or_default(),
            transform: file.optional("transform", table::of(Transform::read)),
            rule: file.required("rule", read_rule).unwrap_or_default(),
        }
    }

    /// The EQL part of an EQL rule; nothing for a rule of another type.
    pub fn eql(&self) -> Option<&EqlRule> {
        match &self.rule.kind {
            RuleKind::Eql(rule) => Some(rule),
            RuleKind::Query(_)
            | RuleKind::Esql(_)
            | RuleKind::Threshold(_)
            | RuleKind::NewTerms(_)
            | RuleKind::ThreatMatch(_)
            | RuleKind::MachineLearning(_)
            | RuleKind::SavedQuery(_)
            | RuleKind::Unknown => None,
        }
    }

    /// The query of a rule of any type that has one.
    pub fn query(&self) -> Option<&EmbeddedText> {
        match &self.rule.kind {
            RuleKind::Query(rule) => rule.query.as_ref(),
            RuleKind::Eql(rule) => rule.query.as_ref(),
            RuleKind::Esql(rule) => rule.query.as_ref(),
            RuleKind::Threshold(rule) => rule.query.as_ref(),
            RuleKind::NewTerms(rule) => rule.query.as_ref(),
            RuleKind::ThreatMatch(rule) => rule.query.as_ref(),
            RuleKind::SavedQuery(rule) => rule.query.as_ref(),
            RuleKind::MachineLearning(_) | RuleKind::Unknown => None,
        }
    }

    /// Whether the rule is no longer shipped. Elastic's loader does not check such a rule.
    pub fn is_deprecated(&self) -> bool {
        self.metadata.maturity.is_some_and(|maturity| maturity.value == Maturity::Deprecated)
    }
}
