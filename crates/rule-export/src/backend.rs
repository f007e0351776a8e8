//! What a backend says of itself and does.

use crate::{Construct, Loss, Rule};

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

    /// Whether rules that are no EQL can be written too.
    fn takes_other_types(&self) -> bool {
        false
    }

    /// How a line of text is written as a comment; nothing where the format has none.
    fn comment(&self, _line: &str) -> Option<String> {
        None
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

/// What the command line says to backends.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Options {
    /// Whether lossy rules are written.
    pub allow_lossy: bool,
    /// Which names fields have.
    pub names: Names,
    /// The text of the user's own field map, instead of the backend's.
    pub field_map: Option<String>,
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
