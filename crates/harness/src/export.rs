//! Rules as the packs of other engines: what is written, and what each engine cannot hold.

mod beside;
mod difference;
mod matrix;
mod report;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use diagnostics::{Diagnose, Finding, Severity, SourceText, Span};
use rayon::prelude::*;
use rule_export::diagnostics::{Lossy, Refused};
use rule_export::{Backend, Eql, File, Loss, LossKind, Options, Outcome, Verdict};

use crate::io::{self, Unusable};
use crate::made::{self, Folder, Problem};
use crate::overwrite;
use crate::read::CATEGORY_FIELD;
use crate::{OtherRule, Rule, RuleSet};
use difference::Differences;

pub use beside::{Beside, of_kibana, of_navigator};
pub use matrix::{matrix, matrix_json, page};
pub use report::{Tally, table};

/// The rules of a set as one engine has them.
pub struct Pack {
    /// The engine.
    pub backend: &'static dyn Backend,
    /// The files; none where no rule is written.
    pub files: Vec<File>,
    /// By rule: the EQL rules of the set, then its others.
    pub rules: Vec<ExportedRule>,
}

/// What became of a rule.
#[derive(Clone, Debug)]
pub struct ExportedRule {
    /// `rule.rule_id`
    pub id: String,
    /// Its name, or its id.
    pub name: String,
    /// Where it was read.
    pub source: SourceText,
    /// Whether the engine finds the same, and what it does not.
    pub outcome: Outcome,
    /// Where each loss is in the file.
    pub spans: Vec<Span>,
    /// By loss, events on which the engine differs, as a JSON text; none where none were looked for or found.
    pub examples: Vec<Option<String>>,
}

/// Writes the rules of a set for an engine. `field` is the category field that the command line names. To look for
/// events that show a loss takes longer than all else, so all threads do it.
pub fn run(
    set: &RuleSet,
    backend: &'static dyn Backend,
    options: &Options,
    category_field: Option<&str>,
) -> Pack {
    let rules = inputs(set, category_field);
    let export = rule_export::export(backend, &rules, options);
    let of_eql = set.rules.iter().map(Source::Eql);
    let sources = of_eql.chain(set.others.iter().map(Source::Other));
    let rules: Vec<_> = sources.zip(rules).zip(export.outcomes).collect();
    let rules = rules.into_par_iter();
    let rules = rules.map(|((source, rule), outcome)| source.exported(&rule, outcome)).collect();
    Pack { backend, files: export.files, rules }
}

/// The rules as backends take them.
pub fn inputs<'a>(set: &'a RuleSet, category_field: Option<&'a str>) -> Vec<rule_export::Rule<'a>> {
    let of_eql = set.rules.iter().map(|rule| eql_rule(rule, category_field));
    of_eql.chain(set.others.iter().map(other_rule)).collect()
}

fn eql_rule<'a>(rule: &'a Rule, category_field: Option<&'a str>) -> rule_export::Rule<'a> {
    let own = rule.file.eql().and_then(|eql| eql.event_category_override.as_ref());
    let own = own.map(|own| own.value.as_str());
    let eql = Eql {
        text: &rule.text.text,
        query: &rule.query,
        category_field: category_field.or(own).unwrap_or(CATEGORY_FIELD),
        timestamp_field: &rule.timestamp_field,
        tiebreaker_field: rule.tiebreaker_field.as_deref(),
    };
    let (path, source) = (rule.source.name(), rule.source.text());
    rule_export::Rule { path, id: &rule.id, source, file: &rule.file, eql: Some(eql) }
}

fn other_rule(rule: &OtherRule) -> rule_export::Rule<'_> {
    let (path, source) = (rule.source.name(), rule.source.text());
    rule_export::Rule { path, id: &rule.id, source, file: &rule.file, eql: None }
}

/// Where a rule comes from.
enum Source<'a> {
    Eql(&'a Rule),
    Other(&'a OtherRule),
}

impl Source<'_> {
    fn exported(&self, rule: &rule_export::Rule<'_>, outcome: Outcome) -> ExportedRule {
        let spans = outcome.losses.iter().map(|loss| self.place(loss.span)).collect();
        let examples = self.examples(&outcome);
        let source = match self {
            Self::Eql(rule) => rule.source.clone(),
            Self::Other(rule) => rule.source.clone(),
        };
        let (id, name) = (rule.id.to_owned(), rule.name().to_owned());
        ExportedRule { id, name, source, outcome, spans, examples }
    }

    /// A place of the query, in the file.
    fn place(&self, span: Span) -> Span {
        match self {
            Self::Eql(rule) => rule.text.map_span(span),
            Self::Other(rule) => rule.file.rule.span,
        }
    }

    /// Only of a rule that can be written: what is refused finds nothing at all.
    fn examples(&self, outcome: &Outcome) -> Vec<Option<String>> {
        let Self::Eql(rule) = self else { return vec![None; outcome.losses.len()] };
        if outcome.verdict == Verdict::Refused {
            return vec![None; outcome.losses.len()];
        }
        let differences = Differences::of(rule);
        outcome.losses.iter().map(|loss| differences.example(loss)).collect()
    }
}

impl ExportedRule {
    /// A finding for each loss, in the order of places: an error where the rule is left out, unless that is `allowed`.
    pub fn findings(&self, backend: &'static dyn Backend, allowed: bool) -> Vec<Finding> {
        let losses = self.outcome.losses.iter().zip(&self.spans).zip(&self.examples);
        let is_error = !self.outcome.written && !allowed;
        let severity = if is_error { Severity::Error } else { Severity::Warning };
        let findings = losses
            .map(|((loss, span), example)| self.finding(backend, loss, *span, example.as_deref()));
        findings
            .map(|mut finding| {
                finding.diagnostic.severity = severity;
                finding
            })
            .collect()
    }

    fn finding(
        &self,
        backend: &'static dyn Backend,
        loss: &Loss,
        span: Span,
        example: Option<&str>,
    ) -> Finding {
        let (backend, help) = (backend.title(), loss.help.clone());
        let diagnostic = match loss.kind {
            LossKind::Refused => {
                Refused { backend, span, why: loss.message.clone(), help }.diagnostic()
            }
            LossKind::Lossy => {
                let (what, written) = (loss.message.clone(), self.outcome.written);
                Lossy { backend, span, what, written, help }.diagnostic()
            }
        };
        let diagnostic = match example {
            Some(events) => diagnostic.with_note(format!("it differs on {events}")),
            None => diagnostic,
        };
        Finding { source: self.source.clone(), rule_id: Some(self.id.clone()), diagnostic }
    }
}

impl Pack {
    /// How many rules came to this end.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.rules.iter().filter(|rule| rule.outcome.verdict == verdict).count()
    }

    /// How many rules are not in the pack.
    pub fn left_out(&self) -> usize {
        self.rules.iter().filter(|rule| !rule.outcome.written).count()
    }

    /// Every loss of every rule: an error where the rule is left out, unless that is `allowed`.
    pub fn findings(&self, allowed: bool) -> Vec<Finding> {
        self.rules.iter().flat_map(|rule| rule.findings(self.backend, allowed)).collect()
    }
}

/// Refuses a path for the file of a backend where a rule file is, or any file that is not of that backend.
pub fn check_file(path: &Path, backend: &dyn Backend, rules: &[PathBuf]) -> Result<(), Unusable> {
    let kind = format!("file for {}", backend.title());
    overwrite::check(path, rules, &kind, |bytes| backend.is_own_file(bytes))
}

/// Writes a pack of one file to this path.
pub fn write_file(path: &Path, pack: &Pack) -> Result<(), Unusable> {
    pack.files.iter().try_for_each(|file| io::write(path, &file.text))
}

/// Writes packs into folders: all of them, or nothing where a file is in the way. Files of an earlier run that are no
/// more made go.
pub fn write_folders(packs: &[(PathBuf, &Pack)]) -> Result<(), Problem> {
    let folders: Vec<_> = packs.iter().map(|(path, pack)| folder(path, pack)).collect();
    made::write(&folders)
}

fn folder(path: &Path, pack: &Pack) -> Folder {
    let texts: BTreeMap<_, _> =
        pack.files.iter().map(|file| (file.path.clone(), file.text.clone())).collect();
    Folder { path: path.to_owned(), texts, by: "eqlc export", seed: None }
}
