//! `[[rule.threat]]`: the adversary behaviour that a rule finds.

use crate::read::{Reader, list, scalar, table, text, word};
use crate::{Framework, List, Spanned};

/// `[[rule.threat]]`: a tactic with techniques.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Threat {
    /// The catalogue. Required.
    pub framework: Option<Spanned<Framework>>,
    /// The aim. Required.
    pub tactic: Option<Spanned<Tactic>>,
    /// The ways to it.
    pub technique: Option<List<Technique>>,
}

/// `[rule.threat.tactic]`
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Tactic {
    /// `TA0002`. Required.
    pub id: Option<Spanned<String>>,
    /// Required.
    pub name: Option<Spanned<String>>,
    /// The address of its page. Required.
    pub reference: Option<Spanned<String>>,
}

/// `[[rule.threat.technique]]`
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Technique {
    /// `T1059`. Required.
    pub id: Option<Spanned<String>>,
    /// Required.
    pub name: Option<Spanned<String>>,
    /// The address of its page. Required.
    pub reference: Option<Spanned<String>>,
    /// Its kinds.
    pub subtechnique: Option<List<Subtechnique>>,
}

/// `[[rule.threat.technique.subtechnique]]`
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Subtechnique {
    /// `T1059.001`. Required.
    pub id: Option<Spanned<String>>,
    /// Required.
    pub name: Option<Spanned<String>>,
    /// The address of its page. Required.
    pub reference: Option<Spanned<String>>,
}

/// `[[rule.threat_mappings]]`: the threats in the words of one version of a catalogue.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ThreatMappings {
    /// The catalogue. Required.
    pub framework: Option<Spanned<Framework>>,
    /// Its version. Required.
    pub version: Option<Spanned<String>>,
    /// The threats. Required.
    pub threat: Option<List<Threat>>,
}

impl Threat {
    pub(super) fn read(table: &mut Reader<'_>) -> Self {
        Self {
            framework: table.required("framework", word::of),
            tactic: table.required("tactic", table::of(Tactic::read)),
            technique: table.optional("technique", list::of(table::of(Technique::read))),
        }
    }
}

impl Tactic {
    fn read(table: &mut Reader<'_>) -> Self {
        Self {
            id: table.required("id", scalar::string),
            name: table.required("name", scalar::string),
            reference: table.required("reference", text::tactic_reference),
        }
    }
}

impl Technique {
    fn read(table: &mut Reader<'_>) -> Self {
        Self {
            id: table.required("id", scalar::string),
            name: table.required("name", scalar::string),
            reference: table.required("reference", text::technique_reference),
            subtechnique: table.optional("subtechnique", list::of(table::of(Subtechnique::read))),
        }
    }
}

impl Subtechnique {
    fn read(table: &mut Reader<'_>) -> Self {
        Self {
            id: table.required("id", scalar::string),
            name: table.required("name", scalar::string),
            reference: table.required("reference", text::subtechnique_reference),
        }
    }
}

impl ThreatMappings {
    pub(super) fn read(table: &mut Reader<'_>) -> Self {
        Self {
            framework: table.required("framework", word::of),
            version: table.required("version", scalar::string),
            threat: table.required("threat", list::of(table::of(Threat::read))),
        }
    }
}
