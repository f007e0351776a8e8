//! Splunk's search language.

mod leaf;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use eql_functions::Pipe;
use eql_hir::{Form, LeafId, Query, Test};

use crate::condition::{Logic, conjuncts, render};
use crate::{
    Backend, Checked, Construct, FieldMapError, File, Layout, Loss, Options, Rendered, Rule,
    Setting, Support,
};

/// Splunk.
pub(super) struct Splunk;

impl Backend for Splunk {
    fn name(&self) -> &'static str {
        "splunk"
    }

    fn title(&self) -> &'static str {
        "Splunk (SPL)"
    }

    fn about(&self) -> &'static str {
        include_str!("splunk/about.md")
    }

    fn checked(&self) -> Checked {
        Checked::Golden
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
            | Construct::Arrays
            | Construct::Equality
            | Construct::Wildcard
            | Construct::IgnoreCase
            | Construct::Boolean
            | Construct::Cidr
            | Construct::Head
            | Construct::Tail
            | Construct::RuleId => Support::Exact,
            Construct::Number => Support::Partly("below 2^53"),
            Construct::Regex => Support::Partly("not `~`, `&`, `#` and `<1-9>`"),
            Construct::Address => Support::Refused("Splunk does not order addresses"),
            Construct::Date => {
                Support::Refused("Splunk compares instants other than `_time` as texts")
            }
            Construct::Version => Support::Refused("Splunk does not order versions"),
            Construct::TextRange => {
                Support::Refused("Splunk orders texts that look like numbers as numbers")
            }
            Construct::FieldComparison
            | Construct::Arithmetic
            | Construct::ScriptedPattern
            | Construct::ScriptedLogic
            | Construct::Function(_) => {
                Support::Refused("expressions over values of several fields are not written")
            }
            Construct::Sequence
            | Construct::LongSequence
            | Construct::NoJoinKey
            | Construct::StageKeys
            | Construct::OptionalKey
            | Construct::NoMaxspan
            | Construct::Until
            | Construct::MissingEvent
            | Construct::Runs => {
                Support::Refused("`transaction` and `streamstats` take other events than EQL does")
            }
            Construct::ArraySearch => {
                Support::Refused("fields of one object are not kept together")
            }
            Construct::Lineage => Support::Refused("events have no ancestors"),
            Construct::Sample | Construct::EarlierEvent => Support::Refused("not written"),
            Construct::OtherLanguage => Support::Refused("the rule is not EQL"),
        }
    }

    fn reads(&self) -> &'static [Setting] {
        &[Setting::FieldMap]
    }

    fn read_field_map(&self, text: &str) -> Result<crate::FieldMap, FieldMapError> {
        let map: Result<FieldMap, _> = toml::from_str(text);
        map.map(crate::FieldMap::from).map_err(|error| FieldMapError::of_toml(text, &error))
    }

    fn render(&self, rule: &Rule<'_>, options: &Options) -> Rendered {
        let Some(eql) = &rule.eql else { return Rendered::default() };
        let Form::Event(filter) = &eql.query.form else { return Rendered::default() };
        let names = field_map(options).map(|map| map.fields.clone()).unwrap_or_default();
        let mut writer =
            Writer { query: eql.query, names, losses: Vec::new(), asked: BTreeSet::new() };
        let parts: Vec<_> = conjuncts(&filter.condition)
            .into_iter()
            .map(|part| render(part, &mut writer))
            .collect();
        let mut lines = vec![search(options)];
        if !writer.asked.is_empty() {
            lines.push(text::gathered(&writer.asked));
        }
        if !parts.is_empty() {
            lines.push(format!("| where {}", parts.join("\n    AND ")));
        }
        for pipe in &eql.query.pipes {
            lines.push(match pipe {
                Pipe::Head(count) => format!("| sort 0 _time | head {count}"),
                Pipe::Tail(count) => format!("| sort 0 - _time | head {count}"),
            });
        }
        Rendered { text: lines.join("\n"), losses: writer.losses }
    }

    fn assemble(&self, rules: &[(&Rule<'_>, Rendered)], _options: &Options) -> Vec<File> {
        let file = |(rule, rendered): &(&Rule<'_>, Rendered)| File {
            path: format!("rules/{}.spl", rule.id),
            text: format!("{}\n", rendered.text),
        };
        rules.iter().map(file).collect()
    }
}

/// A field map: what is searched, and the names of fields that are not those of the Elastic Common Schema.
#[derive(Clone, PartialEq, Eq, Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FieldMap {
    /// The first search, `index=*` where absent.
    search: Option<String>,
    /// Names by the names of the Elastic Common Schema.
    #[serde(default)]
    fields: BTreeMap<String, String>,
}

fn field_map(options: &Options) -> Option<&FieldMap> {
    options.field_map.as_ref()?.of_splunk()
}

fn search(options: &Options) -> String {
    let named = field_map(options).and_then(|map| map.search.clone());
    named.unwrap_or_else(|| "index=*".to_owned())
}

struct Writer<'a> {
    query: &'a Query,
    names: BTreeMap<String, String>,
    losses: Vec<Loss>,
    /// The fields; each may be a list of JSON.
    asked: BTreeSet<String>,
}

impl Logic for Writer<'_> {
    fn leaf(&mut self, id: LeafId) -> String {
        let leaf = self.query.leaf(id);
        let Test::Field(field, predicate) = &leaf.test else { return String::new() };
        let field = self.query.field(*field);
        let path = field.path.as_str();
        let name = self.names.get(path).map_or(path, String::as_str);
        if !text::can_be_quoted(name) {
            let message = "the name of the field has a quote, backslash or control character";
            let loss = Loss::refused(Construct::Exists, leaf.span, message);
            self.losses.push(loss.with_help("give it another name in a field map (`--field-map`)"));
            return String::new();
        }
        self.asked.insert(name.to_owned());
        leaf::written(name, field.field_type, leaf, predicate, &mut self.losses)
    }

    fn constant(&mut self, value: bool) -> String {
        format!("{value}()")
    }
}
