//! What a leaf asks of an event: some value, or some choice of values, must pass (spec 7.3, 8).

use std::cell::Cell;

use eql_functions::{Case, MAX_CHOICES};
use eql_hir::{Condition, FieldId, Predicate, Script, Test};
use event::{Json, Source, Value};

use crate::Oracle;
use crate::view::View;

impl Oracle<'_> {
    pub(crate) fn test(&self, test: &Test, view: View<'_>) -> bool {
        match test {
            Test::Field(field, predicate) => {
                self.values(*field, view).iter().any(|value| passes(predicate, value))
            }
            Test::Script(script) => self.script(script, view, &mut Vec::new(), &mut 0),
            Test::Elements(array, condition) => self.some_element(*array, condition, view),
            Test::Related(relation, filter) => self.related(*relation, filter, view),
        }
    }

    /// Whether some element of an array fulfils a condition (spec 20.1). The outermost search tries no more elements,
    /// with those of the searches in it, than a script tries choices.
    fn some_element(&self, array: FieldId, condition: &Condition, view: View<'_>) -> bool {
        let own = Cell::new(0);
        let tried = view.tried.unwrap_or(&own);
        self.elements(array, view).into_iter().any(|element| {
            tried.set(tried.get() + 1);
            let elements = [view.elements, &[element]].concat();
            let view = View { elements: &elements, tried: Some(tried), ..view };
            tried.get() <= MAX_CHOICES && self.condition(condition, view)
        })
    }

    fn elements<'e>(&self, array: FieldId, view: View<'e>) -> Vec<&'e Json> {
        let field = self.query.field(array);
        match field.source {
            Source::Event => view.document.elements(&field.path),
            Source::Stage(stage) => match view.pending.get(stage as usize) {
                Some(&place) => view.until_now[place].document.elements(&field.path),
                None => Vec::new(),
            },
            Source::Element(depth) => view.elements[depth as usize].elements(&field.path),
        }
    }

    /// The values of a field in its type.
    pub(crate) fn values<'e>(&self, field: FieldId, view: View<'e>) -> Vec<Value<'e>> {
        let field = self.query.field(field);
        let (path, field_type) = (&field.path, field.field_type);
        match field.source {
            Source::Event => view.document.typed_values(path, field_type),
            Source::Stage(stage) => match view.pending.get(stage as usize) {
                Some(&place) => view.until_now[place].document.typed_values(path, field_type),
                None => Vec::new(),
            },
            Source::Element(depth) => view.elements[depth as usize].typed_values(path, field_type),
        }
    }

    /// Tries every choice of a value for each occurrence; an absent field is the one choice null.
    fn script<'e>(
        &self,
        script: &Script,
        view: View<'e>,
        chosen: &mut Vec<Value<'e>>,
        tried: &mut u64,
    ) -> bool {
        let Some(&field) = script.occurrences.get(chosen.len()) else {
            *tried += 1;
            return script.expr.evaluate(chosen, &mut Vec::new()).as_bool() == Some(true);
        };
        let mut choices = self.values(field, view);
        if choices.is_empty() {
            choices.push(Value::Null);
        }
        choices.into_iter().any(|choice| {
            chosen.push(choice);
            let found = *tried < MAX_CHOICES && self.script(script, view, chosen, tried);
            chosen.pop();
            found
        })
    }
}

/// Whether one value passes.
pub(crate) fn passes(predicate: &Predicate, value: &Value<'_>) -> bool {
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
