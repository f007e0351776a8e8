//! The `filters` of a rule, which Kibana sends beside the query: the kinds that its filter bar makes.

use eql_functions::RangeOp;
use eql_functions::wildcard::WildcardPattern;
use event::FieldPath;
use rule_schema::{Entries, Node, Spanned};

use super::condition::Condition;

/// What all filters of a rule ask together; an error names the kind that is not known.
pub(super) fn condition(filters: &[Spanned<Entries<Node>>]) -> Result<Condition, String> {
    let tables = filters.iter().map(|filter| Node::Table(filter.value.clone()));
    let enabled = tables.filter(|filter| !flag(filter, "disabled"));
    enabled.map(|filter| one(&filter)).collect::<Result<_, _>>().map(Condition::All)
}

fn one(filter: &Node) -> Result<Condition, String> {
    let query = filter.get("query").map_or(filter, |query| &query.value);
    let condition = clause(query)?;
    let is_negated = flag(filter, "negate");
    Ok(if is_negated { Condition::Not(Box::new(condition)) } else { condition })
}

/// A switch in the `meta` table of a filter.
fn flag(filter: &Node, name: &str) -> bool {
    let value = filter.get("meta").and_then(|meta| meta.value.get(name));
    value.is_some_and(|value| matches!(value.value, Node::Boolean(true)))
}

/// A clause of Elasticsearch's query language: a table with one key, its kind.
fn clause(query: &Node) -> Result<Condition, String> {
    let Node::Table(entries) = query else { return Err("a filter is no table".to_owned()) };
    let mut entries = entries.iter();
    let known = entries.find(|entry| !matches!(entry.key.value.as_str(), "meta" | "$state"));
    let Some(entry) = known else { return Err("a filter has no query".to_owned()) };
    let (kind, body) = (entry.key.value.as_str(), &entry.value.value);
    Ok(match kind {
        "match_all" => Condition::All(Vec::new()),
        "bool" => bool_clause(body)?,
        "exists" => {
            Condition::Exists(FieldPath::new(&text(body.get("field").map(|node| &node.value))?))
        }
        "term" => of_field(body, "value", one_of)?,
        "match" | "match_phrase" => of_field(body, "query", one_of)?,
        "terms" => of_field(body, "", one_of)?,
        "wildcard" => of_field(body, "value", like)?,
        "prefix" => of_field(body, "value", prefix)?,
        "range" => range(body)?,
        other => return Err(format!("a replay does not know filters of kind `{other}`")),
    })
}

fn bool_clause(body: &Node) -> Result<Condition, String> {
    let mut parts = [clauses(body, "must")?, clauses(body, "filter")?].concat();
    let should = clauses(body, "should")?;
    // Beside clauses that must hold, none of these has to, unless it is asked for.
    if !should.is_empty() && (parts.is_empty() || body.get("minimum_should_match").is_some()) {
        parts.push(Condition::Any(should));
    }
    let refused = clauses(body, "must_not")?;
    parts.extend(refused.into_iter().map(|part| Condition::Not(Box::new(part))));
    Ok(Condition::All(parts))
}

fn clauses(body: &Node, key: &str) -> Result<Vec<Condition>, String> {
    match body.get(key).map(|node| &node.value) {
        None => Ok(Vec::new()),
        Some(Node::List(list)) => list.iter().map(|node| clause(&node.value)).collect(),
        Some(one) => Ok(vec![clause(one)?]),
    }
}

/// `{ field = value }` or `{ field = { key = value } }`.
fn of_field(
    body: &Node,
    key: &str,
    make: fn(&FieldPath, &[String]) -> Condition,
) -> Result<Condition, String> {
    let (field, value) = field_of(body)?;
    let value = value.get(key).map_or(value, |inner| &inner.value);
    let list = if let Node::List(values) = value { Some(values) } else { None };
    let values: Vec<String> = match list {
        Some(values) => {
            values.iter().map(|value| text(Some(&value.value))).collect::<Result<_, _>>()?
        }
        None => vec![text(Some(value))?],
    };
    Ok(make(&field, &values))
}

fn field_of(body: &Node) -> Result<(FieldPath, &Node), String> {
    let Node::Table(entries) = body else { return Err("a filter names no field".to_owned()) };
    let entry = entries.iter().find(|entry| entry.key.value != "boost");
    let entry = entry.ok_or_else(|| "a filter names no field".to_owned())?;
    Ok((FieldPath::new(&entry.key.value), &entry.value.value))
}

fn one_of(field: &FieldPath, values: &[String]) -> Condition {
    Condition::OneOf(field.clone(), values.to_vec())
}

fn like(field: &FieldPath, values: &[String]) -> Condition {
    let pattern =
        |text: &String| Condition::Like(field.clone(), WildcardPattern::parse_lucene(text));
    Condition::Any(values.iter().map(pattern).collect())
}

fn prefix(field: &FieldPath, values: &[String]) -> Condition {
    let escaped = |text: &String| {
        let special = |character| matches!(character, '*' | '?' | '\\');
        let escape = |character| {
            if special(character) { format!("\\{character}") } else { String::from(character) }
        };
        text.chars().map(escape).collect::<String>() + "*"
    };
    like(field, &values.iter().map(escaped).collect::<Vec<_>>())
}

fn range(body: &Node) -> Result<Condition, String> {
    let (field, bounds) = field_of(body)?;
    let Node::Table(entries) = bounds else { return Err("a range has no bounds".to_owned()) };
    let mut known = Vec::new();
    for entry in entries {
        let operator = match entry.key.value.as_str() {
            "gte" => RangeOp::GreaterEqual,
            "gt" => RangeOp::Greater,
            "lte" => RangeOp::LessEqual,
            "lt" => RangeOp::Less,
            _ => continue,
        };
        let bound = text(Some(&entry.value.value))?;
        let number =
            bound.parse().map_err(|_| format!("the bound `{bound}` of a range is no number"))?;
        known.push((operator, number));
    }
    Ok(Condition::Range(field, known))
}

/// A scalar as a keyword field holds it.
fn text(node: Option<&Node>) -> Result<String, String> {
    match node {
        Some(Node::String(text) | Node::Datetime(text)) => Ok(text.clone()),
        Some(Node::Integer(number)) => Ok(number.to_string()),
        Some(Node::Float(number)) => Ok(number.to_string()),
        Some(Node::Boolean(value)) => Ok(value.to_string()),
        Some(Node::List(_) | Node::Table(_)) | None => Err("a filter lacks a value".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use diagnostics::SourceText;
    use event::Document;

    fn read(filters: &str) -> Result<Condition, String> {
        let text = format!("[rule]\ntype = \"eql\"\n{filters}");
        let file = rule_schema::parse(&SourceText::new("rule.toml", &text)).tree;
        condition(file.rule.value.filters.as_ref().map_or(&[][..], |filters| &filters.value))
    }

    #[track_caller]
    fn holds(filters: &str, json: &str) -> bool {
        let document: Document = serde_json::from_str(json).unwrap();
        read(filters).unwrap().holds(&document)
    }

    #[test]
    fn the_filters_of_the_filter_bar_are_known() {
        let negated = "[[rule.filters]]\nmeta = { negate = true, disabled = false }\n\
                       query = { match_phrase = { \"host.name\" = \"lab\" } }\n";
        assert!(!holds(negated, r#"{"host": {"name": "lab"}}"#) && holds(negated, "{}"));
        let disabled = negated.replace("disabled = false", "disabled = true");
        assert!(holds(&disabled, r#"{"host": {"name": "lab"}}"#));
        let clauses = "[[rule.filters]]\nquery.bool.should = [ { prefix = { a = \"x*\" } }, { exists = { field = \"b\" } } ]\n\
                       query.bool.filter = [ { range = { n = { gte = 2, lt = 5 } } } ]\n\
                       query.bool.minimum_should_match = 1\n";
        assert!(
            holds(clauses, r#"{"a": "x*y", "n": 2}"#) && holds(clauses, r#"{"b": 0, "n": [9, 4]}"#)
        );
        assert!(
            !holds(clauses, r#"{"a": "xy", "n": 2}"#) && !holds(clauses, r#"{"b": 0, "n": 5}"#)
        );
    }

    #[test]
    fn another_kind_is_named() {
        let error = read("[[rule.filters]]\nquery = { geo_shape = { a = 1 } }\n").unwrap_err();
        assert!(error.contains("`geo_shape`"), "{error}");
    }
}
