//! Which fields the data of a rule has, on every stack that the rule runs on.

use eql_syntax::ast;
use event_schema::{DataFields, DataRequest, Doubt, Library, Schema, StackVersion};
use rule_schema::{List, RuleFile};

use crate::{names, view};

/// The fields that a query compares datasets with.
pub(crate) const DATASET_FIELDS: [&str; 2] = ["data_stream.dataset", "event.dataset"];

/// What a schema folder says about the data of one rule.
#[derive(Clone, Debug)]
pub struct Fields {
    /// Newest first; one or more.
    stacks: Vec<DataFields>,
}

/// A field that is in no list of the rule's data.
pub(crate) struct Unknown {
    /// The stacks where that is so, the newest first.
    pub(crate) stacks: Vec<StackVersion>,
    /// Whether it is so on all.
    pub(crate) everywhere: bool,
    /// Why it can exist all the same.
    pub(crate) doubt: Option<Doubt>,
}

impl Fields {
    /// The fields of the data of a rule, on those of these stacks that are not older than what the rule needs; with
    /// none left, on the newest.
    pub fn new(
        file: &RuleFile,
        query: Option<&ast::Query>,
        library: &Library,
        stacks: &[StackVersion],
    ) -> Self {
        let request = request(file, query);
        let mut stacks = wanted(file, stacks);
        stacks.sort_unstable_by(|one, other| other.cmp(one));
        Self { stacks: library.data_fields(&request, &stacks) }
    }

    /// The types on the newest stack.
    pub fn schema(&self) -> Schema {
        self.newest().map_or_else(Schema::ecs, DataFields::schema)
    }

    /// The types on each stack where a field of the query is declared otherwise than on the newest.
    pub fn other_schemas(&self, query: &eql_hir::Query) -> Vec<(StackVersion, Schema)> {
        let Some((newest, others)) = self.stacks.split_first() else { return Vec::new() };
        let names = || query.fields.iter().map(|field| field.path.as_str());
        let differs = |other: &&DataFields| !newest.agrees(other, names());
        others.iter().filter(differs).map(|other| (other.stack, other.schema())).collect()
    }

    /// The data on the newest stack.
    pub(crate) fn newest(&self) -> Option<&DataFields> {
        self.stacks.first()
    }

    /// On which stacks no list has a field; nothing where all have it.
    pub(crate) fn unknown(&self, name: &str) -> Option<Unknown> {
        let lacking: Vec<_> = self.stacks.iter().filter(|data| !data.has(name)).collect();
        let first = lacking.first()?;
        Some(Unknown {
            doubt: first.doubt(name),
            everywhere: lacking.len() == self.stacks.len(),
            stacks: lacking.iter().map(|data| data.stack).collect(),
        })
    }
}

/// What a rule says about its data.
fn request<'a>(file: &'a RuleFile, query: Option<&'a ast::Query>) -> DataRequest<'a> {
    let texts = |list: Option<&'a List<String>>| {
        let texts = list.into_iter().flatten();
        texts.into_iter().map(|text| text.value.as_str()).collect()
    };
    let datasets = query.map(|query| names::compared_with(query, &DATASET_FIELDS));
    DataRequest {
        indices: texts(view::index(&file.rule.value)),
        integrations: file
            .metadata
            .value
            .integration
            .iter()
            .flatten()
            .map(|package| package.value.as_str())
            .collect(),
        datasets: datasets.into_iter().flatten().map(|(dataset, _)| dataset).collect(),
    }
}

/// The stacks that a rule runs on.
fn wanted(file: &RuleFile, stacks: &[StackVersion]) -> Vec<StackVersion> {
    let oldest = file.metadata.value.min_stack_version.as_ref();
    let oldest = oldest.and_then(|version| StackVersion::parse(&version.value));
    let wanted: Vec<_> = stacks
        .iter()
        .copied()
        .filter(|stack| oldest.is_none_or(|oldest| *stack >= oldest))
        .collect();
    if wanted.is_empty() { stacks.iter().copied().max().into_iter().collect() } else { wanted }
}
