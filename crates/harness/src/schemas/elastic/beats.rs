//! The field definitions of a Beat: a tree of folders with `fields.yml` in `_meta`, read as JSON.

use serde_json::Value;

use super::Fields;

/// All fields of a Beat: its own, and those of the datasets of its modules.
pub(super) fn fields(beat: &Value) -> Fields {
    let mut fields = Fields::new();
    own(beat, "", &mut fields);
    for (module, folder) in folders(&beat["folders"]["module"]) {
        // Definitions of a module name it, those of a dataset stand below the module.
        own(folder, "", &mut fields);
        for (_, dataset) in folders(folder).filter(|(name, _)| !name.starts_with('_')) {
            own(dataset, &format!("{module}."), &mut fields);
        }
    }
    fields
}

fn folders(folder: &Value) -> impl Iterator<Item = (&String, &Value)> {
    folder["folders"].as_object().into_iter().flatten()
}

/// The definitions of one folder.
fn own(folder: &Value, prefix: &str, fields: &mut Fields) {
    let files = &folder["folders"]["_meta"]["files"];
    for name in ["fields.common.yml", "fields.yml"] {
        flatten(&files[name], prefix, fields);
    }
}

fn flatten(list: &Value, prefix: &str, fields: &mut Fields) {
    let list = list.as_array().map(Vec::as_slice).unwrap_or_default();
    for entry in list {
        let name = entry["name"].as_str().unwrap_or_default();
        if entry["type"] == "group" {
            let own = format!("{prefix}{name}.");
            // A module's only group that repeats its name stands for the module itself.
            let repeats =
                list.len() == 1 && !prefix.is_empty() && own.starts_with(&prefix.repeat(2));
            let below = if repeats { format!("{name}.") } else { own };
            flatten(&entry["fields"], &below, fields);
        } else if entry["fields"].is_array() {
            flatten(&entry["fields"], prefix, fields);
        } else if !name.is_empty() {
            fields.insert(format!("{prefix}{name}"), declared(entry));
        }
    }
}

fn declared(entry: &Value) -> String {
    match (entry["type"].as_str(), entry["path"].as_str()) {
        (Some("alias"), Some(path)) => format!("alias:{path}"),
        (Some(declared), _) => declared.to_owned(),
        (None, _) => "keyword".to_owned(),
    }
}
