//! `--field-map`: which file is whose, read before any rule is.

use std::collections::BTreeMap;
use std::path::Path;

use harness::io;
use harness::rule_export::{self, Backend, FieldMap, Setting};

use crate::exit::Failure;

/// The maps that the options name, by backend.
pub(super) fn read(
    options: &[String],
    backends: &[&'static dyn Backend],
) -> Result<BTreeMap<&'static str, FieldMap>, Failure> {
    let mut maps = BTreeMap::new();
    for option in options {
        let (backend, path) = parted(option, backends)?;
        let (name, text) = (backend.name(), io::read_rule(path).map_err(Failure::new)?);
        let map = backend.read_field_map(&text).map_err(|error| {
            let path = io::shown(path);
            Failure::new(format!("cannot use `{path}` as the field map of `{name}`: {error}"))
        })?;
        if maps.insert(name, map).is_some() {
            return Err(Failure::new(format!("there are two field maps for `{name}`")));
        }
    }
    Ok(maps)
}

/// The backend that a map is for and its file: `BACKEND=FILE`, or a file alone where one backend reads a map.
fn parted<'o>(
    option: &'o str,
    backends: &[&'static dyn Backend],
) -> Result<(&'static dyn Backend, &'o Path), Failure> {
    if let Some((name, path)) = option.split_once('=')
        && rule_export::backend(name).is_some()
    {
        let named = backends.iter().find(|backend| backend.name() == name);
        let problem = || Failure::new(format!("`--field-map {option}`: `--to` has no `{name}`"));
        return Ok((*named.ok_or_else(problem)?, Path::new(path)));
    }
    let readers = backends.iter().filter(|backend| backend.reads().contains(&Setting::FieldMap));
    let readers: Vec<_> = readers.collect();
    if let [reader] = readers.as_slice() {
        return Ok((**reader, Path::new(option)));
    }
    let names: Vec<_> = readers.iter().map(|backend| backend.name()).collect();
    let first = names.first().unwrap_or(&"BACKEND");
    let names = names.join(", ");
    Err(Failure::new(format!(
        "{names} read field maps of different formats; say whose it is: `--field-map {first}={option}`"
    )))
}
