//! One leaf as an expression that is true or false and never null.

use eql_functions::regex::LuceneRegex;
use eql_functions::wildcard::{Segment, WildcardPattern};
use eql_functions::{Case, RangeOp};
use eql_hir::{Field, Leaf, Predicate, Query, Regex, Test};
use event::{Cidr, Ip, Value};
use event_schema::Ecs;

use super::text::{name_of, quoted};
use super::{script, types};
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
            Asked::new(query, query.field(*field), leaf).text(predicate, losses)
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

#[derive(Clone)]
struct Asked<'a> {
    name: String,
    field: &'a Field,
    /// The type that the field has.
    kind: &'static str,
    leaf: &'a Leaf,
    /// Whether patterns are asked of all values in one text.
    is_list: bool,
}

impl<'a> Asked<'a> {
    fn new(query: &Query, field: &'a Field, leaf: &'a Leaf) -> Self {
        let (name, kind) = (name_of(field.path.as_str()), types::of(query, field));
        Self { name, field, kind, leaf, is_list: is_list(field) }
    }

    fn text(&self, predicate: &Predicate, losses: &mut Vec<Loss>) -> String {
        match predicate {
            Predicate::Exists => format!("{} IS NOT NULL", self.name),
            Predicate::OneOf(values, case) if values.iter().all(|it| it.as_str().is_some()) => {
                let texts: Vec<_> = values.iter().filter_map(Value::as_str).collect();
                any(&self.one_of(&texts, *case))
            }
            Predicate::OneOf(values, _) => {
                // No whole number is a fraction.
                let values = values.iter().filter(|it| self.kind == "double" || !is_fraction(it));
                let constants: Option<Vec<_>> =
                    values.map(|value| constant(value, self.kind)).collect();
                match constants {
                    Some(constants) => any(&Self::contains(&self.name, &constants)),
                    None => self.refuse_number(losses),
                }
            }
            Predicate::Range(operator, value) => match constant(value, self.kind) {
                Some(constant) => self.range(*operator, &constant),
                None => self.refuse_number(losses),
            },
            Predicate::Like(patterns, case) => any(&self.like(patterns, *case)),
            Predicate::Prefix(prefix, case) => {
                any(&self.each_way(|it| vec![it.starts_with(prefix, *case)]))
            }
            Predicate::Regex(regexes) => self.regexes(regexes, losses),
            Predicate::Cidr(blocks) => self.within(blocks, losses),
        }
    }

    /// What is asked of one value, and of several where the field has them; of lists that only.
    fn each_way(&self, ask: impl Fn(&Self) -> Vec<String>) -> Vec<String> {
        if self.is_list {
            return ask(self);
        }
        let mut parts = ask(self);
        parts.extend(ask(&Self { is_list: true, ..self.clone() }));
        parts
    }

    fn refuse_number(&self, losses: &mut Vec<Loss>) -> String {
        let why = format!("a column of the type `{}` holds no such number", self.kind);
        losses.push(Loss::refused(Construct::Number, self.leaf.span, why));
        String::new()
    }

    fn dialect(&self) -> Dialect {
        if self.is_list { LIST } else { ONE }
    }

    fn starts_with(&self, prefix: &str, case: Case) -> String {
        if case == Case::Sensitive && !self.is_list {
            return guarded(&format!("STARTS_WITH({}, {})", self.name, quoted(prefix)));
        }
        let any = if self.is_list { format!("[^{SEPARATOR}]*") } else { ".*".to_owned() };
        self.rlike(&[self.dialect().literal(prefix, case) + &any])
    }

    fn regexes(&self, regexes: &[Regex<LuceneRegex>], losses: &mut Vec<Loss>) -> String {
        let texts = |dialect: Dialect| {
            let texts = regexes.iter().map(|it| dialect.lucene(it.compiled.ast(), it.case));
            texts.collect::<Result<Vec<_>, _>>()
        };
        match (texts(ONE), texts(LIST)) {
            (Ok(one), Ok(list)) => {
                any(&self.each_way(|it| vec![it.rlike(if it.is_list { &list } else { &one })]))
            }
            (Ok(one), Err(_)) if !self.is_list => {
                losses.push(self.of_several());
                self.rlike(&one)
            }
            (_, Err(what)) | (Err(what), _) => {
                let message = format!("{what}, cannot be asked of each value of a list");
                losses.push(Loss::refused(Construct::Regex, self.leaf.span, message));
                String::new()
            }
        }
    }

    /// The loss of what is asked of one value only.
    fn of_several(&self) -> Loss {
        let (span, field) = (self.leaf.span, self.field.path.clone());
        let message = format!("a `{}` of several values counts as none", field.as_str());
        Loss::lossy(Construct::Arrays, span, message).with_seen(Seen { span, field, how: How::One })
    }

    /// One of these texts.
    fn one_of(&self, texts: &[&str], case: Case) -> Vec<String> {
        let quote = |texts: &[&str]| texts.iter().map(|text| quoted(text)).collect::<Vec<_>>();
        if case == Case::Sensitive {
            return Self::contains(&self.name, &quote(texts));
        }
        let (lower, others): (Vec<&str>, Vec<&str>) =
            texts.iter().partition(|text| folds_as_java(text));
        let lower: Vec<_> = lower.iter().map(|text| quoted(&text.to_ascii_lowercase())).collect();
        let mut parts = Self::contains(&format!("TO_LOWER({})", self.name), &lower);
        if !others.is_empty() {
            parts.extend(self.each_way(|it| {
                let literal = |text: &&str| it.dialect().literal(text, case);
                vec![it.rlike(&others.iter().map(literal).collect::<Vec<_>>())]
            }));
        }
        parts
    }

    /// Some value is one of these; never null, and of a field with one value as of one with several.
    fn contains(column: &str, constants: &[String]) -> Vec<String> {
        let one = |constant: &String| format!("MV_CONTAINS({column}, {constant})");
        constants.iter().map(one).collect()
    }

    fn like(&self, patterns: &[WildcardPattern], case: Case) -> Vec<String> {
        let literals: Vec<_> = patterns.iter().filter_map(WildcardPattern::as_literal).collect();
        let mut parts = self.one_of(&literals, case);
        if patterns.iter().any(WildcardPattern::is_match_all) {
            parts.push(format!("{} IS NOT NULL", self.name));
        }
        let others = patterns.iter().filter(|it| !it.is_literal() && !it.is_match_all());
        let (inside, others): (Vec<_>, Vec<_>) = others.partition(|it| is_inside(it));
        let whole = Self { name: self.values(), is_list: false, ..self.clone() };
        parts.extend(whole.patterns(&inside, case));
        if !others.is_empty() {
            parts.extend(self.each_way(|it| it.patterns(&others, case)));
        }
        parts
    }

    fn patterns(&self, patterns: &[&WildcardPattern], case: Case) -> Vec<String> {
        let (plain, regexes): (Vec<&WildcardPattern>, Vec<&WildcardPattern>) =
            patterns.iter().partition(|it| self.can_be_like(it, case));
        let mut parts = Vec::new();
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

    /// The values as one text.
    fn values(&self) -> String {
        format!(r#"MV_CONCAT({}, "{SEPARATOR}")"#, self.name)
    }

    /// The values as one text, with a separator on both sides of each.
    fn joined(&self) -> String {
        format!(r#"CONCAT("{SEPARATOR}", {}, "{SEPARATOR}")"#, self.values())
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

    /// A value is on one side if the greatest or least is there.
    fn range(&self, operator: RangeOp, constant: &str) -> String {
        let extreme = match operator {
            RangeOp::Less | RangeOp::LessEqual => "MV_MIN",
            RangeOp::Greater | RangeOp::GreaterEqual => "MV_MAX",
        };
        guarded(&format!("{extreme}({}) {} {constant}", self.name, operator.symbol()))
    }

    /// Single addresses as constants. Of blocks the least and the greatest address are asked; those between are lost.
    fn within(&self, blocks: &[Cidr], losses: &mut Vec<Loss>) -> String {
        let (single, blocks): (Vec<Cidr>, Vec<Cidr>) =
            blocks.iter().copied().partition(|block| block.first() == block.last());
        let single: Vec<_> =
            single.iter().map(|block| constant(&Value::Ip(block.first()), self.kind)).collect();
        let mut parts =
            Self::contains(&self.name, &single.into_iter().flatten().collect::<Vec<_>>());
        if blocks.is_empty() {
            return any(&parts);
        }
        losses.extend(self.between(&blocks));
        let blocks: Vec<_> = blocks.iter().map(|block| quoted(&block.to_string())).collect();
        let one = |extreme: &str| {
            guarded(&format!("CIDR_MATCH({extreme}({}), {})", self.name, blocks.join(", ")))
        };
        parts.extend([one("MV_MIN"), one("MV_MAX")]);
        any(&parts)
    }

    /// The loss of blocks that do not take everything.
    fn between(&self, blocks: &[Cidr]) -> Option<Loss> {
        let outermost = ["::", "ffff::"].map(Ip::parse);
        let is_in = |ip: &Option<Ip>| ip.is_some_and(|ip| blocks.iter().any(|it| it.contains(ip)));
        if outermost.iter().any(is_in) {
            return None;
        }
        let path = self.field.path.as_str();
        let message =
            format!("of several addresses in `{path}` the least and the greatest count only");
        let (span, field) = (self.leaf.span, self.field.path.clone());
        let loss = Loss::lossy(Construct::Cidr, span, message);
        Some(loss.with_seen(Seen { span, field, how: How::Ends }))
    }
}

/// Whether a text is looked for anywhere, which is the same in one text of all values.
fn is_inside(pattern: &WildcardPattern) -> bool {
    matches!(
        pattern.segments(),
        [Segment::Run, Segment::Literal(text), Segment::Run] if !text.contains(SEPARATOR)
    )
}

/// A constant as this type, where it has it.
pub(super) fn constant(value: &Value<'static>, kind: &str) -> Option<String> {
    Some(match value {
        Value::Str(text) => quoted(text),
        Value::Bool(_) => value.to_string(),
        Value::Int(_) | Value::UInt(_) | Value::Float(_) => return number(value, kind),
        Value::Null => "null".to_owned(),
        Value::Date(_) if kind == "date_nanos" => {
            format!("TO_DATE_NANOS({})", quoted(&value.to_string()))
        }
        Value::Date(_) => format!("TO_DATETIME({})", quoted(&value.to_string())),
        Value::Ip(_) => format!("TO_IP({})", quoted(&value.to_string())),
        Value::Version(_) => format!("TO_VERSION({})", quoted(&value.to_string())),
    })
}

fn is_fraction(value: &Value<'static>) -> bool {
    matches!(value, Value::Float(number) if number.fract() != 0.0)
}

/// A number of this type: `MV_CONTAINS` takes two of one type only.
fn number(value: &Value<'static>, kind: &str) -> Option<String> {
    const EXACT: i128 = 1 << 53;
    const TWO_TO_53: f64 = 9_007_199_254_740_992.0;
    if let Value::Float(number) = value {
        return match kind {
            "double" => Some(format!("{number:?}")).filter(|_| number.is_finite()),
            // Between two whole numbers; one that is whole is written as such.
            _ if number.abs() < TWO_TO_53 && number.fract() == 0.0 => {
                Some(format!("{number}::{kind}"))
            }
            _ if number.abs() < TWO_TO_53 => Some(format!("{number:?}")),
            _ => None,
        };
    }
    let whole = value.integer()?;
    match kind {
        "double" => (whole.abs() < EXACT).then(|| format!("{whole}.0")),
        "unsigned_long" => u64::try_from(whole).ok().map(|it| format!("{it}::unsigned_long")),
        "integer" => i32::try_from(whole).ok().map(|it| it.to_string()),
        _ => i64::try_from(whole).ok().map(|it| match i32::try_from(it) {
            Ok(_) => format!("{it}::long"),
            Err(_) => it.to_string(),
        }),
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
