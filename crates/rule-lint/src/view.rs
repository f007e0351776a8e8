//! A rule as checks see it.

use std::collections::BTreeSet;

use diagnostics::{Diagnostic, Parsed, Severity, SourceText, Span};
use eql_hir::Form;
use eql_syntax::{Dialect, ast};
use event_schema::{Library, Schema, StackVersion};
use rule_schema::{
    AlertSuppression, EmbeddedText, EqlRule, Framework, List, Metadata, Rule, RuleFile, RuleKind,
    RuleType, Spanned, Threat,
};
use toml::de::{DeTable, DeValue};

use crate::{Context, Fields};

/// What `category where` asks.
const CATEGORY_FIELD: &str = "event.category";
/// What the reader calls broken TOML.
const BROKEN: &str = "rule/toml-syntax";

/// A rule that was read: the owner of what a [`RuleView`] shows.
#[derive(Clone, Debug)]
pub struct ReadRule {
    source: SourceText,
    file: RuleFile,
    eql: Option<(ast::Query, eql_hir::Query)>,
    /// The fields of its data, where a schema folder says them.
    fields: Option<Fields>,
    /// Whether the TOML is broken.
    broken: bool,
    diagnostics: Vec<Diagnostic>,
}

/// One rule: its file and its query.
pub struct RuleView<'a> {
    /// The text of the file; its name is the path, below the repository where there is one, with `/` between folders.
    pub source: &'a SourceText,
    /// Everything in the file.
    pub file: &'a RuleFile,
    /// The query of an EQL rule without errors.
    pub eql: Option<EqlView<'a>>,
    /// The ways to all keys in `[metadata]` and `[rule]`, e.g. `rule.tags`; nothing where the TOML is broken.
    keys: Option<BTreeSet<String>>,
}

/// An EQL query.
#[derive(Clone, Copy, Debug)]
pub struct EqlView<'a> {
    /// As it was written.
    pub ast: &'a ast::Query,
    /// As it runs.
    pub query: &'a eql_hir::Query,
}

impl ReadRule {
    /// Reads a rule file and its query.
    pub fn new(source: &SourceText, schema: &Schema) -> Self {
        Self::read(source, |_, _| None, schema)
    }

    /// The same with the fields that the lists say the rule's data has on these stacks.
    pub fn with_library(source: &SourceText, library: &Library, stacks: &[StackVersion]) -> Self {
        let fields = |file: &RuleFile, query: Option<&ast::Query>| {
            Some(Fields::new(file, query, library, stacks))
        };
        Self::read(source, fields, &Schema::ecs())
    }

    fn read(
        source: &SourceText,
        fields: impl Fn(&RuleFile, Option<&ast::Query>) -> Option<Fields>,
        schema: &Schema,
    ) -> Self {
        let parsed = rule_schema::parse(source);
        let broken = parsed.diagnostics.iter().any(|finding| finding.id == BROKEN);
        let (file, mut diagnostics) = (parsed.tree, parsed.diagnostics);
        let syntax =
            file.query().filter(|text| file.eql().is_some() && !text.text.trim().is_empty());
        let syntax = syntax.map(|text| eql_syntax::parse(&text.text));
        let fields = fields(&file, syntax.as_ref().map(|parsed| &parsed.tree));
        let eql = file.eql().zip(syntax).and_then(|(rule, parsed)| {
            let (query, findings) = lower(rule, &parsed, fields.as_ref(), schema)?;
            let sound = findings.iter().all(|found| found.severity != Severity::Error);
            diagnostics.extend(findings);
            sound.then_some((parsed.tree, query))
        });
        diagnostics.sort_by_key(|finding| finding.span);
        Self { source: source.clone(), file, eql, fields, broken, diagnostics }
    }

    /// The fields of its data, where a schema folder says them.
    pub fn fields(&self) -> Option<&Fields> {
        self.fields.as_ref()
    }

    /// What the reader of the file and the lowering of the query found, by place.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// The rule as checks see it.
    pub fn view(&self) -> RuleView<'_> {
        let eql = self.eql.as_ref().map(|(ast, query)| EqlView { ast, query });
        if self.broken {
            return RuleView::broken(&self.source, &self.file);
        }
        RuleView::new(&self.source, &self.file, eql)
    }
}

/// The query of a rule, and what is wrong with it on any of its stacks, with places in the file.
fn lower(
    rule: &EqlRule,
    parsed: &Parsed<ast::Query>,
    fields: Option<&Fields>,
    schema: &Schema,
) -> Option<(eql_hir::Query, Vec<Diagnostic>)> {
    // An empty query has a finding of the reader.
    let text = rule.query.as_ref()?;
    let own = rule.event_category_override.as_ref().map(|field| field.value.as_str());
    let category_field = own.unwrap_or(CATEGORY_FIELD);
    let run = |schema: &Schema| {
        let context = eql_hir::Context { schema, category_field, dialect: Dialect::default() };
        eql_hir::lower(&parsed.tree, &context)
    };
    let lowered = fields.map_or_else(|| run(schema), |fields| run(&fields.schema()));
    let mut found = lowered.diagnostics;
    let fields = fields.into_iter().flat_map(|fields| fields.other_schemas(&lowered.tree));
    for (stack, schema) in fields {
        found = on_stack(found, run(&schema).diagnostics, stack);
    }
    let found = parsed.diagnostics.iter().cloned().chain(found);
    let placed = found.map(|finding| text.place(finding));
    Some((lowered.tree, placed.collect()))
}

/// Adds the findings of one more stack that are new.
pub fn on_stack(
    mut found: Vec<Diagnostic>,
    more: Vec<Diagnostic>,
    stack: StackVersion,
) -> Vec<Diagnostic> {
    for mut finding in more {
        if !found.iter().any(|known| (known.id, known.span) == (finding.id, finding.span)) {
            finding.message = format!("{} on stack {stack}", finding.message);
            found.push(finding);
        }
    }
    found
}

impl<'a> RuleView<'a> {
    /// A rule whose TOML the reader found no error in (`rule/toml-syntax`), with its query, if that is EQL and has no
    /// errors.
    pub fn new(source: &'a SourceText, file: &'a RuleFile, eql: Option<EqlView<'a>>) -> Self {
        let keys = DeTable::parse(source.text()).ok().map(|table| keys(table.get_ref()));
        Self { source, file, eql, keys }
    }

    /// A rule whose TOML the reader found an error in. Nothing parses it again: it can be deep beyond any stack.
    pub fn broken(source: &'a SourceText, file: &'a RuleFile) -> Self {
        Self { source, file, eql: None, keys: None }
    }

    pub(crate) fn rule(&self) -> &'a Rule {
        &self.file.rule.value
    }

    pub(crate) fn metadata(&self) -> &'a Metadata {
        &self.file.metadata.value
    }

    pub(crate) fn rule_type(&self) -> Option<RuleType> {
        self.rule().rule_type.map(|rule_type| rule_type.value)
    }

    /// Whether the TOML is broken, so that nothing can be said of what is not there.
    pub(crate) fn is_broken(&self) -> bool {
        self.keys.is_none()
    }

    /// Whether the file says nothing for a key, e.g. `rule.tags`; a value that does not fit is not nothing.
    pub(crate) fn lacks(&self, key: &str) -> bool {
        self.keys.as_ref().is_some_and(|keys| !keys.contains(key))
    }

    /// The header of `[rule]`: the place of what it lacks.
    pub(crate) fn header(&self) -> Span {
        self.file.rule.span
    }

    /// The place of a value, or of the table that lacks it.
    pub(crate) fn place<T>(&self, value: Option<&Spanned<T>>) -> Span {
        value.map_or(self.header(), |value| value.span)
    }

    /// `execution_shell.toml`
    pub(crate) fn file_name(&self) -> &'a str {
        self.source.name().rsplit('/').next().unwrap_or_default()
    }

    /// The name of the folder that the file is in.
    pub(crate) fn folder(&self) -> &'a str {
        self.source.name().rsplit('/').nth(1).unwrap_or_default()
    }

    pub(crate) fn name(&self) -> Option<&'a str> {
        self.rule().name.as_ref().map(|name| name.value.as_str())
    }

    pub(crate) fn is_building_block(&self) -> bool {
        self.rule().building_block_type.is_some()
    }

    /// Whether an author is the organisation whose house rules the policy has.
    pub(crate) fn is_of_house(&self, context: &Context<'_>) -> bool {
        let authors = self.rule().author.iter().flatten();
        authors.into_iter().any(|author| author.value == context.policy.organisation)
    }

    /// The index patterns.
    pub(crate) fn index(&self) -> Option<&'a List<String>> {
        index(self.rule())
    }

    /// `eql`, `kuery`, `lucene` or `esql`.
    pub(crate) fn language(&self) -> Option<&'a str> {
        let word = match &self.rule().kind {
            RuleKind::Query(rule) => rule.language,
            RuleKind::Threshold(rule) => rule.language,
            RuleKind::NewTerms(rule) => rule.language,
            RuleKind::ThreatMatch(rule) => rule.language,
            RuleKind::Eql(_) => return Some("eql"),
            RuleKind::Esql(_) => return Some("esql"),
            RuleKind::MachineLearning(_) | RuleKind::SavedQuery(_) | RuleKind::Unknown => None,
        };
        word.map(|language| language.value.name())
    }

    /// The suppression of every type but `threshold`.
    pub(crate) fn suppression(&self) -> Option<&'a Spanned<AlertSuppression>> {
        match &self.rule().kind {
            RuleKind::Query(rule) => rule.alert_suppression.as_ref(),
            RuleKind::Eql(rule) => rule.alert_suppression.as_ref(),
            RuleKind::Esql(rule) => rule.alert_suppression.as_ref(),
            RuleKind::NewTerms(rule) => rule.alert_suppression.as_ref(),
            RuleKind::ThreatMatch(rule) => rule.alert_suppression.as_ref(),
            RuleKind::MachineLearning(rule) => rule.alert_suppression.as_ref(),
            RuleKind::Threshold(_) | RuleKind::SavedQuery(_) | RuleKind::Unknown => None,
        }
    }

    /// Whether the file does not exempt its query from what schemas say.
    pub(crate) fn is_checked_against_schemas(&self) -> bool {
        self.metadata().query_schema_validation.is_none_or(|checked| checked.value)
    }

    /// The fields that alerts are grouped by: its own, or those of the threshold.
    pub(crate) fn suppression_fields(&self) -> Option<&'a List<String>> {
        if let RuleKind::Threshold(rule) = &self.rule().kind {
            rule.alert_suppression.as_ref()?;
            return rule.threshold.as_ref()?.field.as_ref();
        }
        self.suppression()?.group_by.as_ref()
    }

    pub(crate) fn query_text(&self) -> Option<&'a EmbeddedText> {
        self.file.query()
    }

    pub(crate) fn is_sequence(&self) -> bool {
        self.eql.is_some_and(|eql| matches!(eql.query.form, Form::Sequence(_)))
    }

    /// The longest time of a sequence in seconds, rounded up.
    pub(crate) fn maxspan(&self) -> Option<i128> {
        let Form::Sequence(sequence) = &self.eql?.query.form else { return None };
        sequence.maxspan.map(|nanoseconds| (nanoseconds + 999_999_999) / 1_000_000_000)
    }

    /// Where the query says how long a sequence may last.
    pub(crate) fn maxspan_place(&self) -> Option<Span> {
        let ast::Body::Sequence(sequence) = &self.eql?.ast.body else { return None };
        Some(self.query_text()?.map_span(sequence.maxspan.as_ref()?.span))
    }

    pub(crate) fn tags(&self) -> impl Iterator<Item = &'a Spanned<String>> + use<'a> {
        self.rule().tags.iter().flatten()
    }

    pub(crate) fn has_tag(&self, wanted: &str) -> bool {
        self.tags().any(|tag| tag.value == wanted)
    }

    /// Whether the file has tags or none, rather than something that is no list.
    pub(crate) fn has_readable_tags(&self) -> bool {
        self.rule().tags.is_some() || self.lacks("rule.tags")
    }

    pub(crate) fn integrations(&self) -> impl Iterator<Item = &'a Spanned<String>> + use<'a> {
        self.metadata().integration.iter().flatten()
    }

    /// `rule.threat`, and `rule.threat_mappings` of the embedded version, as far as they are of ATT&CK.
    pub(crate) fn threats(&self, context: &Context<'_>) -> Vec<&'a Threat> {
        let own = self.rule().threat.iter().flatten();
        let mappings = self.rule().threat_mappings.iter().flatten();
        let of_version = mappings.filter(|mapping| {
            let version = mapping.version.as_ref().map(|version| version.value.as_str());
            version.is_some_and(|version| context.attack.is_version(version))
        });
        let versioned = of_version.flat_map(|mapping| mapping.threat.iter().flatten());
        own.chain(versioned)
            .map(|threat| &threat.value)
            .filter(|threat| is_attack(threat))
            .collect()
    }
}

/// The index patterns of a rule.
pub(crate) fn index(rule: &Rule) -> Option<&List<String>> {
    match &rule.kind {
        RuleKind::Query(rule) => rule.index.as_ref(),
        RuleKind::Eql(rule) => rule.index.as_ref(),
        RuleKind::Threshold(rule) => rule.index.as_ref(),
        RuleKind::NewTerms(rule) => rule.index.as_ref(),
        RuleKind::ThreatMatch(rule) => rule.index.as_ref(),
        RuleKind::Esql(_)
        | RuleKind::MachineLearning(_)
        | RuleKind::SavedQuery(_)
        | RuleKind::Unknown => None,
    }
}

fn is_attack(threat: &Threat) -> bool {
    threat.framework.is_none_or(|framework| framework.value == Framework::Attack)
}

/// `rule`, `rule.tags` and so on, two keys deep.
fn keys(table: &DeTable<'_>) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for (name, value) in table {
        let name = name.get_ref();
        keys.insert(name.to_string());
        if let DeValue::Table(inner) = value.get_ref() {
            keys.extend(inner.keys().map(|key| format!("{name}.{}", key.get_ref())));
        }
    }
    keys
}
