//! Kusto's query language over the tables of Microsoft Defender and Sentinel.

mod filter;
mod leaf;
mod map;
mod script;
mod sequence;
mod text;

use diagnostics::Span;
use eql_functions::Pipe;
use eql_hir::{Filter, Form, Query};

use self::map::Family;
use crate::rule::one_line;
use crate::{
    Backend, Checked, Construct, Eql, FieldMapError, File, Layout, Loss, LossKind, Options,
    Rendered, Rule, Setting, Support,
};

pub(crate) use self::map::FieldMap;

/// Microsoft Defender and Sentinel.
pub(super) struct Kql;

impl Backend for Kql {
    fn name(&self) -> &'static str {
        "kql"
    }

    fn title(&self) -> &'static str {
        "Microsoft Defender and Sentinel (KQL)"
    }

    fn about(&self) -> &'static str {
        include_str!("kql/about.md")
    }

    fn checked(&self) -> Checked {
        Checked::Parsed
    }

    fn layout(&self) -> Layout {
        Layout::Folder
    }

    fn holds(&self, construct: Construct) -> Support {
        match construct {
            Construct::Exists
            | Construct::AbsentField
            | Construct::Cidr
            | Construct::Sequence
            | Construct::LongSequence
            | Construct::NoJoinKey
            | Construct::OptionalKey
            | Construct::NoMaxspan
            | Construct::Runs
            | Construct::Head
            | Construct::Tail
            | Construct::Wildcard
            | Construct::RuleId
            | Construct::Function("length") => Support::Exact,
            Construct::Category | Construct::AnyCategory => Support::Partly(
                "where the field map has a table for the category and a column for every field",
            ),
            Construct::Arrays => Support::Partly(
                "columns hold one value; lists of arguments are cut from command lines as Windows does it",
            ),
            Construct::Equality => Support::Partly("tables do not tell the empty text from none"),
            Construct::Number => {
                Support::Partly("whole numbers of 64 bits, and doubles below 2^53")
            }
            Construct::IgnoreCase => Support::Partly("not on expressions"),
            Construct::Regex => Support::Partly("not `~`, `&`, `#` and `<1-9>`"),
            Construct::Boolean => Support::Partly("where a column holds it"),
            Construct::StageKeys => Support::Partly("where columns hold the keys"),
            Construct::FieldComparison => Support::Partly("by functions that are written"),
            Construct::Arithmetic => {
                Support::Partly("sums and products of whole numbers of 64 bits")
            }
            Construct::Function(
                "startsWith" | "endsWith" | "stringContains" | "concat" | "string",
            ) => Support::Partly("where letter case counts"),
            Construct::Function("substring") => Support::Partly(
                "at an end of the text; elsewhere positions count characters, and units of UTF-16 in EQL",
            ),
            Construct::Address => Support::Refused("Kusto does not order addresses"),
            Construct::Date => Support::Refused("no column of the tables is an instant of EQL"),
            Construct::Version => Support::Refused("Kusto does not order versions as EQL does"),
            Construct::TextRange => Support::Refused("Kusto has no order of texts"),
            Construct::ScriptedPattern | Construct::ScriptedLogic => {
                Support::Refused("patterns and logic on expressions are not written")
            }
            Construct::Until => Support::Refused("`scan` cannot drop what is pending"),
            Construct::MissingEvent => Support::Refused("`scan` sees only what is there"),
            Construct::ArraySearch => Support::Refused("columns hold one value"),
            Construct::Lineage => Support::Refused("tables have no ancestors"),
            Construct::Sample | Construct::EarlierEvent | Construct::Function(_) => {
                Support::Refused("not written")
            }
            Construct::OtherLanguage => Support::Refused("the rule is not EQL"),
        }
    }

    fn reads(&self) -> &'static [Setting] {
        &[Setting::FieldMap]
    }

    fn read_field_map(&self, text: &str) -> Result<crate::FieldMap, FieldMapError> {
        FieldMap::read(text).map(crate::FieldMap::from)
    }

    fn comment(&self, line: &str) -> Option<String> {
        Some(format!("// {line}"))
    }

    fn render(&self, rule: &Rule<'_>, options: &Options) -> Rendered {
        let Some(eql) = &rule.eql else { return Rendered::default() };
        let tries = field_map(options).families.iter().map(|family| written(eql, family));
        let best = tries.min_by_key(|(_, losses)| refusals(losses));
        match best {
            Some((text, losses)) => Rendered { text, losses },
            None => refused(eql, "the field map has no tables"),
        }
    }

    fn assemble(&self, rules: &[(&Rule<'_>, Rendered)], options: &Options) -> Vec<File> {
        let mut files: Vec<_> = rules
            .iter()
            .map(|(rule, rendered)| File {
                path: format!("rules/{}.kql", rule.id),
                text: format!("// {}\n{}\n", one_line(rule.name()), rendered.text),
            })
            .collect();
        let map = field_map(options);
        let tables = map.tables().filter_map(|table| map.declaration(table));
        let text = tables.map(|table| table + "\n\n").collect();
        files.push(File { path: "tables.kql".to_owned(), text });
        files
    }
}

fn field_map(options: &Options) -> &FieldMap {
    let map = options.field_map.as_ref().and_then(crate::FieldMap::of_kql);
    map.unwrap_or_else(|| FieldMap::own())
}

fn refused(eql: &Eql<'_>, message: &str) -> Rendered {
    let span = Span::new(0, eql.text.len());
    Rendered {
        text: String::new(),
        losses: vec![Loss::refused(Construct::Category, span, message)],
    }
}

/// How far a family is from holding a rule: events that it does not have at all count as much as several columns.
fn refusals(losses: &[Loss]) -> usize {
    let refused = losses.iter().filter(|loss| loss.kind == LossKind::Refused);
    refused.map(|loss| if loss.construct == Construct::Category { 4 } else { 1 }).sum()
}

/// A rule over the tables of a family.
fn written(eql: &Eql<'_>, family: &Family) -> (String, Vec<Loss>) {
    let (mut text, losses) = match &eql.query.form {
        Form::Event(filter) => event(eql, filter, family),
        Form::Sequence(sequence) => sequence::written(eql.query, sequence, family),
        Form::Sample(_) => (String::new(), Vec::new()),
    };
    for pipe in &eql.query.pipes {
        let (count, order) = match pipe {
            Pipe::Head(count) => (count, "asc"),
            Pipe::Tail(count) => (count, "desc"),
        };
        text = format!("{text}\n| top {count} by {} {order}", family.time);
    }
    (text, losses)
}

fn event(eql: &Eql<'_>, filter: &Filter, family: &Family) -> (String, Vec<Loss>) {
    let mut found = filter::rows(eql.query, filter, family);
    if found.is_empty() {
        let message = format!("no table of `{}` has such events", family.name);
        return (
            String::new(),
            vec![Loss::refused(Construct::Category, place(eql.query), message)],
        );
    }
    let losses = found.iter_mut().flat_map(|rows| std::mem::take(&mut rows.losses)).collect();
    let tables: Vec<_> = found.iter().map(|rows| rows.lines.join("\n| ")).collect();
    if let [one] = tables.as_slice() {
        return (one.clone(), losses);
    }
    let tables: Vec<_> = tables.iter().map(|it| it.replace("\n| ", "\n    | ")).collect();
    (format!("union\n({})", tables.join("),\n(")), losses)
}

/// Where the category stands: the first leaf.
fn place(query: &Query) -> Span {
    query.leaves.first().map_or_else(|| Span::new(0, 0), |leaf| leaf.span)
}
