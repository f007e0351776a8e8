//! Tables as the text of a new file.

use std::collections::BTreeMap;

use toml::Table;

use crate::format;

/// The tables in this order, in the layout of all files; those without keys are left out.
pub(super) fn of(tables: &[(&str, &Table)]) -> Result<String, String> {
    let mut parts = Vec::new();
    for (name, table) in tables.iter().filter(|(_, table)| !table.is_empty()) {
        let named = BTreeMap::from([(name, table)]);
        parts.push(toml::to_string_pretty(&named).map_err(|error| error.to_string())?);
    }
    let text = parts.join("\n");
    format::text_of(&text, false).ok_or_else(|| "no file can hold it".to_owned())
}
