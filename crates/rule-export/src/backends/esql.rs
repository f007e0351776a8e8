//! ES|QL, Elasticsearch's own piped language.

mod leaf;
mod script;
mod text;
mod types;

use std::collections::BTreeSet;

use eql_functions::Pipe;
use eql_hir::{FieldId, Form, Leaf, LeafId, Query, Test};
use eql_syntax::ast::ExprKind;
use rule_schema::RuleKind;

use self::text::name_of;
use crate::condition::{Logic, conjuncts, render};
use crate::rule::one_line;
use crate::{
    Backend, Checked, Construct, Eql, File, Layout, Loss, Options, Rendered, Rule, Support,
};

/// What Kibana searches where a rule names no index.
const DEFAULT_INDEX: &[&str] = &[
    "apm-*-transaction*",
    "auditbeat-*",
    "endgame-*",
    "filebeat-*",
    "logs-*",
    "packetbeat-*",
    "traces-apm*",
    "winlogbeat-*",
];

/// ES|QL.
pub(super) struct Esql;

impl Backend for Esql {
    fn name(&self) -> &'static str {
        "esql"
    }

    fn title(&self) -> &'static str {
        "Elasticsearch (piped queries)"
    }

    fn about(&self) -> &'static str {
        include_str!("esql/about.md")
    }

    fn checked(&self) -> Checked {
        Checked::Parsed
    }

    fn layout(&self) -> Layout {
        Layout::Folder
    }

    fn holds(&self, construct: Construct) -> Support {
        match construct {
            Construct::Category
            | Construct::AnyCategory
            | Construct::Exists
            | Construct::AbsentField
            | Construct::Equality
            | Construct::IgnoreCase
            | Construct::Wildcard
            | Construct::Regex
            | Construct::Boolean
            | Construct::Date
            | Construct::Address
            | Construct::Version
            | Construct::TextRange
            | Construct::Head
            | Construct::Tail
            | Construct::RuleId => Support::Exact,
            Construct::FieldComparison
            | Construct::Arithmetic
            | Construct::ScriptedLogic
            | Construct::Function(
                "add" | "concat" | "divide" | "endsWith" | "length" | "modulo" | "multiply"
                | "startsWith" | "string" | "stringContains" | "substring" | "subtract",
            ) => Support::Lossy(ONE_VALUE),
            Construct::Arrays => Support::Partly(
                "not in functions, regular expressions with `~`, `&`, `#` and `<1-9>`, and of addresses in blocks",
            ),
            Construct::Number => Support::Partly("those that the type of the column has"),
            Construct::Cidr => Support::Partly(
                "single addresses; of several addresses the least and the greatest are asked for blocks",
            ),
            Construct::ScriptedPattern => {
                Support::Refused("patterns on expressions are Java's in EQL and Lucene's here")
            }
            Construct::Sequence
            | Construct::LongSequence
            | Construct::NoJoinKey
            | Construct::StageKeys
            | Construct::OptionalKey
            | Construct::NoMaxspan
            | Construct::Until
            | Construct::MissingEvent
            | Construct::Runs
            | Construct::Sample
            | Construct::EarlierEvent => Support::Refused("one row at a time is looked at"),
            Construct::ArraySearch => Support::Refused("rows have flat columns"),
            Construct::Lineage => Support::Refused("rows have no ancestors"),
            Construct::Function(_) => Support::Refused("not written"),
            Construct::OtherLanguage => Support::Refused("the rule is not EQL"),
        }
    }

    fn comment(&self, line: &str) -> Option<String> {
        Some(format!("// {line}"))
    }

    fn render(&self, rule: &Rule<'_>, _options: &Options) -> Rendered {
        let Some(eql) = &rule.eql else { return Rendered::default() };
        let Form::Event(filter) = &eql.query.form else { return Rendered::default() };
        let mut writer = Writer { query: eql.query, losses: conflicts(eql.query) };
        let parts: Vec<_> = conjuncts(&filter.condition)
            .into_iter()
            .map(|part| render(part, &mut writer))
            .collect();
        let mut lines = unmapped(eql);
        lines.push(format!("FROM {} METADATA _id, _version, _index", sources(rule)));
        if !parts.is_empty() {
            lines.push(format!("| WHERE {}", parts.join("\n    AND ")));
        }
        let time = name_of(eql.timestamp_field);
        for pipe in &eql.query.pipes {
            lines.push(match pipe {
                Pipe::Head(count) => format!("| SORT {time} ASC\n| LIMIT {count}"),
                Pipe::Tail(count) => format!("| SORT {time} DESC\n| LIMIT {count}"),
            });
        }
        lines.push("| KEEP *".to_owned());
        Rendered { text: lines.join("\n"), losses: writer.losses }
    }

    fn assemble(&self, rules: &[(&Rule<'_>, Rendered)], _options: &Options) -> Vec<File> {
        let mut needs = types::Needs::default();
        let mut files = Vec::new();
        for (rule, rendered) in rules {
            let text = format!("// {}\n{}\n", one_line(rule.name()), rendered.text);
            files.push(File { path: format!("rules/{}.esql", rule.id), text });
            let Some(eql) = &rule.eql else { continue };
            needs.add(rule.id, eql.timestamp_field, "date");
            for field in &eql.query.fields {
                let kind = types::of(eql.query, field);
                if field.path.as_str() != eql.timestamp_field {
                    needs.add(rule.id, field.path.as_str(), kind);
                }
            }
        }
        let text = serde_json::to_string_pretty(&needs.json()).unwrap_or_default() + "\n";
        files.push(File { path: "fields.json".to_owned(), text });
        files
    }
}

/// What is lost where a function has a field.
const ONE_VALUE: &str =
    "a function is asked of one value: a field of several values counts as none";

/// The fields that would have to be of two types, each at its first place.
fn conflicts(query: &Query) -> Vec<Loss> {
    let loss = |(id, field)| {
        let (one, other) = types::conflict(query, field)?;
        let is_first = |leaf: &&Leaf| match &leaf.test {
            Test::Field(asked, _) => *asked == id,
            Test::Script(script) => script.occurrences.contains(&id),
            Test::Elements(..) | Test::Related(..) => false,
        };
        let span = query.leaves.iter().find(is_first)?.span;
        let path = field.path.as_str();
        let message =
            format!("`{path}` would have to be of the types `{one}` and `{other}` at once");
        Some(Loss::refused(Construct::Equality, span, message))
    };
    let mut losses: Vec<Loss> = (0..).map(FieldId).zip(&query.fields).filter_map(loss).collect();
    losses.dedup_by(|later, first| later.message == first.message);
    losses
}

/// A comment for the fields that need not be mapped, which ES|QL refuses unless it is told otherwise.
fn unmapped(eql: &Eql<'_>) -> Vec<String> {
    let tree = eql_syntax::parse(eql.text).tree;
    let fields = eql_syntax::expressions(&tree).into_iter().filter_map(|expr| {
        let ExprKind::Field(name) = &expr.kind else { return None };
        name.optional.then(|| one_line(&name.path()))
    });
    let fields: BTreeSet<_> = fields.map(|field| format!("`{field}`")).collect();
    if fields.is_empty() {
        return Vec::new();
    }
    let fields: Vec<_> = fields.into_iter().collect();
    let (one, two) = (
        format!("// {} may be unmapped: where no index has a mapping, put", fields.join(", ")),
        "// SET unmapped_fields = \"nullify\"; in front of the query (Elasticsearch 9.3)."
            .to_owned(),
    );
    vec![one, two]
}

fn sources(rule: &Rule<'_>) -> String {
    let named = match &rule.file.rule.value.kind {
        RuleKind::Eql(eql) => eql.index.as_ref(),
        RuleKind::Query(_)
        | RuleKind::Esql(_)
        | RuleKind::Threshold(_)
        | RuleKind::NewTerms(_)
        | RuleKind::ThreatMatch(_)
        | RuleKind::MachineLearning(_)
        | RuleKind::SavedQuery(_)
        | RuleKind::Unknown => None,
    };
    let patterns: Vec<_> = match named {
        Some(list) => list.value.iter().map(|pattern| text::source(&pattern.value)).collect(),
        None => DEFAULT_INDEX.iter().map(|pattern| text::source(pattern)).collect(),
    };
    patterns.join(", ")
}

struct Writer<'a> {
    query: &'a Query,
    losses: Vec<Loss>,
}

impl Logic for Writer<'_> {
    fn leaf(&mut self, id: LeafId) -> String {
        leaf::written(self.query, self.query.leaf(id), &mut self.losses)
    }

    fn constant(&mut self, value: bool) -> String {
        value.to_string()
    }

    fn not(&mut self, inner: String) -> String {
        match inner.strip_suffix(" IS NOT NULL") {
            Some(name) if !name.contains(' ') => format!("{name} IS NULL"),
            Some(_) | None => format!("(NOT {inner})"),
        }
    }
}
