//! The programs that run on the hosts: where they lie, who signed them, what starts them.

mod linux;
mod macos;
mod windows;

use super::hosts::Os;

/// One program with the command lines that it is started with.
#[derive(Debug)]
pub(super) struct Program {
    /// The path, a template.
    pub(super) path: &'static str,
    /// Who signed it; empty where nobody did.
    pub(super) signer: &'static str,
    /// The name of the program that starts it.
    pub(super) parent: &'static str,
    /// Whether it runs under the account of services.
    pub(super) service: bool,
    /// What can follow the program on the command line, templates; the first ones are the most usual.
    pub(super) arguments: &'static [&'static str],
}

/// The programs of an operating system.
pub(super) struct Catalogue {
    /// What runs from the start of the host to its end; a parent stands before its children. The
    /// first one is the kernel or the first process; later ones do more.
    pub(super) resident: &'static [Program],
    /// What starts and ends, the most usual first.
    pub(super) passing: &'static [Program],
}

impl Os {
    /// What runs on this operating system.
    pub(super) fn programs(self) -> Catalogue {
        match self {
            Self::Windows => Catalogue { resident: windows::RESIDENT, passing: windows::PASSING },
            Self::Linux => Catalogue { resident: linux::RESIDENT, passing: linux::PASSING },
            Self::Mac => Catalogue { resident: macos::RESIDENT, passing: macos::PASSING },
        }
    }
}

/// A program that runs under the account of services.
const fn service(
    path: &'static str,
    signer: &'static str,
    parent: &'static str,
    arguments: &'static [&'static str],
) -> Program {
    Program { path, signer, parent, service: true, arguments }
}

/// A program that runs under a person's account.
pub(super) const fn personal(
    path: &'static str,
    signer: &'static str,
    parent: &'static str,
    arguments: &'static [&'static str],
) -> Program {
    Program { path, signer, parent, service: false, arguments }
}
