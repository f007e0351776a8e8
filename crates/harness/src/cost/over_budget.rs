//! A rule that costs an event more than `max_cost_per_event` allows.

use diagnostics::{Diagnose, Page, Severity, Span};

use super::{Budget, RuleCost};

/// A rule that costs an event more than `max_cost_per_event` allows.
#[derive(Clone, PartialEq, Debug)]
pub struct OverBudget {
    /// The name of the rule.
    pub rule: String,
    /// What it costs.
    pub cost: f64,
    /// What it may cost.
    pub budget: Budget,
    /// Which part of that the clause is, from 0 to 1; none where no clause costs anything.
    pub share: Option<f64>,
    /// The clause that makes it dear, or the query where there is none.
    pub span: Span,
}

impl OverBudget {
    pub(super) fn new(cost: &RuleCost, budget: &Budget) -> Self {
        let dearest = cost.dearest();
        Self {
            rule: cost.name.clone(),
            cost: cost.per_event(),
            budget: budget.clone(),
            share: dearest.map(|clause| cost.share(clause)),
            span: dearest.map_or(cost.query, |clause| clause.span),
        }
    }
}

impl Diagnose for OverBudget {
    const PAGE: Page = Page {
        id: "bench/over-budget",
        severity: Severity::Error,
        what: "A rule costs an event more than `max_cost_per_event` in the `[bench]` table of `eqlc.toml` allows.",
        why: "Every event pays for every rule. A pattern that a long field is searched for costs more than all the exact \
              values around it, unless one of them is asked first and few events pass it.",
        bad: "process where process.command_line : (\"*mimikatz*\", \"*lsadump*\") and process.name : \"powershell.exe\"",
        good: "process where process.name : \"powershell.exe\" and process.command_line : (\"*mimikatz*\", \"*lsadump*\")",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        let Self { rule, cost, budget, .. } = self;
        format!("`{rule}` costs {cost:.1} per event, and may cost {}", budget.max_cost_per_event)
    }

    fn label(&self) -> String {
        self.share.map_or_else(String::new, |share| format!("{:.0} % of it", share * 100.0))
    }

    fn help(&self) -> Option<String> {
        Some(format!(
            "ask a clause that few events pass before this one, or raise `max_cost_per_event` in `{}`",
            self.budget.file
        ))
    }
}
