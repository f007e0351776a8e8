//! Rule files to lowered queries.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use diagnostics::{Finding, Severity, SourceText};
use eql_compiler::RuleSource;
use eql_functions::Pipe;
use eql_hir::{Leaf, Query};
use eql_syntax::Dialect;
use event::{FieldType, SequenceMode};
use event_schema::{Indices, Resolution, Schema};
use matcher::{BuildError, Matcher};
use rule_schema::{EmbeddedText, RuleFile, Spanned};

use crate::io::{self, Unusable};
use crate::read::{CATEGORY_FIELD, ReadFile, lower};
use crate::schemas::Lists;

/// Where Elasticsearch looks for the time of an event.
const TIMESTAMP_FIELD: &str = "@timestamp";

/// What the command line says about all rules; it wins over the rules' own keys.
#[derive(Clone, Default, Debug)]
pub struct LoadOptions {
    /// The field that `category where` asks.
    pub category_field: Option<String>,
    /// The field with the time of an event.
    pub timestamp_field: Option<String>,
    /// The field that decides between events of one time.
    pub tiebreaker_field: Option<String>,
    /// The mappings, with which a field must be known (spec 4.4).
    pub indices: Option<Arc<Indices>>,
    /// Which language the queries are in.
    pub dialect: Dialect,
    /// The lists of fields of a schema folder.
    pub lists: Option<Lists>,
    /// What the end of the events of a fixture means to an event that must be missing.
    pub sequence_mode: SequenceMode,
}

impl LoadOptions {
    /// What the rules' data looks like.
    pub(crate) fn schema(&self) -> Schema {
        match &self.indices {
            Some(indices) => Schema::ecs().with_indices(Arc::clone(indices)),
            None => Schema::ecs(),
        }
    }
}

/// A rule that can run.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Where it was read.
    pub path: PathBuf,
    /// The whole file.
    pub source: SourceText,
    /// Everything in it.
    pub file: RuleFile,
    /// `rule.rule_id`
    pub id: String,
    /// The query as text.
    pub text: EmbeddedText,
    /// What it looks for.
    pub query: Query,
    /// The path of the time of an event.
    pub timestamp_field: String,
    /// How exact the time is: milliseconds for `Date`, nanoseconds for `DateNanos`.
    pub timestamp_type: FieldType,
    /// The path of the value that decides between events of one time.
    pub tiebreaker_field: Option<String>,
    /// The mappings that it was lowered with.
    pub indices: Option<Arc<Indices>>,
    /// What the end of the events of a fixture means to an event that must be missing.
    pub sequence_mode: SequenceMode,
}

/// A rule whose query is not EQL.
#[derive(Clone, Debug)]
pub struct OtherRule {
    /// The whole file.
    pub source: SourceText,
    /// Everything in it.
    pub file: RuleFile,
    /// `rule.rule_id`
    pub id: String,
}

/// The rules of some paths, and all that is to say about them.
#[derive(Clone, Debug, Default)]
pub struct RuleSet {
    /// Those that can run, in the order of the paths and of file names.
    pub rules: Vec<Rule>,
    /// All findings, in the order of files and places.
    pub findings: Vec<Finding>,
    /// How many files were read.
    pub files: usize,
    /// How many rules cannot run because of an error.
    pub refused: usize,
    /// Rules of other types that nothing is wrong with, in the order of the paths.
    pub others: Vec<OtherRule>,
    /// How many rules are of another type, by type.
    pub other_types: BTreeMap<String, usize>,
    /// Paths that could not be read.
    pub unusable: Vec<Unusable>,
}

/// Reads and lowers all rules below the paths. What cannot be used is in the result, never left out in silence.
pub fn load(paths: &[PathBuf], options: &LoadOptions) -> RuleSet {
    let schema = options.schema();
    let mut set = RuleSet::default();
    for file in RuleSet::paths(paths, &mut set.unusable) {
        set.add(&file, &schema, options);
    }
    set
}

impl RuleSet {
    /// Whether nothing is wrong at error level and everything could be read.
    pub fn is_sound(&self) -> bool {
        self.unusable.is_empty() && self.refused == 0 && self.errors() == 0
    }

    /// How many findings are errors.
    pub fn errors(&self) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.diagnostic.severity == Severity::Error)
            .count()
    }

    /// The one program of all rules that can run.
    pub fn program(&self) -> pack::Program {
        self.program_with_leaves().0
    }

    /// The same, and by rule the predicates of the leaves of its query.
    pub fn program_with_leaves(&self) -> (pack::Program, Vec<Vec<pack::PredicateId>>) {
        let sources: Vec<_> = self.rules.iter().map(Rule::compiler_source).collect();
        eql_compiler::compile_with_leaves(&sources)
    }

    /// Keeps the rules of these maturities and says how many it left out.
    pub fn keep_maturities(&mut self, names: &[String]) -> usize {
        let before = self.rules.len();
        self.rules.retain(|rule| {
            let maturity = rule.file.metadata.value.maturity.as_ref();
            maturity.is_some_and(|maturity| names.iter().any(|name| name == maturity.value.name()))
        });
        before - self.rules.len()
    }

    /// The rule files below the paths, in their order and that of names.
    pub(crate) fn paths(paths: &[PathBuf], unusable: &mut Vec<Unusable>) -> Vec<PathBuf> {
        let mut found = Vec::new();
        for path in paths {
            match io::files(path, "toml") {
                Ok(files) if files.is_empty() => {
                    unusable.push(Unusable::new(path, "there is no `.toml` file in it"));
                }
                Ok(files) => found.extend(files),
                Err(problem) => unusable.push(problem),
            }
        }
        found
    }

    fn add(&mut self, path: &Path, schema: &Schema, options: &LoadOptions) {
        let text = match io::read_rule(path) {
            Ok(text) => text,
            Err(unusable) => return self.unusable.push(unusable),
        };
        self.files += 1;
        let file = ReadFile::new(path, &text, schema, options);
        self.findings.extend(file.findings());
        match outcome(file, schema, options) {
            Outcome::Runs(rule) => self.rules.push(*rule),
            Outcome::Refused => self.refused += 1,
            Outcome::OtherType(name, rule) => {
                *self.other_types.entry(name.to_owned()).or_default() += 1;
                self.others.extend(rule.map(|rule| *rule));
            }
        }
    }
}

/// What becomes of a rule file.
pub(crate) enum Outcome {
    /// It can run.
    Runs(Box<Rule>),
    /// It has errors.
    Refused,
    /// It is a rule of another type, and whole where nothing is wrong with it.
    OtherType(&'static str, Option<Box<OtherRule>>),
}

/// What becomes of a rule file that was read.
pub(crate) fn outcome(read: ReadFile, schema: &Schema, options: &LoadOptions) -> Outcome {
    let sound = read.is_sound();
    if let Some(other) = read.other_type() {
        let id = id_of(&read.path, &read.file, options.dialect).filter(|_| sound);
        let rule = id.map(|id| Box::new(OtherRule { source: read.source, file: read.file, id }));
        return Outcome::OtherType(other, rule);
    }
    let ReadFile { path, source, file, eql, .. } = read;
    let id = id_of(&path, &file, options.dialect);
    let (Some(rule), Some(id), Some(query), true) = (file.eql(), id, eql, sound) else {
        return Outcome::Refused;
    };
    let Some(text) = rule.query.clone() else { return Outcome::Refused };
    let timestamp = field(options.timestamp_field.as_ref(), rule.timestamp_field.as_ref());
    let (timestamp_field, timestamp_type) = timestamp_of(timestamp.as_deref(), schema);
    let tiebreaker = field(options.tiebreaker_field.as_ref(), rule.tiebreaker_field.as_ref());
    Outcome::Runs(Box::new(Rule {
        path,
        source,
        id,
        text,
        query: query.query,
        timestamp_field,
        timestamp_type,
        tiebreaker_field: tiebreaker.map(|name| path_of(&name, schema)),
        indices: options.indices.clone(),
        sequence_mode: options.sequence_mode,
        file,
    }))
}

/// The id of a rule; one of the endpoint's can do without, and then goes by the name of its file.
pub(crate) fn id_of(path: &Path, file: &RuleFile, dialect: Dialect) -> Option<String> {
    let own = file.rule.value.rule_id.as_ref().map(|id| id.value.clone());
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    own.or(stem.filter(|_| dialect == Dialect::Endpoint))
}

/// The command line wins over the rule.
fn field(option: Option<&String>, own: Option<&Spanned<String>>) -> Option<String> {
    option.or(own.map(|own| &own.value)).cloned()
}

/// The path and the type of the time. Only a mapping makes it less exact than nanoseconds: without one nothing is
/// lost that a log has.
fn timestamp_of(name: Option<&str>, schema: &Schema) -> (String, FieldType) {
    let name = name.unwrap_or(TIMESTAMP_FIELD);
    let is_date = |known: &Resolution| schema.has_indices() && known.field_type == FieldType::Date;
    let known = schema.lookup(name).known().filter(is_date);
    known.map_or_else(
        || (path_of(name, schema), FieldType::DateNanos),
        |known| (known.path, FieldType::Date),
    )
}

/// Where the values of a name stand.
fn path_of(name: &str, schema: &Schema) -> String {
    schema.lookup(name).known().map_or_else(|| name.to_owned(), |known| known.path)
}

impl Rule {
    /// The rule as the compiler takes it.
    pub fn compiler_source(&self) -> RuleSource<'_> {
        let rule = &self.file.rule.value;
        RuleSource {
            id: &self.id,
            name: rule.name.as_ref().map(|name| name.value.as_str()),
            severity: rule.severity.as_ref().map(|severity| severity.value.name()),
            risk_score: rule.risk_score.as_ref().map(|score| i64::from(score.value)),
            timestamp_field: &self.timestamp_field,
            timestamp_type: self.timestamp_type,
            tiebreaker_field: self.tiebreaker_field.as_deref(),
            query: &self.query,
        }
    }

    /// Whether a leaf of its query is the category in front of `where`.
    pub(crate) fn is_category(&self, leaf: &Leaf) -> bool {
        let behind = self.text.text.get(leaf.span.range().end..).unwrap_or_default();
        behind.trim_start().starts_with("where")
    }

    /// Its name, or its id where it has none.
    pub fn name(&self) -> &str {
        self.file.rule.value.name.as_ref().map_or(&self.id, |name| &name.value)
    }
}

/// An ad-hoc query with the fields that it goes by.
#[derive(Clone, Debug)]
pub struct QuerySource {
    /// The query.
    pub text: String,
    /// Fields that differ from the usual ones.
    pub options: LoadOptions,
    /// The most results; all by default.
    pub size: Option<u64>,
}

/// A query ready to run.
#[derive(Debug)]
pub struct CompiledQuery {
    /// Runs it, as its only rule.
    pub matcher: Matcher,
    /// The same for the slow engine.
    pub query: Query,
    /// What its results are: `event`, `sequence` or `sample`.
    pub kind: &'static str,
    /// Findings that are no errors.
    pub findings: Vec<Finding>,
}

/// The pipe that a limit of results is: in the direction of the first pipe, else the latest results; the first of
/// samples (spec 18.4, 18.8).
pub(crate) fn implicit_pipe(query: &Query, size: u64) -> Pipe {
    match (&query.form, query.pipes.first()) {
        (eql_hir::Form::Sample(_), _) | (_, Some(Pipe::Head(_))) => Pipe::Head(size),
        (_, Some(Pipe::Tail(_)) | None) => Pipe::Tail(size),
    }
}

/// Why a query does not run.
#[derive(Debug)]
pub enum QueryError {
    /// Errors of its text.
    Findings(Vec<Finding>),
    /// The matcher refuses what the compiler made: a bug of ours.
    Refused(BuildError),
}

impl QuerySource {
    /// A query with the usual fields.
    pub fn new(text: &str) -> Self {
        Self { text: text.to_owned(), options: LoadOptions::default(), size: None }
    }

    /// The query ready to run, or all that is wrong with it.
    pub fn compile(&self) -> Result<CompiledQuery, QueryError> {
        let source = SourceText::new("query", &self.text);
        let category_field = self.options.category_field.as_deref().unwrap_or(CATEGORY_FIELD);
        let schema = self.options.schema();
        let (lowered, diagnostics) =
            lower(&self.text, category_field, &schema, self.options.dialect);
        let mut query = lowered.query;
        let finding = |diagnostic| Finding { source: source.clone(), rule_id: None, diagnostic };
        let sound = !diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
        let findings: Vec<_> = diagnostics.into_iter().map(finding).collect();
        if !sound {
            return Err(QueryError::Findings(findings));
        }
        if let Some(size) = self.size {
            query.pipes.insert(0, implicit_pipe(&query, size));
        }
        let (timestamp_field, timestamp_type) =
            timestamp_of(self.options.timestamp_field.as_deref(), &schema);
        let tiebreaker = self.options.tiebreaker_field.as_deref();
        let tiebreaker = tiebreaker.map(|name| path_of(name, &schema));
        let program = eql_compiler::compile(&[RuleSource {
            timestamp_field: &timestamp_field,
            timestamp_type,
            tiebreaker_field: tiebreaker.as_deref(),
            ..RuleSource::new("query", &query)
        }]);
        let kind = match query.form {
            eql_hir::Form::Event(_) => "event",
            eql_hir::Form::Sequence(_) => "sequence",
            eql_hir::Form::Sample(_) => "sample",
        };
        let matcher = Matcher::new(program).map_err(QueryError::Refused)?;
        Ok(CompiledQuery { matcher, query, kind, findings })
    }
}
