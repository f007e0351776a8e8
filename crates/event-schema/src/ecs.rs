//! The Elastic Common Schema, embedded: field names and their mapping types.

use std::sync::LazyLock;

use crate::Catalogue;

/// One `name type` a line in byte order of the names; `cargo xtask codegen` writes and checks it.
const TABLE: &str = include_str!("ecs/table.txt");

static FIELDS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    TABLE
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(' '))
        .collect()
});

/// The Elastic Common Schema of the version that `NOTICE` names.
#[derive(Clone, Copy, Debug)]
pub struct Ecs;

impl Catalogue for Ecs {
    fn declared(&self, name: &str) -> Option<&str> {
        let index = FIELDS.binary_search_by_key(&name, |(name, _)| name).ok()?;
        Some(FIELDS[index].1)
    }

    fn names(&self) -> Box<dyn Iterator<Item = &str> + '_> {
        Box::new(FIELDS.iter().map(|(name, _)| *name))
    }
}
