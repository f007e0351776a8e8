//! One leaf as an expression that is true or false and never null.

use eql_functions::wildcard::{Segment, WildcardPattern};
use eql_functions::{Case, RangeOp};
use eql_hir::{Field, Leaf, Predicate, Query, Test};
use event::{Cidr, FieldType, Value};
use event_schema::Ecs;

use super::script;
use super::text::{name_of, quoted};
use crate::patterns::{Dialect, Syntax};
use crate::{Construct, How, Loss, Seen};

/// What stands between the values of a list that is made one text; no value has it.
const SEPARATOR: char = '\u{241f}';

const ONE: Dialect = Dialect { syntax: Syntax::Lucene, separator: None };

const LIST: Dialect = Dialect { syntax: Syntax::Lucene, separator: Some(SEPARATOR) };

/// A leaf; what of it does not survive goes to the losses.
pub(super) fn written(query: &Query, leaf: &Leaf, losses: &mut Vec<Loss>) -> String {
    match &leaf.test {
        Test::Field(field, predicate) => {
            Asked::new(query.field(*field), leaf).text(predicate, losses)
        }
        Test::Script(script) => script::written(query, leaf, script, losses),
        Test::Elements(..) | Test::Related(..) => String::new(),
    }
}

/// Whether a field has several values as a matter of course.
pub(super) fn is_list(field: &Field) -> bool {
    Ecs.is_list(field.path.as_str()) == Some(true)
}

/// What may be null, as what is false then.
pub(super) fn guarded(text: &str) -> String {
    format!("COALESCE({text}, false)")
}

struct Asked<'a> {
    name: String,
    field: &'a Field,
    leaf: &'a Leaf,
    is_list: bool,
}

impl<'a> Asked<'a> {
    fn new(field: &'a Field, leaf: &'a Leaf) -> Self {
        Self { name: name_of(field.path.as_str()), field, leaf, is_list: is_list(field) }
    }

    fn text(&self, predicate: &Predicate, losses: &mut Vec<Loss>) -> String {
        match predicate {
            Predicate::Exists => format!("{} IS NOT NULL", self.name),
            Predicate::OneOf(values, case) if values.iter().all(|it| it.as_str().is_some()) => {
                let texts: Vec<_> = values.iter().filter_map(Value::as_str).collect();
                any(&self.one_of(&texts, *case))
            }
            Predicate::OneOf(values, _) => self.equal(values, losses),
            Predicate::Range(operator, value) => self.range(*operator, value),
            Predicate::Like(patterns, case) => any(&self.like(patterns, *case)),
            Predicate::Prefix(prefix, Case::Sensitive) if !self.is_list => {
                guarded(&format!("STARTS_WITH({}, {})", self.name, quoted(prefix)))
            }
            Predicate::Prefix(prefix, case) => {
                let any = if self.is_list { format!("[^{SEPARATOR}]*") } else { ".*".to_owned() };
                self.rlike(&[self.dialect().literal(prefix, *case) + &any])
            }
            Predicate::Regex(regexes) => {
                let texts = regexes
                    .iter()
                    .map(|regex| self.dialect().lucene(regex.compiled.ast(), regex.case));
                match texts.collect::<Result<Vec<_>, _>>() {
                    Ok(texts) => self.rlike(&texts),
                    Err(what) => {
                        let message = format!("{what}, cannot be asked of each value of a list");
                        losses.push(Loss::refused(Construct::Regex, self.leaf.span, message));
                        String::new()
                    }
                }
            }
            Predicate::Cidr(blocks) => self.within(blocks, losses),
        }
    }

    fn dialect(&self) -> Dialect {
        if self.is_list { LIST } else { ONE }
    }

    /// One of these texts.
    fn one_of(&self, texts: &[&str], case: Case) -> Vec<String> {
        if case == Case::Sensitive {
            return self.is_one_of(texts);
        }
        let (lower, others): (Vec<&str>, Vec<&str>) =
            texts.iter().partition(|text| folds_as_java(text));
        let mut parts = Vec::new();
        if self.is_list && !lower.is_empty() {
            let like = |text: &&str| {
                let text = escaped(text).to_ascii_lowercase();
                format!("*{SEPARATOR}{text}{SEPARATOR}*")
            };
            parts.push(self.plain_like(&lower.iter().map(like).collect::<Vec<_>>(), case));
        }
        let lower = if self.is_list { Vec::new() } else { lower };
        let lower: Vec<_> = lower.iter().map(|text| quoted(&text.to_ascii_lowercase())).collect();
        let column = format!("TO_LOWER({})", self.name);
        match lower.as_slice() {
            [] => {}
            [one] => parts.push(guarded(&format!("{column} == {one}"))),
            _ => parts.push(guarded(&format!("{column} IN ({})", lower.join(", ")))),
        }
        if !others.is_empty() {
            let regexes: Vec<_> =
                others.iter().map(|text| self.dialect().literal(text, case)).collect();
            parts.push(self.rlike(&regexes));
        }
        parts
    }

    fn is_one_of(&self, texts: &[&str]) -> Vec<String> {
        let texts: Vec<_> = texts.iter().map(|text| quoted(text)).collect();
        match texts.as_slice() {
            [] => Vec::new(),
            _ if self.is_list => self.contains(&texts),
            [one] => vec![guarded(&format!("{} == {one}", self.name))],
            _ => vec![guarded(&format!("{} IN ({})", self.name, texts.join(", ")))],
        }
    }

    /// A list has one of these; never null.
    fn contains(&self, constants: &[String]) -> Vec<String> {
        let one = |constant: &String| format!("MV_CONTAINS({}, {constant})", self.name);
        constants.iter().map(one).collect()
    }

    fn like(&self, patterns: &[WildcardPattern], case: Case) -> Vec<String> {
        let literals: Vec<_> = patterns.iter().filter_map(WildcardPattern::as_literal).collect();
        let mut parts = self.one_of(&literals, case);
        if patterns.iter().any(WildcardPattern::is_match_all) {
            parts.push(format!("{} IS NOT NULL", self.name));
        }
        let others = patterns.iter().filter(|it| !it.is_literal() && !it.is_match_all());
        let (plain, regexes): (Vec<_>, Vec<_>) = others.partition(|it| self.can_be_like(it, case));
        if !plain.is_empty() {
            let texts: Vec<_> = plain.iter().map(|it| self.like_text(it, case)).collect();
            parts.push(self.plain_like(&texts, case));
        }
        if !regexes.is_empty() {
            let regexes: Vec<_> =
                regexes.iter().map(|it| self.dialect().wildcard(it, case)).collect();
            parts.push(self.rlike(&regexes));
        }
        parts
    }

    /// Whether `LIKE` can say it: with `TO_LOWER` for the same values only, and of lists where no run stands between texts.
    fn can_be_like(&self, pattern: &WildcardPattern, case: Case) -> bool {
        let folds = case == Case::Sensitive || folds_in_pattern(pattern);
        let single = matches!(
            pattern.segments(),
            [Segment::Literal(_), Segment::Run]
                | [Segment::Run, Segment::Literal(_)]
                | [Segment::Run, Segment::Literal(_), Segment::Run]
        );
        folds && (single || !self.is_list)
    }

    /// The pattern of `LIKE`; in a list, the values have separators around them.
    fn like_text(&self, pattern: &WildcardPattern, case: Case) -> String {
        let text = like_text(pattern, case);
        if !self.is_list {
            return text;
        }
        let border = |at_run: bool| if at_run { String::new() } else { format!("*{SEPARATOR}") };
        let (starts, ends) =
            (text.starts_with('*'), pattern.segments().last() == Some(&Segment::Run));
        let end: String = border(ends).chars().rev().collect();
        format!("{}{text}{end}", border(starts))
    }

    fn plain_like(&self, texts: &[String], case: Case) -> String {
        let texts: Vec<_> = texts.iter().map(|text| quoted(text)).collect();
        let name = if self.is_list { self.joined() } else { self.name.clone() };
        let name = match case {
            Case::Sensitive => name,
            Case::Insensitive => format!("TO_LOWER({name})"),
        };
        operator(&name, "LIKE", &texts)
    }

    /// The values of a list as one text, with a separator on both sides of each.
    fn joined(&self) -> String {
        format!(r#"CONCAT("{SEPARATOR}", MV_CONCAT({}, "{SEPARATOR}"), "{SEPARATOR}")"#, self.name)
    }

    /// One of these expressions takes a value as a whole.
    fn rlike(&self, regexes: &[String]) -> String {
        if self.is_list {
            let one = match regexes {
                [one] => one.clone(),
                _ => regexes.join("|"),
            };
            let whole = format!(".*{SEPARATOR}({one}){SEPARATOR}.*");
            return guarded(&format!("{} RLIKE {}", self.joined(), quoted(&whole)));
        }
        let texts: Vec<_> = regexes.iter().map(|regex| quoted(regex)).collect();
        operator(&self.name, "RLIKE", &texts)
    }

    /// One of these, which are no texts.
    fn equal(&self, values: &[Value<'static>], losses: &mut Vec<Loss>) -> String {
        if self.field.field_type == FieldType::Ip {
            let blocks: Vec<_> =
                values.iter().filter_map(|value| Cidr::parse(&value.to_string())).collect();
            return self.within(&blocks, losses);
        }
        let constants: Vec<_> = values.iter().map(|value| self.constant(value)).collect();
        match constants.as_slice() {
            [] => "false".to_owned(),
            _ if self.is_list => any(&self.contains(&constants)),
            [one] => guarded(&format!("{} == {one}", self.name)),
            _ => guarded(&format!("{} IN ({})", self.name, constants.join(", "))),
        }
    }

    /// A list has a value on one side if its greatest or least is there.
    fn range(&self, operator: RangeOp, value: &Value<'static>) -> String {
        let name = match (self.is_list, operator) {
            (false, _) => self.name.clone(),
            (true, RangeOp::Less | RangeOp::LessEqual) => format!("MV_MIN({})", self.name),
            (true, RangeOp::Greater | RangeOp::GreaterEqual) => format!("MV_MAX({})", self.name),
        };
        guarded(&format!("{name} {} {}", operator.symbol(), self.constant(value)))
    }

    fn constant(&self, value: &Value<'static>) -> String {
        constant(value, self.field.field_type)
    }

    fn within(&self, blocks: &[Cidr], losses: &mut Vec<Loss>) -> String {
        if self.is_list {
            let path = self.field.path.as_str();
            let message = format!("a `{path}` of several addresses counts as none");
            let (span, field) = (self.leaf.span, self.field.path.clone());
            let loss = Loss::lossy(Construct::Cidr, span, message);
            losses.push(loss.with_seen(Seen { span, field, how: How::One }));
        }
        let blocks: Vec<_> = blocks.iter().map(|block| quoted(&block.to_string())).collect();
        guarded(&format!("CIDR_MATCH({}, {})", self.name, blocks.join(", ")))
    }
}

/// A constant of a field's type.
pub(super) fn constant(value: &Value<'static>, field_type: FieldType) -> String {
    match value {
        Value::Str(text) => quoted(text),
        Value::Bool(_) | Value::Int(_) | Value::UInt(_) | Value::Float(_) => value.to_string(),
        Value::Null => "null".to_owned(),
        Value::Date(_) if field_type == FieldType::DateNanos => {
            format!("TO_DATE_NANOS({})", quoted(&value.to_string()))
        }
        Value::Date(_) => format!("TO_DATETIME({})", quoted(&value.to_string())),
        Value::Ip(_) => format!("TO_IP({})", quoted(&value.to_string())),
        Value::Version(_) => format!("TO_VERSION({})", quoted(&value.to_string())),
    }
}

/// Whether `TO_LOWER` gives this text for no other values than those that EQL takes for it: it has letters of ASCII only,
/// and no `k`, which U+212A becomes too.
fn folds_as_java(text: &str) -> bool {
    text.is_ascii() && !text.contains(['k', 'K'])
}

/// Whether `TO_LOWER(…) LIKE` takes the same values. What could go wrong is U+0130, which becomes an `i` and a dot above: a
/// `?` takes one of them only, and a run behind an `i` takes the dot.
fn folds_in_pattern(pattern: &WildcardPattern) -> bool {
    let segments = pattern.segments();
    let behind_i = |pair: &[Segment]| {
        pair.first().and_then(Segment::literal).is_some_and(|text| text.ends_with(['i', 'I']))
    };
    segments.iter().filter_map(Segment::literal).all(folds_as_java)
        && !segments.contains(&Segment::One)
        && !segments.windows(2).any(behind_i)
}

/// A column against one text or several.
fn operator(name: &str, operator: &str, texts: &[String]) -> String {
    let right = match texts {
        [one] => one.clone(),
        _ => format!("({})", texts.join(", ")),
    };
    guarded(&format!("{name} {operator} {right}"))
}

/// A pattern of `LIKE`; in lower case where case does not count.
fn like_text(pattern: &WildcardPattern, case: Case) -> String {
    let text = pattern.segments().iter().map(|segment| match segment {
        Segment::Run => "*".to_owned(),
        Segment::One => "?".to_owned(),
        Segment::Literal(text) if case == Case::Insensitive => escaped(text).to_ascii_lowercase(),
        Segment::Literal(text) => escaped(text),
    });
    text.collect()
}

/// A text of which nothing is special to `LIKE`.
fn escaped(text: &str) -> String {
    let escaped = text.chars().flat_map(|it| {
        let escape = matches!(it, '*' | '?' | '\\').then_some('\\');
        escape.into_iter().chain([it])
    });
    escaped.collect()
}

/// Some of these.
fn any(parts: &[String]) -> String {
    match parts {
        [] => "false".to_owned(),
        [one] => one.clone(),
        _ => format!("({})", parts.join(" OR ")),
    }
}
