//! Which language a query is in.

/// The language of a query. `Endpoint` adds to the grammar of `Elasticsearch` names for the events of stages
/// (`[...] as first`), variables (`$entry.name`), `by` behind `with maxspan` and a comma at the end of a list, and takes
/// nothing away (spec 20).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Dialect {
    /// EQL as Elasticsearch runs it.
    #[default]
    Elasticsearch,
    /// EQL as Elastic Endpoint runs it.
    Endpoint,
}

impl Dialect {
    /// All dialects.
    pub const ALL: [Self; 2] = [Self::Elasticsearch, Self::Endpoint];

    /// The word that the command line takes.
    pub fn name(self) -> &'static str {
        match self {
            Self::Elasticsearch => "elasticsearch",
            Self::Endpoint => "endpoint",
        }
    }
}
