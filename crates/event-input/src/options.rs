//! What the caller says about an input.

/// What an input holds (`--input`).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Format {
    /// Found from the name, then the content; for JSON, ECS or Windows is decided by the first records.
    #[default]
    Auto,
    /// JSON documents, taken as they are.
    Ecs,
    /// JSON documents of raw Windows events, mapped to ECS.
    Windows,
    /// A binary Windows event log, mapped to ECS.
    Evtx,
}

impl Format {
    /// Every format, in the order that help texts list them.
    pub const ALL: [Self; 4] = [Self::Auto, Self::Ecs, Self::Windows, Self::Evtx];

    /// The word on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Ecs => "ecs",
            Self::Windows => "windows",
            Self::Evtx => "evtx",
        }
    }
}

/// How to read an input.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Options {
    /// What it holds.
    pub format: Format,
    /// The longest document that is read, in bytes; a longer one is a bad record. 16 MiB by default.
    pub max_event_bytes: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { format: Format::default(), max_event_bytes: 16 << 20 }
    }
}
