//! Versions of the stack.

use std::fmt;

use crate::{Context, RuleView};

/// Major and minor version; a patch changes no feature.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Stack(pub(crate) u32, pub(crate) u32);

impl Stack {
    /// The version of `9.3` or `9.3.0`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let (major, minor) = (parts.next()?, parts.next()?);
        Some(Self(major.parse().ok()?, minor.parse().ok()?))
    }

    /// The oldest version that the policy ships to.
    pub(crate) fn oldest(context: &Context<'_>) -> Option<Self> {
        context.policy.stacks.iter().filter_map(|stack| Self::parse(stack)).min()
    }

    /// The oldest version that the rule runs on: its own, or the policy's.
    pub(crate) fn of(rule: &RuleView<'_>, context: &Context<'_>) -> Option<Self> {
        match &rule.metadata().min_stack_version {
            Some(version) => Self::parse(&version.value),
            None => Self::oldest(context),
        }
    }
}

impl fmt::Display for Stack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.0, self.1)
    }
}
