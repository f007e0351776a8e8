//! A pack as bytes.

use serde::Serialize;

use super::frame::{ENTRY, HEADER, MAGIC, SECTIONS, VERSION, hash};
use super::{List, Provenance, RuleInfo, RuleQuery, Section};
use crate::{Program, encode};

/// Everything that a pack holds, ready to be written.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Contents {
    /// What the matcher runs.
    pub program: Program,
    /// About each rule, in the order of the program.
    pub rules: Vec<RuleInfo>,
    /// What the pack was made of.
    pub provenance: Provenance,
    /// The query of each rule, in the order of the program.
    pub sources: Vec<RuleQuery>,
}

impl Contents {
    /// The bytes of the pack, without a signature; equal contents have equal bytes.
    pub fn encode(&self) -> Vec<u8> {
        let sections = Section::ALL.map(|section| (section, self.section(section)));
        let length: usize = sections.iter().map(|(_, bytes)| ENTRY + bytes.len()).sum();
        let mut all = Vec::with_capacity(HEADER + length);
        all.extend(MAGIC);
        all.extend(VERSION.to_le_bytes());
        all.extend(SECTIONS.to_le_bytes());
        all.extend([0; 4]);
        for (section, bytes) in &sections {
            all.extend(section.tag());
            all.extend([0; 4]);
            all.extend((bytes.len() as u64).to_le_bytes());
            all.extend(hash(bytes));
        }
        for (_, bytes) in &sections {
            all.extend(bytes);
        }
        all
    }

    fn section(&self, section: Section) -> Vec<u8> {
        match section {
            Section::Program => encode(&self.program),
            Section::Rules => json(&List { rules: &self.rules }),
            Section::Provenance => json(&self.provenance),
            Section::Sources => json(&List { rules: &self.sources }),
        }
    }
}

/// The keys of the types are texts, so this cannot fail.
fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}
