//! A program that may run.

use std::ops::Deref;

use crate::{Program, VerifyError, verify};

/// A program that the verifier takes. Nothing else makes one, so who is given one need not ask again.
#[derive(Clone, PartialEq, Debug)]
pub struct VerifiedProgram(Program);

impl TryFrom<Program> for VerifiedProgram {
    type Error = VerifyError;

    fn try_from(program: Program) -> Result<Self, VerifyError> {
        verify(&program).map(|()| Self(program))
    }
}

impl From<VerifiedProgram> for Program {
    fn from(verified: VerifiedProgram) -> Self {
        verified.0
    }
}

impl Deref for VerifiedProgram {
    type Target = Program;

    fn deref(&self) -> &Program {
        &self.0
    }
}
