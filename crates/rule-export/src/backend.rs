//! What a backend says of itself and does.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::{Construct, Differs, FieldMap, FieldMapError, Loss, Rule};

/// An engine that rules can be written for. One file each in `backends/`.
pub trait Backend: Sync {
    /// What `--to` takes.
    fn name(&self) -> &'static str;

    /// As people call it.
    fn title(&self) -> &'static str;

    /// Its page, as Markdown: what is written, how it is used, what is refused and why, how it was checked.
    fn about(&self) -> &'static str;

    /// How far its output is proved.
    fn checked(&self) -> Checked;

    /// Whether a pack is one file or a folder.
    fn layout(&self) -> Layout;

    /// What comes of a construct: the backend's row of the coverage matrix.
    fn holds(&self, construct: Construct) -> Support;

    /// What shows the difference of a construct that is lossy by itself.
    fn shows(&self, _construct: Construct) -> Option<Differs> {
        None
    }

    /// Whether what is written depends on queries; one that does not has no place in the matrix.
    fn holds_queries(&self) -> bool {
        true
    }

    /// Whether rules that are no EQL can be written too.
    fn takes_other_types(&self) -> bool {
        false
    }

    /// The options that it reads, of those that not all backends do.
    fn reads(&self) -> &'static [Setting] {
        &[]
    }

    /// Reads a field map of the user's own; only for backends that read `Setting::FieldMap`.
    fn read_field_map(&self, _text: &str) -> Result<FieldMap, FieldMapError> {
        Err(FieldMapError::new(format!("`{}` has no field map", self.name())))
    }

    /// How a line of text is written as a comment; nothing where the format has none.
    fn comment(&self, _line: &str) -> Option<String> {
        None
    }

    /// Whether a file is of the kind that this backend writes, so that another one may take its place. Asked only of
    /// backends that write one file; files of folders are known by a list.
    fn is_own_file(&self, _bytes: &[u8]) -> bool {
        false
    }

    /// One rule. What `holds` calls lossy or refused needs no loss here; what it calls `Partly` does, where it is lost.
    fn render(&self, rule: &Rule<'_>, options: &Options) -> Rendered;

    /// The files of a pack, of the rules that are written.
    fn assemble(&self, rules: &[(&Rule<'_>, Rendered)], options: &Options) -> Vec<File>;
}

/// How far the output of a backend is proved.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Checked {
    /// `xtask engines` runs it in the engine and compares every match with ours.
    Run,
    /// A parser of the engine's makers takes it.
    Parsed,
    /// Files that people looked at.
    Golden,
}

impl Checked {
    /// The word that people see.
    pub fn name(self) -> &'static str {
        match self {
            Self::Run => "run",
            Self::Parsed => "parsed",
            Self::Golden => "golden files",
        }
    }
}

/// Whether a pack is one file or a folder.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Layout {
    /// One file, with this ending.
    File(&'static str),
    /// A folder of files.
    Folder,
}

/// What comes of a construct in an engine.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Support {
    /// The same events.
    Exact,
    /// Some uses: which ones.
    Partly(&'static str),
    /// Written on demand, and what is lost.
    Lossy(&'static str),
    /// Not written, and why.
    Refused(&'static str),
}

impl Support {
    /// The word that people see.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Partly(_) => "partly",
            Self::Lossy(_) => "lossy",
            Self::Refused(_) => "refused",
        }
    }
}

/// An option that only some backends read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Setting {
    /// The user's own field map.
    FieldMap,
    /// Which names fields have.
    Names,
    /// The versions of a lock.
    Lock,
    /// Whether texts are as Elastic's build ships them.
    Shipped,
    /// Whether `meta` carries nothing of the rule file.
    WithoutMetadata,
    /// Where fixtures are.
    Fixtures,
}

impl Setting {
    /// What the command line calls it.
    pub fn option(self) -> &'static str {
        match self {
            Self::FieldMap => "--field-map",
            Self::Names => "--fields",
            Self::Lock => "--lock",
            Self::Shipped => "--shipped",
            Self::WithoutMetadata => "--no-metadata",
            Self::Fixtures => "--fixtures",
        }
    }
}

/// What the command line says to backends.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Options {
    /// Whether lossy rules are written.
    pub allow_lossy: bool,
    /// Which names fields have.
    pub names: Names,
    /// The user's own field map, as this backend has read it, instead of the backend's.
    pub field_map: Option<FieldMap>,
    /// What only Kibana and Fleet ask.
    pub kibana: KibanaOptions,
    /// What only the Navigator asks.
    pub navigator: NavigatorOptions,
}

/// What goes to Kibana beside the rules, and how.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct KibanaOptions {
    /// Whether `meta` carries nothing of the rule file.
    pub without_metadata: bool,
    /// Whether texts are as Elastic's build ships them. Those of a package for Fleet always are.
    pub shipped: bool,
    /// The versions that a lock has, by rule.
    pub versions: BTreeMap<String, u64>,
    /// Exception lists, their items and connectors, as the API has them.
    pub lines: Vec<Map<String, Value>>,
}

/// What is known of rules beside their files.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct NavigatorOptions {
    /// By rule.
    pub fixtures: BTreeMap<String, FixtureStatus>,
    /// The version of ATT&CK that rules are checked with: `18.1`.
    pub attack_version: Option<String>,
}

/// What the fixtures of a rule say.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum FixtureStatus {
    /// There are none.
    #[default]
    None,
    /// All pass.
    Passing,
    /// Some do not.
    Failing,
}

impl FixtureStatus {
    /// The words that people see.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "no fixtures",
            Self::Passing => "fixtures pass",
            Self::Failing => "fixtures fail",
        }
    }
}

/// Which names fields have where an engine leaves the choice.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Names {
    /// Those of the Elastic Common Schema.
    #[default]
    Ecs,
    /// Those of Sysmon's own events.
    Sysmon,
}

/// A rule in the language of an engine.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Rendered {
    /// The rule.
    pub text: String,
    /// What of it the engine does not hold.
    pub losses: Vec<Loss>,
}

/// A file of a pack.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct File {
    /// Where it stands below the folder of the pack, with `/`.
    pub path: String,
    /// All of it.
    pub text: String,
}
