//! What a leaf asks of an event: some value, or some choice of values, must pass (spec 7.3, 8).

use eql_functions::{Case, MAX_CHOICES};
use eql_hir::{FieldId, Predicate, Script, Test};
use event::{Document, Value};

use crate::Oracle;

impl Oracle<'_> {
    pub(crate) fn test(&self, test: &Test, document: &Document) -> bool {
        match test {
            Test::Field(field, predicate) => {
                self.values(*field, document).iter().any(|value| passes(predicate, value))
            }
            Test::Script(script) => self.script(script, document, &mut Vec::new(), &mut 0),
        }
    }

    /// The values of a field in its type.
    pub(crate) fn values<'e>(&self, field: FieldId, document: &'e Document) -> Vec<Value<'e>> {
        let field = self.query.field(field);
        document.typed_values(&field.path, field.field_type)
    }

    /// Tries every choice of a value for each occurrence; an absent field is the one choice null.
    fn script<'e>(
        &self,
        script: &Script,
        document: &'e Document,
        chosen: &mut Vec<Value<'e>>,
        tried: &mut u64,
    ) -> bool {
        let Some(&field) = script.occurrences.get(chosen.len()) else {
            *tried += 1;
            return script.expr.evaluate(chosen, &mut Vec::new()).as_bool() == Some(true);
        };
        let mut choices = self.values(field, document);
        if choices.is_empty() {
            choices.push(Value::Null);
        }
        choices.into_iter().any(|choice| {
            chosen.push(choice);
            let found = *tried < MAX_CHOICES && self.script(script, document, chosen, tried);
            chosen.pop();
            found
        })
    }
}

/// Whether one value passes.
fn passes(predicate: &Predicate, value: &Value<'_>) -> bool {
    match predicate {
        Predicate::Exists => true,
        Predicate::OneOf(list, case) => list.iter().any(|constant| same(value, constant, *case)),
        Predicate::Range(op, constant) => {
            value.compare(constant).is_some_and(|order| op.holds(order))
        }
        Predicate::Like(patterns, case) => value
            .as_str()
            .is_some_and(|text| patterns.iter().any(|pattern| pattern.matches(text, *case))),
        Predicate::Regex(regexes) => value
            .as_str()
            .is_some_and(|text| regexes.iter().any(|regex| regex.compiled.is_match(text))),
        Predicate::Prefix(prefix, case) => {
            value.as_str().is_some_and(|text| case.ascii_starts_with(text, prefix))
        }
        Predicate::Cidr(blocks) => {
            matches!(value, Value::Ip(address) if blocks.iter().any(|block| block.contains(*address)))
        }
    }
}

/// Equality; between texts, ASCII letters are folded if asked (spec 9.2).
fn same(value: &Value<'_>, constant: &Value<'_>, case: Case) -> bool {
    match (case, value.as_str(), constant.as_str()) {
        (Case::Insensitive, Some(value), Some(constant)) => value.eq_ignore_ascii_case(constant),
        _ => value.equals(constant),
    }
}
