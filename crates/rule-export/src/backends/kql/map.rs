//! The field map: which column of which table is a field.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::FieldMapError;

/// The map that comes with us.
const TABLES: &str = include_str!("tables.toml");

static OWN: LazyLock<FieldMap> = LazyLock::new(|| FieldMap::read(TABLES).unwrap_or_default());

/// All that is known of the tables.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FieldMap {
    /// Columns that several tables have: `name: type`, by the name of the list.
    #[serde(default)]
    columns: BTreeMap<String, String>,
    /// The columns of each table; `@name` is a list of `columns`.
    #[serde(default)]
    tables: BTreeMap<String, Vec<String>>,
    /// In the order in which they are tried.
    #[serde(rename = "family")]
    pub(super) families: Vec<Family>,
}

/// Tables that are searched together.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Family {
    /// As people call it.
    pub(super) name: String,
    /// The column with the time of an event.
    pub(super) time: String,
    /// The columns that with the time and the table tell events apart.
    pub(super) id: Vec<String>,
    /// Operators that make columns, by name.
    #[serde(default)]
    pub(super) steps: BTreeMap<String, String>,
    /// Fields that several views have.
    #[serde(default)]
    sets: BTreeMap<String, BTreeMap<String, Column>>,
    /// The tables.
    #[serde(rename = "view")]
    pub(super) views: Vec<View>,
}

/// A table, or some rows of it.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct View {
    /// The table.
    pub(super) table: String,
    /// Which rows, where not all.
    #[serde(rename = "where")]
    pub(super) filter: Option<String>,
    /// Which sets of fields it has too.
    #[serde(default)]
    sets: Vec<String>,
    /// The fields that are its own.
    #[serde(default)]
    fields: BTreeMap<String, Column>,
}

/// Where the values of a field are.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(from = "Entry")]
pub(super) struct Column {
    /// What is written for it.
    pub(super) written: String,
    /// What it holds.
    pub(super) kind: Kind,
    /// The values of the field by the values of the column.
    pub(super) values: Option<BTreeMap<String, Vec<String>>>,
    /// The values of the field in every row.
    pub(super) is: Option<Vec<String>>,
    /// The step that makes it.
    pub(super) after: Option<String>,
    /// The only system for which it is right.
    pub(super) os: Option<String>,
    /// Whether it holds lower-case letters only.
    pub(super) lower: bool,
    /// Whether conditions on it count as true.
    pub(super) assumed: bool,
}

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    /// A text; the empty one where there is none.
    #[default]
    Text,
    /// A number or null.
    Long,
    /// True, false or null.
    Bool,
    /// A text that is an address.
    Address,
    /// Texts with U+001F around each.
    List,
}

/// A column as the file has it.
#[derive(Deserialize)]
#[serde(untagged)]
enum Entry {
    Plain(String),
    Full(Full),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Full {
    #[serde(default, rename = "column")]
    written: String,
    #[serde(default, rename = "type")]
    kind: Kind,
    values: Option<BTreeMap<String, Vec<String>>>,
    is: Option<Vec<String>>,
    after: Option<String>,
    os: Option<String>,
    #[serde(default)]
    lower: bool,
    #[serde(default)]
    assumed: bool,
}

impl From<Entry> for Column {
    fn from(entry: Entry) -> Self {
        match entry {
            Entry::Plain(written) => Self { written, ..Self::default() },
            Entry::Full(Full { written, kind, values, is, after, os, lower, assumed }) => {
                Self { written, kind, values, is, after, os, lower, assumed }
            }
        }
    }
}

impl FieldMap {
    /// The map that comes with us.
    pub(super) fn own() -> &'static Self {
        &OWN
    }

    /// Reads a map; what is wrong with it otherwise.
    pub(super) fn read(text: &str) -> Result<Self, FieldMapError> {
        let map: Self =
            toml::from_str(text).map_err(|error| FieldMapError::of_toml(text, &error))?;
        map.check().map_err(FieldMapError::new)?;
        Ok(map)
    }

    /// Every name that stands for something must be there.
    fn check(&self) -> Result<(), String> {
        if self.families.is_empty() {
            return Err("there is no `[[family]]`".to_owned());
        }
        for list in self.tables.values().flatten().filter_map(|it| it.strip_prefix('@')) {
            if !self.columns.contains_key(list) {
                return Err(format!("there are no columns `{list}`"));
            }
        }
        for family in &self.families {
            for view in &family.views {
                view.check(family)?;
            }
        }
        Ok(())
    }

    /// The declaration of a table, as a command that makes it.
    pub(super) fn declaration(&self, table: &str) -> Option<String> {
        let columns = self.tables.get(table)?.iter().map(|part| {
            let list = part.strip_prefix('@').and_then(|list| self.columns.get(list));
            list.unwrap_or(part).as_str()
        });
        Some(format!(".create table {table} ({})", columns.collect::<Vec<_>>().join(", ")))
    }

    /// The names of all declared tables.
    pub(super) fn tables(&self) -> impl Iterator<Item = &str> {
        self.tables.keys().map(String::as_str)
    }
}

impl View {
    /// The column of a field: the view's own before those of its sets, the last set first.
    pub(super) fn column<'m>(&'m self, family: &'m Family, field: &str) -> Option<&'m Column> {
        let sets = self.sets.iter().rev().filter_map(|set| family.sets.get(set));
        std::iter::once(&self.fields).chain(sets).find_map(|fields| fields.get(field))
    }

    fn check(&self, family: &Family) -> Result<(), String> {
        let missing = self.sets.iter().find(|set| !family.sets.contains_key(*set));
        if let Some(set) = missing {
            return Err(format!("`{}` has no set `{set}`", family.name));
        }
        let columns = self.fields.values().chain(family.sets.values().flat_map(BTreeMap::values));
        let step = columns.filter_map(|column| column.after.as_ref());
        match step.into_iter().find(|step| !family.steps.contains_key(*step)) {
            Some(step) => Err(format!("`{}` has no step `{step}`", family.name)),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_map_can_be_read() {
        let map = FieldMap::read(TABLES).unwrap();
        for family in &map.families {
            for view in &family.views {
                assert!(map.declaration(&view.table).is_some(), "{}", view.table);
            }
        }
        let table = map.declaration("DeviceImageLoadEvents").unwrap();
        assert!(
            table.starts_with(".create table DeviceImageLoadEvents (Timestamp: datetime, "),
            "{table}"
        );
    }

    #[test]
    fn names_that_stand_for_nothing_are_told() {
        let map = "[[family]]\nname = \"x\"\ntime = \"T\"\nid = []\n[[family.view]]\ntable = \"A\"\nsets = [\"b\"]";
        assert_eq!(FieldMap::read(map).unwrap_err().problem, "`x` has no set `b`");
    }
}
