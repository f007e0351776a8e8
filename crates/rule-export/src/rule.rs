//! One rule as a backend sees it.

use eql_hir::{LeafId, Query};
use rule_schema::RuleFile;

/// A rule file, and what its query means.
#[derive(Clone, Copy, Debug)]
pub struct Rule<'a> {
    /// Where it was read, as people see it.
    pub path: &'a str,
    /// `rule.rule_id`
    pub id: &'a str,
    /// The whole file as text.
    pub source: &'a str,
    /// Everything in the file.
    pub file: &'a RuleFile,
    /// Its query; nothing for rules of other types.
    pub eql: Option<Eql<'a>>,
}

/// An EQL query without errors, with the fields that it goes by.
#[derive(Clone, Copy, Debug)]
pub struct Eql<'a> {
    /// As it was written; the spans of `query` count in it.
    pub text: &'a str,
    /// What it means.
    pub query: &'a Query,
    /// What `category where` asks.
    pub category_field: &'a str,
    /// Where the time of an event is.
    pub timestamp_field: &'a str,
    /// What decides between events of one time.
    pub tiebreaker_field: Option<&'a str>,
}

impl<'a> Rule<'a> {
    /// Its name, or its id where it has none.
    pub fn name(&self) -> &'a str {
        self.file.rule.value.name.as_ref().map_or(self.id, |name| &name.value)
    }

    /// The tables of the file with all that they hold; none of one that is no TOML.
    pub fn tables(&self) -> toml::Table {
        self.source.parse().unwrap_or_default()
    }
}

/// A name on one line, for comments.
pub(crate) fn one_line(name: &str) -> String {
    name.split(|it: char| it.is_whitespace() || it.is_control()).collect::<Vec<_>>().join(" ")
}

impl Eql<'_> {
    /// Whether a leaf is the category in front of `where`.
    pub fn is_category(&self, leaf: LeafId) -> bool {
        let end = self.query.leaf(leaf).span.range().end;
        self.text.get(end..).unwrap_or_default().trim_start().starts_with("where")
    }
}
