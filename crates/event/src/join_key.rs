//! The values that the events of one sequence share.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use crate::Value;

/// One value a key field; `Null` only where the key is optional (spec 14).
#[derive(Clone, Debug, Default)]
pub struct JoinKey(pub Vec<Value<'static>>);

/// The most keys of one event at one stage. Lists of values in several key fields multiply.
const MAX_JOIN_KEYS: usize = 100_000;

/// All keys of an event: one for each choice of one value a field (spec 14.5), at most the first hundred thousand.
///
/// Each item of `fields` holds the values of one key field and whether an absent one is a key too. Values that
/// stand twice in a field count once. Empty where a key that must be present is absent.
pub fn join_keys(fields: &[(Vec<Value<'_>>, bool)]) -> Vec<JoinKey> {
    let mut keys = vec![JoinKey::default()];
    for (values, optional) in fields {
        let choices = choices(values, *optional);
        let longer = keys.iter().flat_map(|key| choices.iter().map(|value| key.extended(value)));
        keys = longer.take(MAX_JOIN_KEYS).collect();
    }
    keys
}

/// The distinct values of a key field in ascending order.
fn choices(values: &[Value<'_>], optional: bool) -> Vec<Value<'static>> {
    let mut choices: Vec<_> = values.iter().map(|value| value.clone().into_owned()).collect();
    choices.sort_by(Value::key_cmp);
    choices.dedup_by(|left, right| left.key_cmp(right).is_eq());
    if choices.is_empty() && optional {
        choices.push(Value::Null);
    }
    choices
}

impl JoinKey {
    fn extended(&self, value: &Value<'static>) -> Self {
        Self(self.0.iter().chain([value]).cloned().collect())
    }
}

impl Ord for JoinKey {
    fn cmp(&self, other: &Self) -> Ordering {
        let pairs = self.0.iter().zip(&other.0);
        let unequal = pairs.map(|(left, right)| left.key_cmp(right)).find(|order| order.is_ne());
        unequal.unwrap_or_else(|| self.0.len().cmp(&other.0.len()))
    }
}

impl PartialOrd for JoinKey {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for JoinKey {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for JoinKey {}

/// Equal keys have equal hashes: a number is hashed by its value as a float, whatever its type.
impl Hash for JoinKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        for value in &self.0 {
            match value {
                Value::Null => 0.hash(state),
                Value::Bool(value) => value.hash(state),
                Value::Int(_) | Value::UInt(_) | Value::Float(_) => hash_number(value, state),
                Value::Str(text) => text.hash(state),
                Value::Date(time) => time.hash(state),
                Value::Ip(address) => address.hash(state),
                Value::Version(version) => version.hash(state),
            }
        }
    }
}

/// `-0.0` equals `0.0`, and every NaN equals every other.
fn hash_number<H: Hasher>(value: &Value<'_>, state: &mut H) {
    let number = value.as_f64().unwrap_or_default();
    let number = if number.is_nan() { f64::NAN } else { number + 0.0 };
    number.to_bits().hash(state);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(fields: &[(Vec<Value<'_>>, bool)]) -> Vec<String> {
        let join =
            |key: &JoinKey| key.0.iter().map(ToString::to_string).collect::<Vec<_>>().join("|");
        join_keys(fields).iter().map(join).collect()
    }

    #[test]
    fn several_values_give_every_choice_once() {
        let users = vec![Value::text("b"), Value::text("a"), Value::text("b")];
        assert_eq!(shown(&[(users.clone(), false), (vec![Value::Int(1)], false)]), ["a|1", "b|1"]);
        assert_eq!(shown(&[]), [""]);
    }

    #[test]
    fn an_absent_key_is_one_only_where_it_is_optional() {
        assert_eq!(shown(&[(vec![], true)]), ["null"]);
        assert_eq!(shown(&[(vec![], false)]), [""; 0]);
    }
}
