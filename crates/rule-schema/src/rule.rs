//! `[rule]`: the keys of all rule types. What only some types have is in [`RuleKind`].

mod eql;
mod esql;
mod fields;
mod kind;
mod machine_learning;
mod mapping;
mod new_terms;
mod query;
mod saved_query;
mod search;
mod suppression;
mod threat;
mod threat_match;
mod threshold;
mod timeline;

use crate::diagnostics::ForbiddenVersion;
use crate::read::{Reader, Value, list, scalar, table, text, word};
use crate::{EmbeddedText, Entries, List, Node, RuleType, Severity, Spanned};

pub use eql::EqlRule;
pub use esql::EsqlRule;
pub use fields::{InvestigationFields, RelatedIntegration, RequiredField};
pub use kind::RuleKind;
pub use machine_learning::MachineLearningRule;
pub use mapping::{RiskScoreMapping, SeverityMapping};
pub use new_terms::{HistoryWindowStart, NewTerms, NewTermsRule};
pub use query::QueryRule;
pub use saved_query::SavedQueryRule;
pub use suppression::{AlertSuppression, SuppressionDuration, ThresholdSuppression};
pub use threat::{Subtechnique, Tactic, Technique, Threat, ThreatMappings};
pub use threat_match::{ThreatMapEntry, ThreatMapGroup, ThreatMatchRule};
pub use threshold::{Cardinality, Threshold, ThresholdRule};

/// `[rule]` (rule-format §2.4). A required key that is absent or does not fit is `None`, with a finding.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Rule {
    /// Required.
    pub name: Option<Spanned<String>>,
    /// Required.
    pub author: Option<List<String>>,
    /// Required.
    pub description: Option<Spanned<String>>,
    /// 0 to 100. Required.
    pub risk_score: Option<Spanned<u8>>,
    /// A UUID. Required.
    pub rule_id: Option<Spanned<String>>,
    /// Required.
    pub severity: Option<Spanned<Severity>>,
    /// `type`. Required.
    pub rule_type: Option<Spanned<RuleType>>,
    /// Where a run's window begins, as date math; `now-6m` when absent.
    pub from: Option<Spanned<String>>,
    /// Where a run's window ends, as date math; `now` when absent.
    pub to: Option<Spanned<String>>,
    /// How often it runs; `5m` when absent.
    pub interval: Option<Spanned<String>>,
    /// The fields that an analyst sees first.
    pub investigation_fields: Option<Spanned<InvestigationFields>>,
    /// The integrations that the rule needs.
    pub related_integrations: Option<List<RelatedIntegration>>,
    /// The fields that the rule needs.
    pub required_fields: Option<List<RequiredField>>,
    /// What must be set up first, as Markdown.
    pub setup: Option<EmbeddedText>,
    /// The investigation guide, as Markdown.
    pub note: Option<EmbeddedText>,
    /// Set by Kibana; forbidden in a file.
    pub revision: Option<Spanned<i64>>,
    /// Set by the version lock; forbidden in a file.
    pub version: Option<Spanned<u64>>,
    /// `default` for a building block rule, whose alerts are hidden.
    pub building_block_type: Option<Spanned<String>>,
    /// Whether it runs once installed.
    pub enabled: Option<Spanned<bool>>,
    /// The exception lists: `id`, `list_id`, `type`, `namespace_type`.
    pub exceptions_list: Option<List<Entries<String>>>,
    /// What happens at an alert.
    pub actions: Option<List<Entries<Node>>>,
    /// What the endpoint does at an alert.
    pub response_actions: Option<List<Entries<Node>>>,
    /// Kibana filters on the events.
    pub filters: Option<List<Entries<Node>>>,
    /// What else can cause an alert.
    pub false_positives: Option<List<String>>,
    /// Addresses of articles.
    pub references: Option<List<String>>,
    /// Labels.
    pub tags: Option<List<String>>,
    /// The licence.
    pub license: Option<Spanned<String>>,
    /// The field whose value is the name of an alert.
    pub rule_name_override: Option<Spanned<String>>,
    /// How often actions run.
    pub throttle: Option<Spanned<String>>,
    /// The field that is searched instead of `@timestamp`.
    pub timestamp_override: Option<Spanned<String>>,
    /// The most alerts of one run; 100 when absent.
    pub max_signals: Option<Spanned<u64>>,
    /// Anything else.
    pub meta: Option<Spanned<Entries<Node>>>,
    /// Events whose own score replaces `risk_score`.
    pub risk_score_mapping: Option<List<RiskScoreMapping>>,
    /// Events whose own severity replaces `severity`.
    pub severity_mapping: Option<List<SeverityMapping>>,
    /// The timeline template of an alert.
    pub timeline_id: Option<Spanned<String>>,
    /// Its title.
    pub timeline_title: Option<Spanned<String>>,
    /// `[[rule.threat]]`: the behaviour that it finds.
    pub threat: Option<List<Threat>>,
    /// The same for other versions of the catalogue; never shipped.
    pub threat_mappings: Option<List<ThreatMappings>>,
    /// What only rules of its type have.
    pub kind: RuleKind,
}

/// Reads `[rule]`.
pub(crate) fn read_rule(value: Value<'_>) -> Option<Rule> {
    let mut reader = table::reader(value)?;
    let rule = Rule::read(&mut reader);
    reader.finish(kind::home_of);
    Some(rule)
}

impl Rule {
    fn read(table: &mut Reader<'_>) -> Self {
        let rule_type = table.required("type", word::rule_type);
        let rule = Self {
            name: table.required("name", text::name),
            author: table.required("author", list::of(scalar::string)),
            description: table.required("description", scalar::string),
            risk_score: table.required("risk_score", scalar::risk_score),
            rule_id: table.required("rule_id", text::uuid),
            severity: table.required("severity", word::of),
            rule_type,
            from: table.optional("from", scalar::string),
            to: table.optional("to", scalar::string),
            interval: table.optional("interval", text::interval),
            investigation_fields: table
                .optional("investigation_fields", table::of(InvestigationFields::read)),
            related_integrations: table
                .optional("related_integrations", list::of(table::of(RelatedIntegration::read))),
            required_fields: table
                .optional("required_fields", list::of(table::of(RequiredField::read))),
            setup: table.optional_placed("setup", scalar::embedded),
            note: table.optional_placed("note", scalar::embedded),
            revision: table.optional("revision", scalar::integer),
            version: table.optional("version", scalar::positive),
            building_block_type: table.optional("building_block_type", word::one_of(&["default"])),
            enabled: table.optional("enabled", scalar::boolean),
            exceptions_list: table
                .optional("exceptions_list", list::of(table::map_of(scalar::string))),
            actions: table.optional("actions", list::of(table::free)),
            response_actions: table.optional("response_actions", list::of(table::free)),
            filters: table.optional("filters", list::of(table::free)),
            false_positives: table.optional("false_positives", list::of(scalar::string)),
            references: table.optional("references", list::of(scalar::string)),
            tags: table.optional("tags", list::of(scalar::string)),
            license: table.optional("license", scalar::string),
            rule_name_override: table.optional("rule_name_override", scalar::string),
            throttle: table.optional("throttle", scalar::string),
            timestamp_override: table.optional("timestamp_override", scalar::string),
            max_signals: table.optional("max_signals", scalar::positive),
            meta: table.optional("meta", table::free),
            risk_score_mapping: table
                .optional("risk_score_mapping", list::of(table::of(RiskScoreMapping::read))),
            severity_mapping: table
                .optional("severity_mapping", list::of(table::of(SeverityMapping::read))),
            timeline_id: table.optional("timeline_id", word::one_of(timeline::IDS)),
            timeline_title: table.optional("timeline_title", word::one_of(timeline::TITLES)),
            threat: table.optional("threat", list::of(table::of(Threat::read))),
            threat_mappings: table
                .optional("threat_mappings", list::of(table::of(ThreatMappings::read))),
            kind: RuleKind::read(rule_type.map(|rule_type| rule_type.value), table),
        };
        rule.check_version(table);
        if let (RuleKind::SavedQuery(_), Some(rule_type)) = (&rule.kind, rule_type) {
            table.report().push(&crate::diagnostics::SavedQuery { span: rule_type.span });
        }
        rule
    }

    /// Statement L4: the version lock has the version.
    fn check_version(&self, table: &Reader<'_>) {
        let version = self.version.map(|version| ("version", version.span));
        let revision = self.revision.map(|revision| ("revision", revision.span));
        for (key, span) in version.into_iter().chain(revision) {
            table.report().push(&ForbiddenVersion { span, key });
        }
    }
}
