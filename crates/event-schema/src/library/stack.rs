//! Versions of the stack, and of the packages that it installs.

use std::fmt;

/// Major and minor version of the stack; a patch changes no feature.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct StackVersion(pub u32, pub u32);

impl StackVersion {
    /// The version of `9.3` or `9.3.0`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let (major, minor) = (parts.next()?, parts.next()?);
        Some(Self(major.parse().ok()?, minor.parse().ok()?))
    }
}

impl fmt::Display for StackVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.0, self.1)
    }
}

/// Three numbers; what follows them is left out.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Release(u32, u32, u32);

impl Release {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let numbers = text.split(['-', '+']).next()?;
        let mut parts = numbers.split('.').map(|part| part.parse().ok());
        let release = Self(
            parts.next()??,
            parts.next().unwrap_or(Some(0))?,
            parts.next().unwrap_or(Some(0))?,
        );
        Some(release)
    }

    pub(super) fn stack(self) -> StackVersion {
        StackVersion(self.0, self.1)
    }
}

/// Whether a range of Kibana's versions, `^8.19.4 || ~9.0.7`, has some patch of a stack.
pub(super) fn admits(range: &str, stack: StackVersion) -> bool {
    range.split("||").any(|part| {
        let part = part.trim();
        let (sign, text) = match part.find(|letter: char| letter.is_ascii_digit()) {
            Some(start) => part.split_at(start),
            None => return part == "*",
        };
        let Some(low) = Release::parse(text.split(' ').next().unwrap_or_default()) else {
            return false;
        };
        match sign.trim() {
            "^" => stack.0 == low.0 && stack >= low.stack(),
            "~" | "" | "=" => stack == low.stack(),
            ">=" | ">" => stack >= low.stack(),
            _ => false,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_admits_the_stacks_in_it() {
        let admitted = |range: &str| {
            let stacks = ["8.18", "8.19", "9.0", "9.3"];
            let in_range =
                stacks.into_iter().filter(|text| admits(range, StackVersion::parse(text).unwrap()));
            in_range.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(admitted("^8.19.4 || ~9.0.7"), "8.19 9.0");
        assert_eq!(admitted("^9.0.0"), "9.0 9.3");
        assert_eq!(admitted(">=8.19.0"), "8.19 9.0 9.3");
        assert_eq!(admitted("x"), "");
    }

    #[test]
    fn releases_are_compared_by_number() {
        assert!(Release::parse("1.10.0") > Release::parse("1.9.4"));
        assert_eq!(Release::parse("9.6.0-prerelease.0"), Some(Release(9, 6, 0)));
        assert_eq!(Release::parse("ecs.yml at 007"), None);
    }
}
