//! One rule file to its tree and its lowered query, whatever is wrong with it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use diagnostics::{Diagnostic, Finding, Parsed, Severity, SourceText};
use eql_hir::{Context, Query};
use eql_syntax::{Dialect, ast};
use event_schema::Schema;
use rule_lint::Fields;
use rule_schema::{EqlRule, RuleFile};

use crate::{LoadOptions, io};

/// What `category where` asks (spec 3.1).
pub(crate) const CATEGORY_FIELD: &str = "event.category";
/// What the reader of rule files calls broken TOML.
const BROKEN: &str = "rule/toml-syntax";

/// A rule file that was read.
pub(crate) struct ReadFile {
    /// Where it was read.
    pub(crate) path: PathBuf,
    /// Its text, under the name that people see.
    pub(crate) source: SourceText,
    /// Everything in it.
    pub(crate) file: RuleFile,
    /// Its query, if it is EQL; with holes where that has errors.
    pub(crate) eql: Option<LoweredQuery>,
    /// The fields of its data, where a schema folder says them.
    pub(crate) fields: Option<Fields>,
    /// Whether it is a file of the endpoint, which has no metadata.
    pub(crate) is_of_endpoint: bool,
    /// What is wrong with the file and its query, by place.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// A query as it was written and as it runs.
pub(crate) struct LoweredQuery {
    pub(crate) ast: ast::Query,
    pub(crate) query: Query,
    /// Whether it has no errors.
    pub(crate) sound: bool,
}

impl ReadFile {
    pub(crate) fn new(path: &Path, text: &str, schema: &Schema, options: &LoadOptions) -> Self {
        let source = SourceText::new(&io::shown(path), text);
        let parsed = match options.dialect {
            Dialect::Elasticsearch => rule_schema::parse(&source),
            Dialect::Endpoint => rule_schema::parse_endpoint(&source),
        };
        let (file, mut diagnostics) = (parsed.tree, parsed.diagnostics);
        let syntax = syntax(&file, options);
        let query = syntax.as_ref().map(|parsed| &parsed.tree);
        let fields = options.lists.as_ref().map(|lists| lists.fields(&file, query));
        let eql = file.eql().zip(syntax).and_then(|(rule, parsed)| {
            let (query, found) = lower_rule(rule, parsed, fields.as_ref(), schema, options)?;
            diagnostics.extend(found);
            Some(query)
        });
        diagnostics.sort_by_key(|finding| finding.span);
        let is_of_endpoint = options.dialect == Dialect::Endpoint && file.metadata.span.is_empty();
        Self { path: path.to_owned(), source, file, eql, fields, is_of_endpoint, diagnostics }
    }

    /// Whether nothing is wrong at error level.
    pub(crate) fn is_sound(&self) -> bool {
        is_sound(&self.diagnostics)
    }

    /// Whether the TOML is broken.
    pub(crate) fn is_broken(&self) -> bool {
        self.diagnostics.iter().any(|finding| finding.id == BROKEN)
    }

    /// The type of a rule that is known and not EQL.
    pub(crate) fn other_type(&self) -> Option<&'static str> {
        let rule_type = self.file.rule.value.rule_type.filter(|_| self.file.eql().is_none());
        rule_type.map(|rule_type| rule_type.value.name())
    }

    pub(crate) fn rule_id(&self) -> Option<&str> {
        self.file.rule.value.rule_id.as_ref().map(|id| id.value.as_str())
    }

    /// What is wrong, with the text that it is about.
    pub(crate) fn findings(&self) -> impl Iterator<Item = Finding> + '_ {
        self.diagnostics.iter().map(|diagnostic| self.finding(diagnostic.clone()))
    }

    pub(crate) fn finding(&self, diagnostic: Diagnostic) -> Finding {
        let rule_id = self.rule_id().map(str::to_owned);
        Finding { source: self.source.clone(), rule_id, diagnostic }
    }
}

fn is_sound(findings: &[Diagnostic]) -> bool {
    !findings.iter().any(|finding| finding.severity == Severity::Error)
}

/// The tree of a rule's query. An empty one has a finding of the reader.
fn syntax(file: &RuleFile, options: &LoadOptions) -> Option<Parsed<ast::Query>> {
    let text = file.eql()?.query.as_ref().filter(|query| !query.text.trim().is_empty())?;
    Some(eql_syntax::parse_dialect(&text.text, options.dialect))
}

/// The query of a rule and what is wrong with it on any of its stacks, with places in the file.
fn lower_rule(
    rule: &EqlRule,
    parsed: Parsed<ast::Query>,
    fields: Option<&Fields>,
    schema: &Schema,
    options: &LoadOptions,
) -> Option<(LoweredQuery, Vec<Diagnostic>)> {
    let text = rule.query.as_ref()?;
    let (category_field, dialect) = (category_field(rule, options), options.dialect);
    let run = |schema: &Schema| {
        eql_hir::lower(&parsed.tree, &Context { schema, category_field, dialect })
    };
    let own = |schema: Schema| match &options.indices {
        Some(indices) => schema.with_indices(Arc::clone(indices)),
        None => schema,
    };
    let lowered = fields.map_or_else(|| run(schema), |fields| run(&own(fields.schema())));
    let mut found = lowered.diagnostics;
    let others = fields.into_iter().flat_map(|fields| fields.other_schemas(&lowered.tree));
    for (stack, schema) in others {
        found = rule_lint::on_stack(found, run(&own(schema)).diagnostics, stack);
    }
    let mut diagnostics = parsed.diagnostics;
    diagnostics.extend(found);
    let sound = is_sound(&diagnostics);
    let placed = diagnostics.into_iter().map(|finding| text.place(finding));
    let query = LoweredQuery { ast: parsed.tree, query: lowered.tree, sound };
    Some((query, placed.collect()))
}

/// The command line wins over the rule.
pub(crate) fn category_field<'a>(rule: &'a EqlRule, options: &'a LoadOptions) -> &'a str {
    let own = rule.event_category_override.as_ref().map(|own| own.value.as_str());
    options.category_field.as_deref().or(own).unwrap_or(CATEGORY_FIELD)
}

/// Parses and lowers a query. The syntax comes first: a broken tree would only give findings of its holes.
pub(crate) fn lower(
    text: &str,
    category_field: &str,
    schema: &Schema,
    dialect: Dialect,
) -> (LoweredQuery, Vec<Diagnostic>) {
    let parsed = eql_syntax::parse_dialect(text, dialect);
    let lowered = eql_hir::lower(&parsed.tree, &Context { schema, category_field, dialect });
    let mut diagnostics = parsed.diagnostics;
    diagnostics.extend(lowered.diagnostics);
    let sound = is_sound(&diagnostics);
    (LoweredQuery { ast: parsed.tree, query: lowered.tree, sound }, diagnostics)
}
