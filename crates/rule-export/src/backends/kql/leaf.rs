//! One leaf of a query, asked of a view.

use eql_functions::Case;
use eql_functions::regex::LuceneRegex;
use eql_functions::wildcard::{Segment, WildcardPattern};
use eql_hir::{Field, Leaf, Predicate, Query, Regex, Script, Test};
use event::{Cidr, FieldPath, Ip, Source, Value};

use super::map::{Column, Family, Kind, View};
use super::script;
use super::text::{Texts, any_of, quoted};
use crate::instead::{self, with_answer, with_predicate};
use crate::{Construct, How, Loss, Seen};

/// What becomes of a leaf in a view.
#[derive(Clone, Debug)]
pub(super) enum Answer {
    /// It holds in all rows or in none.
    Known(bool),
    /// It is asked, or lost.
    Asked(Asked),
}

/// An expression that is never null, with what comes with it.
#[derive(Clone, Debug, Default)]
pub(super) struct Asked {
    /// The expression.
    pub(super) text: String,
    /// The steps that must have run.
    pub(super) after: Vec<String>,
    /// What of it does not survive.
    pub(super) losses: Vec<Loss>,
}

/// Where a leaf is asked.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    /// The query of the leaf.
    pub(super) query: &'a Query,
    /// The tables.
    pub(super) family: &'a Family,
    /// The table.
    pub(super) view: &'a View,
    /// The system that the filter asks for, where it asks for one.
    pub(super) os: Option<&'a str>,
    /// Whether the filter asks for what all rows of the table have, such as its data set.
    pub(super) is_named: bool,
}

impl<'a> Place<'a> {
    /// What becomes of a leaf.
    pub(super) fn answer(self, leaf: &Leaf) -> Answer {
        match &leaf.test {
            Test::Field(field, predicate) => {
                let field = self.query.field(*field);
                match self.column(field) {
                    Some(column) => self.field(leaf, field, column, predicate),
                    None => lost(self.no_column(leaf, field)),
                }
            }
            Test::Script(script) => self.script(leaf, script),
            Test::Elements(..) | Test::Related(..) => {
                lost(Loss::refused(construct_of(leaf), leaf.span, "tables have no such data"))
            }
        }
    }

    /// The column of a field of the event at hand.
    pub(super) fn column(self, field: &Field) -> Option<&'a Column> {
        let is_here = matches!(field.source, Source::Event);
        is_here.then(|| self.view.column(self.family, field.path.as_str())).flatten()
    }

    pub(super) fn no_column(self, leaf: &Leaf, field: &Field) -> Loss {
        let (table, path) = (&self.view.table, field.path.as_str());
        Loss::refused(
            construct_of(leaf),
            leaf.span,
            format!("`{table}` has no column for `{path}`"),
        )
        .with_help("name one in a field map of your own (`--field-map`)")
    }

    fn field(self, leaf: &Leaf, field: &Field, column: &Column, predicate: &Predicate) -> Answer {
        if column.assumed {
            return self.assumed(leaf, field);
        }
        if let Some(values) = &column.is {
            return Answer::Known(values.iter().any(|value| passes(predicate, value)));
        }
        if let Some(values) = &column.values {
            let taken = values
                .iter()
                .filter(|(_, known)| known.iter().any(|value| passes(predicate, value)))
                .map(|(value, _)| value.as_str());
            return mapped(column, &taken.collect::<Vec<_>>());
        }
        let mut asked = match column.kind {
            Kind::Text => self.text(leaf, field, column, predicate, false),
            Kind::List => self.text(leaf, field, column, predicate, true),
            Kind::Long => number(leaf, column, predicate),
            Kind::Bool => boolean(leaf, column, predicate),
            Kind::Address => address(leaf, column, predicate),
        };
        asked.after.extend(column.after.clone());
        let other = self.other_system(leaf, field, column);
        asked.losses.extend(other.filter(|_| !is_kept(column, predicate)));
        Answer::Asked(asked)
    }

    /// A condition that counts as true.
    fn assumed(self, leaf: &Leaf, field: &Field) -> Answer {
        let (table, path) = (&self.view.table, field.path.as_str());
        if !self.is_named {
            let message =
                format!("`{table}` does not say `{path}`, and the rule does not ask for its data");
            return lost(Loss::refused(Construct::Category, leaf.span, message));
        }
        let message = format!("`{table}` does not say `{path}`, so that all its rows pass");
        let loss = Loss::lossy(construct_of(leaf), leaf.span, message);
        let loss = loss.with_instead(with_answer(self.query, leaf, true));
        Answer::Asked(Asked { text: "true".to_owned(), losses: vec![loss], ..Asked::default() })
    }

    /// The loss of a column that is right for one system only.
    pub(super) fn other_system(self, leaf: &Leaf, field: &Field, column: &Column) -> Option<Loss> {
        let right = column.os.as_deref()?;
        if self.os == Some(right) {
            return None;
        }
        let path = field.path.as_str();
        let message = format!("`{path}` is what it should be on `{right}` only");
        let help = format!("ask for `host.os.type == \"{right}\"` too");
        let loss = Loss::lossy(construct_of(leaf), leaf.span, message).with_help(help);
        Some(match self.how(field, column, right) {
            Some(how) => loss.with_seen(Seen { span: leaf.span, field: field.path.clone(), how }),
            None => loss.with_instead(instead::on_system(self.query, leaf, right)),
        })
    }

    /// What a column has on other systems: arguments that are cut out of a command line, or how many; nothing where it has
    /// no value.
    fn how(self, field: &Field, column: &Column, right: &str) -> Option<How> {
        if column.kind == Kind::List {
            return Some(How::Cut(right.to_owned()));
        }
        let list = field.path.as_str().strip_suffix("_count")?;
        let is_cut = self.view.column(self.family, list)?.kind == Kind::List;
        is_cut.then(|| How::Count(right.to_owned(), FieldPath::new(list)))
    }

    fn text(
        self,
        leaf: &Leaf,
        field: &Field,
        column: &Column,
        predicate: &Predicate,
        is_list: bool,
    ) -> Asked {
        let texts = Texts { column: &column.written, is_list };
        let mut losses = Vec::new();
        let case = |case: Case| if column.lower { Case::Insensitive } else { case };
        if column.lower && counts_case(predicate) {
            losses.push(self.lower_case(leaf, field, predicate));
        }
        let text = match predicate {
            Predicate::Exists => texts.exists(),
            Predicate::OneOf(values, written) => {
                let owned: Vec<_> = values.iter().map(ToString::to_string).collect();
                let (empty, full): (Vec<&str>, Vec<&str>) =
                    owned.iter().map(String::as_str).partition(|value| value.is_empty());
                if !empty.is_empty() {
                    losses.push(self.empty_text(leaf, field));
                }
                any_of(&texts.one_of(&full, case(*written)))
            }
            Predicate::Like(patterns, written) => {
                if patterns.iter().any(is_empty) {
                    losses.push(self.empty_text(leaf, field));
                }
                let patterns: Vec<_> =
                    patterns.iter().filter(|it| !is_empty(it)).cloned().collect();
                any_of(&texts.like(&patterns, case(*written)))
            }
            Predicate::Prefix(prefix, _) if prefix.is_empty() => texts.exists(),
            Predicate::Prefix(prefix, written) => texts.starts_with(prefix, case(*written)),
            Predicate::Regex(regexes) => {
                let parts =
                    regexes.iter().map(|regex| texts.lucene(&regex.compiled, case(regex.case)));
                match parts.collect::<Result<Vec<_>, _>>() {
                    Ok(parts) => any_of(&parts),
                    Err(what) => {
                        let message = format!("Kusto's regular expressions have no {what}");
                        losses.push(Loss::refused(Construct::Regex, leaf.span, message));
                        String::new()
                    }
                }
            }
            Predicate::Range(..) | Predicate::Cidr(_) => {
                losses.push(unfit(leaf, "a text"));
                String::new()
            }
        };
        Asked { text, losses, after: Vec::new() }
    }

    /// The table has a text and one with other letter case alike.
    fn lower_case(self, leaf: &Leaf, field: &Field, predicate: &Predicate) -> Loss {
        let path = field.path.as_str();
        let message = format!(
            "the column of `{path}` has lower-case letters only, so that letter case is not compared"
        );
        let help = "compare with `:` where letter case does not matter";
        let instead = with_predicate(self.query, leaf, without_case(predicate));
        let loss = Loss::lossy(construct_of(leaf), leaf.span, message);
        loss.with_help(help).with_instead(instead)
    }

    fn empty_text(self, leaf: &Leaf, field: &Field) -> Loss {
        let path = field.path.as_str();
        let message = format!(
            "tables do not tell an empty `{path}` from an absent one, so that no row passes"
        );
        let instead = match &leaf.test {
            Test::Field(_, Predicate::OneOf(values, case)) if values.len() > 1 => {
                let full = values.iter().filter(|value| value.as_str() != Some(""));
                with_predicate(self.query, leaf, Predicate::OneOf(full.cloned().collect(), *case))
            }
            Test::Field(_, Predicate::Like(patterns, case)) if patterns.len() > 1 => {
                let full = patterns.iter().filter(|it| !is_empty(it));
                with_predicate(self.query, leaf, Predicate::Like(full.cloned().collect(), *case))
            }
            Test::Field(..) | Test::Script(_) | Test::Elements(..) | Test::Related(..) => {
                with_answer(self.query, leaf, false)
            }
        };
        Loss::lossy(Construct::Equality, leaf.span, message).with_instead(instead)
    }

    fn script(self, leaf: &Leaf, script: &Script) -> Answer {
        Answer::Asked(script::asked(self, leaf, script))
    }
}

/// Whether a list is the same once it has been cut: what is looked for anywhere is one character that cutting keeps.
fn is_kept(column: &Column, predicate: &Predicate) -> bool {
    let Predicate::Like(patterns, _) = predicate else { return false };
    let is_kept = |pattern: &WildcardPattern| match pattern.segments() {
        [Segment::Run, Segment::Literal(text), Segment::Run] => {
            text.chars().count() == 1 && !text.contains([' ', '\t', '"', '\\'])
        }
        _ => false,
    };
    column.kind == Kind::List && patterns.iter().all(is_kept)
}

/// A leaf that is not asked.
pub(super) fn lost(loss: Loss) -> Answer {
    Answer::Asked(Asked { losses: vec![loss], ..Asked::default() })
}

fn unfit(leaf: &Leaf, kind: &str) -> Loss {
    let message = format!("the column holds {kind}, of which this cannot be asked");
    Loss::refused(construct_of(leaf), leaf.span, message)
}

/// Whether letter case matters to what is asked.
fn counts_case(predicate: &Predicate) -> bool {
    match predicate {
        Predicate::Exists | Predicate::Range(..) | Predicate::Cidr(_) => false,
        Predicate::OneOf(values, case) => {
            *case == Case::Sensitive && values.iter().any(|value| has_letters(&value.to_string()))
        }
        Predicate::Like(patterns, case) => {
            *case == Case::Sensitive && patterns.iter().any(|it| has_letters(&it.to_string()))
        }
        Predicate::Prefix(text, case) => *case == Case::Sensitive && has_letters(text),
        Predicate::Regex(regexes) => regexes.iter().any(|regex| regex.case == Case::Sensitive),
    }
}

/// The same where letter case does not count.
fn without_case(predicate: &Predicate) -> Predicate {
    match predicate.clone() {
        Predicate::OneOf(values, _) => Predicate::OneOf(values, Case::Insensitive),
        Predicate::Like(patterns, _) => Predicate::Like(patterns, Case::Insensitive),
        Predicate::Prefix(text, _) => Predicate::Prefix(text, Case::Insensitive),
        Predicate::Regex(regexes) => {
            let folded = |regex: Regex<LuceneRegex>| {
                let compiled = LuceneRegex::new(&regex.text, Case::Insensitive);
                compiled.map_or_else(
                    |_| regex.clone(),
                    |compiled| Regex {
                        text: regex.text.clone(),
                        case: Case::Insensitive,
                        compiled: compiled.into(),
                    },
                )
            };
            Predicate::Regex(regexes.into_iter().map(folded).collect())
        }
        Predicate::Exists => Predicate::Exists,
        Predicate::Range(operator, value) => Predicate::Range(operator, value),
        Predicate::Cidr(blocks) => Predicate::Cidr(blocks),
    }
}

fn is_empty(pattern: &WildcardPattern) -> bool {
    pattern.as_literal() == Some("")
}

fn has_letters(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

/// Rows by the values of a column that stand for values of the field.
fn mapped(column: &Column, taken: &[&str]) -> Answer {
    let quoted: Vec<_> = match column.kind {
        Kind::Long => taken.iter().map(|value| (*value).to_owned()).collect(),
        Kind::Text | Kind::Bool | Kind::Address | Kind::List => {
            taken.iter().map(|value| quoted(value)).collect()
        }
    };
    let asked = match quoted.as_slice() {
        [] => return Answer::Known(false),
        [one] => format!("{} == {one}", column.written),
        _ => format!("{} in ({})", column.written, quoted.join(", ")),
    };
    let text = if column.kind == Kind::Long { guarded(&asked) } else { asked };
    Answer::Asked(Asked { text, after: column.after.iter().cloned().collect(), losses: Vec::new() })
}

/// An expression over what may be null.
pub(super) fn guarded(text: &str) -> String {
    format!("coalesce({text}, false)")
}

fn number(leaf: &Leaf, column: &Column, predicate: &Predicate) -> Asked {
    let name = &column.written;
    let text = match predicate {
        Predicate::Exists => format!("isnotnull({name})"),
        Predicate::OneOf(values, _) if values.iter().any(is_beyond) => return beyond(leaf),
        Predicate::Range(_, value) if is_beyond(value) => return beyond(leaf),
        Predicate::OneOf(values, _) => {
            let numbers: Vec<_> = values.iter().filter_map(number_text).collect();
            match numbers.as_slice() {
                [] => "false".to_owned(),
                [one] => guarded(&format!("{name} == {one}")),
                _ => guarded(&format!("{name} in ({})", numbers.join(", "))),
            }
        }
        Predicate::Range(operator, value) => match number_text(value) {
            Some(value) => guarded(&format!("{name} {} {value}", operator.symbol())),
            None => return unfit_number(leaf),
        },
        Predicate::Like(..) | Predicate::Regex(_) | Predicate::Prefix(..) | Predicate::Cidr(_) => {
            return unfit_number(leaf);
        }
    };
    Asked { text, ..Asked::default() }
}

/// Whether a column of the type `long`, or the double that it is compared as, does not hold a number.
fn is_beyond(value: &Value<'_>) -> bool {
    match value {
        Value::Int(_) | Value::UInt(_) => number_text(value).is_none(),
        Value::Float(number) => number.is_nan() || number.abs() >= 9_007_199_254_740_992.0,
        Value::Null
        | Value::Bool(_)
        | Value::Str(_)
        | Value::Date(_)
        | Value::Ip(_)
        | Value::Version(_) => false,
    }
}

fn beyond(leaf: &Leaf) -> Asked {
    let why = "columns hold whole numbers of 64 bits with a sign, and doubles of them below 2^53";
    let loss = Loss::refused(Construct::Number, leaf.span, why);
    Asked { losses: vec![loss], ..Asked::default() }
}

fn unfit_number(leaf: &Leaf) -> Asked {
    Asked { losses: vec![unfit(leaf, "a number")], ..Asked::default() }
}

/// A number as Kusto writes it; texts of numbers are numbers where the column is one.
pub(super) fn number_text(value: &Value<'_>) -> Option<String> {
    match value {
        Value::Int(_) | Value::UInt(_) => {
            value.integer().and_then(|number| i64::try_from(number).ok()).map(|it| it.to_string())
        }
        Value::Float(number) if number.is_finite() => Some(format!("real({number:?})")),
        Value::Str(text) => text.parse::<i64>().ok().map(|number| number.to_string()),
        Value::Null
        | Value::Bool(_)
        | Value::Float(_)
        | Value::Date(_)
        | Value::Ip(_)
        | Value::Version(_) => None,
    }
}

/// What a leaf is about, for its losses.
fn construct_of(leaf: &Leaf) -> Construct {
    match &leaf.test {
        Test::Field(_, Predicate::Exists) => Construct::Exists,
        Test::Field(_, Predicate::OneOf(..)) => Construct::Equality,
        Test::Field(_, Predicate::Like(..) | Predicate::Prefix(..)) => Construct::Wildcard,
        Test::Field(_, Predicate::Regex(_)) => Construct::Regex,
        Test::Field(_, Predicate::Range(..)) => Construct::Number,
        Test::Field(_, Predicate::Cidr(_)) => Construct::Cidr,
        Test::Script(_) => Construct::FieldComparison,
        Test::Elements(..) => Construct::ArraySearch,
        Test::Related(..) => Construct::Lineage,
    }
}

fn boolean(leaf: &Leaf, column: &Column, predicate: &Predicate) -> Asked {
    let name = &column.written;
    let one = |value: &Value<'_>| match value.to_string().as_str() {
        "true" => Some(guarded(name)),
        "false" => Some(guarded(&format!("not({name})"))),
        _ => None,
    };
    let text = match predicate {
        Predicate::Exists => format!("isnotnull({name})"),
        Predicate::OneOf(values, _) => any_of(&values.iter().filter_map(one).collect::<Vec<_>>()),
        Predicate::Range(..)
        | Predicate::Like(..)
        | Predicate::Regex(_)
        | Predicate::Prefix(..)
        | Predicate::Cidr(_) => {
            return Asked { losses: vec![unfit(leaf, "a boolean")], ..Asked::default() };
        }
    };
    Asked { text, ..Asked::default() }
}

fn address(leaf: &Leaf, column: &Column, predicate: &Predicate) -> Asked {
    let name = &column.written;
    let text = match predicate {
        Predicate::Exists => format!("isnotempty({name})"),
        Predicate::OneOf(values, _) => {
            let blocks = values.iter().filter_map(|value| Cidr::parse(&value.to_string()));
            within(name, &blocks.collect::<Vec<_>>())
        }
        Predicate::Cidr(blocks) => within(name, blocks),
        Predicate::Range(..)
        | Predicate::Like(..)
        | Predicate::Regex(_)
        | Predicate::Prefix(..) => {
            return Asked { losses: vec![unfit(leaf, "an address")], ..Asked::default() };
        }
    };
    Asked { text, ..Asked::default() }
}

/// That an address lies in one of these blocks. The functions take addresses of one kind each; IPv4 addresses that are
/// written as IPv6 ones are written plainly by the field map.
fn within(name: &str, blocks: &[Cidr]) -> String {
    let (four, six): (Vec<Cidr>, Vec<Cidr>) =
        blocks.iter().partition(|block| !block.to_string().contains(':'));
    let (both, six): (Vec<Cidr>, Vec<Cidr>) =
        six.iter().partition(|block| block.contains(Ip::from_bits(0xffff_0000_0000)));
    let mut parts = Vec::new();
    for (function, blocks) in [("ipv4_is_in_any_range", four), ("ipv6_is_in_any_range", six)] {
        let blocks: Vec<_> = blocks.iter().map(|block| quoted(&block.to_string())).collect();
        if !blocks.is_empty() {
            parts.push(guarded(&format!("{function}({name}, {})", blocks.join(", "))));
        }
    }
    let each =
        |block: &Cidr| guarded(&format!("ipv6_is_match({name}, {})", quoted(&block.to_string())));
    parts.extend(both.iter().map(each));
    any_of(&parts)
}

/// Whether a value of the field passes.
pub(super) fn passes(predicate: &Predicate, value: &str) -> bool {
    match predicate {
        Predicate::Exists => true,
        Predicate::OneOf(values, case) => {
            values.iter().any(|constant| case.ascii_eq(&constant.to_string(), value))
        }
        Predicate::Range(operator, constant) => {
            Value::text(value).compare(constant).is_some_and(|order| operator.holds(order))
        }
        Predicate::Like(patterns, case) => patterns.iter().any(|it| it.matches(value, *case)),
        Predicate::Regex(regexes) => regexes.iter().any(|regex| regex.compiled.is_match(value)),
        Predicate::Prefix(prefix, case) => case.ascii_starts_with(value, prefix),
        Predicate::Cidr(_) => false,
    }
}
