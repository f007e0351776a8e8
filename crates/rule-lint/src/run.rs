//! Runs the checks.

use std::cell::OnceCell;

use diagnostics::{Diagnostic, Severity};

use crate::check::Run;
use crate::found::{Found, PackFound};
use crate::{CHECKS, Check, Context, RuleView};

/// A finding about one rule of a rule set.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PackFinding {
    /// The place of the rule in the list.
    pub rule: usize,
    /// The place of the rule whose query it is compared with, where it is about two queries.
    pub beside: Option<usize>,
    /// What is wrong.
    pub diagnostic: Diagnostic,
}

/// All findings about one rule, by place and id. Checks whose need the context does not meet are off.
///
/// A file whose TOML is broken has none, and neither has a rule of type `saved_query`: nothing can be said of what is
/// lost or cannot be loaded. Findings about a deprecated rule are warnings at most, since Elastic's loader takes such
/// a rule as it is (statement L2).
pub fn check(rule: &RuleView<'_>, context: &Context<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for check in CHECKS.iter().filter(|check| applies(check, rule) && context.meets(check.needs)) {
        if let Run::Rule(run) = check.run {
            run(rule, context, &mut Found::new(check, &mut findings));
        }
    }
    if rule.file.is_deprecated() {
        findings.iter_mut().for_each(soften);
    }
    findings.sort_by_key(|finding| (finding.span, finding.id));
    findings
}

/// All findings that take several rules to see, by rule, place and id.
pub fn check_pack(rules: &[RuleView<'_>]) -> Vec<PackFinding> {
    let (mut findings, pairs) = (Vec::new(), OnceCell::new());
    for check in CHECKS {
        if let Run::Pack(run) = check.run {
            run(rules, &mut PackFound::new(check, &mut findings, &pairs));
        }
    }
    findings.sort_by_key(|found| (found.rule, found.diagnostic.span, found.diagnostic.id));
    for found in &mut findings {
        if rules[found.rule].file.is_deprecated() {
            soften(&mut found.diagnostic);
        }
    }
    findings
}

/// Whether a check looks at this rule. One that looks at all types also looks at a rule of none.
fn applies(check: &Check, rule: &RuleView<'_>) -> bool {
    let every_type = check.types.len() == crate::LOADABLE.len();
    let fits = match rule.rule_type() {
        Some(rule_type) => check.types.contains(&rule_type),
        None => every_type,
    };
    fits && !rule.is_broken()
}

fn soften(finding: &mut Diagnostic) {
    finding.severity = finding.severity.max(Severity::Warning);
}
