//! The files of one repository, or of none: read, checked one by one and together, under one policy.

use std::borrow::Cow;
use std::collections::BTreeSet;

use diagnostics::{Diagnostic, Finding, SourceText};
use event_schema::Schema;
use rayon::prelude::*;
use rule_lint::{Context, EqlView, PackFinding, Policy, RuleView};
use rule_schema::RuleFile;

use super::place::{Group, Placed};
use super::repository::{Repositories, Repository};
use super::selector::Levels;
use super::suppression::{Ran, Suppressions};
use super::{CheckOptions, Report, witness};
use crate::io;
use crate::read::ReadFile;

/// A file with its text under the name that checks see.
struct Read {
    placed: Placed,
    file: ReadFile,
    named: SourceText,
}

/// A rule of the repository that is not to be checked, but that others may be doubles of.
struct Neighbour {
    source: SourceText,
    file: RuleFile,
}

/// The findings of each file, with its place among all files and its name.
pub(super) fn group(
    group: Group,
    repositories: &Repositories,
    options: &CheckOptions,
    report: &mut Report,
) -> Vec<(usize, String, Vec<Finding>)> {
    let repository = group.repository.map(|index| repositories.get(index));
    let schema = options.load.schema();
    let files: Vec<_> =
        group.files.into_par_iter().map(|placed| read(placed, &schema, options)).collect();
    for file in &files {
        report.count_file(file);
    }
    let mut found = of_each(&files, repository, options);
    for (index, finding) in of_all(&files, repository) {
        found[index].push(finding);
    }
    let judged = files.iter().zip(found).map(|(file, found)| {
        let (findings, suppressed) = judge(file, found, repository, options);
        report.suppressed += suppressed;
        (file.placed.file.order, file.file.source.name().to_owned(), findings)
    });
    judged.collect()
}

fn read(placed: Placed, schema: &Schema, options: &CheckOptions) -> Read {
    let file = ReadFile::new(&placed.file.path, &placed.file.text, schema, &options.load);
    let named = file.source.renamed(&placed.name);
    Read { placed, file, named }
}

/// What the reader, the lowering and the checks find in each file alone.
fn of_each(
    files: &[Read],
    repository: Option<&Repository>,
    options: &CheckOptions,
) -> Vec<Vec<Diagnostic>> {
    let policy = policy(repository, options);
    let of_one = |read: &Read| {
        let context = Context {
            policy: &policy,
            fields: read.file.fields.as_ref(),
            repository: read.placed.in_repository,
            ..Context::default()
        };
        let mut found = read.file.diagnostics.clone();
        found.extend(read.view().into_iter().flat_map(|view| rule_lint::check(&view, &context)));
        found
    };
    files.par_iter().map(of_one).collect()
}

/// What is found in the files beside each other and beside their neighbours, with the index of the file.
fn of_all(files: &[Read], repository: Option<&Repository>) -> Vec<(usize, Diagnostic)> {
    let neighbours = repository.map(|repository| neighbours(repository, files)).unwrap_or_default();
    let around = neighbours.iter().map(|rule| RuleView::new(&rule.source, &rule.file, None));
    let views: Vec<_> =
        files.iter().enumerate().filter_map(|(i, read)| Some((i, read.view()?))).collect();
    let (indices, views): (Vec<_>, Vec<_>) = views.into_iter().unzip();
    let before = neighbours.len();
    let all: Vec<_> = around.chain(views).collect();
    let index = |rule: usize| indices.get(rule.checked_sub(before)?).copied();
    let query = |rule: usize| Some(&files[index(rule)?].file.eql.as_ref()?.query);
    let of_file = |found: PackFinding| {
        let queries = found.beside.and_then(|beside| query(found.rule).zip(query(beside)));
        let note = queries.map(|(own, other)| witness::note(own, other));
        Some((index(found.rule)?, Diagnostic { note, ..found.diagnostic }))
    };
    rule_lint::check_pack(&all).into_iter().filter_map(of_file).collect()
}

/// The other rules of the repository, as far as they can be read.
fn neighbours(repository: &Repository, files: &[Read]) -> Vec<Neighbour> {
    if !files.iter().any(|read| read.placed.in_repository) {
        return Vec::new();
    }
    let checked: BTreeSet<_> = files.iter().map(|read| &read.placed.whole).collect();
    let others = repository.rules().into_iter().filter(|path| !checked.contains(path));
    let read = |path: std::path::PathBuf| {
        let text = io::read_rule(&path).ok()?;
        let source = SourceText::new(&repository.name(&path), &text);
        let parsed = rule_schema::parse(&source);
        (!parsed.has_errors()).then_some(Neighbour { source, file: parsed.tree })
    };
    others.filter_map(read).collect()
}

/// What is left of the findings of a file after its suppressions and the policy, and how many are suppressed.
fn judge(
    read: &Read,
    mut found: Vec<Diagnostic>,
    repository: Option<&Repository>,
    options: &CheckOptions,
) -> (Vec<Finding>, usize) {
    let before = found.len();
    let mut suppressions = Suppressions::read(&read.file.source, read.file.is_broken());
    found.retain(|finding| !suppressions.covers(finding));
    let suppressed = before - found.len();
    let ran = Ran {
        sound: read.file.is_sound(),
        in_repository: read.placed.in_repository,
        has_fields: read.file.fields.is_some(),
    };
    found.extend(suppressions.into_findings(ran));
    let config = repository.map(|repository| &repository.config);
    let levels = Levels::new(config, &read.placed.name, &options.levels);
    let findings = found.into_iter().map(|diagnostic| read.file.finding(diagnostic));
    let mut findings: Vec<_> = findings.filter_map(|finding| levels.apply(finding)).collect();
    findings.sort_by_key(|finding| {
        let diagnostic = &finding.diagnostic;
        (finding.source.position(diagnostic.span.start), diagnostic.id, diagnostic.span)
    });
    (findings, suppressed)
}

/// The policy of the repository; the command line decides which stacks rules are shipped to.
fn policy<'a>(repository: Option<&'a Repository>, options: &CheckOptions) -> Cow<'a, Policy> {
    let policy = match repository {
        Some(repository) => &repository.config.policy,
        None => Policy::elastic(),
    };
    if options.stacks.is_empty() {
        return Cow::Borrowed(policy);
    }
    let stacks = options.stacks.iter().map(ToString::to_string).collect();
    Cow::Owned(Policy { stacks, ..policy.clone() })
}

impl Read {
    /// The rule as checks see it; nothing for a file of the endpoint, which has no metadata to check.
    fn view(&self) -> Option<RuleView<'_>> {
        if self.file.is_of_endpoint {
            return None;
        }
        if self.file.is_broken() {
            return Some(RuleView::broken(&self.named, &self.file.file));
        }
        let eql = self.file.eql.as_ref().filter(|eql| eql.sound);
        let eql = eql.map(|eql| EqlView { ast: &eql.ast, query: &eql.query });
        Some(RuleView::new(&self.named, &self.file.file, eql))
    }
}

impl Report {
    fn count_file(&mut self, read: &Read) {
        self.placeless += usize::from(!read.placed.in_repository);
        if let Some(other) = read.file.other_type() {
            *self.other_types.entry(other.to_owned()).or_default() += 1;
        }
    }
}
