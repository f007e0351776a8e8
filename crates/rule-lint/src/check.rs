//! What a check is: its page, where it comes from, what it looks at.

use std::fmt;

use diagnostics::Page;
use rule_schema::RuleType;

use crate::found::{Found, PackFound};
use crate::{Context, RuleView};

/// One check, with everything that `explain` says about it.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// Id, severity and texts. `bad` and `good` are parts of a rule file: what they do not say is as in a good rule.
    /// Comments say the rest: `# file: path` begins a file, `# no rule.tags` means that the key is absent, and
    /// `# stacks 8.5.0` says which stacks rules are shipped to, `# required rule.references` which keys all must have,
    /// `# without fields` that no schema is at hand.
    pub page: Page,
    /// What to do about a finding.
    pub fix: &'static str,
    /// Where the demand comes from.
    pub sources: &'static [Source],
    /// The types of rules that it looks at.
    pub types: &'static [RuleType],
    /// What it must know beside the rule.
    pub needs: Need,
    pub(crate) run: Run,
}

/// Where a demand comes from.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Source {
    /// Elastic's loader: statement `L<n>` of rule-format §2.1.
    Load(u8),
    /// A test of Elastic's rules: number `<n>` of rule-format §2.2.
    Corpus(u8),
    /// This project; Elastic lets it pass.
    Own,
}

/// What a check must know beside the rule; without it the check is off.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Need {
    /// Nothing.
    File,
    /// The other rules of the rule set.
    Pack,
    /// The fields that the rule's data has.
    Schema,
    /// A repository with the folders of Elastic's.
    Repository,
}

/// How a check looks.
#[derive(Clone, Copy)]
pub(crate) enum Run {
    /// At one rule.
    Rule(fn(&RuleView<'_>, &Context<'_>, &mut Found<'_>)),
    /// At all rules together.
    Pack(fn(&[RuleView<'_>], &mut PackFound<'_>)),
}

/// The types that a rule file can have.
pub const LOADABLE: &[RuleType] = &[
    RuleType::Query,
    RuleType::MachineLearning,
    RuleType::Eql,
    RuleType::Esql,
    RuleType::Threshold,
    RuleType::ThreatMatch,
    RuleType::NewTerms,
];

/// The types whose rule names its indices outside the query.
pub(crate) const WITH_INDEX: &[RuleType] = &[
    RuleType::Query,
    RuleType::Eql,
    RuleType::Threshold,
    RuleType::ThreatMatch,
    RuleType::NewTerms,
];

/// All but machine learning rules.
pub(crate) const WITHOUT_ML: &[RuleType] = &[
    RuleType::Query,
    RuleType::Eql,
    RuleType::Esql,
    RuleType::Threshold,
    RuleType::ThreatMatch,
    RuleType::NewTerms,
];

/// EQL rules only.
pub(crate) const EQL: &[RuleType] = &[RuleType::Eql];

impl Need {
    /// The word of `explain --list`.
    pub fn name(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Pack => "pack",
            Self::Schema => "schema",
            Self::Repository => "repository",
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Load(number) => write!(f, "L{number}"),
            Self::Corpus(number) => write!(f, "{number}"),
            Self::Own => f.write_str("own"),
        }
    }
}

impl fmt::Debug for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Rule(_) => "Rule",
            Self::Pack(_) => "Pack",
        })
    }
}
