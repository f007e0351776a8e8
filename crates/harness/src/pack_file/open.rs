//! Files of packs and keys.

use std::fmt;
use std::path::Path;

use pack::{PackError, RulePack, SigningKey, VerifiedProgram, VerifyingKey};

use crate::io::{self, Unusable};

/// Why the file of a pack does not run.
#[derive(Clone, Debug)]
pub enum PackProblem {
    /// It cannot be read.
    Unusable(Unusable),
    /// It is refused.
    Refused {
        /// The path, as people see it.
        path: String,
        /// The one cause.
        cause: PackError,
    },
}

impl fmt::Display for PackProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unusable(problem) => problem.fmt(f),
            Self::Refused { path, cause } => write!(f, "refused `{path}`: {cause}"),
        }
    }
}

impl std::error::Error for PackProblem {}

impl From<Unusable> for PackProblem {
    fn from(problem: Unusable) -> Self {
        Self::Unusable(problem)
    }
}

impl PackProblem {
    /// A pack that is refused.
    pub fn refused(path: &Path, cause: PackError) -> Self {
        Self::Refused { path: io::shown(path), cause }
    }
}

/// The bytes of a pack, for `RulePack::read`.
pub fn read(path: &Path) -> Result<Vec<u8>, PackProblem> {
    Ok(io::read_pack(path)?)
}

/// The verified program of a pack; with a key only of one that is signed with it.
pub fn open(path: &Path, key: Option<&VerifyingKey>) -> Result<VerifiedProgram, PackProblem> {
    let bytes = io::read_pack(path)?;
    program(&bytes, key).map_err(|cause| PackProblem::refused(path, cause))
}

fn program(bytes: &[u8], key: Option<&VerifyingKey>) -> Result<VerifiedProgram, PackError> {
    let pack = RulePack::read(bytes)?;
    key.map_or(Ok(()), |key| pack.verify_signature(key))?;
    pack.program()
}

/// Whether a file is a pack rather than a rule: by how it begins, or by its name where it begins as no pack does.
pub fn is_pack(path: &Path) -> bool {
    let named = path.extension().is_some_and(|extension| extension == "eqlpack");
    named || io::read_start(path, pack::MAGIC.len()).is_ok_and(|bytes| RulePack::is_one(&bytes))
}

/// The private key of a file.
pub fn read_signing_key(path: &Path) -> Result<SigningKey, Unusable> {
    SigningKey::from_pem(&io::read_rule(path)?).map_err(|error| Unusable::new(path, error))
}

/// The public key of a file.
pub fn read_verifying_key(path: &Path) -> Result<VerifyingKey, Unusable> {
    VerifyingKey::from_pem(&io::read_rule(path)?).map_err(|error| Unusable::new(path, error))
}
