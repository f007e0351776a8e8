//! The JSON Schema of rule files, for editors: made of what the readers of rule files say that they take.

use rule_schema::{Form, Key, RuleType, Shape, shape_of};
use serde_json::{Map, Value, json};

/// The types that a rule file can have.
const TYPES: &[RuleType] = rule_lint::LOADABLE;

/// Keys that readers know only to refuse them.
const NOT_IN_FILES: &[(&str, &str)] =
    &[("metadata", "deprecated_reason"), ("rule", "revision"), ("rule", "version")];

/// The schema (draft 2020-12), as text. A deprecated rule may be anything, as Elastic has it.
pub fn text() -> String {
    // A value of texts and numbers always has a JSON form.
    serde_json::to_string_pretty(&schema()).unwrap_or_default() + "\n"
}

fn schema() -> Value {
    let is_deprecated = json!({
        "properties": {
            "metadata": {
                "properties": {"maturity": {"const": "deprecated"}},
                "required": ["maturity"],
            },
        },
        "required": ["metadata"],
    });
    let names: Vec<_> = TYPES.iter().map(|rule_type| rule_type.name()).collect();
    let of_types: Vec<_> = TYPES.iter().map(|rule_type| of_type(*rule_type)).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Detection rule",
        "description": "A rule file of Elastic's detection-rules",
        "type": "object",
        "required": ["metadata", "rule"],
        "if": is_deprecated,
        "then": true,
        "else": {
            "properties": {
                "rule": {"type": "object", "required": ["type"], "properties": {"type": {"enum": names}}},
            },
            "allOf": of_types,
        },
    })
}

/// What holds for a file whose rule is of this type.
fn of_type(rule_type: RuleType) -> Value {
    let mut shape = of_shape(&shape_of(rule_type));
    for (table, key) in NOT_IN_FILES {
        let keys = shape.pointer_mut(&format!("/properties/{table}/properties"));
        keys.and_then(Value::as_object_mut).map(|keys| keys.remove(*key));
    }
    json!({
        "if": {
            "properties": {
                "rule": {"properties": {"type": {"const": rule_type.name()}}, "required": ["type"]},
            },
        },
        "then": shape,
    })
}

fn of_shape(shape: &Shape) -> Value {
    match shape {
        Shape::Text => json!({"type": "string"}),
        Shape::Form(form) => of_form(*form),
        Shape::Words(words) => json!({"enum": words}),
        Shape::Boolean => json!({"type": "boolean"}),
        Shape::Integer(least, most) => integer(*least, *most),
        Shape::List(element, least, most) => list(element, *least, *most),
        Shape::OneOrMany => {
            let many = json!({"type": "array", "items": {"type": "string"}});
            json!({"anyOf": [{"type": "string"}, many]})
        }
        Shape::Table(keys) => table(keys),
        Shape::Map(held) => json!({"type": "object", "additionalProperties": of_shape(held)}),
        Shape::Any => json!(true),
    }
}

fn of_form(form: Form) -> Value {
    let pattern = match form {
        Form::NonEmpty => return json!({"type": "string", "minLength": 1}),
        Form::Date => r"^\d{4}/\d{2}/\d{2}$".to_owned(),
        Form::Version => r"^\d+\.\d+(\.\d+[\w-]*)*$".to_owned(),
        // Two ids of Elastic's have a digit too many.
        Form::Uuid => {
            r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12,13}$".to_owned()
        }
        Form::Interval => r"^\d+[mshd]$".to_owned(),
        Form::Name => r"^[a-zA-Z0-9].+[a-zA-Z0-9\[\]()]$".to_owned(),
        Form::Page(examples) => {
            let forms = examples.map(page);
            format!("^({})/?$", forms.join("|"))
        }
    };
    json!({"type": "string", "pattern": pattern})
}

/// `https://attack.mitre.org/tactics/TA0/` as a pattern: each 0 stands for digits.
fn page(example: &str) -> String {
    example.trim_end_matches('/').replace('.', r"\.").replace('0', r"\d+")
}

fn integer(least: Option<i64>, most: Option<i64>) -> Value {
    let mut schema = Map::from_iter([("type".to_owned(), json!("integer"))]);
    schema.extend(least.map(|least| ("minimum".to_owned(), json!(least))));
    schema.extend(most.map(|most| ("maximum".to_owned(), json!(most))));
    Value::Object(schema)
}

fn list(element: &Shape, least: usize, most: Option<usize>) -> Value {
    let mut schema = Map::from_iter([
        ("type".to_owned(), json!("array")),
        ("items".to_owned(), of_shape(element)),
    ]);
    schema.extend((least > 0).then(|| ("minItems".to_owned(), json!(least))));
    schema.extend(most.map(|most| ("maxItems".to_owned(), json!(most))));
    Value::Object(schema)
}

fn table(keys: &[Key]) -> Value {
    let required: Vec<_> = keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    let properties: Map<String, Value> =
        keys.iter().map(|key| (key.name.to_owned(), of_shape(&key.shape))).collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}
