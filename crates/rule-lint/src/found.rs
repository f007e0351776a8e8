//! Where checks put their findings.

use std::cell::OnceCell;

use diagnostics::{Diagnostic, Edit, Fix, Safety, Severity, Span};

use crate::coverage::{self, Pair};
use crate::{Check, PackFinding, RuleView};

/// The findings of one check about one rule.
pub(crate) struct Found<'a> {
    check: &'a Check,
    findings: &'a mut Vec<Diagnostic>,
}

/// The findings of one check about a rule set, with the place of the rule in it.
pub(crate) struct PackFound<'a> {
    check: &'a Check,
    findings: &'a mut Vec<PackFinding>,
    pairs: &'a OnceCell<Vec<Pair>>,
}

/// The newest finding, to say more about.
pub(crate) struct Details<'a>(&'a mut Diagnostic);

impl<'a> Found<'a> {
    pub(crate) fn new(check: &'a Check, findings: &'a mut Vec<Diagnostic>) -> Self {
        Self { check, findings }
    }

    /// One more finding. Its help is the check's, unless the check says something better.
    pub(crate) fn add(&mut self, span: Span, message: impl Into<String>) -> Details<'_> {
        self.findings.push(finding(self.check, span, message.into()));
        let last = self.findings.len() - 1;
        Details(&mut self.findings[last])
    }

    /// One more finding, about how far a rule looks back: it points at `from`, and at `maxspan` where there is one.
    pub(crate) fn add_look_back(&mut self, rule: &RuleView<'_>, message: String) -> Details<'_> {
        let finding = self.add(rule.place(rule.rule().from.as_ref()), message);
        match rule.maxspan_place() {
            Some(place) => finding.place(place, "the longest time of a sequence"),
            None => finding,
        }
    }
}

impl<'a> PackFound<'a> {
    pub(crate) fn new(
        check: &'a Check,
        findings: &'a mut Vec<PackFinding>,
        pairs: &'a OnceCell<Vec<Pair>>,
    ) -> Self {
        Self { check, findings, pairs }
    }

    /// The pairs of rules of which one finds all that the other finds, looked for once.
    pub(crate) fn pairs(&self, rules: &[RuleView<'_>]) -> &'a [Pair] {
        self.pairs.get_or_init(|| coverage::pairs(rules))
    }

    /// One more finding about the rule at `index`.
    pub(crate) fn add(&mut self, index: usize, span: Span, message: impl Into<String>) {
        let diagnostic = finding(self.check, span, message.into());
        self.findings.push(PackFinding { rule: index, beside: None, diagnostic });
    }

    /// One more finding about the rule at `index`, whose query is compared with that of another.
    pub(crate) fn add_beside(&mut self, index: usize, other: usize, span: Span, message: String) {
        let diagnostic = finding(self.check, span, message);
        self.findings.push(PackFinding { rule: index, beside: Some(other), diagnostic });
    }
}

fn finding(check: &Check, span: Span, message: String) -> Diagnostic {
    Diagnostic::new(check.page.id, check.page.severity, message, span).with_help(check.fix)
}

/// A text as a TOML string.
pub(crate) fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

impl Details<'_> {
    /// How bad it is in this case.
    pub(crate) fn severity(self, severity: Severity) -> Self {
        self.0.severity = severity;
        self
    }

    /// What to do in this case.
    pub(crate) fn help(self, help: impl Into<String>) -> Self {
        self.0.help = Some(help.into());
        self
    }

    /// A second place.
    pub(crate) fn place(self, span: Span, text: &str) -> Self {
        self.0.labels.push(diagnostics::Label { span, text: text.to_owned() });
        self
    }

    /// A change that mends it: a TOML value gives way to this text.
    pub(crate) fn write(self, span: Span, text: &str, safety: Safety) -> Self {
        let edits = vec![Edit { span, text: quoted(text) }];
        self.fix(Fix { title: format!("write `{text}`"), edits, safety })
    }

    /// A change that mends it: what stands there gives way to this text, which is no TOML value.
    pub(crate) fn replace(self, span: Span, text: &str, safety: Safety) -> Self {
        let edits = vec![Edit { span, text: text.to_owned() }];
        self.fix(Fix { title: format!("write `{text}`"), edits, safety })
    }

    /// A change that mends it.
    pub(crate) fn fix(self, fix: Fix) -> Self {
        self.0.fix = Some(fix);
        self
    }
}
