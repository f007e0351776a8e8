//! What the type of a rule adds to `[rule]`.

use toml::de::DeTable;

use super::{
    EqlRule, EsqlRule, MachineLearningRule, NewTermsRule, QueryRule, SavedQueryRule,
    ThreatMatchRule, ThresholdRule,
};
use crate::RuleType;
use crate::read::{Path, Reader, Report};

/// The part of a rule that depends on its type.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum RuleKind {
    /// `type = "query"`
    Query(QueryRule),
    /// `type = "eql"`
    Eql(EqlRule),
    /// `type = "esql"`
    Esql(EsqlRule),
    /// `type = "threshold"`
    Threshold(ThresholdRule),
    /// `type = "new_terms"`
    NewTerms(NewTermsRule),
    /// `type = "threat_match"`
    ThreatMatch(ThreatMatchRule),
    /// `type = "machine_learning"`
    MachineLearning(MachineLearningRule),
    /// `type = "saved_query"`, which has a finding of its own.
    SavedQuery(SavedQueryRule),
    /// No type, or none of the format. Such a rule may have the keys of any type; they are not read.
    #[default]
    Unknown,
}

impl RuleKind {
    pub(super) fn read(rule_type: Option<RuleType>, table: &mut Reader<'_>) -> Self {
        match rule_type {
            Some(RuleType::Query) => Self::Query(QueryRule::read(table)),
            Some(RuleType::Eql) => Self::Eql(EqlRule::read(table)),
            Some(RuleType::Esql) => Self::Esql(EsqlRule::read(table)),
            Some(RuleType::Threshold) => Self::Threshold(ThresholdRule::read(table)),
            Some(RuleType::NewTerms) => Self::NewTerms(NewTermsRule::read(table)),
            Some(RuleType::ThreatMatch) => Self::ThreatMatch(ThreatMatchRule::read(table)),
            Some(RuleType::MachineLearning) => {
                Self::MachineLearning(MachineLearningRule::read(table))
            }
            Some(RuleType::SavedQuery) => Self::SavedQuery(SavedQueryRule::read(table)),
            None => {
                table.allow(RuleType::ALL.iter().copied().flat_map(keys));
                Self::Unknown
            }
        }
    }
}

/// The keys that a type adds. The readers are the only list of keys: on an empty table they tell what they know.
fn keys(rule_type: RuleType) -> Vec<&'static str> {
    let (table, report) = (DeTable::new(), Report::new("", false));
    let mut reader = Reader::new(&table, diagnostics::Span::default(), Path::ROOT, &report);
    RuleKind::read(Some(rule_type), &mut reader);
    reader.into_known()
}

/// Help for a key that other types have.
pub(super) fn home_of(key: &str) -> Option<String> {
    let has = |rule_type: &RuleType| keys(*rule_type).contains(&key);
    let loadable = RuleType::ALL.iter().filter(|&&rule_type| rule_type != RuleType::SavedQuery);
    let homes: Vec<_> = loadable
        .filter(|rule_type| has(rule_type))
        .map(|rule_type| format!("`{}`", rule_type.name()))
        .collect();
    (!homes.is_empty()).then(|| format!("`{key}` belongs to rules of type {}", homes.join(", ")))
}
