//! Sigma: one YAML rule a file, in the field names of ECS or of Sysmon.

mod constant;
mod correlation;
mod detection;
mod item;
mod logsource;
mod names;
mod node;
mod pattern;
mod rule;
mod script;
mod yaml;

use diagnostics::Span;
use eql_hir::{Filter, Form};

use crate::{
    Backend, Checked, Construct, Differs, Eql, FieldMapError, File, Layout, Loss, Options,
    Rendered, Rule, Setting, Support,
};
use item::Writer;
use names::FieldNames;
use node::Node;
use yaml::Yaml;

pub(crate) use names::FieldMap;

/// The backend.
pub(crate) struct Sigma;

impl Backend for Sigma {
    fn name(&self) -> &'static str {
        "sigma"
    }

    fn title(&self) -> &'static str {
        "Sigma"
    }

    fn about(&self) -> &'static str {
        include_str!("sigma/about.md")
    }

    fn checked(&self) -> Checked {
        Checked::Run
    }

    fn layout(&self) -> Layout {
        Layout::Folder
    }

    fn holds(&self, construct: Construct) -> Support {
        holds(construct)
    }

    fn shows(&self, construct: Construct) -> Option<Differs> {
        (construct == Construct::Sequence).then_some(Differs::Again)
    }

    fn reads(&self) -> &'static [Setting] {
        &[Setting::FieldMap, Setting::Names]
    }

    fn read_field_map(&self, text: &str) -> Result<crate::FieldMap, FieldMapError> {
        names::read(text).map(crate::FieldMap::from)
    }

    fn comment(&self, line: &str) -> Option<String> {
        Some(format!("# {line}"))
    }

    fn render(&self, rule: &Rule<'_>, options: &Options) -> Rendered {
        let Some(eql) = &rule.eql else { return Rendered::default() }; // the frame refuses other types
        let own = options.field_map.as_ref().and_then(crate::FieldMap::of_sigma);
        render(rule, eql, &FieldNames::new(options.names, own))
    }

    fn assemble(&self, rules: &[(&Rule<'_>, Rendered)], _options: &Options) -> Vec<File> {
        let mut files: Vec<File> = Vec::new();
        for (rule, rendered) in rules {
            let path = free_path(&files, stem(rule.path), rule.id);
            files.push(File { path, text: rendered.text.clone() });
        }
        files
    }
}

fn holds(construct: Construct) -> Support {
    match construct {
        Construct::Category
        | Construct::AnyCategory
        | Construct::Exists
        | Construct::AbsentField
        | Construct::Arrays
        | Construct::Equality
        | Construct::IgnoreCase
        | Construct::Wildcard
        | Construct::Boolean
        | Construct::Cidr
        | Construct::LongSequence
        | Construct::StageKeys
        | Construct::NoJoinKey
        | Construct::RuleId => Support::Exact,
        Construct::Regex => Support::Partly("not `~` (complement) and `&` (intersection)"),
        Construct::Number => Support::Partly("not whole numbers from 2^53 on"),
        Construct::Date => Support::Refused("Sigma has no instants"),
        Construct::Address => Support::Refused("Sigma has no order of addresses"),
        Construct::Version => Support::Refused("Sigma has no versions"),
        Construct::TextRange => Support::Refused("Sigma has no order of texts"),
        Construct::FieldComparison
        | Construct::Function("startsWith" | "endsWith" | "stringContains") => Support::Lossy(
            "one field at the start, at the end or inside of another (`fieldref`): of several values Sigma \
             reads one, EQL tries each",
        ),
        Construct::Function("length") => Support::Partly("whether a text is empty"),
        Construct::Function(_) | Construct::Arithmetic => {
            Support::Refused("Sigma computes nothing")
        }
        Construct::ScriptedPattern | Construct::ScriptedLogic => {
            Support::Refused("Sigma asks fields, not what a function gives")
        }
        Construct::Sequence => Support::Lossy(
            "a Sigma correlation says that events came in order within a time, not which: it alerts \
             again for events that EQL has taken already, and names no events",
        ),
        Construct::OptionalKey => {
            Support::Refused("a Sigma correlation takes no event without the fields of its group")
        }
        Construct::NoMaxspan | Construct::Sample => {
            Support::Refused("a Sigma correlation has a time span")
        }
        Construct::Until => Support::Refused("nothing ends a Sigma correlation"),
        Construct::MissingEvent => {
            Support::Refused("a Sigma correlation knows only events that happened")
        }
        Construct::Runs => Support::Refused("a Sigma correlation in order takes each rule once"),
        Construct::Head | Construct::Tail => {
            Support::Refused("a Sigma rule does not choose among its matches")
        }
        Construct::ArraySearch => {
            Support::Refused("Sigma does not ask for several things of one element")
        }
        Construct::Lineage | Construct::EarlierEvent => {
            Support::Refused("Sigma looks at one event")
        }
        Construct::OtherLanguage => Support::Refused("the rule is not EQL"),
    }
}

fn render(rule: &Rule<'_>, eql: &Eql<'_>, names: &FieldNames) -> Rendered {
    let mut losses = Vec::new();
    let text = match &eql.query.form {
        Form::Event(filter) => {
            let whole = Span::new(0, eql.text.len());
            let body = Body::new(eql, (filter, whole), names, &mut losses);
            rule::document(rule, body)
        }
        Form::Sequence(sequence) => correlation::documents(rule, eql, sequence, names, &mut losses),
        Form::Sample(_) => String::new(), // the frame refuses it
    };
    Rendered { text, losses }
}

/// What Sigma says of events: where they come from, and which they are.
struct Body {
    logsource: Yaml,
    detection: Yaml,
}

impl Body {
    fn new(
        eql: &Eql<'_>,
        (filter, span): (&Filter, Span),
        names: &FieldNames,
        losses: &mut Vec<Loss>,
    ) -> Self {
        let source = logsource::of(eql, filter);
        let mut writer = Writer { eql, names, category: source.category, losses };
        if !writer.knows_events(span) {
            return Self { logsource: source.yaml(), detection: Yaml::text("") };
        }
        let parts = logsource::conjuncts(&filter.condition).into_iter();
        let parts = parts.filter(|part| !(names.is_mapped() && source.says(part)));
        let node = Node::all(parts.map(|part| writer.condition(part)).collect());
        let detection = detection::of(&node, &writer.always());
        Self { logsource: source.yaml(), detection }
    }
}

/// The name of a file, without folders and ending.
fn stem(path: &str) -> &str {
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
    file.strip_suffix(".toml").unwrap_or(file)
}

/// A file name that no file has yet.
fn free_path(files: &[File], stem: &str, id: &str) -> String {
    let is_free = |path: &String| files.iter().all(|file| file.path != *path);
    let plain = format!("rules/{stem}.yml");
    if is_free(&plain) { plain } else { format!("rules/{stem}_{id}.yml") }
}
