//! A file of Kibana's rules to rule files: new ones, or those that are there brought up to date.
//!
//! A rule that a file of the folder has by its id is compared as it would be shipped. What is the same stays as it is
//! written, with its comments; `[metadata]` always stays. Each text is read again and compared with its line before it
//! counts as imported.

mod companions;
mod diagnostics;
mod line;
mod merge;
mod names;
mod outline;
mod rule;
mod text;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use ::diagnostics::{Diagnose, Diagnostic, Finding, Severity, SourceText, Span};
use event_schema::Schema;
use rule_export::kibana::{Line, Lost, Missing, Odd};
use serde_json::{Map, Value};

use crate::io::{self, Unusable};
use crate::summary::counted;
use companions::Companions;
use diagnostics::{
    BadLine, ChangedValue, DuplicateLine, Incomplete, LostValue, NoDates, UnknownKey, UnknownLine,
};
use outline::Outline;

pub use companions::read as read_companions;
pub use diagnostics::CATALOGUE;

/// The largest file that is read, in bytes. All of Elastic's rules have some 25 MB.
const MAX_BYTES: u64 = 128 << 20;

/// How many findings of a kind are told; the others are counted.
const TOLD: usize = 100;

/// What the command line says.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where rule files are, and where new ones go.
    pub out: PathBuf,
    /// Today, `2026/11/23`.
    pub today: String,
}

/// What an import would do.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The files that differ from what is there, in the order of the lines.
    pub files: Vec<Imported>,
    /// How many rules are as their files have them.
    pub same: usize,
    /// How many lines there are of each kind, also those that were not imported.
    pub lines: BTreeMap<Line, usize>,
    /// How many lines were not imported.
    pub refused: usize,
    /// What only Kibana keeps of rules, and of how many rules it is left out.
    pub left_out: BTreeMap<String, usize>,
    /// What is to say, by line; of each kind the first hundred.
    pub findings: Vec<Finding>,
    /// How many more findings there are, by id.
    pub untold: BTreeMap<&'static str, u64>,
    /// Files below the folder that cannot be read.
    pub unusable: Vec<Unusable>,
}

/// A file to write.
#[derive(Clone, Debug)]
pub struct Imported {
    /// Where.
    pub path: PathBuf,
    /// Whether it is new.
    pub is_new: bool,
    /// The keys that differ; none of a new file.
    pub keys: Vec<String>,
    /// All of it.
    pub text: String,
}

/// Reads a file of Kibana's. Nothing is written yet.
pub fn run(path: &Path, options: &Options) -> Result<Report, Unusable> {
    let bytes = io::read_bytes(path, MAX_BYTES)?;
    let outline = Outline::of(&io::shown(path), &bytes);
    let mut import = Import::new(options);
    for (span, line) in outline.lines(&bytes) {
        import.line(span, line);
    }
    Ok(import.finish(&outline.source))
}

/// Writes what differs.
pub fn write(report: &Report) -> Result<(), Unusable> {
    report.files.iter().try_for_each(|file| {
        if file.is_new {
            io::write_new(&file.path, &file.text)
        } else {
            io::write(&file.path, &file.text)
        }
    })
}

/// An import under way.
struct Import<'a> {
    options: &'a Options,
    schema: Schema,
    /// The files that are there, by the ids of their rules.
    existing: BTreeMap<String, PathBuf>,
    /// The paths that are no more free.
    taken: BTreeSet<PathBuf>,
    seen: BTreeSet<(Line, String)>,
    /// Of each rule what says what must be beside it.
    references: Vec<Map<String, Value>>,
    companions: Companions,
    details: Option<(Span, Map<String, Value>)>,
    /// The new rules that say no dates.
    undated: Vec<(Span, String)>,
    findings: Vec<(Option<String>, Diagnostic)>,
    /// How many findings there are, by id.
    told: BTreeMap<&'static str, usize>,
    report: Report,
}

impl<'a> Import<'a> {
    fn new(options: &'a Options) -> Self {
        let mut report = Report::default();
        let existing = rule::existing(&options.out, &mut report.unusable);
        Self {
            options,
            schema: Schema::ecs(),
            existing,
            taken: BTreeSet::new(),
            seen: BTreeSet::new(),
            references: Vec::new(),
            companions: Companions::default(),
            details: None,
            undated: Vec::new(),
            findings: Vec::new(),
            told: BTreeMap::new(),
            report,
        }
    }

    fn line(&mut self, span: Span, line: &[u8]) {
        let object = match line::parse(line) {
            Ok(object) => object,
            Err(problem) => return self.refuse(None, &BadLine { span, problem }),
        };
        let Some(kind) = Line::of(&object) else {
            return self.refuse(None, &UnknownLine { span });
        };
        *self.report.lines.entry(kind).or_default() += 1;
        if kind == Line::Details {
            self.details = Some((span, object));
            return;
        }
        let id = match object.get(kind.id_key()) {
            Some(Value::String(id)) if !id.is_empty() => id.clone(),
            _ => {
                let problem = format!("it has no `{}`", kind.id_key());
                return self.refuse(None, &BadLine { span, problem });
            }
        };
        if !self.seen.insert((kind, id.clone())) {
            return self.refuse(Some(&id), &DuplicateLine { span, id: id.clone() });
        }
        if kind == Line::Rule {
            return self.rule(span, &id, &object);
        }
        let lost = self.companions.add(kind, object);
        self.lost(span, None, lost);
    }

    fn rule(&mut self, span: Span, id: &str, line: &Map<String, Value>) {
        let keys = ["rule_id", "name", "exceptions_list", "actions"];
        let own = keys.iter().filter_map(|key| Some(((*key).to_owned(), line.get(*key)?.clone())));
        self.references.push(own.collect());
        let made = match rule::make(line, self.existing.get(id), self.options, &self.schema) {
            Ok(made) => made,
            Err(problem) => return self.refuse(Some(id), &BadLine { span, problem }),
        };
        for key in made.left_out {
            *self.report.left_out.entry(key).or_default() += 1;
        }
        for odd in made.odd {
            match odd {
                Odd::Beyond(key) => self.find(Some(id), &UnknownKey { span, key }),
                Odd::Lost(lost) => self.lost(span, Some(id), vec![lost]),
            }
        }
        if made.has_no_dates {
            self.undated.push((span, id.to_owned()));
        }
        for key in made.differing {
            self.find(Some(id), &ChangedValue { span, key });
        }
        match (self.existing.get(id).cloned(), made.text) {
            (_, None) => self.report.same += 1,
            (Some(path), Some(text)) => {
                self.report.files.push(Imported { path, is_new: false, keys: made.keys, text });
            }
            (None, Some(text)) => {
                let path = names::free(&self.options.out, &names::of_rule(line), &self.taken);
                self.add(path, text);
            }
        }
    }

    fn add(&mut self, path: PathBuf, text: String) {
        self.taken.insert(path.clone());
        self.report.files.push(Imported { path, is_new: true, keys: Vec::new(), text });
    }

    fn lost(&mut self, span: Span, id: Option<&str>, lost: Vec<Lost>) {
        for Lost { path, what } in lost {
            self.find(id, &LostValue { span, path, what });
        }
    }

    fn refuse(&mut self, id: Option<&str>, finding: &impl Diagnose) {
        self.report.refused += 1;
        self.find(id, finding);
    }

    fn find(&mut self, id: Option<&str>, finding: &impl Diagnose) {
        let diagnostic = finding.diagnostic();
        let told = self.told.entry(diagnostic.id).or_default();
        *told += 1;
        if *told > TOLD {
            *self.report.untold.entry(diagnostic.id).or_default() += 1;
        } else {
            self.findings.push((id.map(str::to_owned), diagnostic));
        }
    }

    fn finish(mut self, source: &SourceText) -> Report {
        self.completeness(source);
        if let Some((span, id)) = self.undated.first().cloned() {
            let (today, count) = (self.options.today.clone(), self.undated.len());
            self.find(Some(&id), &NoDates { span, today, count });
        }
        let (files, same) = self.companions.files(&self.references, self.options);
        self.report.same += same;
        self.report.files.extend(files);
        let finding =
            |(rule_id, diagnostic)| Finding { source: source.clone(), rule_id, diagnostic };
        self.report.findings = self.findings.into_iter().map(finding).collect();
        self.report.findings.sort_by_key(|finding| finding.diagnostic.span);
        self.report
    }

    /// Whether all is there that the last line counts and that rules name.
    fn completeness(&mut self, source: &SourceText) {
        let end = Span::at(source.text().trim_end().len());
        let span = self.details.as_ref().map_or(end, |(span, _)| *span);
        let mut problems = Vec::new();
        match &self.details {
            None => problems.push("the line that counts the others is absent".to_owned()),
            Some((_, details)) => {
                for (key, kind, name) in COUNTS {
                    let found = self.report.lines.get(kind).copied().unwrap_or(0);
                    let counted = details.get(*key).and_then(Value::as_u64);
                    if counted.is_some_and(|counted| counted != found as u64) {
                        let counted = counted.unwrap_or(0);
                        problems.push(format!("it counts {counted} {name}, and there are {found}"));
                    }
                }
            }
        }
        let lines: Vec<_> = self.references.iter().chain(self.companions.lines()).collect();
        let Missing { lists, connectors } = Missing::of(&lines);
        let absent =
            |what: &str, id: &str| format!("a rule names the {what} `{id}`, which is absent");
        problems.extend(lists.iter().map(|id| absent("exception list", id)));
        problems.extend(connectors.iter().map(|(id, _)| absent("connector", id)));
        for problem in problems {
            self.find(None, &Incomplete { span, problem });
        }
    }
}

/// What lines are about: one, and several.
const KINDS: [(Line, &str, &str); 4] = [
    (Line::Rule, "rule", "rules"),
    (Line::List, "exception list", "exception lists"),
    (Line::Item, "exception item", "exception items"),
    (Line::Connector, "connector", "connectors"),
];

/// What the last line counts.
const COUNTS: &[(&str, Line, &str)] = &[
    ("exported_rules_count", Line::Rule, "rules"),
    ("exported_exception_list_count", Line::List, "exception lists"),
    ("exported_exception_list_item_count", Line::Item, "items of exception lists"),
    ("exported_action_connector_count", Line::Connector, "connectors"),
];

impl Report {
    /// Whether a line was not imported, or not as it is.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.diagnostic.severity == Severity::Error)
    }

    /// `imported 3 rules: 2 new, 1 changed, 0 the same; …`
    pub fn summary(&self) -> String {
        let new = self.files.iter().filter(|file| file.is_new).count();
        let changed = self.files.len() - new;
        let lines = KINDS.map(|(kind, one, more)| {
            counted(self.lines.get(&kind).copied().unwrap_or(0) as u64, one, more)
        });
        let mut parts = vec![format!(
            "read {}: {new} new files, {changed} changed, {} the same",
            lines.join(", "),
            self.same
        )];
        if self.refused > 0 {
            parts.push(format!("not imported: {}", counted(self.refused as u64, "line", "lines")));
        }
        if !self.left_out.is_empty() {
            let keys: Vec<_> =
                self.left_out.iter().map(|(key, count)| format!("`{key}` of {count}")).collect();
            parts.push(format!("left out is what only Kibana keeps: {}", keys.join(", ")));
        }
        let untold = self.untold.iter();
        parts.extend(untold.map(|(id, count)| format!("{count} more findings of `{id}`")));
        parts.join("; ")
    }
}
