//! The keys of an event at a stage: nearly always one.

use event::{Value, join_keys};
use pack::Key;

use crate::packed_key::PackedKey;
use crate::values::Values;

/// At least one key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Keys(Form);

#[derive(Clone, PartialEq, Eq, Debug)]
enum Form {
    One(PackedKey),
    Many(Vec<PackedKey>),
}

impl Keys {
    /// The keys of an event; `None` where there is none.
    pub(crate) fn of(values: &Values<'_>, keys: &[Key]) -> Option<Self> {
        let is_absent = |key: &&Key| values.of(key.field).next().is_none();
        if keys.iter().filter(|key| !key.optional).any(|key| is_absent(&key)) {
            return None;
        }
        let single = |key: &Key| {
            let mut values = values.of(key.field);
            match (values.next(), values.next()) {
                (value, None) => Some(value.unwrap_or(Value::Null)),
                (_, Some(_)) => None,
            }
        };
        if keys.iter().all(|key| single(key).is_some())
            && let Some(key) = PackedKey::of(keys.iter().filter_map(single))
        {
            return Some(Self(Form::One(key)));
        }
        let fields = keys.iter().map(|key| (values.of(key.field).collect(), key.optional));
        let keys = join_keys(&fields.collect::<Vec<_>>());
        let keys: Vec<_> = keys.iter().map(PackedKey::new).collect();
        if keys.is_empty() { None } else { Some(Self(Form::Many(keys))) }
    }

    /// In ascending order.
    pub fn iter(&self) -> impl Iterator<Item = &PackedKey> {
        self.as_slice().iter()
    }

    /// Without all but the first key.
    #[must_use]
    pub fn first_only(&self) -> Self {
        Self(Form::Many(self.iter().take(1).cloned().collect()))
    }

    /// Roughly the memory that they take beside themselves.
    pub fn heap_bytes(&self) -> usize {
        let own = if let Form::Many(keys) = &self.0 { size_of_val(keys.as_slice()) } else { 0 };
        own + self.iter().map(PackedKey::heap_bytes).sum::<usize>()
    }

    fn as_slice(&self) -> &[PackedKey] {
        match &self.0 {
            Form::One(key) => std::slice::from_ref(key),
            Form::Many(keys) => keys,
        }
    }
}
