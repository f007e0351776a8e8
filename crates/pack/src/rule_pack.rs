//! The file of a rule pack: a header, a table of sections, the sections, and perhaps a signature (`FORMAT.md`).

mod frame;
mod provenance;
mod rule_info;
mod rule_query;
mod section;
mod write;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::signature::Signature;
use crate::{PackError, VerifiedProgram, VerifyingKey, decode};
use frame::Frame;

pub use frame::{MAGIC, VERSION};
pub use provenance::{Provenance, RuleHash, SchemaVersion};
pub use rule_info::RuleInfo;
pub use rule_query::RuleQuery;
pub use section::Section;
pub use write::Contents;

/// A rule pack whose frame is sound. A section is looked at when it is asked for, so that who runs a pack pays for the
/// program alone.
#[derive(Clone, Debug)]
pub struct RulePack<'b> {
    frame: Frame<'b>,
}

/// What the sections of rules and of sources are: one entry a rule.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object with the key `rules`")]
struct List<T> {
    rules: T,
}

impl<'b> RulePack<'b> {
    /// Reads the frame: magic, version, and the bounds of each section and of the signature.
    pub fn read(bytes: &'b [u8]) -> Result<Self, PackError> {
        Frame::read(bytes).map(|frame| Self { frame })
    }

    /// Whether the bytes begin as a rule pack does, of whatever version.
    pub fn is_one(bytes: &[u8]) -> bool {
        bytes.starts_with(&MAGIC)
    }

    /// The program, verified.
    pub fn program(&self) -> Result<VerifiedProgram, PackError> {
        decode(self.section(Section::Program)?)
    }

    /// What is said about each rule, in the order of the program.
    pub fn rules(&self) -> Result<Vec<RuleInfo>, PackError> {
        Ok(self.json::<List<Vec<_>>>(Section::Rules)?.rules)
    }

    /// What the pack was made of, and by what.
    pub fn provenance(&self) -> Result<Provenance, PackError> {
        self.json(Section::Provenance)
    }

    /// The query of each rule, in the order of the program, with all that it takes to compile it again.
    pub fn sources(&self) -> Result<Vec<RuleQuery>, PackError> {
        Ok(self.json::<List<Vec<_>>>(Section::Sources)?.rules)
    }

    /// Each section with its length in bytes, in the order of the file.
    pub fn sections(&self) -> impl Iterator<Item = (Section, usize)> + '_ {
        Section::ALL.into_iter().map(|section| (section, self.frame.section(section).bytes.len()))
    }

    /// The public key of the signature in hexadecimal, where there is one. Who signed is known only if
    /// `verify_signature` passes with a key that is trusted.
    pub fn signer(&self) -> Option<String> {
        self.frame.signature.map(|signature| signature.key_text())
    }

    /// Whether the pack is signed with this key, all its bytes as they are now.
    pub fn verify_signature(&self, key: &VerifyingKey) -> Result<(), PackError> {
        let signature = self.frame.signature.ok_or(PackError::Unsigned)?;
        key.verify(self.frame.signed, &signature)
    }

    /// Reads all sections and compares what they say of rules: all are about the same, in the same order.
    pub fn check(&self) -> Result<(), PackError> {
        let program = self.program()?;
        let agree = |section, ids: &[&str]| {
            let same = program.rules.iter().map(|rule| rule.id.as_str()).eq(ids.iter().copied());
            if same { Ok(()) } else { Err(PackError::Disagreement(section)) }
        };
        let (rules, provenance, sources) = (self.rules()?, self.provenance()?, self.sources()?);
        let hashes = &provenance.rules;
        agree(Section::Rules, &rules.iter().map(|rule| rule.id.as_str()).collect::<Vec<_>>())?;
        agree(
            Section::Provenance,
            &hashes.iter().map(|rule| rule.id.as_str()).collect::<Vec<_>>(),
        )?;
        agree(Section::Sources, &sources.iter().map(|rule| rule.id.as_str()).collect::<Vec<_>>())
    }

    /// The bytes of a section, which are as they were written.
    fn section(&self, section: Section) -> Result<&'b [u8], PackError> {
        self.frame.section(section).checked(section)
    }

    fn json<T: DeserializeOwned>(&self, section: Section) -> Result<T, PackError> {
        serde_json::from_slice(self.section(section)?)
            .map_err(|error| PackError::Section(section, error.to_string()))
    }
}

/// The bytes of a pack, signed. A pack that was signed before has the new signature alone.
pub fn sign(bytes: &[u8], key: &crate::SigningKey) -> Result<Vec<u8>, PackError> {
    let signed = Frame::read(bytes)?.signed;
    let signature: Signature = key.sign(signed);
    let mut all = signed.to_vec();
    signature.write(&mut all);
    Ok(all)
}
